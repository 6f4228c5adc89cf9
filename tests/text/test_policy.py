"""docs/text.md is the policy: everything it shows is run here, and no rule is missing from it."""

from __future__ import annotations

import doctest
import random
import re
from pathlib import Path

import pytest

from tests.text.texts import PIECES
from warraq.text.characters import clean
from warraq.text.draft import Draft
from warraq.text.fold import fold_ar

PAGE = (Path(__file__).parents[2] / "docs" / "text.md").read_text(encoding="utf-8")


def table(header: str) -> list[list[str]]:
    """Cells of the rows below the line that begins with `header`."""
    _, _, below = PAGE.partition(header)
    rows = []
    for line in below.splitlines()[2:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return rows


def codes(cell: str) -> list[str]:
    """The code spans of a cell, with `\\n` and `\\u200f` and the like resolved."""
    escape = re.compile(r"\\(?:u([0-9a-f]{4})|([nrt]))")
    names = {"n": "\n", "r": "\r", "t": "\t"}
    spans = re.findall(r"`([^`]*)`", cell)
    return [escape.sub(lambda m: chr(int(m[1], 16)) if m[1] else names[m[2]], span) for span in spans]


RULES = {row[0]: row for row in table("| rule | kind |")}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_does_what_the_page_shows(rule: str) -> None:
    _, kind, _, before, after = RULES[rule]
    draft = Draft(codes(before)[0])
    clean(draft)
    assert draft.text == codes(after)[0]
    assert (rule, kind) in {(name, edit.kind) for edit in draft.edits() for name in edit.rule.split("+")}


@pytest.mark.parametrize("row", table("| stays |"), ids=lambda row: row[0][:20])
def test_what_stays_stays(row: list[str]) -> None:
    (text,) = codes(row[0])
    draft = Draft(text)
    clean(draft)
    assert draft.edits() == []


@pytest.mark.parametrize("row", table("| folds |"), ids=lambda row: row[0])
def test_folding_gives_what_the_page_shows(row: list[str]) -> None:
    assert [fold_ar(text) for text in codes(row[1])] == codes(row[2])


def test_every_rule_that_random_texts_call_up_is_on_the_page() -> None:
    choice = random.Random(1)
    seen = set()
    for _ in range(3000):
        draft = Draft("".join(choice.choices(PIECES, k=20)))
        clean(draft)
        seen |= {(name, edit.kind) for edit in draft.edits() for name in edit.rule.split("+")}
    assert len(seen) > 15
    assert seen <= {(row[0], row[1]) for row in RULES.values()}


def test_the_examples_run() -> None:
    examples = "\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, "docs/text.md", None, 0)
    results = doctest.DocTestRunner(verbose=False).run(test)
    assert results.attempted > 10
    assert results.failed == 0

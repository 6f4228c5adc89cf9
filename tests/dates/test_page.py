"""What docs/dates.md shows is what happens."""

from __future__ import annotations

import re

import pytest

from tests.dates.cases import PUBLISHED
from tests.places import CHECKOUT
from warraq.dates.find import find_dates
from warraq.dates.grammar import RULES

PAGE = (CHECKOUT / "docs/dates.md").read_text("utf-8")
SHOWN = re.findall(r"^\| `([^`]+)` \| (\S+) \| [^|]+ \| (\w+) \|$", PAGE, re.MULTILINE)
[LEFT_ALONE] = re.findall(r"names \((.+?)\), feasts", PAGE)


@pytest.mark.parametrize(("written", "value", "kind"), SHOWN)
def test_what_is_shown(written: str, value: str, kind: str) -> None:
    text = f"في {written}" if written.startswith("أكتوبر") else written
    [found] = find_dates(text, [(0, len(text))], PUBLISHED)
    assert (found.value, found.kind) == (value, kind)


@pytest.mark.parametrize("name", re.findall(r"`([^`]+)`", LEFT_ALONE))
def test_what_is_left_alone(name: str) -> None:
    assert find_dates(name, [(0, len(name))], PUBLISHED) == []


def test_the_page_counts_the_rules() -> None:
    assert len(SHOWN) == 9
    assert len(RULES) == 19
    assert "Nineteen rules" in PAGE

from __future__ import annotations

import re
from pathlib import Path

import pytest

from warraq.errors import InputError
from warraq.spacing.exceptions import (
    REVIEWED,
    Change,
    Decision,
    Exceptions,
    fault,
    read_exceptions,
    tidy,
    write_exceptions,
)
from warraq.spacing.model import SpacingModel
from warraq.spacing.repair import repair

UN = "الأممالمتحدة"
UN_APART = "الأمم المتحدة"
REAL = "ريالدول"


def test_a_list_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "list.tsv"
    decisions = (
        Decision(UN, UN_APART, "2026-11-20T10:00:00+00:00", "a.csv"),
        Decision(REAL, REAL, "", ""),
    )
    written = Exceptions(tuple(sorted(decisions)))
    write_exceptions(path, written)
    assert read_exceptions(path) == written
    text = path.read_text(encoding="utf-8")
    assert f"{UN}\tsplit\t{UN_APART}\t2026-11-20T10:00:00+00:00\ta.csv\n" in text
    assert f"{REAL}\tkeep\t{REAL}\t\t\n" in text
    assert [path.name] == [p.name for p in path.parent.iterdir()], "no temporary file may be left"


def test_no_file_is_an_empty_list(tmp_path: Path) -> None:
    assert read_exceptions(tmp_path / "none.tsv") == Exceptions()


def test_a_line_written_by_hand_needs_no_date(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_bytes(f"\ufeff# mine\r\n\r\n{REAL}\tkeep\r\n\u200f{UN}\tsplit\t{UN_APART}\r\n".encode())
    assert read_exceptions(path).words == {UN: UN_APART, REAL: REAL}


def test_every_unusable_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    lines = [
        f"{UN}\tsplit\t{UN_APART}", f"{UN}\tkeep", f"{REAL}\tperhaps", f"{REAL}\tsplit", f"{REAL}\tkeep\tريال دول",
        "ريال دول\tkeep", "كلمةأخرى\tsplit\tكلمة اخرى",
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_exceptions(path)
    for number in (2, 3, 4, 5, 6, 7):
        assert f"line {number}: " in str(caught.value)
    assert "line 1: " not in str(caught.value)


def test_the_newer_of_two_decisions_holds_and_the_change_is_told() -> None:
    first = Exceptions((Decision(UN, UN_APART, "d1", "a"),))
    second, changes = first.merged([Decision(UN, UN, "d2", "b"), Decision(REAL, REAL, "d2", "b")])
    assert second.words == {UN: UN, REAL: REAL}
    assert changes == [Change(Decision(UN, UN_APART, "d1", "a"), Decision(UN, UN, "d2", "b"))]


def test_saying_the_same_again_changes_nothing() -> None:
    first = Exceptions((Decision(UN, UN_APART, "d1", "a"),))
    assert first.merged([Decision(UN, UN_APART, "d2", "b")]) == (first, [])


def test_the_version_is_that_of_the_decisions_not_of_who_made_them() -> None:
    one = Exceptions((Decision(UN, UN_APART, "d1", "a"),))
    assert one.version == Exceptions((Decision(UN, UN_APART, "d2", "b"),)).version
    assert one.version != Exceptions((Decision(UN, UN),)).version
    assert Exceptions().version == "none"


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("", "", "no word"),
        ("????????", "????????", "letters .* lost"),
        ("كلمة،أخرى", "كلمة، أخرى", "not one word"),
        (UN, "الأمم المتحدات", "no letter may change"),
        (UN, "", "no letter may change"),
    ],
)
def test_only_spaces_may_be_put_into_one_word(before: str, after: str, reason: str) -> None:
    assert re.search(reason, fault(before, after))


def test_direction_marks_and_odd_blanks_do_not_count() -> None:
    assert tidy("\u200f الأمم\u00a0 المتحدة\u202c\n") == UN_APART
    assert fault(UN, UN_APART) == ""


def test_the_model_keeps_what_is_kept_and_splits_what_is_split() -> None:
    text = f"مقر {UN} في {REAL} و{UN}."
    plain = SpacingModel.load(0.85)
    assert repair(text, plain).patches[0].after == UN_APART
    model = SpacingModel.load(0.85, exceptions={UN: UN, REAL: "ريال دول"})
    result = repair(text, model)
    assert (result.patches[0].after, result.patches[0].rule, result.patches[0].score) == (
        "ريال دول",
        REVIEWED,
        1,
    )
    changed = {text[p.start : p.end] for p in result.patches} | {s.before for s in result.suggestions}
    assert UN not in changed
    assert f"و{UN}" in changed, "another word, about which nobody decided"
    assert model.version != plain.version


def test_a_decision_goes_before_rules_that_are_certain() -> None:
    model = SpacingModel.load(1.0, exceptions={"NSAوFBI": "NSAوFBI", "عبدالعزيز": "عبد العزيز"})
    assert model.split_words(["NSAوFBI"]) == [None]
    [split] = model.split_words(["عبدالعزيز"])
    assert split is not None
    assert split.after == "عبد العزيز"

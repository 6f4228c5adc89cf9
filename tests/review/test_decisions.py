from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warraq.errors import InputError
from warraq.review.decisions import forget, merge_into, read_sheet
from warraq.review.sheet import COLUMNS
from warraq.spacing.exceptions import Decision, Exceptions, read_exceptions

UN, UN_APART = "الأممالمتحدة", "الأمم المتحدة"
US, US_APART = "الولاياتالمتحدة", "الولايات المتحدة"
CONTEXT = '\u200fجلسة، قال [الأمم المتحدة] إن "الأمر"; =1'
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NOTED = ("2026-11-21T09:30:00+00:00", "d.csv")


def sheet_text(rows: Sequence[Sequence[str]], columns: Sequence[str] = COLUMNS, **form: object) -> str:
    """A CSV file of rows `(decision, instead, before, after)`, saved as spreadsheets do."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", **form)  # type: ignore[arg-type]
    writer.writerow(columns)
    for decision, instead, before, after in rows:
        cells = dict.fromkeys(COLUMNS, "7") | {
            "decision": decision, "instead": instead, "before": before, "after": after, "context": CONTEXT,
        }  # fmt: skip
        writer.writerow([cells.get(column, "") for column in columns])
    return out.getvalue()


ROWS = [
    ("yes", "", f"\u200f{UN}", f"\u200f{UN_APART}"),
    ("No", "", US, US_APART),
    ("", "", "كلمتان", "كلم تان"),
]

SAVED: dict[str, Callable[[], bytes]] = {
    "as exported": lambda: sheet_text(ROWS).encode("utf-8-sig"),
    "without byte order mark": lambda: sheet_text(ROWS).encode(),
    "semicolons": lambda: sheet_text(ROWS, delimiter=";").encode("utf-8-sig"),
    "Unicode text": lambda: sheet_text(ROWS, delimiter="\t").encode("utf-16"),
    "UTF-16 without mark": lambda: sheet_text(ROWS, delimiter="\t").encode("utf-16-le"),
    "Windows-1256": lambda: sheet_text(ROWS, delimiter=";").encode("windows-1256"),
    "other order": lambda: sheet_text(ROWS, COLUMNS[::-1]).encode("utf-8-sig"),
    "own column": lambda: sheet_text(ROWS, ["note", *COLUMNS[:4]]).encode("utf-8-sig"),
    "everything quoted": lambda: sheet_text(ROWS, quoting=csv.QUOTE_ALL).encode("utf-8-sig"),
    "line feeds": lambda: sheet_text(ROWS).replace("\r\n", "\n").encode(),
    "carriage returns": lambda: sheet_text(ROWS).replace("\r\n", "\r").encode(),
    "separator line": lambda: ("sep=;\r\n" + sheet_text(ROWS, delimiter=";")).encode("utf-8-sig"),
    "empty lines": lambda: (sheet_text(ROWS) + ",,,,,,,,,,,\r\n\r\n").encode("utf-8-sig"),
    "capitals in the header": lambda: sheet_text(ROWS).replace("decision", "Decision").encode(),
}


@pytest.mark.parametrize("saved", SAVED)
def test_decisions_come_back_however_the_sheet_was_saved(saved: str) -> None:
    sheet = read_sheet(SAVED[saved](), "d.csv", NOW)
    assert sheet.unusable == []
    assert sheet.decisions == [Decision(UN, UN_APART, *NOTED), Decision(US, US, *NOTED)]
    assert sheet.undecided == 1


@pytest.mark.parametrize("said", ["yes", "YES", " Yes ", "y", "TRUE", "1", "نعم"])
def test_ways_to_say_yes(said: str) -> None:
    sheet = read_sheet(sheet_text([(said, "", UN, UN_APART)]).encode(), "d.csv", NOW)
    assert sheet.decisions == [Decision(UN, UN_APART, *NOTED)]


@pytest.mark.parametrize("said", ["no", "N", "FALSE", "0", "لا"])
def test_ways_to_say_no(said: str) -> None:
    sheet = read_sheet(sheet_text([(said, "", UN, UN_APART)]).encode(), "d.csv", NOW)
    assert sheet.decisions == [Decision(UN, UN, *NOTED)]


@pytest.mark.parametrize("said", ["", "no"])
def test_another_text_stands_in_place_of_the_one_offered(said: str) -> None:
    sheet = read_sheet(sheet_text([(said, "الأمم المت حدة", UN, UN_APART)]).encode(), "d.csv", NOW)
    assert sheet.decisions == [Decision(UN, "الأمم المت حدة", *NOTED)]


def test_the_same_word_as_the_other_text_means_that_it_stays() -> None:
    sheet = read_sheet(sheet_text([("", UN, UN, UN_APART)]).encode(), "d.csv", NOW)
    assert sheet.decisions == [Decision(UN, UN, *NOTED)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("maybe", "", UN, UN_APART), "must be yes or no"),
        (("yes", "الأم مالمتحدة", UN, UN_APART), "empty one of the two"),
        (("", "الأمم المتحدات", UN, UN_APART), "no letter may change"),
        (("yes", "", "", ""), "no word"),
        (("yes", "", UN, UN), "no space"),
        (("yes", "", UN, US_APART), "no letter may change"),
        (("no", "", "????????????", "????? ???????"), "lost when the file was saved"),
        (("???", "", "????????????", "????? ???????"), "lost when the file was saved"),
    ],
)
def test_an_unusable_row_is_told_with_its_line_and_reason(row: tuple[str, ...], reason: str) -> None:
    sheet = read_sheet(sheet_text([("yes", "", US, US_APART), row]).encode(), "d.csv", NOW)
    [(line, told)] = sheet.unusable
    assert line == 3
    assert reason in told
    assert [decision.before for decision in sheet.decisions] == [US]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = sheet_text([("yes", "", US, US_APART), ("maybe", "", UN, UN_APART)])
    broken = text.replace(CONTEXT.replace('"', '""'), "two\nlines", 1)
    assert [line for line, _ in read_sheet(broken.encode(), "d.csv").unusable] == [4]
    assert [line for line, _ in read_sheet(f"sep=,\n{text}".encode(), "d.csv").unusable] == [4]


def test_an_accepted_way_holds_over_ways_that_were_not() -> None:
    rows = [("no", "", UN, UN_APART), ("yes", "", UN, "الأمم المت حدة")]
    sheet = read_sheet(sheet_text(rows).encode(), "d.csv", NOW)
    assert sheet.decisions == [Decision(UN, "الأمم المت حدة", *NOTED)]
    assert sheet.unusable == []


def test_two_accepted_ways_contradict_each_other() -> None:
    rows = [("yes", "", UN, UN_APART), ("yes", "", UN, "الأمم المت حدة"), ("no", "", US, US_APART)]
    sheet = read_sheet(sheet_text(rows).encode(), "d.csv", NOW)
    assert [unusable.line for unusable in sheet.unusable] == [2, 3]
    assert "lines 2, 3 contradict each other" in sheet.unusable[0].reason
    assert [decision.before for decision in sheet.decisions] == [US]


@pytest.mark.parametrize(
    "rows",
    [
        [("yes", "", UN, UN_APART), ("no", "", UN, UN_APART)],
        [("no", "", UN, UN_APART), ("", UN_APART, UN, "الأمم المت حدة")],
        [("yes", "", UN, UN_APART), ("", UN, UN, UN_APART)],
    ],
)
def test_yes_and_no_to_one_way_contradict_each_other(rows: list[tuple[str, ...]]) -> None:
    sheet = read_sheet(sheet_text(rows).encode(), "d.csv", NOW)
    assert sheet.decisions == []
    assert [unusable.line for unusable in sheet.unusable] == [2, 3]
    assert "contradict each other" in sheet.unusable[0].reason


def test_the_same_answer_twice_is_one_decision() -> None:
    sheet = read_sheet(
        sheet_text([("yes", "", UN, UN_APART)] * 2 + [("no", "", US, US_APART)] * 2).encode(), "d.csv", NOW
    )
    assert sheet.decisions == [Decision(UN, UN_APART, *NOTED), Decision(US, US, *NOTED)]
    assert sheet.unusable == []


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"PK\x03\x04 a workbook", "Save the sheet as CSV"),
        (b"", "Save the sheet as CSV"),
        ("word,answer\r\nكلمة,نعم\r\n".encode(), "no column decision, before, after"),
    ],
)
def test_a_file_that_is_no_exported_sheet_is_refused(data: bytes, advice: str) -> None:
    with pytest.raises(InputError, match=advice):
        read_sheet(data, "d.csv")


def test_decisions_are_added_to_the_list(tmp_path: Path) -> None:
    path = tmp_path / "exceptions" / "list.tsv"
    first = merge_into(path, [Decision(UN, UN_APART, "d1", "a"), Decision(US, US_APART, "d1", "a")])
    assert (first.added, first.changes, first.repeated) == (2, [], 0)
    second = merge_into(path, [Decision(UN, UN, "d2", "b"), Decision(US, US_APART, "d2", "b")])
    assert (second.added, len(second.changes), second.repeated) == (0, 1, 1)
    assert read_exceptions(path) == second.exceptions
    assert second.exceptions.words == {UN: UN, US: US_APART}


def test_decisions_can_be_withdrawn(tmp_path: Path) -> None:
    path = tmp_path / "exceptions" / "list.tsv"
    made = [Decision(UN, UN_APART, "d1", "a"), Decision(US, US, "d1", "a")]
    merge_into(path, made)
    assert forget(path, [f"\u200f{UN} "]) == made[:1]
    assert read_exceptions(path).words == {US: US}
    with pytest.raises(InputError, match=f"no decision about {UN};"):
        forget(path, [US, UN])
    assert read_exceptions(path).words == {US: US}, "all of them or none"
    assert forget(path, None) == made[1:]
    assert read_exceptions(path).version == Exceptions().version
    assert forget(path, None) == []


def test_a_damaged_list_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text(f"{UN}\tperhaps\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        merge_into(path, [Decision(US, US_APART)])
    assert path.read_text(encoding="utf-8") == f"{UN}\tperhaps\n"

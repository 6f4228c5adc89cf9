"""Decisions read back from the spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

from warraq.errors import InputError
from warraq.ingest.decode import decode
from warraq.ingest.reasons import Refusal
from warraq.review.sheet import NO, YES
from warraq.spacing.exceptions import (
    Change,
    Decision,
    Exceptions,
    fault,
    read_exceptions,
    tidy,
    write_exceptions,
)

_NEEDED = ("decision", "before", "after")
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\s*\n")
"""What some spreadsheets write before the header."""


class Unusable(NamedTuple):
    """A row that holds no usable decision."""

    line: int
    """Line of the file, from 1."""
    reason: str


@dataclass
class Sheet:
    """What a file of decisions holds."""

    decisions: list[Decision] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)
    undecided: int = 0
    """Rows that nobody filled in."""


@dataclass(frozen=True)
class Imported:
    """What an import came to."""

    added: int
    changes: list[Change]
    """Decisions that replaced different ones."""
    repeated: int
    """Decisions that were on the list already."""
    exceptions: Exceptions
    """The whole list, as it is now."""


def read_sheet(data: bytes, name: str, now: datetime | None = None) -> Sheet:
    """The decisions in a CSV file, however a spreadsheet saved it.

    Any delimiter of `,;|` and tab, any order of columns, further columns, UTF-8 or UTF-16 with or
    without byte order mark, Windows-1256. An empty row or one without an answer is no decision. Several rows
    about one word are one decision: a split that was accepted holds over others that were not;
    two different ones contradict each other.

    Args:
        data: The file.
        name: Its name, which is noted as the decisions' source.
        now: When they were made; None: now.

    Raises:
        InputError: It is no CSV file that `warraq review export` could have made.
    """
    try:
        text = decode(data).text
    except Refusal as refusal:
        raise InputError(
            f"{name} cannot be read: {refusal.detail} Save the sheet as CSV UTF-8 and import that."
        ) from refusal
    decided_at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    sheet = Sheet()
    answers: dict[str, list[tuple[int, str]]] = {}
    for line, row in _rows(text, name):
        before, after, wrong = _answer(row)
        if wrong:
            sheet.unusable.append(Unusable(line, wrong))
        elif not after:
            sheet.undecided += any(row.values())
        else:
            answers.setdefault(before, []).append((line, after))
    for before, given in answers.items():
        # "Not this way" says nothing against another way that was accepted.
        splits = {after for _, after in given} - {before}
        if len(splits) > 1:
            lines = ", ".join(str(line) for line, after in given if after != before)
            reason = f"lines {lines} contradict each other about {before}: {' / '.join(sorted(splits))}"
            sheet.unusable += [Unusable(line, reason) for line, after in given if after != before]
        else:
            sheet.decisions.append(Decision(before, splits.pop() if splits else before, decided_at, name))
    sheet.unusable.sort()
    return sheet


def merge_into(path: Path, decisions: list[Decision]) -> Imported:
    """Add decisions to the list in `path`, all of them or, if anything fails, none.

    Raises:
        InputError: The list has lines that cannot be used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(f"{path.name}.lock")):
        old = read_exceptions(path)
        new, changes = old.merged(decisions)
        if new != old:
            write_exceptions(path, new)
    added = len(new.decisions) - len(old.decisions)
    return Imported(added, changes, len(decisions) - added - len(changes), new)


def _rows(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the header, by lower-case column name, each with its line number."""
    skipped = 0
    if found := _SEPARATOR_LINE.match(text):
        text, skipped = text[found.end() :], 1
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=_delimiter(text))
    header = [tidy(cell).lower() for cell in next(reader, [])]
    if missing := [column for column in _NEEDED if column not in header]:
        raise InputError(
            f"{name} has no column {', '.join(missing)}; its first line is: {', '.join(header)[:200]}. "
            "The header of the exported file must stay as it is."
        )
    start = reader.line_num + 1
    for cells in reader:
        yield start + skipped, dict(zip(header, map(tidy, cells), strict=False))
        start = reader.line_num + 1


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(_DELIMITERS, key=header.count)


def _answer(row: dict[str, str]) -> tuple[str, str, str]:
    """The word, what is to become of it (empty if nobody said), and what is wrong with the row."""
    said, instead = row.get("decision", "").casefold(), row.get("instead", "")
    # The apostrophe guards against formulas, see `sheet.text_cell`.
    before, after = (row.get(column, "").removeprefix("'") for column in ("before", "after"))
    instead = instead.removeprefix("'")
    if not said and not instead:
        return before, "", ""
    if said and said not in YES | NO:
        return before, "", f"the decision must be yes or no, not {said!r}"
    if said in YES and instead not in ("", after):
        return before, "", "the decision is yes, but `instead` has another text: empty one of the two"
    chosen = instead or (after if said in YES else before)
    if before and chosen == before and said in YES:
        return before, "", "the decision is yes, but `after` has no space in it"
    return before, chosen, fault(before, chosen)

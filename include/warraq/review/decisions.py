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


class _Answer(NamedTuple):
    """What one row says."""

    line: int
    before: str
    after: str = ""
    """What is to become of the word; empty if nobody said."""
    refused: str = ""
    """A way to take it apart that is not to be."""
    wrong: str = ""
    """Why the row cannot be used."""


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
    about one word are one decision: a split that was accepted holds over others that were not. Two
    different ones contradict each other, and so do yes and no to the same one.

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
    answers: dict[str, list[_Answer]] = {}
    for line, row in _rows(text, name):
        answer = _answer(line, row)
        if answer.wrong:
            sheet.unusable.append(Unusable(line, answer.wrong))
        elif not answer.after:
            sheet.undecided += any(row.values())
        else:
            answers.setdefault(answer.before, []).append(answer)
    for before, given in answers.items():
        splits = {answer.after for answer in given} - {before}
        if wrong := _contradiction(before, given, splits):
            sheet.unusable += [Unusable(answer.line, wrong) for answer in given]
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


def forget(path: Path, words: list[str] | None) -> list[Decision]:
    """Take decisions off the list in `path`, all of them or, if anything fails, none.

    Args:
        path: The list.
        words: The words to leave to the model again; None: all.

    Returns:
        The decisions that are gone.

    Raises:
        InputError: There is no decision about one of `words`, or the list has lines that cannot be used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(f"{path.name}.lock")):
        old = read_exceptions(path)
        asked = set(old.words) if words is None else set(map(tidy, words))
        if unknown := sorted(asked - old.words.keys()):
            raise InputError(
                f"There is no decision about {', '.join(unknown)}; `warraq review list` shows those that there are."
            )
        gone = [decision for decision in old.decisions if decision.before in asked]
        if gone:
            write_exceptions(path, Exceptions(tuple(d for d in old.decisions if d.before not in asked)))
    return gone


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


def _contradiction(before: str, given: list[_Answer], splits: set[str]) -> str:
    """How the answers about one word contradict each other; empty if they do not."""
    # "Not this way" says nothing against another way that was accepted.
    refused = {answer.refused for answer in given} & splits
    stays = splits and any(answer.after == before and not answer.refused for answer in given)
    if len(splits) < 2 and not refused and not stays:
        return ""
    lines = ", ".join(str(answer.line) for answer in given)
    ways = sorted(splits) + ([f"not {way}" for way in sorted(refused)] or [before] * bool(stays))
    return f"lines {lines} contradict each other about {before}: {' / '.join(ways)}"


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(_DELIMITERS, key=header.count)


def _answer(line: int, row: dict[str, str]) -> _Answer:
    said, instead = row.get("decision", "").casefold(), row.get("instead", "")
    # The apostrophe guards against formulas, see `sheet.text_cell`.
    before, after = (row.get(column, "").removeprefix("'") for column in ("before", "after"))
    instead = instead.removeprefix("'")
    if not said and not instead:
        return _Answer(line, before)
    if before and "?" in before:
        return _Answer(line, before, wrong=fault(before, before))  # What else is wrong follows from that.
    if said and said not in YES | NO:
        return _Answer(line, before, wrong=f"the decision must be yes or no, not {said!r}")
    if said in YES and instead not in ("", after):
        return _Answer(
            line, before, wrong="the decision is yes, but `instead` has another text: empty one of the two"
        )
    chosen = instead or (after if said in YES else before)
    if before and chosen == before and said in YES:
        return _Answer(line, before, wrong="the decision is yes, but `after` has no space in it")
    return _Answer(line, before, chosen, after if said in NO else "", fault(before, chosen))

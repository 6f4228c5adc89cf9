"""What people decided about words that look merged: a list that the model obeys before anything else."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from warraq.errors import InputError
from warraq.settings import Settings
from warraq.text.words import WORD

REVIEWED = "reviewed"
"""Rule of a repair that a person decided."""
KEEP, SPLIT = "keep", "split"
_COLUMNS = ("before", "decision", "after", "decided_at", "source")
_HEADING = """\
# Words that look merged, and what a person decided about each: `keep` leaves it as it is,
# `split` puts `after` in its place. One decision a line, fields apart by tabs.
# `warraq review import` adds to this list; lines may also be written, changed or deleted by hand.
"""
_INVISIBLE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Direction marks, which editors and spreadsheets like to add."""


class Decision(NamedTuple):
    """What becomes of one word, wherever it stands."""

    before: str
    """The word as it stands in cleaned text."""
    after: str
    """Its words with a space between them; the same as `before` if it stays."""
    decided_at: str = ""
    """ISO 8601, UTC; empty if nobody noted it."""
    source: str = ""
    """The file that the decision came from, or whoever wrote it down."""

    @property
    def decision(self) -> str:
        """`keep` or `split`."""
        return KEEP if self.after == self.before else SPLIT


class Change(NamedTuple):
    """A decision that took the place of another one about the same word."""

    old: Decision
    new: Decision


@dataclass(frozen=True)
class Exceptions:
    """All decisions, in order of the words, one a word."""

    decisions: tuple[Decision, ...] = ()

    @cached_property
    def words(self) -> dict[str, str]:
        """Each decided word with what becomes of it: what the model needs to know."""
        return {decision.before: decision.after for decision in self.decisions}

    @property
    def version(self) -> str:
        """The same for the same decisions, whoever made them when; `none` without any."""
        if not self.decisions:
            return "none"
        lines = "\n".join(f"{before}\t{after}" for before, after in self.words.items())
        return hashlib.sha256(lines.encode()).hexdigest()[:8]

    def merged(self, newer: Iterable[Decision]) -> tuple[Exceptions, list[Change]]:
        """This list with `newer` decisions added; of two about one word the newer one holds.

        Returns:
            The new list, and which decisions were replaced by different ones.
        """
        by_word = {decision.before: decision for decision in self.decisions}
        changes: list[Change] = []
        for decision in newer:
            old = by_word.get(decision.before)
            if old is not None and old.after == decision.after:
                continue  # Said before: who said it first stays on record.
            if old is not None:
                changes.append(Change(old, decision))
            by_word[decision.before] = decision
        return Exceptions(tuple(sorted(by_word.values()))), changes


def exceptions_file(settings: Settings) -> Path:
    """The list of a home: HOME/exceptions/merged_words.tsv."""
    return settings.home / "exceptions" / "merged_words.tsv"


def tidy(cell: str) -> str:
    """A word or words as a person or a spreadsheet wrote them, without direction marks and odd blanks."""
    return " ".join(_INVISIBLE.sub("", cell).split())


def fault(before: str, after: str) -> str:
    """Why `before` cannot be decided to become `after`, both `tidy`; empty if it can.

    A decision may only put spaces into a word, so that whatever it does can be seen to lose no letter.
    """
    if not before:
        return "there is no word in `before`"
    if "?" in before or "\ufffd" in before:
        return "the letters of `before` were lost when the file was saved; save it as CSV UTF-8"
    if not WORD.fullmatch(before):
        return f"`before` is not one word: {before}"
    if after.replace(" ", "") != before:
        return f"{after or 'nothing'} is not {before} with spaces put in; no letter may change"
    return ""


def read_exceptions(path: Path) -> Exceptions:
    """The list in a file; an empty one if there is no file.

    Raises:
        InputError: The file is not UTF-8, or some lines cannot be used; the message names each.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Exceptions()
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8.") from error
    faults: list[str] = []
    decisions: dict[str, Decision] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#") or tuple(line.split("\t")) == _COLUMNS:
            continue
        decision, wrong = _parse(line)
        if not wrong and decision.before in decisions:
            wrong = f"{decision.before} stands in an earlier line already"
        if wrong:
            faults.append(f"line {number}: {wrong}")
        decisions[decision.before] = decision
    if faults:
        raise InputError(f"{path} cannot be used; mend or delete these lines:\n  " + "\n  ".join(faults))
    return Exceptions(tuple(sorted(decisions.values())))


def _parse(line: str) -> tuple[Decision, str]:
    """A line's decision, and what is wrong with it."""
    cells = [tidy(cell) for cell in line.split("\t")]
    before, said, after, decided_at, source = [*cells, "", "", "", ""][: len(_COLUMNS)]
    decision = Decision(before, after or before, decided_at, source)
    if said not in (KEEP, SPLIT):
        return decision, f"the second field must be {KEEP} or {SPLIT}, not {said or 'empty'}"
    if wrong := fault(before, decision.after):
        return decision, wrong
    if said != decision.decision:
        return decision, f"{SPLIT} needs spaces in the third field, {KEEP} none: {line!r}"
    return decision, ""


def write_exceptions(path: Path, exceptions: Exceptions) -> None:
    """Put the list into its file in one step: readers find the old list or the new one."""
    rows = [_COLUMNS] + [
        (d.before, d.decision, d.after, d.decided_at, d.source) for d in exceptions.decisions
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(_HEADING + "".join("\t".join(row) + "\n" for row in rows))
        file.flush()
        os.fsync(file.fileno())
    temporary = Path(file.name)
    temporary.chmod(0o644)
    temporary.replace(path)

"""The columns of the spreadsheet, and what makes a CSV file safe and readable in one."""

from __future__ import annotations

import re

RIGHT_TO_LEFT_MARK = "\u200f"
_EMBED, _POP = "\u202b", "\u202c"
"""Right-to-left embedding and its end: LibreOffice orders the words of a cell as its sheet says, left to right,
whatever the first letter. Only for cells that are not read back: Windows-1256 does not have these characters."""
COLUMNS = (
    "decision",
    "instead",
    "before",
    "after",
    "context",
    "other_context",
    "status",
    "occurrences",
    "documents",
    "score",
    "rule",
    "doc_id",
)
"""In the file's order: what is to be filled in comes first, the context beside the word."""
YES = frozenset(["yes", "y", "true", "1", "split", "نعم"])
NO = frozenset(["no", "n", "false", "0", "keep", "لا"])
"""What counts as an answer; the last of each is Arabic for it."""

_CELL_START = re.compile(r"((?:^|[,;\t|\"'])[\s\u200e\u200f]*)(?=[=+\-@＝＋－＠])")


def text_cell(text: str) -> str:
    """`text` for a cell: one line, shown right to left, and never run as a formula.

    A right-to-left mark in front makes spreadsheets lay out the cell from the right even if it
    begins with Latin letters or digits. What could begin a formula (CWE-1236), also where a
    spreadsheet with another delimiter would begin a new cell, gets an apostrophe in front, as
    OWASP recommends.
    """
    line = _guarded(text)
    return RIGHT_TO_LEFT_MARK + line if line else ""


def _guarded(text: str) -> str:
    return _CELL_START.sub(r"\1'", " ".join(text.split()))


def context_cell(before_it: str, word: str, after_it: str) -> str:
    """The word in brackets between the text before and after it."""
    line = _guarded(f"{_from_whole_word(before_it)}[{word}]{_to_whole_word(after_it)}")
    return f"{RIGHT_TO_LEFT_MARK}{_EMBED}{line}{_POP}"


def _from_whole_word(text: str) -> str:
    """`text` without the piece of a word at its beginning, if it is long enough to have been cut."""
    _, blank, rest = text.partition(" ")
    return rest if blank and len(text) >= 80 else text


def _to_whole_word(text: str) -> str:
    rest, blank, _ = text.rpartition(" ")
    return rest if blank and len(text) >= 80 else text

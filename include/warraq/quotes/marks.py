"""Which quotation marks open, and where what they open is closed."""

from __future__ import annotations

import re

_MARK = re.compile('["“”«»\n]')
_OPENING, _CLOSING = "“«", "”»"
_PROCLITICS = "وفبلك"
"""And, so, with, to, like: letters that may stand before an opening mark."""


def pair_marks(text: str) -> tuple[dict[int, int], frozenset[int]]:
    """Pair the quotation marks of a text, each line by itself.

    A straight mark says nothing of whether it opens or closes; the blanks around it do, and where
    they do not, it closes what is open. Marks nest: within a quotation, names may be quoted.

    Returns:
        The offset of each opening mark with the offset of the mark that closes it, and the
        offsets of marks that open what nothing closes within the line.
    """
    pairs: dict[int, int] = {}
    unclosed: set[int] = set()
    waiting: list[int] = []
    for match in _MARK.finditer(text):
        at = match.start()
        if match[0] == "\n":
            unclosed.update(waiting)
            waiting = []
        elif _opens(text, at, match[0], bool(waiting)):
            waiting.append(at)
        elif waiting:
            pairs[waiting.pop()] = at
    unclosed.update(waiting)
    return pairs, frozenset(unclosed)


def _opens(text: str, at: int, mark: str, within: bool) -> bool:
    if mark in _OPENING:
        return True
    if mark in _CLOSING:
        return False
    before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
    starts = before.isspace() or before in "([«“:،-–—\u0640"
    ends = after.isspace() or after in ")]»”:،؛.!?؟-–—"
    if starts != ends:
        return starts
    if within:
        return False
    # A letter on either side: only proclitics stand before a mark that opens.
    return starts or (before in _PROCLITICS and not text[at - 2 : at - 1].isalpha())

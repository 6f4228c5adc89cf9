"""Where a title line ends."""

from __future__ import annotations

import re

MAX_TITLE_CHARS = 200

_MARKS = "\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069"
_TITLE_LINE = re.compile(
    rf"[\s{_MARKS}]*?([^\s{_MARKS}][^\r\n]*)(?:\r\n|\n|\r)"
    rf"(?:[^\S\r\n]|[{_MARKS}])*(?:\r\n|\n|\r)[\s{_MARKS}]*[^\s{_MARKS}]"
)
"""The first line that is not blank, a blank line, and something after it."""
_NO_TITLE_ENDS_WITH = (".", "،", ",", ":", "؛", ";")
"""Marks that end or break off a sentence; a headline may well be a question or an exclamation."""


def title_end(text: str) -> int:
    """Where the title of `text` ends, or 0 if it has none.

    A title is the first line, if a blank line and then more text follow, if it is not longer
    than 200 characters, and if it does not end like a sentence of the body.

    Args:
        text: A raw document.

    Returns:
        Offset in code points of the line break after the title.
    """
    found = _TITLE_LINE.match(text)
    if not found:
        return 0
    title = found[1].strip()
    if len(title) > MAX_TITLE_CHARS or title.endswith(_NO_TITLE_ENDS_WITH):
        return 0
    return found.end(1)

"""What a word is: the one definition that counting, spacing and entities share."""

from __future__ import annotations

import re

from warraq.text.letters import DIACRITICS, TATWEEL

_INNER = rf"\w{DIACRITICS}{TATWEEL}"

WORD = re.compile(rf"[^\W_](?:[{_INNER}]|(?<=[0-9\u0660-\u0669])[.,\u066b\u066c](?=[0-9\u0660-\u0669]))*")
"""A run of letters, digits and diacritics of any script; a decimal number is one word."""

TOKEN = re.compile(rf"{WORD.pattern}|\S")
"""A word, or one character of punctuation: what recognisers read."""


def token_spans(text: str) -> list[tuple[int, int]]:
    """Half-open code point spans of the words and punctuation marks of `text`, in order."""
    return [match.span() for match in TOKEN.finditer(text)]

"""Texts with words merged at random: what the model learns from and is measured on."""

from __future__ import annotations

import random
import re
from typing import NamedTuple

from warraq.text.letters import DIACRITICS, LETTERS, TATWEEL
from warraq.text.words import WORD

# Two letters at least: a lone letter is a proclitic, which belongs to the next word.
_ARABIC = re.compile(rf"[{LETTERS}][{DIACRITICS}{TATWEEL}]*[{LETTERS}][{LETTERS}{DIACRITICS}{TATWEEL}]*\Z")


_THIRD = 0.025
"""Share of joins that take a third word: what the merged words of `natural.tsv` show."""


class Join(NamedTuple):
    """A word of a joined text that was several words."""

    start: int
    end: int
    after: str
    """The words it was, with spaces."""


class Joined(NamedTuple):
    """A text with some of its spaces taken out."""

    text: str
    joins: list[Join]


def join_words(text: str, share: float, rng: random.Random, boost: dict[str, float] | None = None) -> Joined:
    """Take the space out between randomly chosen neighbours, both in Arabic letters.

    Args:
        text: Clean text.
        share: Share of words to join to the next one; one join in forty takes a third word.
        rng: Source of chance.
        boost: By what factor joins are likelier after these words.

    Returns:
        The joined text and its joins in order.
    """
    words = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
    joinable = [
        words[i][1] + 1 == words[i + 1][0]
        and text[words[i][1]] == " "
        and _ARABIC.match(words[i][2]) is not None
        and _ARABIC.match(words[i + 1][2]) is not None
        for i in range(len(words) - 1)
    ]
    pieces: list[str] = []
    joins: list[Join] = []
    copied = size = i = 0
    while i < len(joinable):
        chance = share * (boost.get(words[i][2], 1.0) if boost else 1.0)
        if not joinable[i] or rng.random() >= chance:
            i += 1
            continue
        last = i + 1
        if last < len(joinable) and joinable[last] and rng.random() < _THIRD:
            last += 1
        start, end = words[i][0], words[last][1]
        word = "".join(w for _, _, w in words[i : last + 1])
        size += start - copied
        pieces += [text[copied:start], word]
        joins.append(Join(size, size + len(word), text[start:end]))
        size += len(word)
        copied, i = end, last + 1
    return Joined("".join([*pieces, text[copied:]]), joins)

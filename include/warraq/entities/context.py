"""What a document's own text tells of its mentions: the words around them, and what it introduces."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from warraq.entities.acronyms import BRACKETS, is_acronym
from warraq.entities.mentions import Mention
from warraq.entities.places import Cue

_NEAR = 24
"""Code points looked at on either side of a mention."""
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
_WORD_AFTER = re.compile(r"\s+(\w+)")

_OPENS = re.compile(r"\s*([(\[{\"“«'])\s*")
_CLOSES = re.compile(r"\s*[)\]}\"”»']")


def cues(text: str, mentions: Sequence[Mention]) -> list[Cue]:
    """What stands around each mention of a text."""
    found = []
    for m in mentions:
        before = _WORD_BEFORE.search(text, max(0, m.start - _NEAR), m.start) if m.label == "LOC" else None
        after = _WORD_AFTER.match(text, m.end, m.end + _NEAR) if m.label == "LOC" else None
        found.append(Cue(m.surface, before[1] if before else "", after[1] if after else "", m.title))
    return found


def definitions(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Long names with the short ones that the text gives right behind them, as indices of mentions.

    In brackets any other name of an organisation is one ("the Islamic State (Daesh)"), in quotation
    marks only an acronym: `the Federal Bureau "FBI"`.
    """
    for i, (long, short) in enumerate(itertools.pairwise(mentions)):
        if long.label not in ("ORG", "MISC") or short.label not in ("ORG", "MISC") or long.end > short.start:
            continue
        opening = _OPENS.fullmatch(text, long.end, short.start)
        if not opening or not _CLOSES.match(text, short.end) or len(short.name) >= len(long.name):
            continue
        if opening[1] in BRACKETS or (" " in long.name and is_acronym(short.name)):
            yield i, i + 1

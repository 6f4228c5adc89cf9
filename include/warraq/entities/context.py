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
_WORDS_BEFORE = re.compile(r"(?:(\w+)\s+)?(\w+)[,،]?\s+$")
_WORD_AFTER = re.compile(r"\s+(\w+)")

_OPENS = re.compile(r"\s*([(\[{\"“«'])\s*")
_OPENS_LATER = re.compile(r"(?:[\s,،]+\w+){0,2}" + _OPENS.pattern)
_CLOSES = re.compile(r"\s*[)\]}\"”»']")


def cues(text: str, mentions: Sequence[Mention]) -> list[Cue]:
    """What stands around each mention of a text."""
    found = []
    for m in mentions:
        before = _WORDS_BEFORE.search(text, max(0, m.start - _NEAR), m.start) if m.label == "LOC" else None
        after = _WORD_AFTER.match(text, m.end, m.end + _NEAR) if m.label == "LOC" else None
        found.append(
            Cue(
                m.surface,
                tuple(filter(None, before.groups())) if before else (),
                after[1] if after else "",
                m.title,
            )
        )
    return found


def definitions(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Long names with the short ones that the text gives right behind them, as indices of mentions.

    In brackets any other name of an organisation is one ("the Islamic State (Daesh)"), in quotation
    marks only an acronym: `the Federal Bureau "FBI"`. Before an acronym may stand up to two words more,
    which the recogniser did not take for a part of the long name.
    """
    named = [(i, m) for i, m in enumerate(mentions) if m.label in ("ORG", "MISC")]
    for (i, long), (j, short) in itertools.pairwise(named):
        if len(short.name) >= len(long.name) or not _CLOSES.match(text, short.end):
            continue
        acronym = " " in long.name and is_acronym(short.name)
        opening = (_OPENS_LATER if acronym else _OPENS).fullmatch(text, long.end, short.start)
        if opening and (acronym or opening[1] in BRACKETS):
            yield i, j

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from warraq.entities.mentions import Mention
from warraq.quotes.find import find_quotes
from warraq.quotes.reading import Quote
from warraq.text.sentences import sentence_spans


class Told(NamedTuple):
    """A quote in words."""

    cue: str
    verb: str
    speaker: str | None
    name: str | None
    """The name of the mention that the speaker is."""
    quote: str
    direct: bool


Names = Sequence[tuple[str, str]]
Reader = Callable[..., list[Told]]


def mentions_of(text: str, names: Names) -> list[Mention]:
    """Every occurrence of some surfaces, `surface` or `surface=name`, with their labels."""
    found = []
    for given, label in names:
        surface, _, name = given.partition("=")
        at = text.find(surface)
        while at >= 0:
            found.append(Mention(0, at, at + len(surface), surface, name or surface, label, 0.9))
            at = text.find(surface, at + 1)
    return sorted(found, key=lambda mention: mention.start)


def told(text: str, quotes: Sequence[Quote], mentions: Sequence[Mention]) -> list[Told]:
    rows = []
    for q in quotes:
        who = q.speaker
        named = mentions[who.mention].name if who and who.mention is not None else None
        speaker = text[who.start : who.end] if who else None
        rows.append(Told(q.cue, q.verb, speaker, named, text[q.start : q.end], q.direct))
    return rows


@pytest.fixture
def quotes() -> Reader:
    """Finds the quotes of a text in which the given names are mentions."""

    def read(text: str, *names: tuple[str, str], title_end: int = 0) -> list[Told]:
        mentions = mentions_of(text, names)
        found = find_quotes(text, sentence_spans(text, title_end), mentions, title_end)
        return told(text, found, mentions)

    return read

"""Mentions: the spans of a text that name somebody or something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple

from warraq.entities.clitics import strip_clitics
from warraq.entities.names import NameList, load_names
from warraq.entities.recognise import Recogniser
from warraq.entities.runs import Run, join_hyphenated, repeat_names, settle
from warraq.text.letters import TATWEEL
from warraq.text.words import token_spans

Span = tuple[int, int]

LABELS = {"PERS": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC"}
"""ANERcorp's types and the labels of `schema.LABELS`."""

_NO_UNDERSCORE = re.compile("[^_]+")
_SPACES = str.maketrans({"\n": " ", "\t": " ", "\u00a0": " ", "_": " "})
_INVISIBLE = str.maketrans({TATWEEL: None} | {chr(c): None for c in range(0x64B, 0x660)} | {0x670: None})
_BRACKETS = {")": "(", "]": "[", "»": "«", "”": "“", "}": "{"}


class Mention(NamedTuple):
    """One place where a text names something."""

    sentence: int
    """Number of the sentence, from 0."""
    start: int
    """First code point in the text."""
    end: int
    """One past the last code point."""
    surface: str
    """The span as it stands in the text, clitics included."""
    name: str
    """Without clitics, spelled for reading."""
    label: str
    """One of `schema.LABELS`."""
    score: float
    """Least probability of the tags that it is made of."""


def find_mentions(
    text: str, sentences: Sequence[Span], recogniser: Recogniser, names: NameList | None = None
) -> list[Mention]:
    """The mentions in one text, in order.

    Args:
        text: Cleaned text.
        sentences: Half-open spans of its sentences, in order.
        recogniser: What finds them.
        names: Names given by hand; by default Warraq's own.
    """
    return find_mentions_many([text], [sentences], recogniser, names)[0]


def find_mentions_many(
    texts: Sequence[str],
    sentences: Sequence[Sequence[Span]],
    recogniser: Recogniser,
    names: NameList | None = None,
) -> list[list[Mention]]:
    """The mentions in each of many texts: the same as one by one, only faster.

    Args:
        texts: Cleaned texts.
        sentences: For each text the half-open spans of its sentences.
        recogniser: What finds them.
        names: Names given by hand; by default Warraq's own.
    """
    listed = load_names() if names is None else names
    places = [(number, sentence) for number, some in enumerate(sentences) for sentence in range(len(some))]
    spans = [
        _token_spans(text, start, end)
        for text, some in zip(texts, sentences, strict=True)
        for start, end in some
    ]
    words = [[texts[n][a:b] for a, b in row] for (n, _), row in zip(places, spans, strict=True)]
    rest = iter(words)
    documents = [list(islice(rest, len(some))) for some in sentences]
    tags = [row for document in recogniser.tag_documents(documents) for row in document]
    runs = [
        settle(join_hyphenated(_recognised(row, tagged), row, row_spans), listed.matches(row))
        for row, tagged, row_spans in zip(words, tags, spans, strict=True)
    ]
    found: list[list[Mention]] = [[] for _ in texts]
    for number, rows in groupby(range(len(places)), key=lambda row: places[row][0]):
        part = list(rows)
        low, high = part[0], part[-1] + 1
        for row, more in zip(
            part, repeat_names(words[low:high], runs[low:high], tags[low:high]), strict=True
        ):
            found[number].extend(_mention(texts[number], places[row][1], spans[row], run) for run in more)
    return found


def _token_spans(text: str, start: int, end: int) -> list[Span]:
    """Spans of the words and punctuation marks of a sentence; words that a hashtag ties are apart."""
    found = [(start + a, start + b) for a, b in token_spans(text[start:end])]
    if "_" not in text[start:end]:
        return found
    return [
        (a + part.start(), a + part.end()) for a, b in found for part in _NO_UNDERSCORE.finditer(text[a:b])
    ]


def _mention(text: str, sentence: int, spans: Sequence[Span], run: Run) -> Mention:
    start, end = spans[run.first][0], spans[run.last - 1][1]
    surface = text[start:end]
    return Mention(sentence, start, end, surface, readable(surface), run.label, run.score)


def _recognised(words: Sequence[str], tags: Sequence[tuple[str, float]]) -> Iterator[Run]:
    """What the recogniser found, without punctuation at the ends."""
    for first, last in _runs(tags):
        a, b = _trim(words[first:last])
        if a < b:
            score = min(chance for _, chance in tags[first:last])
            yield Run(first + a, first + b, LABELS[tags[first][0][2:]], score)


def _runs(tags: Sequence[tuple[str, float]]) -> Iterator[Span]:
    """Half-open spans of words that BIO tags put together."""
    start = -1
    for i, (tag, _) in enumerate([*tags, ("O", 1.0)]):
        if start >= 0 and not tag.startswith("I-"):
            yield start, i
            start = -1
        if tag.startswith("B-"):
            start = i


def _trim(words: Sequence[str]) -> Span:
    """Span of `words` without punctuation at either end, except a bracket that closes inside it."""
    start, end = 0, len(words)
    while start < end and not _is_word(words[start]):
        start += 1
    while end > start and not _is_word(words[end - 1]):
        opening = _BRACKETS.get(words[end - 1])
        if opening is not None and opening in words[start:end]:
            break
        end -= 1
    return start, end


def _is_word(token: str) -> bool:
    return any(char.isalnum() for char in token)


@lru_cache(maxsize=100_000)
def readable(surface: str) -> str:
    """The name in a mention: one line, no diacritics or tatweel, no clitics on its first word."""
    plain = " ".join(surface.translate(_SPACES).translate(_INVISIBLE).split())
    return strip_clitics(plain)

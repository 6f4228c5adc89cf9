"""Mentions: the spans of a text that name somebody or something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple

from warraq.entities.acronyms import acronyms
from warraq.entities.clitics import strip_clitics
from warraq.entities.gazetteer import load_gazetteer
from warraq.entities.names import NameList, load_names
from warraq.entities.nationalities import Nationality, Part, adjectives, is_nationality
from warraq.entities.recognise import Recogniser
from warraq.entities.runs import Run, join_hyphenated, repeat_names, settle
from warraq.entities.titles import cut_titles, find_title, title_text
from warraq.text.fold import fold_ar
from warraq.text.letters import TATWEEL
from warraq.text.words import token_spans

Span = tuple[int, int]

LABELS = {"PERS": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC"}
"""ANERcorp's types and the labels of `schema.LABELS`."""

_NO_UNDERSCORE = re.compile("[^_]+")
_SPACES = str.maketrans({"\n": " ", "\t": " ", "\u00a0": " ", "_": " "})
_INVISIBLE = str.maketrans({TATWEEL: None} | {chr(c): None for c in range(0x64B, 0x660)} | {0x670: None})
_CURRENCIES = frozenset(
    map(fold_ar, ("دينار", "دينارا", "الدينار", "دولار", "الدولار", "يورو", "اليورو", "درهم", "جنيه", "شيكل"))
)
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
    title: str | None = None
    """The title or office before a person's name, without clitics."""
    title_start: int | None = None
    """First code point of the title in the text."""
    title_end: int | None = None
    """One past its last code point."""


class Found(NamedTuple):
    """What one text names and speaks of; in order."""

    mentions: list[Mention]
    nationalities: list[Nationality]


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
    """The mentions in each of many texts: the same as one by one, only faster; see `annotate_many`."""
    return [found.mentions for found in annotate_many(texts, sentences, recogniser, names)]


def annotate_many(
    texts: Sequence[str],
    sentences: Sequence[Sequence[Span]],
    recogniser: Recogniser,
    names: NameList | None = None,
) -> list[Found]:
    """The mentions and adjectives of nationality in each of many texts.

    Args:
        texts: Cleaned texts.
        sentences: For each text the half-open spans of its sentences.
        recogniser: What finds the mentions.
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
        _settled(list(join_hyphenated(_recognised(row, tagged), row, row_spans)), row, listed)
        for row, tagged, row_spans in zip(words, tags, spans, strict=True)
    ]
    found = [Found([], []) for _ in texts]
    for number, rows in groupby(range(len(places)), key=lambda row: places[row][0]):
        part = list(rows)
        low, high = part[0], part[-1] + 1
        for row, more in zip(
            part, repeat_names(words[low:high], runs[low:high], tags[low:high]), strict=True
        ):
            _add_sentence(found[number], texts[number], places[row][1], words[row], spans[row], more)
    return found


def _settled(recognised: Sequence[Run], words: Sequence[str], listed: NameList) -> list[Run]:
    """What a sentence names: no titles in persons' names, no adjectives that stand for a country."""
    runs = cut_titles(settle(recognised, listed.matches(words)), words)
    runs = [_as_thing(run, words) for run in runs if not _is_adjective(run, words)]
    runs = _whole_countries(runs, words)
    return sorted([*runs, *acronyms(words, runs)])


def _as_thing(run: Run, words: Sequence[str]) -> Run:
    """The run, as a thing if it is a currency that the recogniser took for a person."""
    lone = run.label == "PER" and run.last - run.first == 1 and run.entry is None
    return run._replace(label="MISC") if lone and fold_ar(words[run.first]) in _CURRENCIES else run


def _whole_countries(runs: Sequence[Run], words: Sequence[str]) -> list[Run]:
    """The runs, with what else belongs to the name of a country: South Sudan, the Sultanate of Oman."""
    whole: list[Run] = []
    for run in runs:
        if whole and run.first < whole[-1].last:
            continue  # the second half of a country
        grown = _whole_country(run, words)
        if whole and grown.first < whole[-1].last:
            grown = run
        whole.append(grown)
    return whole


def _whole_country(run: Run, words: Sequence[str]) -> Run:
    if run.label != "LOC" or run.entry is not None or run.last - run.first > 1:
        return run
    for first, last in ((run.first - 1, run.last), (run.first, run.last + 1)):
        if first >= 0 and last <= len(words) and fold_ar(" ".join(words[first:last])) in _long_countries():
            return run._replace(first=first, last=last)
    return run


@lru_cache(maxsize=1)
def _long_countries() -> frozenset[str]:
    """Folded names of countries that have two words, with and without conjunctions and prepositions."""
    names = {
        fold_ar(n) for p in load_gazetteer() if p.kind == "country" for n in p.names if n.count(" ") == 1
    }
    proclitics = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
    return frozenset(proclitic + name for name in names for proclitic in proclitics)


def _is_adjective(run: Run, words: Sequence[str]) -> bool:
    lone = run.last - run.first == 1 and run.entry is None and run.label != "PER"
    return lone and is_nationality(words[run.first])


def _add_sentence(
    found: Found, text: str, sentence: int, words: Sequence[str], spans: Sequence[Span], runs: Sequence[Run]
) -> None:
    """Add what one sentence names, with titles, and the adjectives of nationality in it."""
    if not runs:
        found.nationalities.extend(_nationalities(text, sentence, words, spans, [], []))
        return
    persons = {i for run in runs if run.label == "PER" for i in range(run.first, run.last)}
    named = {i for run in runs if run.label != "PER" for i in range(run.first, run.last)}
    titles = [find_title(words, r.first, named, persons) if r.label == "PER" else None for r in runs]
    for run, title in zip(runs, titles, strict=True):
        mention = _mention(text, sentence, spans, run)
        if title:
            start, end = spans[title[0]][0], spans[title[1] - 1][1]
            mention = mention._replace(title=title_text(text[start:end]), title_start=start, title_end=end)
        found.mentions.append(mention)
    found.nationalities.extend(_nationalities(text, sentence, words, spans, runs, titles))


def _nationalities(
    text: str,
    sentence: int,
    words: Sequence[str],
    spans: Sequence[Span],
    runs: Sequence[Run],
    titles: Sequence[Span | None],
) -> Iterator[Nationality]:
    """The adjectives of nationality of one sentence.

    In a person's name it is a surname, in a place's name a part of it. In the name of an organisation
    it is a relation all the same: the Iranian Revolutionary Guard is of Iran.
    """
    for first, last, country in adjectives(words):
        part: Part = "text"
        mention_start: int | None = None
        inside = next((run for run in runs if run.first < last and first < run.last), None)
        if inside is not None:
            if inside.label in ("PER", "LOC"):
                continue
            part, mention_start = "name", spans[inside.first][0]
        elif any(run.last == first and run.label == "PER" and run.last - run.first == 1 for run in runs):
            continue  # after a lone first name it is a surname that the recogniser missed
        else:
            for run, title in zip(runs, titles, strict=True):
                if title and title[0] <= first and last <= title[1]:
                    part, mention_start = "title", spans[run.first][0]
                elif run.first == last:
                    mention_start = spans[run.first][0]
        start, end = spans[first][0], spans[last - 1][1]
        yield Nationality(sentence, start, end, text[start:end], country, part, mention_start)


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

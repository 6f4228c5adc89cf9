"""Titles and offices that stand before a person's name: kept, but not as a part of the name.

Arabic puts them in front: "the Russian president Vladimir Putin". From the name leftwards, words
that may complete an office (with the article, of an organisation or place, or listed in
`data/titles.tsv`) are passed over until the word that begins it: president, minister, spokesman ...
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from enum import IntFlag, auto
from functools import lru_cache

from warraq.entities.gazetteer import DATA
from warraq.entities.nationalities import is_nationality
from warraq.entities.runs import Run
from warraq.text.fold import fold_ar

TITLES_FILE = DATA / "titles.tsv"

LONGEST = 12
"""Words of a title, at most."""
_ARTICLE = fold_ar("ال")
_TO_THE = "لل"
_FEMININE = "ة"
_CONJUNCTIONS, _PREPOSITIONS = ("و", "ف"), ("ب", "ل", "ك")
_COMMAS, _QUOTES = frozenset("،,"), frozenset("\"“”«»'‘’")
_FULL_STOP = "."


class Kind(IntFlag):
    """What a word can be in a title."""

    OFFICE = auto()
    """Begins one: president, minister."""
    SHORT = auto()
    """Begins one that may stand behind an office: general, prince, doctor."""
    ROYAL = auto()
    """King, prince, pope: with one name after it, a part of what somebody is called."""
    DEFINITE = auto()
    """It has the article, or may stand before a name without it."""
    COMPLEMENT = auto()
    """May stand between the word that begins a title and the name."""
    EXTENDER = auto()
    """Deputy, assistant: goes before another office."""
    CONNECTOR = auto()
    """Of, in, to: never right before a name."""
    TAIL = auto()
    """What phrases of several words end in: the crown in "crown prince"."""


_NOTHING = Kind(0)
_CACHE_LIMIT = 200_000


class _Kinds(dict[str, Kind]):
    def __missing__(self, word: str) -> Kind:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        kind = self[word] = _kind(fold_ar(word))
        if kind == _NOTHING and is_nationality(word):
            kind = self[word] = Kind.COMPLEMENT
        return kind


_KINDS = _Kinds()


def cut_titles(runs: Iterable[Run], words: Sequence[str]) -> list[Run]:
    """The runs without titles that the recogniser took into persons' names.

    Only titles with the article go ("the president Putin"): without it they are names too.
    What the user's lists hold stays as it is listed.
    """
    return [_without_title(run, words) if run.label == "PER" and not _is_given(run) else run for run in runs]


def _is_given(run: Run) -> bool:
    return run.entry is not None and run.entry.source == "given"


def _without_title(run: Run, words: Sequence[str]) -> Run:
    first = run.first
    while first + 1 < run.last and _is_title_in_name(words[first]):
        first += 1
    while first + 1 < run.last and first > run.first and not words[first][0].isalnum():
        first += 1
    return run._replace(first=first)


def _is_title_in_name(word: str) -> bool:
    kind = _KINDS[word]
    return bool(kind & Kind.DEFINITE and kind & (Kind.OFFICE | Kind.SHORT))


def find_title(
    words: Sequence[str], name: int, named: Collection[int], persons: Collection[int]
) -> tuple[int, int] | None:
    """The title before a person's name, as a half-open span of words; None if there is none.

    The nearest office counts ("the spokesman of the president Putin" has the title "the president"),
    with a deputy or an assistant before it, and with an office before a rank or an honorific
    ("the minister of defence, general ..." has both).

    Args:
        words: Words and punctuation marks of the sentence.
        name: First word of the name.
        named: Words in names of organisations, places and things: they may complete an office.
        persons: Words in names of persons, where every title ends.
    """
    end = _before_punctuation(words, name)
    if not end or _KINDS[words[end - 1]] & Kind.CONNECTOR:
        return None
    begun: int | None = None
    i = end - 1
    while i >= max(0, end - LONGEST) and i not in persons:
        if i in named:
            i -= 1
            continue
        kind = _KINDS[words[i]]
        first = _phrase(words, i) if kind & Kind.TAIL else None
        if first is not None:
            begun = i = first
            break
        if kind & (Kind.OFFICE | Kind.SHORT) and (kind & Kind.DEFINITE or i + 1 < end):
            begun = i
            if kind & Kind.OFFICE:
                break
        elif words[i] == _FULL_STOP and i and _KINDS[words[i - 1]] & Kind.SHORT and len(words[i - 1]) == 1:
            pass  # "Dr." with its stop
        elif not kind & Kind.COMPLEMENT:
            break
        i -= 1
    if begun is None:
        return None
    begun = _of_whom(words, begun, persons)
    while begun and begun - 1 not in persons and _KINDS[words[begun - 1]] & Kind.EXTENDER:
        begun -= 1
    return begun, end


def _of_whom(words: Sequence[str], begun: int, persons: Collection[int]) -> int:
    """Where the title begins if the office at `begun` only says whose office it is.

    "The press secretary to the Russian president Dmitry Peskov" names the secretary: two nouns that
    "to" ties are one title, while "the spokesman of the president Putin" may name either.
    """
    if not fold_ar(words[begun]).startswith(_TO_THE):
        return begun
    head, first = Kind.OFFICE | Kind.DEFINITE, begun
    for i in range(begun - 1, max(-1, begun - LONGEST), -1):
        if i in persons or not _KINDS[words[i]] & (Kind.COMPLEMENT | Kind.OFFICE):
            break
        # Not right before: "the envoy to the president" is as often somebody else's errand.
        if _KINDS[words[i]] & head == head and i < begun - 1:
            first = i
    return first


def title_text(surface: str) -> str:
    """A title spelled for reading: without clitics on its first word, quotes and line ends."""
    words = "".join(" " if char in _QUOTES else char for char in surface).split()
    return " ".join([_bare(words[0]), *words[1:]]) if words else surface


def royal_key(title: str | None, name: str) -> str | None:
    """What somebody is called who is known by a royal title and one name: "king Salman"; else None.

    Args:
        title: As `title_text` gives it.
        name: The mention's name.
    """
    if not title or " " in name:
        return None
    last = title.split()[-1]
    return f"{last} {name}" if _KINDS[last] & Kind.ROYAL else None


def _before_punctuation(words: Sequence[str], name: int) -> int:
    """Where a title would end: before the name, or before one comma or opening quote."""
    end = name
    if end and words[end - 1] in _QUOTES:
        end -= 1
    if end > 1 and words[end - 1] in _COMMAS and _KINDS[words[end - 2]]:
        end -= 1
    return end


def _phrase(words: Sequence[str], last: int) -> int | None:
    """First word of the listed phrase that ends at `last`, the longest one."""
    for size in (4, 3, 2):
        first = last - size + 1
        if first >= 0 and tuple(_plain(word) for word in words[first : last + 1]) in _lists().phrases:
            return first
    return None


class _Lists:
    """The words of `data/titles.tsv`, folded."""

    def __init__(self) -> None:
        with TITLES_FILE.open(encoding="utf-8") as lines:
            rows = {kind: words.split("|") for kind, words in csv.reader(lines, delimiter="\t")}
        self.kinds: dict[str, Kind] = {}
        office, short, royal = Kind.OFFICE, Kind.SHORT, Kind.ROYAL
        for row, kind in (
            ("office", office), ("royal", short | royal), ("royal_f", short | royal),
            ("honorific", short), ("rank", short),
        ):  # fmt: skip
            for word in rows[row]:
                for form in (word, word + _FEMININE):
                    self._add("ال" + form, kind | Kind.DEFINITE)
                    if kind & (office | royal):
                        self._add(form, kind)
        for word in rows["alone"]:
            self._add(word, short | Kind.DEFINITE)
        for word in rows["extender"]:
            self._add(word, Kind.EXTENDER)
        for word in rows["complement"]:
            self._add(word, Kind.COMPLEMENT)
        for word in rows["connector"]:
            self._add(word, Kind.COMPLEMENT | Kind.CONNECTOR)
        self.phrases = {tuple(fold_ar(w) for w in phrase.split()) for phrase in rows["phrase"]}
        for phrase in self.phrases:
            self.kinds[phrase[-1]] = self.kinds.get(phrase[-1], _NOTHING) | Kind.TAIL | Kind.COMPLEMENT
        self.stops = {fold_ar(word) for word in rows["stop"]}

    def _add(self, word: str, kind: Kind) -> None:
        key = fold_ar(word)
        self.kinds[key] = self.kinds.get(key, _NOTHING) | kind


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    return _Lists()


def _kind(folded: str) -> Kind:
    lists = _lists()
    if not lists.stops.isdisjoint(_stripped(folded)):
        return _NOTHING
    for form in _stripped(folded):
        if form in lists.kinds:
            return lists.kinds[form]
    with_article = any(form.startswith(_ARTICLE) and len(form) > 4 for form in _stripped(folded))
    return Kind.COMPLEMENT if with_article else _NOTHING


def _stripped(folded: str) -> list[str]:
    """`folded` itself and without conjunction and preposition, the whole first."""
    forms = [folded]
    if folded.startswith(_CONJUNCTIONS):
        forms.append(folded[1:])
    for form in tuple(forms):
        if form.startswith(_TO_THE):
            forms.append(_ARTICLE + form[2:])
        elif form.startswith(_PREPOSITIONS):
            forms.append(form[1:])
    return forms


def _plain(word: str) -> str:
    folded = fold_ar(word)
    return next((form for form in _stripped(folded) if form in _lists().kinds), folded)


def _bare(word: str) -> str:
    """`word` without clitics, if what is left can begin a title and the whole cannot."""
    kinds = _lists().kinds
    if fold_ar(word) in kinds:
        return word
    for form in _stripped(word):
        if fold_ar(form) in kinds:
            return form
    return word

"""Adjectives of nationality: a relation to a country, not a mention of it.

"The Russian president" speaks of Russia without naming it. `data/nationalities.tsv` lists the
masculine singular of each adjective and its irregular plurals; all other forms are made here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from warraq.entities.gazetteer import DATA, load_gazetteer
from warraq.text.fold import fold_ar

NATIONALITIES_FILE = DATA / "nationalities.tsv"

Part = Literal["text", "title", "name"]
PARTS: tuple[Part, ...] = ("text", "title", "name")
"""Where an adjective stands: free in the text, in a person's title, or in the name of something."""

ENDINGS = ("", "ة", "ا", "ون", "ين", "ان", "ات", "تان", "تين")
"""What the masculine singular takes: feminine, accusative, plurals and duals."""
_ARTICLE, _TO = "ال", "ل"
_PROCLITICS = tuple(c + p for c in ("", "و", "ف") for p in ("", "ب", "ك"))

_ORDINARY = frozenset(map(fold_ar, (
    "مجري", "مجريات", "المجريات", "مجريان", "مجرية", "الأمريكيتين", "الأميركيتين", "الأمريكيتان",
    "صينية", "قطرية", "غانية", "روس", "صرب", "بوتانية",
)))  # fmt: skip
"""Forms that are mostly something else: course (of events), the Americas, tray, diagonal ..."""
_MAKSURA = ("يمنى", "مجرى")
"""Right (hand) and course: only the last letter keeps them apart from Yemeni and Hungarian."""

_DIRECTIONS = {
    fold_ar(article + word + ending): code
    for word, code in (("شمالي", "KP"), ("جنوبي", "KR"))
    for article in ("", _ARTICLE)
    for ending in ENDINGS
}
_SOUTH = frozenset(clitic + article + "جنوب" for clitic in _PROCLITICS for article in ("", _ARTICLE)) | {
    "للجنوب"
}
_SOUTHERN = {"أفريقي": "ZA", "إفريقي": "ZA", "سوداني": "SS"}
_AMERICAS = frozenset(
    fold_ar(article + word)
    for article in ("", _ARTICLE)
    for word in ("لاتيني", "لاتينية", "جنوبي", "جنوبية", "شمالية", "وسطى")
)
_NOT_AFTER = {"IN": frozenset(("المحيط", "للمحيط", "والمحيط")), "RO": frozenset(("الامبراطوريه", "المسرح"))}
"""The Indian Ocean is not India's; nor is Roman Romanian."""
_NOT_BEFORE = {"IN": frozenset(("الاحمر", "الحمر"))}

_CACHE_LIMIT = 500_000


class Nationality(NamedTuple):
    """One adjective of nationality in a text."""

    sentence: int
    """Number of the sentence, from 0."""
    start: int
    """First code point in the text."""
    end: int
    """One past the last code point."""
    surface: str
    """The span, clitics included."""
    country: str
    """ISO 3166-1 alpha-2 code."""
    part: Part
    """Where it stands."""
    mention_start: int | None
    """First code point of the mention whose name or title it is part of, or which it stands before."""


class Adjective(NamedTuple):
    """Words of a sentence that say a nationality."""

    first: int
    """First word."""
    last: int
    """One past the last word."""
    country: str
    """ISO 3166-1 alpha-2 code."""


class _Countries(dict[str, str]):
    """Word as it stands in a text to the country that it is an adjective of, or to ""; filled as needed."""

    def __missing__(self, word: str) -> str:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        code = "" if word.endswith(_MAKSURA) else _lookup(fold_ar(word))
        self[word] = code
        return code


_KOREAN, _SOUTH_OF = "K?", "S?"
"""Stand for half an adjective: Korean, and what follows "south"."""
_COUNTRIES = _Countries()
country_of_word = _COUNTRIES.__getitem__
"""Country of a word as it stands in a text, "" for nearly all; quick for words met before."""


def adjectives(words: Sequence[str]) -> Iterator[Adjective]:
    """The adjectives of nationality among the words of a sentence, in order.

    Which of the two Koreas is meant the next word says; without it nothing is yielded.

    Args:
        words: Words and punctuation marks as they stand in the text.
    """
    codes = list(map(country_of_word, words))
    if not any(codes):
        return
    for i, code in enumerate(codes):
        if not code:
            continue
        after = fold_ar(words[i + 1]) if i + 1 < len(words) else ""
        before = fold_ar(words[i - 1]) if i else ""
        if code == _KOREAN:
            if after in _DIRECTIONS:
                yield Adjective(i, i + 2, _DIRECTIONS[after])
        elif before in _SOUTH and (southern := _southern(fold_ar(words[i]))):
            yield Adjective(i - 1, i + 1, southern)
        elif code == _SOUTH_OF or (code == "US" and after in _AMERICAS):
            continue
        elif before not in _NOT_AFTER.get(code, ()) and after not in _NOT_BEFORE.get(code, ()):
            yield Adjective(i, i + 1, code)


def is_nationality(word: str) -> bool:
    """Whether a word as it stands in a text is nothing but an adjective of nationality."""
    return len(country_of_word(word)) == 2 and country_of_word(word) not in (_KOREAN, _SOUTH_OF)


def country_name(code: str) -> str:
    """Name for reading of the country with that ISO code."""
    place = load_gazetteer().get(f"iso3166:{code}")
    return place.name if place else code


def _southern(folded: str) -> str:
    for stem, code in _SOUTHERN.items():
        plain = fold_ar(stem)
        if folded.removeprefix(_ARTICLE).startswith(plain):
            return code
    return ""


def _lookup(folded: str) -> str:
    forms = _forms()
    for clitic in _PROCLITICS:
        if not folded.startswith(clitic):
            continue
        rest = folded[len(clitic) :]
        if rest in forms:
            return forms[rest]
        if rest.startswith(_TO):
            bare = _ARTICLE + rest[2:] if rest.startswith(_TO + _TO) else rest[1:]
            if bare in forms:
                return forms[bare]
    return ""


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Every folded form without clitics, with and without article, to its country.

    Forms that are called like a country (the accusative of "Russian" is Russia) are left out.
    """
    countries = {fold_ar(name) for p in load_gazetteer() if p.kind == "country" for name in p.names}
    forms: dict[str, str] = {}
    with NATIONALITIES_FILE.open(encoding="utf-8") as lines:
        for code, singulars, plurals in csv.reader(lines, delimiter="\t"):
            words = [s + ending for s in singulars.split("|") for ending in ENDINGS]
            words += [plural for plural in plurals.split("|") if plural]
            _add(forms, words, code)
    _add(forms, ["كوري" + ending for ending in ENDINGS], _KOREAN)
    _add(forms, [stem + ending for stem in ("أفريقي", "إفريقي") for ending in ENDINGS], _SOUTH_OF)
    return {form: code for form, code in forms.items() if form not in countries and form not in _ORDINARY}


def _add(forms: dict[str, str], words: Sequence[str], code: str) -> None:
    for word in words:
        for article in ("", _ARTICLE):
            forms.setdefault(fold_ar(article + word), code)

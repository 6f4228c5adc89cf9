"""Which of the places that share a name is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from warraq.entities.gazetteer import LARGE_CITY, Gazetteer, Place
from warraq.entities.nationalities import is_nationality
from warraq.text.fold import fold_ar

MIN_ALONE = 50_000
"""Inhabitants from which a city without namesakes counts wherever it is named."""
NAMESAKE = 12
"""How many times smaller than its most populous namesake a city may be to be meant."""

_KIND_WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(map(fold_ar, ("مدينة", "بلدة", "العاصمة", "بلدية")), ("city",)),  # city, town, capital
    **dict.fromkeys(map(fold_ar, ("ولاية", "محافظة", "مقاطعة", "إقليم", "إمارة")), ("region", "city")),
    **dict.fromkeys(map(fold_ar, ("دولة", "سلطنة", "جمهورية", "مملكة")), ("country",)),
}
"""Words before a place that say what kind it is: city, governorate, state ..."""
_CAPITAL = fold_ar("العاصمة")
_PROCLITICS = re.compile("^[وف]?[بلك]?(?=.{4})")
_VOCALISED = (
    (re.compile("ع\u064fم"), "iso3166:OM"),  # with damma it is Oman
    (re.compile("م\u064e?\u0651"), "geonames:250441"),  # with shadda Amman
)
_OMAN = fold_ar("عمان")
_KOREA = fold_ar("كوريا")


class Cue(NamedTuple):
    """What stands around a mention."""

    surface: str = ""
    """The mention with its diacritics."""
    before: tuple[str, ...] = ()
    """Up to two words before it."""
    after: str = ""
    """The word behind it."""
    title: str | None = None
    """The title before a person's name."""


class Evidence(NamedTuple):
    """How often a document speaks of each country, in a way that leaves no doubt which."""

    countries: Mapping[str, int]
    """By name, adjective, or a place in it."""
    local: Mapping[str, int]
    """By a place in it alone."""


def evidence(
    mentions: Iterable[tuple[str, str]], nationalities: Iterable[str], gazetteer: Gazetteer
) -> Evidence:
    """The countries that a document speaks of; names that several countries share count for none.

    Args:
        mentions: Name and label of each.
        nationalities: Countries of the adjectives of nationality.
        gazetteer: Places.
    """
    countries, local = Counter(nationalities), Counter[str]()
    for (name, label), count in Counter(mentions).items():
        if label not in ("LOC", "ORG"):
            continue
        candidates = [p for p in gazetteer.find(name) if p.kind != "city" or p.population >= LARGE_CITY]
        owners = {place.country for place in candidates}
        if len(owners) == 1:
            (owner,) = owners
            countries[owner] += count
            if candidates[0].kind in ("region", "city"):
                local[owner] += count
    return Evidence(countries, local)


def find_place(name: str, label: str, cue: Cue, seen: Evidence, gazetteer: Gazetteer) -> Place | None:
    """The place that a mention names; None if no place of that name is likely enough.

    A word before it that says what kind of place it is decides first, and diacritics where they tell
    Oman from Amman. Else it is a country, unless the document never speaks of it and does of another
    one whose capital or region is called so; then of cities and regions the one in the
    country that the document speaks of most, if it is no hamlet beside its namesake; then a large city,
    a region, a small city, the more populous first. A small city counts only where the document speaks
    of its country, or if it has no namesake and is a town of some size.
    """
    if label == "ORG":
        return next((p for p in gazetteer.find(name) if p.kind == "country" or gazetteer.is_capital(p)), None)
    if label != "LOC":
        return None
    form, kinds = _kinds(name, cue, gazetteer)
    if fold_ar(form) == _KOREA:
        return _korea(seen, gazetteer)
    places = [p for p in gazetteer.find(form) if p.kind == "country" or not is_nationality(form)]
    if fold_ar(form) == _OMAN and not kinds:
        for pattern, place_id in _VOCALISED:
            if pattern.search(cue.surface):
                return gazetteer.get(place_id)
    places = next((some for kind in kinds if (some := [p for p in places if p.kind == kind])), places)
    return _likeliest(places, seen, bool(kinds), gazetteer.is_capital)


def _likeliest(
    places: Sequence[Place], seen: Evidence, certain_kind: bool, capitals: Callable[[Place], bool]
) -> Place | None:
    countries = [p for p in places if p.kind in ("country", "continent")]
    least = MIN_ALONE if len(places) == 1 else LARGE_CITY
    others = [
        p
        for p in places
        if p not in countries and (p.kind != "city" or p.population >= least or seen.countries.get(p.country))
    ]
    if countries:
        best = max(countries, key=lambda p: seen.countries.get(p.country, 0))  # the first of equals
        if certain_kind or seen.countries.get(best.country):
            return best
        elsewhere = [p for p in others if p.country != best.country and _is_spoken_of(p, seen, capitals)]
        return elsewhere[0] if elsewhere else best
    most = max((p.population for p in others), default=0)
    rivals = [p for p in others if p.kind != "city" or p.population * NAMESAKE >= most]
    return max(rivals, key=lambda p: seen.countries.get(p.country, 0), default=None)


def _is_spoken_of(place: Place, seen: Evidence, capitals: Callable[[Place], bool]) -> bool:
    """Whether a document speaks of what may be called like another country.

    Of a capital it must name the country, of a region a place there; other cities are not meant.
    """
    if capitals(place):
        return bool(seen.countries.get(place.country))
    return place.kind == "region" and bool(seen.local.get(place.country))


def _kinds(name: str, cue: Cue, gazetteer: Gazetteer) -> tuple[str, tuple[str, ...]]:
    """The name without a word for the kind of place, and the kinds that it may be; none: any."""
    if fold_ar(cue.after) == _CAPITAL and gazetteer.find(name):
        return name, ("city",)
    for word in reversed(cue.before):
        if kinds := _kind_word(word):
            return name, kinds
        if not is_nationality(word):
            break  # "the Jordanian capital Amman" has an adjective between
    first, _, rest = name.partition(" ")
    if rest and (kinds := _kind_word(first)) and not gazetteer.find(name):
        return rest, kinds
    return name, ()


def _kind_word(word: str) -> tuple[str, ...]:
    folded = fold_ar(word)
    return _KIND_WORDS.get(folded) or _KIND_WORDS.get(_PROCLITICS.sub("", folded), ())


def _korea(seen: Evidence, gazetteer: Gazetteer) -> Place | None:
    """The one Korea that a document speaks of; "Korea" alone is neither."""
    named = [code for code in ("KR", "KP") if seen.countries.get(code)]
    return gazetteer.get(f"iso3166:{named[0]}") if len(named) == 1 else None

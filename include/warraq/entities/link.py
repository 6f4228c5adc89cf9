"""Give every mention the identifier of what it names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from warraq.entities.gazetteer import KINDS, LARGE_CITY, Gazetteer, _fold, gazetteer_hash, load_gazetteer
from warraq.entities.lexicon import KINDS as LEXICON_KINDS
from warraq.entities.lexicon import fold_word, load_lexicon
from warraq.entities.names import Entry, NameList, load_names

OWN = "warraq:"
"""Scheme of identifiers of our own, for what no registry that we have knows."""
_NATIONALITY = 1 << LEXICON_KINDS.index("nationality")
MIN_ALONE = 50_000
"""Inhabitants from which a city without namesakes counts wherever it is named."""
_PREFIXES = ("دولة ", "مدينة ", "محافظة ", "ولاية ", "مقاطعة ", "إقليم ", "اقليم ", "إمارة ", "امارة ")
"""State, city, governorate, province ...: words that a place's name may begin with."""


class Link(NamedTuple):
    """What a mention names."""

    entity_id: str
    """`iso3166:US`, `geonames:2988507`, or `warraq:...` where no registry that we have knows it."""
    name: str
    """The entity's name: the gazetteer's, or the mention's own."""


class EntityFacts(NamedTuple):
    """What a registry says of an entity."""

    name: str
    """Name for reading."""
    identifiers: tuple[str, ...]
    """Identifiers in all registries, as `scheme:value`."""
    country: str | None
    """ISO 3166-1 alpha-2 code."""
    latitude: float | None
    """Degrees north; of the capital for a country."""
    longitude: float | None
    """Degrees east."""


def link(
    mentions: Sequence[tuple[str, str]], names: NameList | None = None, gazetteer: Gazetteer | None = None
) -> list[Link]:
    """Link the mentions of one document.

    A person who is called by the end of a name is the one whose full name the document gives. All
    else is linked by itself: the same name and label give the same entity in every document. What a
    list of names holds is the entity listed there. Places, and organisations that are called like a
    country (its government), get the identifier of a registry; of namesakes the likeliest one: a
    country, then what lies in a country that the document speaks of, then large city, region, small
    city, then the more populous. A small city counts only where the document speaks of its country,
    or if it has no namesake and is a town of some size. Everything else gets an identifier made from
    its label and folded name.

    Args:
        mentions: Name (without clitics) and label of each, in the order of the text.
        names: Names given by hand; by default Warraq's own.
        gazetteer: Places; by default those shipped with Warraq.
    """
    places = gazetteer or load_gazetteer()
    listed = names or load_names()
    countries = _countries(mentions, places)
    cache: dict[tuple[str, str], Link] = {}
    for mention in mentions:
        if mention not in cache:
            entry = listed.find(*mention)
            cache[mention] = _listed(entry) if entry else _link(*mention, places, countries)
    links = [cache[mention] for mention in mentions]
    for i, full in _introduced(mentions):
        if not listed.find(*mentions[i]):
            links[i] = links[full]
    return links


def _countries(mentions: Sequence[tuple[str, str]], gazetteer: Gazetteer) -> frozenset[str]:
    """The countries that a document speaks of: by name, or by a known place that has no namesake."""
    found: set[str] = set()
    for name in {name for name, label in mentions if label in ("LOC", "ORG")}:
        candidates = [p for p in gazetteer.find(name) if p.kind != "city" or p.population >= LARGE_CITY]
        named = {place.country for place in candidates if place.kind == "country"}
        owners = named or {place.country for place in candidates}
        if len(owners) == 1:
            found |= owners
    return frozenset(found)


def _introduced(mentions: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Mentions of persons by the end of their name, each with the mention that gives the full name.

    Of several full names that end alike the last one before counts; before the first, as in titles,
    nobody is meant unless it is the only one.
    """
    words = {i: tuple(_fold(name).split()) for i, (name, label) in enumerate(mentions) if label == "PER"}
    ends: dict[tuple[str, ...], list[int]] = {}
    for i, name in words.items():
        for start in range(1, len(name)):
            ends.setdefault(name[start:], []).append(i)
    for i, name in sorted(
        words.items(), key=lambda item: -len(item[1])
    ):  # so that links go on to the longest
        fulls = ends.get(name, [])
        before = [full for full in fulls if full < i]
        if before:
            yield i, before[-1]
        elif len({words[full] for full in fulls}) == 1:
            yield i, fulls[0]


def _listed(entry: Entry) -> Link:
    return Link(entry.id or own_id(entry.name, entry.label), entry.name)


def _link(name: str, label: str, gazetteer: Gazetteer, countries: frozenset[str]) -> Link:
    """Link one mention by itself, given the countries that the document speaks of."""
    kinds = {"LOC": KINDS, "ORG": ("country",)}.get(label, ())
    if kinds:
        forms = [name, *(name.removeprefix(p) for p in _PREFIXES if name.startswith(p))]
        for form in forms:
            places = [p for p in gazetteer.find(form) if p.kind in kinds]
            least = MIN_ALONE if len(places) == 1 else LARGE_CITY
            candidates = [
                place
                for place in places
                if (place.kind == "country" or not _is_adjective(form))
                and (place.kind != "city" or place.population >= least or place.country in countries)
            ]
            if candidates:
                best = min(candidates, key=lambda p: p.kind != "country" and p.country not in countries)
                return Link(best.id, best.name)
    return Link(own_id(name, label), name)


def _is_adjective(name: str) -> bool:
    """Whether `name` is an adjective of nationality: small places are called like some of them."""
    return bool(load_lexicon().get(fold_word(name), 0) & _NATIONALITY)


def own_id(name: str, label: str) -> str:
    """A stable identifier for what has none: the first 64 bits of SHA-256 over label and folded name."""
    key = f"{label}\t{_fold(name) or name}"
    return OWN + hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]


def describe(
    entity_id: str, names: NameList | None = None, gazetteer: Gazetteer | None = None
) -> EntityFacts | None:
    """What is known of an entity; None for one that `link` made up from a name alone.

    Args:
        entity_id: An identifier that `link` gave.
        names: Names given by hand; by default Warraq's own.
        gazetteer: Places; by default those shipped with Warraq.
    """
    place = (gazetteer or load_gazetteer()).get(entity_id)
    if place is not None:
        return EntityFacts(
            place.name, place.identifiers, place.country or None, place.latitude, place.longitude
        )
    entry = _listed_by_id(names or load_names()).get(entity_id)
    if entry is not None:
        return EntityFacts(entry.name, (entry.id,) if entry.id else (), None, None, None)
    return None


@lru_cache(maxsize=4)
def _listed_by_id(names: NameList) -> dict[str, Entry]:
    return {_listed(entry).entity_id: entry for entry in reversed(names.entries)}


def entities_version(recogniser_version: str, names: NameList | None = None) -> str:
    """Version of recogniser, gazetteer and names together, for `documents.entities_version`."""
    return f"{recogniser_version}+{gazetteer_hash()}.{(names or load_names()).version}"

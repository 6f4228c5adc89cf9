"""Give every mention the identifier of what it names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from warraq.entities.gazetteer import KINDS, Gazetteer, _fold, gazetteer_hash, load_gazetteer
from warraq.entities.lexicon import KINDS as LEXICON_KINDS
from warraq.entities.lexicon import fold_word, load_lexicon
from warraq.entities.names import Entry, NameList, load_names

OWN = "warraq:"
"""Scheme of identifiers of our own, for what no registry that we have knows."""
_NATIONALITY = 1 << LEXICON_KINDS.index("nationality")
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
    country (its government), get the identifier of a registry; of namesakes the likeliest one: country, large city, region, small city, then the
    more populous. Everything else gets an identifier made from its label and folded name.

    Args:
        mentions: Name (without clitics) and label of each, in the order of the text.
        names: Names given by hand; by default Warraq's own.
        gazetteer: Places; by default those shipped with Warraq.
    """
    places = gazetteer or load_gazetteer()
    listed = names or load_names()
    cache: dict[tuple[str, str], Link] = {}
    for mention in mentions:
        if mention not in cache:
            entry = listed.find(*mention)
            cache[mention] = _listed(entry) if entry else _link(*mention, places)
    links = [cache[mention] for mention in mentions]
    for i, full in _introduced(mentions):
        if not listed.find(*mentions[i]):
            links[i] = links[full]
    return links


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


def _link(name: str, label: str, gazetteer: Gazetteer) -> Link:
    kinds = {"LOC": KINDS, "ORG": ("country",)}.get(label, ())
    if kinds:
        forms = [name, *(name.removeprefix(p) for p in _PREFIXES if name.startswith(p))]
        for form in forms:
            for place in gazetteer.find(form):
                if place.kind in kinds and (place.kind == "country" or not _is_adjective(form)):
                    return Link(place.id, place.name)
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

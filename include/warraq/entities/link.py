"""Give every mention the identifier of what it names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from warraq.entities.context import cues as cues_of
from warraq.entities.context import definitions
from warraq.entities.gazetteer import PLACES_FILE, Gazetteer, fold_name, load_gazetteer
from warraq.entities.knowledge import load_frequencies
from warraq.entities.mentions import Found
from warraq.entities.names import Entry, NameList, load_names
from warraq.entities.nationalities import NATIONALITIES_FILE
from warraq.entities.places import Cue, Evidence, evidence, find_place
from warraq.entities.titles import TITLES_FILE, royal_key
from warraq.entities.versions import files_hash

OWN = "warraq:"
"""Scheme of identifiers of our own, for what no registry that we have knows."""
LINKING_VERSION = 3
"""Raised when the rules give other mentions or identifiers for the same words."""


RARE_FIRST_NAME = 4e-5
"""Frequency in Arabic text up to which a first name alone means whom the document named with it."""


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


def link_document(
    text: str, found: Found, names: NameList | None = None, gazetteer: Gazetteer | None = None
) -> list[Link]:
    """Link the mentions of one document by all that its text tells; see `link`.

    Args:
        text: Cleaned text.
        found: What it names and speaks of.
        names: Names given by hand; by default Warraq's own.
        gazetteer: Places; by default those shipped with Warraq.
    """
    return link(
        [(m.name, m.label) for m in found.mentions],
        names,
        gazetteer,
        cues=cues_of(text, found.mentions),
        nationalities=[n.country for n in found.nationalities],
        defined=list(definitions(text, found.mentions)),
    )


def link(
    mentions: Sequence[tuple[str, str]],
    names: NameList | None = None,
    gazetteer: Gazetteer | None = None,
    *,
    cues: Sequence[Cue] = (),
    nationalities: Sequence[str] = (),
    defined: Sequence[tuple[int, int]] = (),
) -> list[Link]:
    """Link the mentions of one document.

    A person who is called by the end of a name is the one whose full name the document gives, also if
    a list knows somebody else by that surname. An acronym is what the document introduces it for.
    All else is linked by itself: the same name and label give the same entity in every document. What
    a list of names holds is the entity listed there. Places, and organisations that are called like a
    country or its capital (its government), get the identifier of a registry; of namesakes the
    likeliest one (`places.find_place`). Everything else gets an identifier made from its label and
    folded name.

    Args:
        mentions: Name (without clitics) and label of each, in the order of the text.
        names: Names given by hand; by default Warraq's own.
        gazetteer: Places; by default those shipped with Warraq.
        cues: What stands around each mention.
        nationalities: Countries of the adjectives of nationality in the text, as ISO codes.
        defined: Long names with the short ones that the text gives behind them, as indices.
    """
    places = gazetteer or load_gazetteer()
    listed = names or load_names()
    around = cues or [Cue()] * len(mentions)
    seen = evidence(mentions, nationalities, places)
    cache: dict[tuple[str, str, Cue], Link] = {}
    links = []
    for (name, label), cue in zip(mentions, around, strict=True):
        key = (name, label, cue if label == "LOC" or cue.title else Cue())
        if key not in cache:
            cache[key] = _link(name, label, cue, listed, places, seen)
        links.append(cache[key])
    royal = {i for i, (one, cue) in enumerate(zip(mentions, around, strict=True)) if _royal(one, cue)}
    for i, full in _introduced(mentions):
        if i in royal:
            continue  # King Salman is not Muhammad bin Salman
        if not listed.find(*mentions[i]) or _is_called_otherwise(mentions, i, full):
            links[i] = links[full]
    _define(links, mentions, defined, listed)
    return links


def _link(name: str, label: str, cue: Cue, listed: NameList, places: Gazetteer, seen: Evidence) -> Link:
    """Link one mention by itself, given the countries that the document speaks of."""
    royal = _royal((name, label), cue)
    entry = (royal and listed.find(royal, label)) or listed.find(name, label)
    if entry and entry.source in ("given", "own"):
        return _listed(entry)
    place = find_place(name, label, cue, seen, places)
    if place:
        return Link(place.id, place.name)
    if entry:
        return _listed(entry)
    return Link(own_id(royal or name, label), royal or name)


def _royal(mention: tuple[str, str], cue: Cue) -> str | None:
    """What a person with a royal title and one name is called; else None."""
    name, label = mention
    return royal_key(cue.title, name) if label == "PER" else None


def _is_called_otherwise(mentions: Sequence[tuple[str, str]], i: int, full: int) -> bool:
    """Whether a listed surname is a bearer's whom the document introduced before ever using it alone."""
    name, label = mentions[i]
    surname = fold_name(name)
    first = next(
        n for n, (other, kind) in enumerate(mentions) if kind == label and fold_name(other) == surname
    )
    fulls = {fold_name(n) for n, kind in mentions if kind == label and fold_name(n).endswith(f" {surname}")}
    return " " not in name and full < first and len(fulls) == 1


def _define(
    links: list[Link],
    mentions: Sequence[tuple[str, str]],
    defined: Sequence[tuple[int, int]],
    listed: NameList,
) -> None:
    """Give short names and the long ones that introduce them one identifier, wherever the document has them.

    That is the listed one's, else the long one's; two listed ones stay apart.
    """
    for long, short in defined:
        known = [
            bool(listed.find(*mentions[i])) or not links[i].entity_id.startswith(OWN) for i in (long, short)
        ]
        if all(known):
            continue
        source, target = (short, long) if known[1] else (long, short)
        changed = (fold_name(mentions[target][0]), mentions[target][1])
        for i, (name, label) in enumerate(mentions):
            if (fold_name(name), label) == changed:
                links[i] = links[source]


def _introduced(mentions: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Mentions of persons by the end of their name, each with the mention that gives the full name.

    Of several full names that end alike the last one before counts; before the first, as in titles,
    nobody is meant unless it is the only one.
    """
    words = {i: tuple(fold_name(name).split()) for i, (name, label) in enumerate(mentions) if label == "PER"}
    ends: dict[tuple[str, ...], list[int]] = {}
    for i, name in words.items():
        for start in range(1, len(name)):
            ends.setdefault(name[start:], []).append(i)
    # The longest first, so that links go on to the longest.
    for i, name in sorted(words.items(), key=lambda item: -len(item[1])):
        fulls = ends.get(name) or _begun_so(name, i, words)
        before = [full for full in fulls if full < i]
        if before:
            yield i, before[-1]
        elif len({words[full] for full in fulls}) == 1:
            yield i, fulls[0]


def _begun_so(name: tuple[str, ...], i: int, words: Mapping[int, tuple[str, ...]]) -> list[int]:
    """Earlier full names that begin with a lone rare word: Kim of Kim Jong-un, Tamim of Tamim bin Hamad."""
    if len(name) != 1 or load_frequencies().get(name[0], 0.0) > RARE_FIRST_NAME:
        return []
    return [full for full, other in words.items() if full < i and len(other) > 1 and other[:1] == name]


def _listed(entry: Entry) -> Link:
    return Link(entry.id or own_id(entry.name, entry.label), entry.name)


def own_id(name: str, label: str) -> str:
    """A stable identifier for what has none: the first 64 bits of SHA-256 over label and folded name."""
    key = f"{label}\t{fold_name(name) or name}"
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
    """Version of recogniser, gazetteer, rules and names together, for `documents.entities_version`."""
    places = files_hash(PLACES_FILE, NATIONALITIES_FILE, TITLES_FILE)
    return f"{recogniser_version}+{places}.{LINKING_VERSION}.{(names or load_names()).version}"

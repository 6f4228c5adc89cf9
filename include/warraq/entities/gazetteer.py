"""Places that mentions can link to: countries, continents, regions and cities by Arabic name.

The table `data/places.tsv.gz` is written by `python -m warraq.entities.build_gazetteer`;
sources and licences stand in `data/README.md`.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from warraq.errors import MissingDataError
from warraq.text.fold import fold_ar

DATA = Path(__file__).with_name("data")
PLACES_FILE = DATA / "places.tsv.gz"

KINDS = ("country", "continent", "region", "city")
LARGE_CITY = 100_000
"""Inhabitants from which a city goes before a region of the same name."""

ARAB_LEAGUE = (
    "AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY",
    "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE",
)  # fmt: skip
"""Countries where places have Arabic names of their own."""

_SEPARATORS = re.compile(r"[\W_]+")


def fold_name(name: str) -> str:
    """`name` as matching sees it: folded by `fold_ar`, with one space for whatever is no letter or digit."""
    return _SEPARATORS.sub(" ", fold_ar(name)).strip().lower()


class Place(NamedTuple):
    """One place of the gazetteer."""

    id: str
    """`iso3166:XX` for a country, `geonames:N` for everything else."""
    kind: str
    """One of `KINDS`."""
    country: str
    """ISO 3166-1 alpha-2 code; empty for continents."""
    population: int
    latitude: float | None
    """Degrees north; of the capital for a country."""
    longitude: float | None
    """Degrees east."""
    name: str
    """Arabic name for reading."""
    names: tuple[str, ...]
    """Every Arabic name, `name` included."""
    identifiers: tuple[str, ...]
    """All identifiers, as `scheme:value`."""


def _rank(place: Place) -> tuple[int, int, str]:
    """Sort key of namesakes: country, large city, region, small city; then by population."""
    order = {"country": 0, "continent": 1, "region": 3, "city": 4}[place.kind]
    if place.kind == "city" and place.population >= LARGE_CITY:
        order = 2
    return (order, -place.population, place.id)


class Gazetteer:
    """Places by name and by identifier.

    Args:
        places: The places, in any order.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_id: dict[str, Place] = {}
        self._by_name: dict[str, list[str]] = {}
        self._capitals = set[tuple[str, float | None, float | None]]()
        for place in sorted(places, key=_rank):
            self._by_id[place.id] = place
            if place.kind == "country":
                self._capitals.add((place.country, place.latitude, place.longitude))
            for key in {fold_name(name) for name in place.names}:
                self._by_name.setdefault(key, []).append(place.id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._by_id.values())

    def find(self, name: str) -> list[Place]:
        """Every place called `name`, spelling variants folded, the likeliest first."""
        return [self._by_id[id_] for id_ in self._by_name.get(fold_name(name), ())]

    def is_capital(self, place: Place) -> bool:
        """Whether a place is a capital: the coordinates of a country are its capital's."""
        return place.kind == "city" and (place.country, place.latitude, place.longitude) in self._capitals

    def get(self, place_id: str) -> Place | None:
        """The place with that identifier, or None."""
        return self._by_id.get(place_id)


def read_places(path: Path) -> list[Place]:
    """The places of a table written by `write_places`.

    Raises:
        MissingDataError: The file is not there.
    """
    if not path.is_file():
        raise MissingDataError(
            f"The gazetteer {path} is missing. Reinstall warraq, or write it with "
            "`python -m warraq.entities.build_gazetteer`."
        )
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return [_place(row) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def write_places(places: Iterable[Place], path: Path) -> None:
    """Write `places` as gzipped tab-separated values, the same bytes for the same places."""
    text = io.StringIO()
    for place in places:
        row = [
            place.id,
            place.kind,
            place.country,
            str(place.population),
            "" if place.latitude is None else f"{place.latitude:.5f}",
            "" if place.longitude is None else f"{place.longitude:.5f}",
            "|".join(place.names),
            "|".join(place.identifiers),
        ]
        text.write("\t".join(row) + "\n")
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), 9, mtime=0))


def _place(row: list[str]) -> Place:
    id_, kind, country, population, latitude, longitude, names, identifiers = row
    variants = tuple(names.split("|"))
    return Place(
        id_,
        kind,
        sys.intern(country),
        int(population),
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        variants[0],
        variants,
        tuple(identifiers.split("|")),
    )


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer shipped with Warraq; read once a process.

    Raises:
        MissingDataError: Its file is not there.
    """
    return Gazetteer(read_places(PLACES_FILE))

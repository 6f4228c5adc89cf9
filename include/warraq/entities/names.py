"""Names given by hand: Warraq's own list, and the user's folder of gazetteers.

A gazetteer is a `.tsv` or `.csv` file with the columns `name`, `variants` (separated by `|`),
`label` and `id`; `variants` and `id` may be empty. What it lists is found wherever it stands in a
text, with clitics or without, and all its variants are one entity. A variant that ends in `?` is an
ordinary word too: it is linked where the recogniser finds it, but not looked for.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from warraq.entities.gazetteer import ARAB_LEAGUE, DATA, fold_name, load_gazetteer
from warraq.entities.lexicon import fold_word, load_lexicon
from warraq.errors import SettingsError
from warraq.schema import LABELS
from warraq.text.letters import ALEF
from warraq.text.words import TOKEN

OWN_NAMES = DATA / "names.tsv"
COLUMNS = ("name", "variants", "label", "id")

_DELIMITERS = {".tsv": "\t", ".csv": ","}
_ID = re.compile(r"[a-z][a-z0-9-]*:\S+")
_LAM = "\u0644"
_ARTICLE = ALEF + _LAM
_CONJUNCTIONS = ("", "\u0648", "\u0641")
_PREPOSITIONS = ("", "\u0628", "\u0644", "\u0643")


Source = Literal["given", "own", "country", "town"]

AMBIGUOUS_COUNTRIES = frozenset(("ML", "CU", "QA", "BH", "BJ", "NE", "TD", "MA", "JE", "CI"))
"""Countries that are called like ordinary words: they are linked but not looked for."""


MIN_TOWN = 10_000
"""Inhabitants of the smallest town that is looked for."""


class Entry(NamedTuple):
    """One entity of a gazetteer."""

    name: str
    variants: tuple[str, ...]
    """Other ways to write it; those that are ordinary words too end in `?`."""
    label: str
    """One of `schema.LABELS`."""
    id: str
    """An identifier as `scheme:value`, or empty."""
    origin: str
    """File and line, for messages."""
    source: Source
    """Whether the user gave it, Warraq lists it, or it is a country or town of the gazetteer."""


class Match(NamedTuple):
    """Words of a sentence that an entry names."""

    first: int
    """First word."""
    last: int
    """One past the last word."""
    entry: Entry
    latin: bool
    """Whether the text writes it in Latin letters."""


class NameList:
    """Entries, found in text and by name.

    Args:
        entries: In order of precedence: of two for the same name the earlier one counts.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_name: dict[tuple[str, str], Entry] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self.entries = tuple(entries)
        digest = hashlib.sha256()
        for entry in self.entries:
            digest.update(repr(entry[:4]).encode("utf-8"))
            own = () if entry.source in ("country", "town") else (entry.name,)
            for variant in (*own, *entry.variants):
                plain = variant.removesuffix("?")
                self._by_name.setdefault((fold_name(plain), entry.label), entry)
                if plain == variant:
                    self._add_phrase(_words(plain), entry)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self.version = digest.hexdigest()[:8]
        """Changes with every entry."""

    def find(self, name: str, label: str) -> Entry | None:
        """The entry that lists `name` under `label`, spelling variants folded."""
        return self._by_name.get((fold_name(name), label))

    def matches(self, words: Sequence[str]) -> list[Match]:
        """Where a sentence names entries: disjoint, in order, the longest from the left."""
        found: list[Match] = []
        folded = [_key(word) for word in words]
        end = 0
        for i in [i for i, word in enumerate(folded) if word in self._phrases]:
            if i < end:
                continue
            for rest, entry in self._phrases[folded[i]]:
                if tuple(folded[i + 1 : i + 1 + len(rest)]) == rest:
                    end = i + 1 + len(rest)
                    found.append(Match(i, end, entry, words[i][-1].isascii()))
                    break
        return found

    def _add_phrase(self, words: tuple[str, ...], entry: Entry) -> None:
        if not words:
            return
        first, rest = words[0], words[1:]
        if entry.source == "country":
            forms = list(_with_clitics(first, _PREPOSITIONS[1:]))
        else:
            forms = [first, *_with_clitics(first)]
        forms = [form for form in forms if form == first or rest or not _is_word_itself(form)]
        for form in dict.fromkeys(forms):
            phrases = self._phrases.setdefault(form, [])
            if all(known != rest for known, _ in phrases):
                phrases.append((rest, entry))


@lru_cache(maxsize=200_000)
def _key(word: str) -> str:
    return fold_name(word) or word


def _words(name: str) -> tuple[str, ...]:
    return tuple(_key(word) for word in TOKEN.findall(name))


def _with_clitics(word: str, prepositions: Sequence[str] = _PREPOSITIONS) -> Iterator[str]:
    """The folded forms that `word` has behind conjunctions and prepositions."""
    for conjunction in _CONJUNCTIONS:
        for preposition in prepositions:
            if preposition == _LAM and word.startswith(_ARTICLE):
                yield conjunction + _LAM + word[1:]
            else:
                yield conjunction + preposition + word


def _is_word_itself(form: str) -> bool:
    """Whether a form with clitics is also a name of its own, as "at Apple" is Babylon."""
    return fold_word(form) in load_lexicon() or bool(load_gazetteer().find(form))


def read_names(path: Path, source: Source = "given") -> list[Entry]:
    """The entries of one gazetteer.

    Args:
        path: A `.tsv` or `.csv` file in UTF-8 with a header line.
        source: Whose it is.

    Raises:
        SettingsError: It cannot be read; the message says file, line and what is wrong.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, delimiter=_DELIMITERS[path.suffix.lower()])
            missing = {"name", "label"} - set(reader.fieldnames or ())
            if missing:
                raise SettingsError(
                    f"{path}: no column {', '.join(sorted(missing))}. The first line must name the "
                    f"columns {', '.join(COLUMNS)}."
                )
            return [_entry(row, f"{path}:{reader.line_num}", source) for row in reader if any(row.values())]
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 ({error.reason}); save it as UTF-8.") from error


def _entry(row: dict[str, str | None], origin: str, source: Source) -> Entry:
    name, label, id_ = ((row.get(column) or "").strip() for column in ("name", "label", "id"))
    if not fold_name(name):
        raise SettingsError(f"{origin}: the name {name!r} has no letters.")
    if label not in LABELS:
        raise SettingsError(f"{origin}: the label {label!r} is none of {', '.join(LABELS)}.")
    if id_ and not _ID.fullmatch(id_):
        raise SettingsError(f"{origin}: the id {id_!r} is not of the form scheme:value, as wikidata:Q30.")
    variants = (variant.strip() for variant in (row.get("variants") or "").split("|"))
    return Entry(name, tuple(v for v in variants if fold_name(v)), label, id_, origin, source)


def countries() -> Iterator[Entry]:
    """The countries of the gazetteer: to be found where a preposition is written onto them.

    Recognisers pass over those forms because each is rare. Without a preposition many countries
    look like the accusative of their adjective, so those are left to the recogniser.
    """
    for place in load_gazetteer():
        if place.kind == "country" and place.country not in AMBIGUOUS_COUNTRIES:
            yield Entry(place.name, place.names, "LOC", place.id, "gazetteer", "country")


_TOWN = re.compile(r"(?:سيدي|بن|بني|أبو|أم|دير|عين|خان|تل|كفر|بيت|بئر|رأس|وادي|برج|بور|منزل|حلق) \S+")
"""Names of towns that begin like a person's (Sidi, Ben, Abu ...) or with spring, hill, house ..."""


def towns() -> Iterator[Entry]:
    """Arab towns and regions that recognisers take for persons: Sidi Bouzid, Ben Gardane."""
    for place in load_gazetteer():
        if place.kind == "region" or place.population >= MIN_TOWN:
            names = tuple(name for name in place.names if _TOWN.fullmatch(name))
            if names and place.country in ARAB_LEAGUE:
                yield Entry(place.name, names, "LOC", place.id, "gazetteer", "town")


def _refuse_conflicts(entries: Iterable[Entry]) -> None:
    owners: dict[str, Entry] = {}
    for entry in entries:
        for variant in (entry.name, *entry.variants):
            other = owners.setdefault(fold_name(variant), entry)
            if (other.name, other.label, other.id) != (entry.name, entry.label, entry.id):
                raise SettingsError(
                    f"{entry.origin} and {other.origin} both list {variant!r}, as different things. "
                    "Take it out of one of them."
                )


@lru_cache(maxsize=4)
def load_names(folder: Path | None = None) -> NameList:
    """Warraq's own names and those in the user's folder, which go first; read once a process.

    Args:
        folder: Folder of `.tsv` and `.csv` files; none, or one that is not there, is empty.

    Raises:
        SettingsError: A file cannot be read, or two entries of the user claim the same name.
    """
    given: list[Entry] = []
    if folder is not None and folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in _DELIMITERS:
                given += read_names(path)
    _refuse_conflicts(given)
    return NameList([*given, *read_names(OWN_NAMES, "own"), *countries(), *towns()])

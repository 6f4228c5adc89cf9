"""Whether a word has a morphological analysis: optional evidence from camel-tools' database.

camel-tools' own analyser builds every analysis with all its features, in 450 MB and at 1,000 words a
second. Here the only question is whether there is one, so the database is boiled down, when it is installed
(`warraq.optional_data.morphology`), to its prefixes, stems and suffixes, their categories, and which
categories go together: the tables of Buckwalter's analyser (LDC2004L02), some 15 MB and 200,000 words a second.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from warraq.errors import MissingDataError
from warraq.settings import Settings

TABLES, ABOUT = "tables.json.gz", "about.json"
KEPT_VERSION = "morphology"
"""File in the staging folder of a run: the version that it uses."""
WHOLE_ANALYSED = -1.5
"""Added to the log odds of a word being merged if the word itself, as it is spelt, has an analysis."""
PARTS_ANALYSED = 0.5
"""Added if it has none, but all of its parts have, hamza or not."""
PART_UNKNOWN = -0.25
"""Added if one of its parts has none. The three were chosen on development data, see docs/spacing.md."""
WEIGHTS = (WHOLE_ANALYSED, PARTS_ANALYSED, PART_UNKNOWN)

Categories = Mapping[str, frozenset[str]]
_FOLDED = str.maketrans("\u0622\u0623\u0625\u0649\u0629", "\u0627\u0627\u0627\u064a\u0647")
"""Alef with madda or hamza to alef, alef maksura to yeh, teh marbuta to heh: as camel-tools looks words up."""


@dataclass(frozen=True)
class Tables:
    """Prefixes, stems and suffixes as they are spelt without diacritics, with their categories."""

    prefixes: Categories
    stems: Categories
    suffixes: Categories
    prefix_stem: Categories
    """The categories of stems that may follow a category of prefixes."""
    stem_suffix: Categories
    prefix_suffix: Categories

    @cached_property
    def folded(self) -> Tables:
        """The same with letters folded that writers mix up."""
        return Tables(
            _fold(self.prefixes),
            _fold(self.stems),
            _fold(self.suffixes),
            self.prefix_stem,
            self.stem_suffix,
            self.prefix_suffix,
        )

    @cached_property
    def _longest(self) -> tuple[int, int]:
        return max(map(len, self.prefixes), default=0), max(map(len, self.suffixes), default=0)

    def analyse(self, word: str) -> bool:
        """Whether `word` is a prefix, a stem and a suffix that go together; prefix and suffix may be empty."""
        size = len(word)
        longest_prefix, longest_suffix = self._longest
        for start in range(min(longest_prefix, size - 1) + 1):
            prefixes = self.prefixes.get(word[:start])
            if not prefixes:
                continue
            for end in range(max(start + 1, size - longest_suffix), size + 1):
                stems, suffixes = self.stems.get(word[start:end]), self.suffixes.get(word[end:])
                if stems and suffixes and self._go_together(prefixes, stems, suffixes):
                    return True
        return False

    def _go_together(self, prefixes: Iterable[str], stems: frozenset[str], suffixes: frozenset[str]) -> bool:
        nothing: frozenset[str] = frozenset()
        for prefix in prefixes:
            fitting = suffixes & self.prefix_suffix.get(prefix, nothing)
            for stem in stems & self.prefix_stem.get(prefix, nothing):
                if fitting & self.stem_suffix.get(stem, nothing):
                    return True
        return False


class Analyser:
    """What the merged-word model asks; answers are kept, so a word costs once.

    Args:
        tables: The database.
        version: Changes with the tables.
    """

    def __init__(self, tables: Tables, version: str) -> None:
        self.version = version
        self._tables = tables
        self._known: dict[str, bool] = {}

    def shift(self, word: str, parts: Iterable[str]) -> float:
        """How much an analysis of a bare `word` and of its bare `parts` speaks for taking it apart, in log odds."""
        if self._tables.analyse(word):
            return WHOLE_ANALYSED + (0.0 if self._all_known(parts) else PART_UNKNOWN)
        return PARTS_ANALYSED if self._all_known(parts) else PART_UNKNOWN

    def _all_known(self, parts: Iterable[str]) -> bool:
        return all(map(self._is_known, parts))

    def _is_known(self, part: str) -> bool:
        known = self._known.get(part)
        if known is None:
            known = self._known[part] = self._tables.folded.analyse(part.translate(_FOLDED))
        return known


def write_tables(tables: Tables, folder: Path) -> str:
    """Write tables into `folder`; returns their version, the same for the same tables."""
    names = ("prefixes", "stems", "suffixes", "prefix_stem", "stem_suffix", "prefix_suffix")
    content = {name: {key: sorted(of) for key, of in getattr(tables, name).items()} for name in names}
    data = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    (folder / TABLES).write_bytes(gzip.compress(data, mtime=0))
    return hashlib.sha256(data).hexdigest()[:8]


def read_tables(folder: Path) -> Tables:
    """What `write_tables` wrote."""
    content = json.loads(gzip.decompress((folder / TABLES).read_bytes()))
    return Tables(**{name: _frozen(table) for name, table in content.items()})


def morphology_dir(settings: Settings) -> Path:
    """Where the morphology database lies if a person installed it."""
    return settings.home / "morphology"


def about_morphology(settings: Settings) -> dict[str, Any]:
    """What the installation noted, `version` among it; empty if there is none."""
    try:
        about: dict[str, Any] = json.loads((morphology_dir(settings) / ABOUT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return about


def load_analyser(settings: Settings, version: str) -> Analyser:
    """The installed database.

    Args:
        settings: Where it is.
        version: Which one it has to be.

    Raises:
        MissingDataError: It is gone, or another one was installed.
    """
    installed = str(about_morphology(settings).get("version", ""))
    if installed != version:
        raise MissingDataError(
            f"The morphology database {version} is not there any more ({installed or 'none'} is installed): "
            "install it again (`warraq data install morphology`), or start the run anew."
        )
    return Analyser(read_tables(morphology_dir(settings)), version)


def _frozen(table: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    # Few sets of categories are shared by many stems.
    shared: dict[frozenset[str], frozenset[str]] = {}
    return {key: shared.setdefault(found := frozenset(of), found) for key, of in table.items()}


def _fold(table: Categories) -> dict[str, frozenset[str]]:
    folded: dict[str, frozenset[str]] = {}
    for written, categories in table.items():
        key = written.translate(_FOLDED)
        folded[key] = folded.get(key, frozenset()) | categories
    return folded

"""The words that reading reported speech turns on, from `data/`, folded as tokens are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from warraq.text.fold import fold_ar

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Verb:
    """A verb that reports speech."""

    lemma: str
    """Third person masculine singular, past: the form that dictionaries list."""
    forms: tuple[str, ...]
    """Its finite forms, as written."""
    participles: tuple[str, ...]
    """Its participles, as written."""
    particles: frozenset[str]
    """What introduces the clause that is reported: `an` bare, or after `bi`, `ila`, `ala`, `min`, `aan`."""
    traits: frozenset[str]
    """`says` if it introduces direct speech too; `denies`; `report` if only a text is its subject; `relays`."""


@lru_cache(maxsize=1)
def load_verbs() -> tuple[Verb, ...]:
    """The verbs of `data/verbs.tsv`."""
    rows = [line.split("\t") for line in _lines("verbs.tsv")]
    return tuple(
        Verb(
            lemma,
            tuple(forms.split()),
            tuple(parts.split()),
            frozenset(after.split()),
            frozenset(is_.split()),
        )
        for lemma, forms, parts, after, is_ in rows
    )


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    rows = [line.split("\t") for line in _lines("words.tsv")]
    return {name: frozenset(map(fold_ar, words.split())) for name, words in rows}


def words(name: str) -> frozenset[str]:
    """The folded words of one class of `data/words.tsv`.

    Raises:
        KeyError: There is no such class.
    """
    return _words()[name]


def _lines(file: str) -> list[str]:
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]

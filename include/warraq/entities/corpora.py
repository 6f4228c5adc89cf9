"""Annotated corpora: one word a line, blank line between sentences."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from warraq.errors import MissingDataError

TYPES = ("PERS", "LOC", "ORG", "MISC")
TAGS = ("O", *(f"{prefix}-{kind}" for kind in TYPES for prefix in "BI"))
"""The tags of every recogniser; ANERcorp's."""

_NAMES = {"PER": "PERS", "MIS": "MISC", "ANG": "O"}
"""AQMAR's names of the same types."""

BLOCK = 50
"""Sentences that stay together when a corpus is divided: neighbours come from one article."""


class Sentence(NamedTuple):
    """Words and their tags, of the same number."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def read_corpus(path: Path) -> list[Sentence]:
    """The sentences of a file in the form of ANERcorp or AQMAR, tags as in `TAGS`.

    Raises:
        MissingDataError: The file is not there.
    """
    if not path.is_file():
        raise MissingDataError(f"The corpus {path} is missing. docs/entities.md says where to get it.")
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        pairs = [line.split() for line in block.splitlines()]
        rows = [(pair[0], _tag(pair[-1])) for pair in pairs if len(pair) > 1]
        if rows:
            words, tags = zip(*rows, strict=True)
            sentences.append(Sentence(words, tags))
    return sentences


def _tag(tag: str) -> str:
    if tag == "O":
        return tag
    prefix, _, kind = tag.partition("-")
    name = _NAMES.get(kind, kind)
    return f"{prefix}-{name}" if name in TYPES else "O"


def hold_out(
    sentences: Sequence[Sentence], share: float = 0.1, seed: int = 1234
) -> tuple[list[Sentence], list[Sentence]]:
    """Divide into training and development parts, whole blocks of `BLOCK` sentences each."""
    starts = list(range(0, len(sentences), BLOCK))
    random.Random(seed).shuffle(starts)
    held = set(starts[: round(len(starts) * share)])
    train: list[Sentence] = []
    held_out: list[Sentence] = []
    for start in range(0, len(sentences), BLOCK):
        (held_out if start in held else train).extend(sentences[start : start + BLOCK])
    return train, held_out

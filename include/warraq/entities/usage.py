"""How news uses each word: the share of its occurrences that a first model took for a name.

A word that is a person's name in one clear context is likely to be one in the next. A first pass of
the tagger over unlabelled news gathers for every word how often it was tagged as what; the second
training is told (Krishnan & Manning 2006 feed such majority labels back within a corpus). So that
the training does not trust itself too much, each half of the corpus sees the counts of a model that
was trained on the other half.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Protocol

from warraq.entities.corpora import TYPES
from warraq.entities.lexicon import fold_word
from warraq.text.words import TOKEN

USAGE_FILE = Path(__file__).with_name("data") / "usage.tsv.gz"

Counts = dict[str, Counter[str]]
"""Folded word to the number of its occurrences by type of name, and over all as `all`."""

MIN_COUNT = 5
SHARES = (0.02, 0.1, 0.5, 0.9)
"""Steps between which shares are told apart."""
SENTENCES_AT_ONCE = 4_000

_END = re.compile(r"(?<=[.!?\u061f])\s+")


class Tagger(Protocol):
    """What tags the news."""

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """As `Recogniser.tag`."""


def news_sentences(folders: Sequence[Path], every: int = 1) -> Iterator[list[str]]:
    """Words of the sentences of every `every`-th text file under `folders`."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.txt"))
    for path in paths[::every]:
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            for sentence in _END.split(line):
                words = TOKEN.findall(sentence)
                if words:
                    yield words


def count_usage(tagger: Tagger, sentences: Iterable[Sequence[str]]) -> Counts:
    """Tag sentences and count what each word was taken for."""
    counts: Counts = {}
    rest = iter(sentences)
    while batch := list(islice(rest, SENTENCES_AT_ONCE)):
        for words, tags in zip(batch, tagger.tag(batch), strict=True):
            for word, (tag, _) in zip(words, tags, strict=True):
                row = counts.setdefault(fold_word(word), Counter())
                row["all"] += 1
                if tag != "O":
                    row[tag[2:]] += 1
    return counts


def usage_features(counts: Counts) -> dict[str, str]:
    """For every frequent word the step of each type's share: one digit a type, 0 is never."""
    return {
        word: "".join(str(sum(row[kind] / row["all"] >= share for share in SHARES)) for kind in TYPES)
        for word, row in counts.items()
        if row["all"] >= MIN_COUNT
    }


def add_counts(parts: Sequence[Counts]) -> Counts:
    """The sums of several counts."""
    total: Counts = {}
    for part in parts:
        for word, row in part.items():
            total.setdefault(word, Counter()).update(row)
    return total


def write_usage(features: Mapping[str, str], path: Path) -> None:
    """Write features as gzipped lines of word, tab, steps; the same bytes for the same features."""
    text = "".join(f"{word}\t{features[word]}\n" for word in sorted(features))
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


@lru_cache(maxsize=1)
def load_usage() -> dict[str, str]:
    """Folded word to its steps; read once a process. Empty if none are shipped."""
    if not USAGE_FILE.is_file():
        return {}
    with gzip.open(USAGE_FILE, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").partition("\t") for line in lines)
        return {word: steps for word, _, steps in rows}

"""Precision, recall and F1 of recognisers over exact spans, and their speed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from warraq.entities.corpora import TYPES, Sentence

ALL = "all"
"""Name of the sum over all types (micro average)."""


class Score(NamedTuple):
    """Spans in the gold standard, spans found, and spans that are the same in both."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found spans that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold spans that were found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0


class Tagger(Protocol):
    """What can be measured."""

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """As `Recogniser.tag`."""


class Measured(NamedTuple):
    """What a tagger did on a corpus."""

    scores: dict[str, Score]
    """By type, and over all types as `ALL`."""
    words_per_second: float
    """Of processor time, all threads together: of one core."""


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Half-open spans and types of BIO tags; a stray I- begins a span, as in CoNLL's scorer."""
    found: set[tuple[int, int, str]] = set()
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag[:2] != "I-" or tag[2:] != kind):
            found.add((start, i, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
    return found


def score(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]) -> dict[str, Score]:
    """Scores by type, and over all types as `ALL`; a span counts if both ends and the type are right.

    Args:
        gold: Tags of each sentence.
        predicted: Tags of the same sentences.
    """
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in (ALL, *TYPES)}
    for right, guess in zip(gold, predicted, strict=True):
        expected, found = spans(right), spans(guess)
        for name, some in (("gold", expected), ("found", found), ("right", expected & found)):
            for span in some:
                counts[span[2]][name] += 1
                counts[ALL][name] += 1
    return {kind: Score(c["gold"], c["found"], c["right"]) for kind, c in counts.items()}


def measure(tagger: Tagger, sentences: Sequence[Sentence]) -> Measured:
    """Tag a corpus as one document and compare."""
    started = time.process_time()
    tagged = tagger.tag([sentence.words for sentence in sentences])
    seconds = time.process_time() - started
    scores = score([s.tags for s in sentences], [[tag for tag, _ in row] for row in tagged])
    words = sum(len(sentence.words) for sentence in sentences)
    return Measured(scores, words / max(seconds, 1e-9))

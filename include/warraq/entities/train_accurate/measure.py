"""Precision, recall and F1 of exact mentions, and words a second on one core."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from warraq.entities.corpora import TYPES, Sentence
from warraq.entities.train_accurate.examples import runs
from warraq.entities.transformer.recogniser import TransformerRecogniser

ALL = "all"


class Score(NamedTuple):
    """Shares, 0 to 1, of the mentions of one type."""

    precision: float
    recall: float
    f1: float


class Measured(NamedTuple):
    """Scores by type, with `ALL` for the sum of all (micro average), and words a second of one core."""

    scores: dict[str, Score]
    words_per_second: float


def measure(recogniser: TransformerRecogniser, sentences: Sequence[Sentence]) -> Measured:
    """Tag a corpus as one document and compare."""
    started = time.process_time()
    tagged = recogniser.tag([sentence.words for sentence in sentences])
    seconds = time.process_time() - started
    found = [tuple(tag for tag, _ in row) for row in tagged]
    words = sum(len(sentence.words) for sentence in sentences)
    return Measured(mention_scores(sentences, found), words / seconds)


def mention_scores(gold: Sequence[Sentence], found: Sequence[tuple[str, ...]]) -> dict[str, Score]:
    """Scores of predicted tags; a mention counts if both ends and the type are right."""
    right: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    for sentence, tags in zip(gold, found, strict=True):
        true = {run for run in runs(sentence) if run[0] in TYPES}
        ours = {run for run in runs(Sentence(sentence.words, tags)) if run[0] in TYPES}
        for counter, mentions in ((right, true & ours), (expected, true), (predicted, ours)):
            counter.update(kind for kind, _, _ in mentions)
            counter[ALL] += len(mentions)
    return {kind: _score(right[kind], predicted[kind], expected[kind]) for kind in (ALL, *TYPES)}


def _score(right: int, predicted: int, expected: int) -> Score:
    return Score(
        right / max(predicted, 1), right / max(expected, 1), 2 * right / max(predicted + expected, 1)
    )

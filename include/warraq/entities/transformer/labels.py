"""Tags as the model numbers them, and the best lawful sequence of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from warraq.entities.corpora import TAGS

Floats = NDArray[np.float32]

INDEX = {tag: number for number, tag in enumerate(TAGS)}
"""The model's output column of each tag."""

_FORBIDDEN = np.float32(-1e4)


def _lawful(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[1:] == after[1:]


TRANSITIONS: Floats = np.array(
    [[0 if _lawful(before, after) else _FORBIDDEN for after in TAGS] for before in TAGS], np.float32
)
"""Score of each tag (column) after another (row): I-X follows only B-X or I-X."""
STARTS: Floats = np.array([0 if _lawful("O", tag) else _FORBIDDEN for tag in TAGS], np.float32)


def log_softmax(logits: Floats) -> Floats:
    """Log probabilities along the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), np.float32)


def best_tags(scores: Floats) -> list[int]:
    """The lawful tag sequence with the highest sum of scores (Viterbi).

    Args:
        scores: Log probabilities, (words, tags), at least one word.

    Returns:
        One tag number a word.
    """
    best = scores[0] + STARTS
    origins = []
    for row in scores[1:]:
        paths = best[:, None] + TRANSITIONS
        origins.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + row
    tags = [int(best.argmax())]
    for origin in reversed(origins):
        tags.append(int(origin[tags[-1]]))
    return tags[::-1]

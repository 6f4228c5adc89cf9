"""A second look at each word in the light of the whole document.

Windows are short; an article that names Jean-Martin Charcot in full speaks of Charcot ever after.
Where a word is surely part of a name in one place, that lends probability to its other places,
with or without a preposition or conjunction written to it.

The idea is that of global features over a document (Chieu and Ng 2002, "Named entity recognition: a
maximum entropy approach using global information"), applied to the probabilities afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from warraq.entities.transformer.labels import INDEX, Floats
from warraq.text.letters import WAW

SHARED_TYPES = ("PERS", "LOC", "ORG")
"""MISC is left out: its words are mostly common ones."""
SURE = 0.97
"""From this probability of a type on, a word is evidence for it."""
UNLIKELY = 0.1
"""Below this probability, it is evidence against it."""
LENT = 0.5
"""Share of a word's probability that goes by unanimous evidence from elsewhere."""
SHORTEST = 4
"""Shorter words mean too many things."""

_BEH, _FEH, _KAF, _LAM = "\u0628", "\u0641", "\u0643", "\u0644"
_CONJUNCTIONS = frozenset((WAW, _FEH))
_PREPOSITIONS = frozenset((_BEH, _KAF, _LAM))


def bare_forms(word: str) -> Iterator[str]:
    """The word itself, and what is left without one-letter words before it, if long enough."""
    yield word
    if word[0] in _CONJUNCTIONS | _PREPOSITIONS and len(word) > SHORTEST:
        yield word[1:]
        if word[0] in _CONJUNCTIONS and word[1] in _PREPOSITIONS and len(word) > SHORTEST + 1:
            yield word[2:]


def second_look(sentences: Sequence[Sequence[str]], scores: Sequence[Floats]) -> list[Floats]:
    """Let the words of a document lend each other evidence.

    Args:
        sentences: The words of each sentence of one document.
        scores: Log probabilities of the tags, (words, tags) for each sentence.

    Returns:
        New log probabilities of the same shapes.
    """
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return list(scores)
    chances = np.exp(np.concatenate(scores))
    before = chances.copy()
    for kind in SHARED_TYPES:
        _lend(words, before, chances, [INDEX[f"B-{kind}"], INDEX[f"I-{kind}"]])
    ends = np.cumsum([len(sentence) for sentence in sentences])[:-1]
    return np.split(np.log(np.maximum(chances, 1e-9)), ends)


def _lend(words: Sequence[str], before: Floats, chances: Floats, columns: list[int]) -> None:
    """Add to `chances` what evidence in `before` lends to one type; `columns` are its B and I."""
    of_type = before[:, columns].sum(axis=1)
    long = np.array([len(word) >= SHORTEST for word in words])

    def places(chosen: NDArray[np.bool_]) -> list[int]:
        return [int(place) for place in np.flatnonzero(long & chosen)]

    named = Counter(words[place] for place in places(of_type >= SURE))
    other = Counter(words[place] for place in places(of_type < UNLIKELY))
    for place in places(of_type < SURE):
        form = next((form for form in bare_forms(words[place]) if form in named), None)
        if form is None:
            continue
        lent = LENT * named[form] / (named[form] + other[form])
        own = before[place, columns] + 1e-6
        chances[place] *= 1 - lent
        chances[place, columns] += lent * own / own.sum()

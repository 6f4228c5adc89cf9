"""From texts to patches: find the words, ask the model, place its answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from warraq.spacing.model import SpacingModel
from warraq.text.patch import Patch
from warraq.text.words import WORD

KIND = "merged_word"


class Suggestion(NamedTuple):
    """A repair that is not sure enough to make, in offsets of the text that was given."""

    start: int
    end: int
    before: str
    after: str
    rule: str
    score: float


class Repairs(NamedTuple):
    """What one text needs."""

    patches: list[Patch]
    """Repairs to make, sorted, disjoint, of kind `merged_word`; each replaces a whole word."""
    suggestions: list[Suggestion]
    """Repairs below the model's threshold, for a person to decide."""


def repair(text: str, model: SpacingModel) -> Repairs:
    """The merged words of `text`.

    Args:
        text: Cleaned text; offsets in the result are code points into it.
        model: The model that decides.

    Returns:
        Patches at or above the model's threshold, suggestions below it.
    """
    return repair_many([text], model)[0]


def repair_many(texts: Sequence[str], model: SpacingModel) -> list[Repairs]:
    """`repair` of each of `texts`; many at a time is faster and gives the same.

    Args:
        texts: Cleaned texts.
        model: The model that decides.

    Returns:
        One result a text, in order.
    """
    words = [WORD.findall(text) for text in texts]
    model.learn(set().union(*words))
    return [
        _repair(text, model) if model.is_suspect(found) else Repairs([], [])
        for text, found in zip(texts, words, strict=True)
    ]


def _repair(text: str, model: SpacingModel) -> Repairs:
    patches: list[Patch] = []
    suggestions: list[Suggestion] = []
    for match in WORD.finditer(text):
        split = model.suspects.get(match.group())
        if split is None:
            continue
        if split.score >= model.threshold:
            patches.append(Patch(match.start(), match.end(), split.after, KIND, split.rule, split.score))
        else:
            suggestions.append(
                Suggestion(match.start(), match.end(), match.group(), split.after, split.rule, split.score)
            )
    return Repairs(patches, suggestions)

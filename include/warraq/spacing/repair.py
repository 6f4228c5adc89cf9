"""From texts to patches: find the words, ask the model, place its answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from warraq.spacing.context import SURE, Occurrence, document_shift
from warraq.spacing.lexicon import bare
from warraq.spacing.model import SUGGESTION_FLOOR, SUREST, Alternative, SpacingModel
from warraq.spacing.network import probability
from warraq.text.patch import Patch
from warraq.text.words import WORD

KIND = "merged_word"
_BLANKS = " \t\u00a0"
_FREE = frozenset(_BLANKS + "\n\r\"'()[]{}.،,:;؛!؟?-–—/«»“”‘’…#@*|")
"""Characters after which a word surely begins."""


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


class Doubt(NamedTuple):
    """One way to take apart the word at `start` to `end` of text number `text`."""

    text: int
    start: int
    end: int
    way: Alternative
    occurrence: Occurrence | None
    """None if the neighbours have no say."""
    words: int
    """Words in the text."""


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
    doubts = find_doubts(texts, model)
    results = [Repairs([], []) for _ in texts]
    for doubt, score in zip(*_decide(doubts, model), strict=True):
        number, start, end = doubt[:3]
        after, rule, _ = doubt.way.split
        if score >= model.threshold:
            results[number].patches.append(Patch(start, end, after, KIND, rule, score))
        elif score >= SUGGESTION_FLOOR:
            before = texts[number][start:end]
            results[number].suggestions.append(Suggestion(start, end, before, after, rule, score))
    return results


def _decide(doubts: list[Doubt], model: SpacingModel) -> tuple[list[Doubt], list[float]]:
    """The best way at each place, and its probability in the light of the whole document."""
    open_ones = [doubt.occurrence for doubt in doubts if doubt.occurrence is not None]
    log_odds = iter(model.weigh(open_ones).tolist())
    best: dict[tuple[int, int], tuple[Doubt, float]] = {}
    for doubt in doubts:
        odds = 0.0 if doubt.occurrence is None else next(log_odds)
        place = (doubt.text, doubt.start)
        if place not in best or odds > best[place][1]:
            best[place] = (doubt, odds)
    sure = Counter(doubt.text for doubt, odds in best.values() if odds > SURE)
    scores = []
    for doubt, odds in best.values():
        here = doubt.occurrence
        if here is None:
            scores.append(doubt.way.split.score)
            continue
        # Other occurrences of the same word are no independent witnesses.
        others = max(0, sure[doubt.text] - (1 + here.repeats) * (odds > SURE))
        shift = document_shift(others, doubt.words, here.repeats, here.apart, here.log_odds)
        scores.append(min(round(float(probability(np.array(odds + shift))), 4), SUREST))
    return [doubt for doubt, _ in best.values()], scores


def find_doubts(texts: Sequence[str], model: SpacingModel) -> list[Doubt]:
    """Every doubtful word of `texts`, each with the ways to take it apart, in order of text and place."""
    words = [WORD.findall(text) for text in texts]
    model.learn(set().union(*words))
    doubtful = model.doubtful.keys()
    doubts: list[Doubt] = []
    for number, (text, found) in enumerate(zip(texts, words, strict=True)):
        if not doubtful.isdisjoint(found):
            doubts += _doubts(number, text, found, model)
    return doubts


def _doubts(number: int, text: str, words: list[str], model: SpacingModel) -> list[Doubt]:
    doubts: list[Doubt] = []
    for word in sorted(model.doubtful.keys() & set(words)):
        # Counted once, not once an occurrence: a long text may repeat a doubtful word on every line.
        ways = [
            (way, None if way.certain else _counts(way, word, text, words)) for way in model.doubtful[word]
        ]
        at = -1
        for start in starts(text, word, words.count(word)):
            at = words.index(word, at + 1)
            end = start + len(word)
            before = words[at - 1] if at and _stands_before(text, start, words[at - 1]) else None
            after = words[at + 1] if at + 1 < len(words) and _stands_after(text, end, words[at + 1]) else None
            for rank, (way, counts) in enumerate(ways):
                occurrence = None if counts is None else _occurrence(way, before, after, counts, model, rank)
                doubts.append(Doubt(number, start, end, way, occurrence, len(words)))
    doubts.sort(key=lambda doubt: doubt.start)
    return doubts


def starts(text: str, word: str, times: int) -> list[int]:
    """Where the `times` occurrences of `word` as a word of `text` begin.

    Looks for the string and only where it does not stand free asks the definition of a word for
    all of them: most texts have few doubtful words, and finding every word costs more.
    """
    found: list[int] = []
    # A number may go on to the left of a dot: only the definition of a word can tell.
    at = -1 if word[0].isdigit() else text.find(word)
    while at >= 0:
        match = WORD.match(text, at)
        if match is not None and match.group() == word and (at == 0 or text[at - 1] in _FREE):
            found.append(at)
        at = text.find(word, at + 1)
    if len(found) == times:
        return found
    return [match.start() for match in WORD.finditer(text) if match.group() == word]


def _stands_before(text: str, start: int, word: str) -> bool:
    """Whether only blanks are between `word` and the word at `start`."""
    while start and text[start - 1] in _BLANKS:
        start -= 1
    return text.endswith(word, 0, start)


def _stands_after(text: str, end: int, word: str) -> bool:
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return text.startswith(word, end)


def _counts(way: Alternative, word: str, text: str, words: list[str]) -> tuple[int, int, int, int]:
    """Other occurrences of `word` in the text, and those of its two words together, of the first, of the last."""
    first, last = way.words
    return words.count(word) - 1, text.count(f"{first} {last}"), words.count(first), words.count(last)


def _occurrence(
    way: Alternative,
    before: str | None,
    after: str | None,
    counts: tuple[int, int, int, int],
    model: SpacingModel,
    rank: int,
) -> Occurrence:
    numbers = model.evidence.numbers
    return Occurrence(
        way.whole,
        way.first,
        way.last,
        -1 if before is None else numbers.get(bare(before), 0),
        -1 if after is None else numbers.get(bare(after), 0),
        *counts,
        way.log_odds,
        way.carried,
        "" if before is None else bare(before),
        "" if after is None else bare(after),
        rank,
    )

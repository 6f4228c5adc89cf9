"""What the neighbours and the rest of the document say about one occurrence of a doubtful word."""

from __future__ import annotations

from math import log
from typing import NamedTuple

import numpy as np

from warraq.spacing.evidence import Evidence, Floats
from warraq.spacing.features import WORD_FEATURES, Shapes, foreignness, lead

CARRIED = (
    "split_over_shape", "pair_over_whole", "in_web", "web", "news", "weaker", "lift", "margin", "non_joiner",
    "article", "length", "first_length", "last_length", "unlisted", "parts", "with_proclitic",
)  # fmt: skip
"""Features of the word that the second network sees again, beside the first one's answer."""
CARRIED_COLUMNS = [WORD_FEATURES.index(name) for name in CARRIED]
CONTEXT_FEATURES = (
    "log_odds", "before_first", "after_last", "before_whole", "after_whole", "gain", "has_before", "has_after",
    "pair_before_first", "pair_after_last", "pair_before_whole", "pair_after_whole", "repeats", "apart_here",
    "first_here", "last_here", "ahead", "fit_ahead", "pairs_ahead", "ways",
    "foreign_before", "foreign_after", "unlisted_before", "unlisted_after", "named_before", "named_after", *CARRIED,
)  # fmt: skip

SURE = 2.2
"""Log odds (nine in ten) from which an occurrence speaks for others in its document being merged too."""
_USUAL_RATE = 0.0003
"""Merged words to a word in real news: two or three in ten thousand."""
_PRIOR_WORDS = 300
"""Words of usual news that a document's own rate is mixed with."""
_TRUST = 1.2
_CAUTION = -2.0
_LEAST_RATE = 0.25
"""A long text without another merged word says no more than this share of the usual rate."""
_REPEATED = -1.2
_MOST_REPEATS = 3
_PERHAPS_NAME, _NO_NAME = 6.0, 9.0
"""Log odds, seen alone: from the first on, that a document repeats a word says less; from the second on, nothing."""
_MOST_SEEN = 5
"""Occurrences in one document that count; a table may repeat a word thousands of times."""


class Occurrence(NamedTuple):
    """One way to take apart one word of a text. Word numbers are those of `Evidence`; 0 is unknown."""

    whole: int
    first: int
    last: int
    before: int
    """The neighbour, if nothing but space is between; else -1."""
    after: int
    repeats: int
    """Other occurrences of the word in the document."""
    apart: int
    """Occurrences of the parts side by side with a space in the document."""
    first_here: int
    last_here: int
    """Occurrences of each part alone in the document."""
    log_odds: float
    """Of the word seen alone."""
    carried: Floats
    """`[CARRIED]`."""
    before_word: str = ""
    after_word: str = ""
    """The bare neighbours; empty if there are none."""
    way: int = 0
    """0 for the first way to take apart the word at one place; its other ways follow with 1, 2, ..."""


def context_features(occurrences: list[Occurrence], evidence: Evidence, shapes: Shapes) -> Floats:
    """Features of each occurrence, `[occurrence, CONTEXT_FEATURES]`; the ways of one place stand together."""
    columns = list(zip(*[o[:10] for o in occurrences], strict=True))
    whole, first, last, before, after = (np.array(c, dtype=np.int64) for c in columns[:5])
    has_before, has_after = before >= 0, after >= 0
    before, after = np.maximum(before, 0), np.maximum(after, 0)
    to_first, to_last = evidence.lift(before, first), evidence.lift(last, after)
    to_whole, from_whole = evidence.lift(before, whole), evidence.lift(whole, after)
    pairs = [
        np.log1p(evidence.pairs(left, right))
        for left, right in ((before, first), (last, after), (before, whole), (whole, after))
    ]
    counts = [np.log1p(np.minimum(np.array(c, dtype=float), _MOST_SEEN)) for c in columns[5:9]]
    place = np.cumsum([o.way == 0 for o in occurrences]) - 1
    log_odds = np.array(columns[9])
    rivalry = [
        lead(place, log_odds),
        lead(place, to_first + to_last, 0.0),
        lead(place, pairs[0] + pairs[1], 0.0),
        np.log(np.bincount(place)[place]),
    ]
    names = [
        foreignness([o.before_word for o in occurrences], shapes),
        foreignness([o.after_word for o in occurrences], shapes),
        has_before & (before == 0),
        has_after & (after == 0),
        np.array([o.before_word in shapes.names for o in occurrences]),
        np.array([o.after_word in shapes.names for o in occurrences]),
    ]
    head = [
        log_odds, to_first, to_last, to_whole, from_whole,
        to_first + to_last - to_whole - from_whole, has_before, has_after, *pairs, *counts, *rivalry, *names,
    ]  # fmt: skip
    return np.concatenate([np.stack(head, axis=1), np.stack([o.carried for o in occurrences])], axis=1)


def document_shift(others: int, words: int, repeats: int = 0, apart: int = 0, log_odds: float = 0.0) -> float:
    """How much likelier than the network thinks a word is merged, by the state of its document.

    Texts lose their spaces together: where a page was pasted or scanned badly, many words are
    merged, and elsewhere hardly any. The document's rate of merged words, mixed with the usual
    one, moves the prior; trust and caution were chosen on the first half of the BBC's articles.

    Args:
        others: Other words of the document that are surely merged.
        words: Words of the document.
        repeats: How often the document has the same word again: what it repeats and never writes
            apart is more likely a name.
        apart: How often the document has the parts with a space between them.
        log_odds: Of the word seen alone: what is surely merged stays so when it is repeated.

    Returns:
        What to add to the log odds.
    """
    rate = (others + _USUAL_RATE * _PRIOR_WORDS) / (words + _PRIOR_WORDS)
    doubt = (_NO_NAME - log_odds) / (_NO_NAME - _PERHAPS_NAME)
    like_a_name = 0.0 if apart else min(max(doubt, 0.0), 1.0)
    name = _REPEATED * min(repeats, _MOST_REPEATS) * like_a_name
    return _CAUTION + _TRUST * log(max(rate / _USUAL_RATE, _LEAST_RATE)) + name

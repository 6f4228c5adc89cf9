"""Everything that is known about words and pairs of words, as arrays over word numbers."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from importlib import resources

import msgpack  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt
import wordfreq

from warraq.spacing.lexicon import Lexicon

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
FLOOR = -9.5
"""log10 probability of a word that no list knows."""
_PAIR_STRENGTH = 40.0
"""How many sightings of the left word outweigh the classes' guess at what follows it."""


@dataclass(frozen=True)
class Evidence:
    """Word number 0 is every unknown word; arrays are indexed by word number."""

    numbers: dict[str, int]
    web: Floats
    """log10 frequency in wordfreq's list, FLOOR where it has none."""
    news: Floats
    """Occurrences in news: the shipped counts and those of the user's own corpus."""
    documents: Floats
    """Texts that hold the word, likewise."""
    logp: Floats
    """log10 of the two sources' mean probability."""
    classes: npt.NDArray[np.uint8]
    affinity: npt.NDArray[np.float32]
    """Natural log lift of a class after another."""
    pair_keys: Ints
    pair_counts: Floats

    def lookup(self, words: list[str]) -> Ints:
        """Word numbers of bare `words`."""
        get = self.numbers.get
        return np.array([get(word, 0) for word in words], dtype=np.int64)

    def pairs(self, left: Ints, right: Ints) -> Floats:
        """How often `right` was seen right after `left`; arrays of one shape."""
        if not len(self.pair_keys):
            return np.zeros(left.shape)
        keys = (left << 32) | right
        at = np.minimum(np.searchsorted(self.pair_keys, keys), len(self.pair_keys) - 1)
        known = (self.pair_keys[at] == keys) & (left > 0) & (right > 0)
        return np.where(known, self.pair_counts[at], 0.0)

    def lift(self, left: Ints, right: Ints) -> Floats:
        """log10 of how much likelier `right` is after `left` than anywhere; 0 if nothing is known."""
        by_class = self.affinity[self.classes[left], self.classes[right]] / np.log(10.0)
        guess = _PAIR_STRENGTH * 10.0 ** (self.logp[right] + by_class)
        total = self.news[left] + _PAIR_STRENGTH
        conditional = np.log10((self.pairs(left, right) + guess) / total)
        known = (left > 0) & (right > 0)
        return np.asarray(np.where(known, conditional - self.logp[right], by_class))


def read_wordfreq() -> dict[str, float]:
    """Words of wordfreq's large Arabic list and the log10 of their share of all words."""
    packed = resources.files(wordfreq) / "data" / "large_ar.msgpack.gz"
    bins = msgpack.unpackb(gzip.decompress(packed.read_bytes()))[1:]
    return {word: -bin_ / 100 for bin_, words in enumerate(bins) for word in words if word[0] > "\u0600"}


def weigh(
    web: dict[str, float],
    news: Lexicon,
    classes: npt.NDArray[np.uint8],
    affinity: npt.NDArray[np.float32],
    corpus: Lexicon | None = None,
) -> Evidence:
    """Bring the sources together.

    Args:
        web: Of `read_wordfreq`.
        news: Counts shipped with the package.
        classes: Of `classes.word_classes(news)`.
        affinity: Of `classes.class_affinity`.
        corpus: Counts of the user's own texts, added to those of `news`. One sighting of each
            word is taken off, since the text under repair is usually one of them.
    """
    numbers = dict(zip(web, range(1, len(web) + 1), strict=True))
    lexicons = [(news, 0)] if corpus is None else [(news, 0), (corpus, 1)]
    # Word by word, without a list of all words in between: this is where loading takes most memory.
    places = [
        [numbers.setdefault(word, len(numbers) + 1) for word in lexicon.words] for lexicon, _ in lexicons
    ]
    size = len(numbers) + 1
    web_log = np.full(size, FLOOR)
    web_log[1 : len(web) + 1] = np.fromiter(web.values(), float, len(web))
    counts, documents = np.zeros(size), np.zeros(size)
    classes_by_number = np.zeros(size, dtype=np.uint8)
    keys, pair_counts = [], []
    tokens = 0
    for (lexicon, own), place in zip(lexicons, places, strict=True):
        at = np.array(place, dtype=np.int64)
        counts[at] += lexicon.counts - own
        documents[at] += lexicon.documents - own
        keys.append((at[lexicon.pair_left] << 32) | at[lexicon.pair_right])
        pair_counts.append(lexicon.pair_counts)
        tokens += lexicon.tokens
        if lexicon is news:
            classes_by_number[at] = classes
    pair_keys, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    summed = np.bincount(inverse, weights=np.concatenate(pair_counts), minlength=len(pair_keys)).astype(float)
    mean = 0.5 * np.where(web_log > FLOOR, 10.0**web_log, 0.0) + 0.5 * counts / max(tokens, 1)
    logp = np.log10(np.maximum(mean, 10.0**FLOOR))
    return Evidence(numbers, web_log, counts, documents, logp, classes_by_number, affinity, pair_keys, summed)

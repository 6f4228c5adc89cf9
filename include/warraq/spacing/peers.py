"""Other ways to find merged words, to measure ours against."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import log10

from warraq.spacing.evidence import Evidence
from warraq.spacing.lexicon import bare

Splitter = Callable[[str], str]
"""A word in; the same, or its words with spaces, out."""
_TOKENS = 1e9
_LONGEST = 20


def symspell(web: dict[str, float]) -> Splitter:
    """Symspellpy's `word_segmentation`, without spelling correction, over wordfreq's large list.

    Args:
        web: log10 frequencies, of `evidence.read_wordfreq`.
    """
    from symspellpy import SymSpell

    speller = SymSpell(max_dictionary_edit_distance=0)
    for word, logp in web.items():
        speller.create_dictionary_entry(word, max(1, round(_TOKENS * 10.0**logp)))

    @cache
    def split(word: str) -> str:
        return str(
            speller.word_segmentation(word, max_edit_distance=0, max_segmentation_word_length=_LONGEST)[0]
        )

    return split


def noisy_channel(evidence: Evidence) -> Splitter:
    """The likeliest words by unigram probability alone (Norvig, "Natural Language Corpus Data", 2009).

    It has our frequencies, news and web, and Norvig's penalty for unknown words:
    10 in N times 10 to the power of their length.
    """
    floor = log10(10.0 / _TOKENS)

    def logp(word: str) -> float:
        number = evidence.numbers.get(word, 0)
        return float(evidence.logp[number]) if number else floor - len(word)

    @cache
    def split(word: str) -> str:
        ways: list[tuple[float, str]] = [(0.0, "")]
        for end in range(1, len(word) + 1):
            ways.append(
                max(
                    (ways[start][0] + logp(word[start:end]), f"{ways[start][1]} {word[start:end]}")
                    for start in range(max(0, end - _LONGEST), end)
                )
            )
        return ways[-1][1].strip()

    return lambda word: split(bare(word))

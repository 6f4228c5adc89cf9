"""Where a word could come apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from warraq.spacing.evidence import Evidence

MIN_LENGTH = 4
MAX_LENGTH = 40
SHORT_WORDS = frozenset(
    [
        "في", "فى", "تل", "مس", "بي", "سي", "دي", "جي", "إم", "تي", "كي", "آي", "من", "عن", "لا", "ما", "لم", "لن", "يا", "أو", "او", "إن", "أن", "ان", "قد", "هل", "كي", "مع",
        "ثم", "بل", "أي", "اي", "هو", "هي", "هم", "به", "له", "ذو", "ذا", "ذي", "بن", "ابن", "أب", "أم", "حي",
        "كل", "كم", "لو", "إذ", "اذ", "منذ", "حق", "حد", "دم", "سن", "شق", "ضد", "غد", "بد", "رد", "خط", "عد",
        "هذ", "تم", "بك", "لك", "بي", "لي", "لنا", "بنا", "آل", "كر", "فر", "جو", "يد", "عم", "أخ", "جد", "قط",
        "ست", "نص", "شك", "سد", "صف", "سر", "مر", "مد", "شن", "ظل", "حل", "فك", "بث", "ود", "حب", "رب",
    ]
)  # fmt: skip
"""Words of two letters (and some of three) that may stand apart; other short strings are junk in every list."""


NEGATIONS = frozenset(["لا", "ما", "لم", "لن"])
"""Short particles before a verb, which may be a form that no list has."""
_IMPERFECT = "\u064a\u062a\u0646"


class Candidates(NamedTuple):
    """Ways to take words apart, one entry a way, grouped by word."""

    word: list[int]
    """Index of the word in the list that was given."""
    cuts: list[tuple[int, ...]]
    """Offsets in the bare word where a space belongs."""


class Parts:
    """The strings that may be a word of their own once a merged word is taken apart."""

    def __init__(self, evidence: Evidence) -> None:
        self._numbers = evidence.numbers
        self._logp = evidence.logp
        words = list(evidence.numbers)
        self._listed = {word for word in words if len(word) > 2 or word in SHORT_WORDS}
        self._known, self._frequent, self._common = (
            self._listed & {words[i] for i in np.nonzero(evidence.logp[1:] > least)[0].tolist()}
            for least in (-7.3, -6.3, -5.0)
        )

    def candidates(
        self, words: Sequence[str], refuses: Callable[[str], bool] = lambda _: False
    ) -> Candidates:
        """Every way worth a thought to cut each of bare `words`, two parts, three, or more.

        Args:
            words: Bare words.
            refuses: Whether a cut right after this beginning of a word is ruled out.
        """
        owner: list[int] = []
        cuts: list[tuple[int, ...]] = []
        for i, word in enumerate(words):
            found = [cut for cut in self.cuts(word) if not refuses(word[: cut[0]])]
            owner += [i] * len(found)
            cuts += found
        return Candidates(owner, cuts)

    def cuts(self, word: str) -> list[tuple[int, ...]]:
        """The ways to cut one bare word.

        One part is well known; the other is listed, or, beside a common word and in a word that
        is itself unlisted, anything long enough. Three and more parts are all frequent.
        """
        size = len(word)
        if not MIN_LENGTH <= size <= MAX_LENGTH:
            return []
        unlisted = size > 6 and word not in self._numbers
        found: list[tuple[int, ...]] = [
            (at,) for at in range(2, size - 1) if self._apart(word[:at], word[at:], unlisted)
        ]
        if size >= 8 and (unlisted or not found):
            found += self._three(word)
        if size >= 14 and not any(self._all_frequent(word, cut) for cut in found):
            found += self._many(word)
        return found

    def _apart(self, left: str, right: str, unlisted: bool) -> bool:
        if left in self._listed and right in self._listed:
            return left in self._known or right in self._known
        if not unlisted:
            return False
        if left in NEGATIONS and right[0] in _IMPERFECT and len(right) > 3:
            return True
        return (len(left) > 3 and right in self._common and len(right) > 2) or (
            len(right) > 3 and left in self._common and len(left) > 2
        )

    def _all_frequent(self, word: str, cut: tuple[int, ...]) -> bool:
        return all(word[start:end] in self._frequent for start, end in pairwise((0, *cut, len(word))))

    def _three(self, word: str) -> list[tuple[int, ...]]:
        size, frequent = len(word), self._frequent
        return [
            (first, second)
            for first in range(2, size - 4)
            if word[:first] in frequent
            for second in range(first + 2, size - 1)
            if word[first:second] in frequent and word[second:] in frequent
        ]

    def _many(self, word: str) -> list[tuple[int, ...]]:
        """The likeliest way, by frequency alone, into four frequent words or more."""
        size = len(word)
        best: list[tuple[float, tuple[int, ...]] | None] = [None] * size + [(0.0, ())]
        for start in range(size - 2, -1, -1):
            ways = [
                (rest[0] + float(self._logp[self._numbers[word[start:end]]]), (end, *rest[1]))
                for end in range(start + 2, size + 1)
                if (rest := best[end]) is not None and word[start:end] in self._frequent
            ]
            best[start] = max(ways, default=None)
        whole = best[0]
        return [whole[1][:-1]] if whole and len(whole[1]) >= 4 else []

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
        "في", "فى", "تل", "مس", "بي", "سي", "دي", "جي", "إم", "تي", "كي", "آي", "من", "عن", "لا", "ما", "لم", "لن", "يا", "أو", "او", "إن", "أن", "ان", "قد", "هل", "مع",
        "ثم", "بل", "أي", "اي", "هو", "هي", "هم", "به", "له", "ذو", "ذا", "ذي", "بن", "ابن", "أب", "أم", "حي",
        "كل", "كم", "لو", "إذ", "اذ", "منذ", "حق", "حد", "دم", "سن", "شق", "ضد", "غد", "بد", "رد", "خط", "عد",
        "هذ", "تم", "بك", "لك", "لي", "لنا", "بنا", "آل", "كر", "فر", "جو", "يد", "عم", "أخ", "جد", "قط",
        "ست", "نص", "شك", "سد", "صف", "سر", "مر", "مد", "شن", "ظل", "حل", "فك", "بث", "ود", "حب", "رب",
        "آب", "شي", "طن", "طب", "ضم", "إس", "أس", "أف", "إف", "آر", "إل", "آن", "ين", "هز", "كن", "فض", "ضخ", "صد", "حث",
        "قم", "شح", "ظن", "سم", "صب", "فن", "حظ", "عز", "حر", "هى", "أى", "مي", "قس", "فخ", "طي", "زر", "مش",
    ]
)  # fmt: skip
"""Words of two letters (and some of three) that may stand apart; other short strings are junk in every list."""


PARTICLES_ALONE = frozenset(
    ["في", "من", "مع", "عن", "أن", "إن", "لم", "لن", "لا", "ما", "أو", "هو", "هي", "قد"]
)
"""Words of two letters so common that they may stand beside a word that no list has."""
NEGATIONS = frozenset(["لا", "ما", "لم", "لن"])
"""Short particles before a verb, which may be a form that no list has."""
_IMPERFECT = "\u064a\u062a\u0646"
_OUTWEIGHS = 0.3
"""Sightings of two words to one of the well-known word that they make, from which it gets a second look."""
_KNOWN, _FREQUENT = -7.3, -6.3
"""log10 probabilities."""


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
        self._evidence = evidence
        # A byte a word number: a number is found at once, and sets of words would cost 60 MB.
        levels = 1 + np.digitize(evidence.logp, (_KNOWN, _FREQUENT)).astype(np.uint8)
        levels[0] = 0
        for word, number in evidence.numbers.items():
            if len(word) < 3 and word not in SHORT_WORDS:
                levels[number] = 0
        self._levels = levels.tobytes()

    def _level(self, word: str) -> int:
        """0 not listed, 1 listed, 2 known, 3 frequent."""
        return self._levels[self._numbers.get(word, 0)]

    def outweighed(self, words: Sequence[str]) -> list[bool]:
        """Whether each well-known word is seen apart, at some place, nearly as often as joined.

        Most well-known words need no second look; but some are common mistakes (la yumkin,
        "cannot"), and some stand for two things (antum, "you", and an tamma, "that was done").
        """
        owners, left, right = [], [], []
        for i, word in enumerate(words):
            for at in range(2, len(word) - 1):
                one, other = self._numbers.get(word[:at], 0), self._numbers.get(word[at:], 0)
                if self._levels[one] and self._levels[other]:
                    owners.append(i)
                    left.append(one)
                    right.append(other)
        found = [False] * len(words)
        if not owners:
            return found
        owner = np.array(owners)
        apart = self._evidence.pairs(np.array(left), np.array(right))
        joined = self._evidence.news[self._evidence.lookup(list(words))][owner]
        for i in owner[apart > _OUTWEIGHS * (joined + 10)].tolist():
            found[i] = True
        return found

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

        Of two parts one is known and the other listed; or, in a word that is itself unlisted, one is
        frequent and the other anything long enough. Of three, two are frequent. More are all frequent.
        """
        size = len(word)
        if not MIN_LENGTH <= size <= MAX_LENGTH:
            return []
        unlisted = size > 6 and word not in self._numbers
        found: list[tuple[int, ...]] = [
            (at,) for at in range(2, size - 1) if self._apart(word[:at], word[at:], unlisted)
        ]
        if size >= 7 and (unlisted or not found):
            found += self._three(word, unlisted)
        if size >= 14 and not any(self._all_frequent(word, cut) for cut in found):
            found += self._many(word)
        return found

    def _apart(self, left: str, right: str, unlisted: bool) -> bool:
        one, other = self._level(left), self._level(right)
        if one and other:
            return max(one, other) >= 2
        if not unlisted:
            return False
        if left in NEGATIONS and right[0] in _IMPERFECT and len(right) > 3:
            return True
        return _beside(left, one, right) or _beside(right, other, left)

    def _all_frequent(self, word: str, cut: tuple[int, ...]) -> bool:
        return all(self._level(word[start:end]) >= 3 for start, end in pairwise((0, *cut, len(word))))

    def _three(self, word: str, unlisted: bool) -> list[tuple[int, ...]]:
        """Three frequent words, or two of them around, before or after a word less known."""
        size = len(word)
        ahead = [self._level(word[:end]) for end in range(size + 1)]
        behind = [self._level(word[start:]) for start in range(size + 1)]
        found: list[tuple[int, ...]] = []
        for first in range(2, size - 4):
            for second in range(first + 2, size - 1):
                levels = (ahead[first], behind[second], self._level(word[first:second]))
                low, middle, _ = sorted(levels)
                if (low >= 2 and middle >= 3) or (
                    unlisted and low == 0 and middle >= 3 and self._all_long(word, first, second, levels)
                ):
                    found.append((first, second))
        return found

    def _all_long(self, word: str, first: int, second: int, levels: tuple[int, int, int]) -> bool:
        """Whether the one unlisted part has four letters, and the others three or are common particles."""
        parts = (word[:first], word[second:], word[first:second])
        return all(
            len(part) > 3 if level == 0 else len(part) > 2 or part in PARTICLES_ALONE
            for part, level in zip(parts, levels, strict=True)
        )

    def _many(self, word: str) -> list[tuple[int, ...]]:
        """The likeliest way, by frequency alone, into four frequent words or more."""
        size = len(word)
        best: list[tuple[float, tuple[int, ...]] | None] = [None] * size + [(0.0, ())]
        for start in range(size - 2, -1, -1):
            ways = [
                (rest[0] + float(self._logp[self._numbers[word[start:end]]]), (end, *rest[1]))
                for end in range(start + 2, size + 1)
                if (rest := best[end]) is not None and self._level(word[start:end]) >= 3
            ]
            best[start] = max(ways, default=None)
        whole = best[0]
        return [whole[1][:-1]] if whole and len(whole[1]) >= 4 else []


def _beside(word: str, level: int, unlisted: str) -> bool:
    """Whether `word` is so well known that what stands beside it may be a word that no list has."""
    if len(word) < 3:
        return word in PARTICLES_ALONE and len(unlisted) > 4
    return len(unlisted) > 3 and level >= 3

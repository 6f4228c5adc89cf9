"""Decides which words are two or more words that lost the space between them."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import NamedTuple

import msgpack  # type: ignore[import-untyped]
import wordfreq

from warraq.spacing.exceptions import REVIEWED
from warraq.spacing.seams import PREFIXES, is_mixed, split_seams
from warraq.text.letters import ALEF_MAKSURA, DIACRITICS, TATWEEL, TEH_MARBUTA

SUGGESTION_FLOOR = 0.3
_MARKS = re.compile(f"[{DIACRITICS}{TATWEEL}]")


class Split(NamedTuple):
    """A word, taken apart."""

    after: str
    """The words, with a space between them."""
    rule: str
    score: float
    """Probability that the word is merged and that these are its words."""


def bare(word: str) -> str:
    """`word` without diacritics and tatweel, as lexicons spell it."""
    return _MARKS.sub("", word)


class SpacingModel:
    """Word frequencies and what they say about merged words. `SpacingModel.load` makes one."""

    def __init__(
        self,
        threshold: float,
        frequency: dict[str, float],
        accepted: dict[str, str],
        version: str,
        exceptions: Mapping[str, str],
    ) -> None:
        self.threshold = threshold
        self.version = version
        self.suspects: dict[str, Split] = {}
        self._frequency = frequency
        self._accepted = accepted
        self._exceptions = exceptions
        self._clean: set[str] = set()

    @classmethod
    def load(cls, threshold: float, *, exceptions: Mapping[str, str] | None = None) -> SpacingModel:
        """The model from the data that the package ships.

        Args:
            threshold: Score from which a repair is made, 0 to 1.
            exceptions: What a person decided: word to repaired word, or to itself if it stays.
        """
        frequency = _wordfreq()
        policy = (resources.files("warraq.spacing") / "data" / "accepted_joined.tsv").read_bytes()
        decided = dict(sorted((exceptions or {}).items()))
        digest = hashlib.sha256(policy + repr((threshold, decided)).encode()).hexdigest()[:8]
        rows = [line.split("\t") for line in policy.decode().splitlines() if line and line[0] != "#"]
        return cls(threshold, frequency, {row[0]: row[1] for row in rows}, f"first-{digest}", decided)

    def split_words(self, words: Sequence[str]) -> list[Split | None]:
        """The repair of each word, seen alone; None where it stays as it is.

        Args:
            words: Words as `warraq.text.words` finds them; anything else is left alone.
        """
        self.learn(words)
        found = [self.suspects.get(word) for word in words]
        return [split if split and split.score >= self.threshold else None for split in found]

    def learn(self, words: Iterable[str]) -> None:
        """Decide on each distinct word, once."""
        new = set(words) - self._clean - self.suspects.keys()
        for word in new:
            split = self._split(word)
            if split is None:
                self._clean.add(word)
            else:
                self.suspects[word] = split

    def is_suspect(self, words: Sequence[str]) -> bool:
        """Whether any of `words`, all learnt, may be merged."""
        return not self.suspects.keys().isdisjoint(words)

    def _split(self, word: str) -> Split | None:
        if word in self._exceptions:
            decided = self._exceptions[word]
            return Split(decided, REVIEWED, 1.0) if decided != word else None
        if len(word) < 5 or self._is_accepted(bare(word)):
            return None
        if is_mixed(word):
            pieces = split_seams(word, lambda run: self._frequency.get(bare(run), 0.0) >= 1e-6)
            return Split(" ".join(pieces), "seam", 1.0) if len(pieces) > 1 else None
        return self._split_arabic(word) if self._frequency.get(bare(word), 0.0) < 1e-7 else None

    def _split_arabic(self, word: str) -> Split | None:
        best: Split | None = None
        least = 0.0
        for at in range(3, len(word) - 2):
            left, right = bare(word[:at]), bare(word[at:])
            weaker = min(self._frequency.get(left, 0.0), self._frequency.get(right, 0.0))
            if weaker < 3e-6 or weaker <= least or _MARKS.match(word[at]):
                continue
            score, rule = _first_score(left, right)
            if score:
                best, least = Split(f"{word[:at]} {word[at:]}", rule, score), weaker
        return best

    def _is_accepted(self, word: str) -> bool:
        for prefix in ("", *PREFIXES):
            if word.startswith(prefix):
                stem = word[len(prefix) :]
                if stem in self._accepted or any(
                    how == "prefix" and stem.startswith(form) for form, how in self._accepted.items()
                ):
                    return True
        return False


def _first_score(left: str, right: str) -> tuple[float, str]:
    if left[-1] in TEH_MARBUTA + ALEF_MAKSURA and len(right) > 3:
        return 0.95, "ends-a-word"
    if right.startswith("ال") and len(left) >= 4 and len(right) >= 5:
        return 0.9, "before-the-article"
    return 0.0, ""


def _wordfreq() -> dict[str, float]:
    """Arabic words and their frequencies (a share of all words) from wordfreq's large list."""
    packed = resources.files(wordfreq) / "data" / "large_ar.msgpack.gz"
    bins = msgpack.unpackb(gzip.decompress(packed.read_bytes()))[1:]
    return {word: 10 ** (-centibel / 100) for centibel, words in enumerate(bins) for word in words}

"""One sentence as the rules read it: folded tokens, each with the mention and the cue it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from warraq.quotes.cues import Cue
from warraq.text.fold import fold_ar
from warraq.text.letters import ALEF_HAMZA_ABOVE, ALEF_MADDA, DIACRITICS, TATWEEL

Span = tuple[int, int]

_TOKEN = re.compile(rf"[\w{DIACRITICS}{TATWEEL}]+(?:(?<=[0-9])[.,][0-9]+)*|\S")
"""A word, a decimal number or a mark: `text.words.TOKEN` in the main, several times as fast."""
_TO = "الي"
_HAMZA_ABOVE = (ALEF_HAMZA_ABOVE, ALEF_MADDA)


class Named(Protocol):
    """What must be known of a mention; `warraq.entities.mentions.Mention` is one."""

    @property
    def start(self) -> int:
        """First code point in the text."""

    @property
    def end(self) -> int:
        """One past the last code point."""

    @property
    def surface(self) -> str:
        """As it stands in the text."""

    @property
    def name(self) -> str:
        """Without clitics."""

    @property
    def label(self) -> str:
        """One of `schema.LABELS`."""


@dataclass(frozen=True)
class Marks:
    """The quotation marks of a text, as `pair_marks` gives them."""

    pairs: Mapping[int, int]
    unclosed: frozenset[int]

    @cached_property
    def opened_by(self) -> dict[int, int]:
        """The opening mark of each closing one."""
        return {close: opening for opening, close in self.pairs.items()}


@dataclass(frozen=True)
class Passage:
    """A sentence, or what is left of it, to be read for reported speech."""

    text: str
    """The whole document's."""
    number: int
    """Number of the sentence."""
    start: int
    end: int
    starts: Sequence[int]
    """For each word or punctuation mark its first code point in the text."""
    ends: Sequence[int]
    """One past its last code point."""
    forms: Sequence[str]
    """The same, folded."""
    mentions: Sequence[Named]
    """The whole document's."""
    mention_at: Sequence[int]
    """For each token the index of the mention that it stands in, or -1."""
    cues: Mapping[int, Cue]
    """The cues of the sentence by token."""
    marks: Marks

    def form(self, index: int) -> str:
        """The folded form of a token; empty beyond the ends."""
        return self.forms[index] if 0 <= index < len(self.forms) else ""

    def written(self, index: int) -> str:
        """A token as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]]

    def mention_end(self, index: int) -> int:
        """One past the last token of the mention that the token at `index` stands in."""
        which = self.mention_at[index]
        while index < len(self.forms) and self.mention_at[index] == which:
            index += 1
        return index

    def mention_start(self, index: int) -> int:
        """The first token of the mention that the token at `index` stands in."""
        which = self.mention_at[index]
        while index and self.mention_at[index - 1] == which:
            index -= 1
        return index

    def token_at(self, offset: int) -> int:
        """The first token that starts at `offset` or later."""
        return bisect_left(self.starts, offset)


def read_passage(
    text: str,
    number: int,
    span: Span,
    cues: Sequence[Cue],
    mentions: Sequence[Named],
    mention_starts: Sequence[int],
    marks: Marks,
) -> Passage:
    """Cut one sentence into tokens.

    Args:
        text: The document's text.
        number: Number of the sentence.
        span: The sentence, in code points.
        cues: Its cues, in order.
        mentions: The document's mentions, in order.
        mention_starts: Where each of them starts.
        marks: The document's quotation marks.
    """
    spans = [match.span() for match in _TOKEN.finditer(text, *span)]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    forms = [_fold(text[start:end]) for start, end in spans]
    mention_at = [-1] * len(forms)
    first = bisect_left(mention_starts, span[0])
    at = 0
    for index in range(first, len(mentions)):
        mention = mentions[index]
        if mention.start >= span[1]:
            break
        while at < len(forms) and ends[at] <= mention.start:
            at += 1
        while at < len(forms) and starts[at] < mention.end:
            mention_at[at] = index
            at += 1
    places = ((bisect_left(starts, cue.start), cue) for cue in cues)
    cue_at = {at: cue for at, cue in places if at < len(starts) and starts[at] == cue.start}
    return Passage(text, number, *span, starts, ends, forms, mentions, mention_at, cue_at, marks)


@lru_cache(maxsize=1 << 16)
def _fold(token: str) -> str:
    folded = fold_ar(token) or token
    # A name that folds to the preposition "to".
    return token if folded == _TO and token[0] in _HAMZA_ABOVE else folded

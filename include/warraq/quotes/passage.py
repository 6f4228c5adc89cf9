"""One sentence as the rules read it: folded tokens, each with the mention and the cue it belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from warraq.quotes.cues import Cue
from warraq.text.fold import fold_ar
from warraq.text.letters import ALEF_HAMZA_ABOVE, ALEF_MADDA
from warraq.text.words import TOKEN

Span = tuple[int, int]

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


class Token(NamedTuple):
    """A word or a punctuation mark."""

    start: int
    """First code point in the text."""
    end: int
    """One past the last code point."""
    form: str
    """Folded."""


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
    tokens: Sequence[Token]
    mentions: Sequence[Named]
    """The whole document's."""
    mention_at: Sequence[int]
    """For each token the index of the mention that it stands in, or -1."""
    cues: Mapping[int, Cue]
    """The cues of the sentence by token."""
    marks: Marks

    def form(self, index: int) -> str:
        """The folded form of a token; empty beyond the ends."""
        return self.tokens[index].form if 0 <= index < len(self.tokens) else ""

    def written(self, index: int) -> str:
        """A token as it stands in the text."""
        token = self.tokens[index]
        return self.text[token.start : token.end]

    def mention_end(self, index: int) -> int:
        """One past the last token of the mention that the token at `index` stands in."""
        which = self.mention_at[index]
        while index < len(self.tokens) and self.mention_at[index] == which:
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
        return bisect_left(self.tokens, offset, key=lambda token: token.start)


def read_passage(
    text: str,
    number: int,
    span: Span,
    cues: Sequence[Cue],
    mentions: Sequence[Named],
    starts: Sequence[int],
    marks: Marks,
) -> Passage:
    """Cut one sentence into tokens.

    Args:
        text: The document's text.
        number: Number of the sentence.
        span: The sentence, in code points.
        cues: Its cues, in order.
        mentions: The document's mentions, in order.
        starts: Where each of them starts.
        marks: The document's quotation marks.
    """
    tokens = [Token(*m.span(), _fold(m[0])) for m in TOKEN.finditer(text, *span)]
    mention_at = [-1] * len(tokens)
    first = bisect_left(starts, span[0])
    at = 0
    for index in range(first, len(mentions)):
        mention = mentions[index]
        if mention.start >= span[1]:
            break
        while at < len(tokens) and tokens[at].end <= mention.start:
            at += 1
        while at < len(tokens) and tokens[at].start < mention.end:
            mention_at[at] = index
            at += 1
    token_of = {token.start: index for index, token in enumerate(tokens)}
    cue_at = {token_of[cue.start]: cue for cue in cues if cue.start in token_of}
    return Passage(text, number, *span, tokens, mentions, mention_at, cue_at, marks)


@lru_cache(maxsize=1 << 16)
def _fold(token: str) -> str:
    folded = fold_ar(token) or token
    # A name that folds to the preposition "to".
    return token if folded == _TO and token[0] in _HAMZA_ABOVE else folded

"""What has been read of a text so far, and how a quotation is added to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from warraq.quotes.clauses import Opening, clause_end, trimmed
from warraq.quotes.passage import Marks, Named, Passage, Span, read_passage
from warraq.quotes.speakers import Speaker

MAX_BEFORE = 2_000
"""Code points of the longest sentence that is read for a subject to go on with."""
MIN_REPORTED = 2
"""Words of a clause that is reported."""
SCORES = {
    "verb_that": 0.95, "verb_marks": 0.95, "verb_colon": 0.85, "verb_after": 0.9,
    "participle": 0.9, "relayed": 0.9, "report": 0.9, "source": 0.85, "headline": 0.9,
}  # fmt: skip
"""How sure each rule is."""
CONTINUED = 0.9
"""Factor for a speaker who is taken from an earlier clause or sentence."""
UNCLOSED = 0.7
"""Factor for speech in marks that nothing closes."""


class Quote(NamedTuple):
    """One quotation."""

    sentence: int
    """Number of the sentence that its cue stands in, from 0."""
    start: int
    """First code point of what is said."""
    end: int
    """One past the last code point of it."""
    direct: bool
    """Whether these are the speaker's words: in quotation marks or after a colon."""
    cue_start: int
    """First code point of the cue."""
    cue_end: int
    """One past its last code point."""
    cue: str
    """The cue as it stands in the text."""
    verb: str
    """Its normal form: a verb's third person singular of the past."""
    speaker: Speaker | None
    """Who says it; None where the text does not show it."""
    rule: str
    """Pattern that found it."""
    score: float
    """How sure it is."""


@dataclass
class Reading:
    """What has been read of a text so far."""

    text: str
    sentences: Sequence[Span]
    mentions: Sequence[Named]
    mention_starts: Sequence[int]
    marks: Marks
    quotes: list[Quote] = field(default_factory=list)
    last: Speaker | None = None
    """Who spoke last."""
    last_sentence: int = -1
    quoted_until: int = 0
    """Where the last direct quotation ends: what is reported within it is not the paper's report."""
    before: Passage | None = None
    """The last passage that `passage_before` gave."""


def sentence_at(sentences: Sequence[Span], offset: int) -> int:
    """The number of the last sentence that begins at `offset` or before; -1 if none does."""
    return bisect_right(sentences, offset, key=lambda span: span[0]) - 1


def passage_before(reading: Reading, passage: Passage) -> Passage | None:
    """The sentence before `passage`, without its cues; None if there is none, or only a long list."""
    number = passage.number - 1
    if number < 0 or reading.sentences[number][1] - reading.sentences[number][0] > MAX_BEFORE:
        return None
    if reading.before is None or reading.before.number != number:
        reading.before = read_passage(
            reading.text,
            number,
            reading.sentences[number],
            (),
            reading.mentions,
            reading.mention_starts,
            reading.marks,
        )
    return reading.before


def add(
    reading: Reading,
    passage: Passage,
    index: int,
    opening: Opening,
    who: Speaker | None,
    rule: str,
    continued: bool,
) -> None:
    """Add the speech that begins at `opening`."""
    score = SCORES[rule] * (CONTINUED if continued else 1.0)
    if opening.kind == "marks":
        first = passage.starts[opening.begin - 1]
        close = reading.marks.pairs[first]
        append(reading, passage, index, (first + 1, close), True, who, rule, score)
        return
    if opening.kind in ("colon", "unclosed"):
        end = trimmed(passage, opening.begin, len(passage.forms))
        score *= UNCLOSED if opening.kind == "unclosed" else 1.0
    else:
        end = clause_end(passage, opening.begin)
    if end <= opening.begin:
        return
    first, last = passage.starts[opening.begin], passage.ends[end - 1]
    last = _closed(reading, passage, opening.begin, end, last)
    append(reading, passage, index, (first, last), opening.kind != "that", who, rule, score)


def append_tokens(reading: Reading, passage: Passage, index: int, begin: int, end: int, who: Speaker) -> None:
    """Add the tokens from `begin` to before `end` as what the source `who` says."""
    if end <= begin:
        return
    first, last = passage.starts[begin], passage.ends[end - 1]
    close = reading.marks.pairs.get(first)
    direct = close is not None and close + 1 == last
    span = (first + 1, last - 1) if direct else (first, last)
    append(reading, passage, index, span, direct, who, "source", SCORES["source"])


def append(
    reading: Reading,
    passage: Passage,
    index: int,
    span: Span,
    direct: bool,
    who: Speaker | None,
    rule: str,
    score: float,
) -> None:
    """Add one quotation, without blanks at its ends."""
    said = reading.text[span[0] : span[1]]
    start = span[0] + len(said) - len(said.lstrip())
    end = span[1] - (len(said) - len(said.rstrip()))
    if start >= end or (not direct and len(reading.text[start:end].split()) < MIN_REPORTED):
        return
    if who is not None and who.start >= who.end:
        who = None  # nothing was left of the phrase before the verb
    cue = passage.cues[index]
    surface = reading.text[cue.start : cue.end]
    reading.quotes.append(
        Quote(
            passage.number, start, end, direct, cue.start, cue.end, surface, cue.verb.lemma, who, rule,
            round(score, 3),
        )
    )  # fmt: skip
    if direct:
        reading.quoted_until = max(reading.quoted_until, end)
    if who is not None and rule != "source":
        remember(reading, passage, who, end)


def _closed(reading: Reading, passage: Passage, begin: int, end: int, last: int) -> int:
    """Where a clause ends that opens marks which close beyond the sentence."""
    if end < len(passage.forms) - 2:
        return last
    for start in passage.starts[begin:end]:
        close = reading.marks.pairs.get(start)
        if close is not None and close >= passage.end:
            return close + 1
    return last


def remember(reading: Reading, passage: Passage, who: Speaker, end: int) -> None:
    """Note who spoke last, so that a verb without a subject can go on with it."""
    reading.last = who
    reading.last_sentence = max(passage.number, sentence_at(reading.sentences, end - 1))

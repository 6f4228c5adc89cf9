"""The plain peer that `evaluate` measures beside ours: a cue, marks after it, the nearest person."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from warraq.quotes.cues import Cue, find_cues
from warraq.quotes.marks import pair_marks
from warraq.quotes.passage import Named, Span
from warraq.quotes.reading import Quote
from warraq.quotes.speakers import Speaker

MAX_GAP = 100
"""Code points that may stand between a cue and the marks."""


def marks_after_cues(text: str, sentences: Sequence[Span], mentions: Sequence[Named]) -> list[Quote]:
    """Every cue that quotation marks follow in its line, said by the person named nearest to it.

    Args:
        text: Cleaned text.
        sentences: Half-open spans of its sentences.
        mentions: Its mentions, in order.
    """
    pairs, _ = pair_marks(text)
    begins = [start for start, _ in sentences]
    quotes = []
    for cue in find_cues(text):
        line_end = text.find("\n", cue.end)
        last = min(len(text) if line_end < 0 else line_end, cue.end + MAX_GAP)
        opening = next((at for at in range(cue.end, last) if at in pairs), None)
        if opening is not None and pairs[opening] > opening + 1:
            number = max(bisect_right(begins, cue.start) - 1, 0)
            quotes.append(_quote(text, number, cue, (opening + 1, pairs[opening]), mentions))
    return quotes


def _quote(text: str, sentence: int, cue: Cue, said: Span, mentions: Sequence[Named]) -> Quote:
    persons = [(abs(m.start - cue.start), i) for i, m in enumerate(mentions) if m.label == "PER"]
    nearest = min(persons)[1] if persons else None
    speaker = (
        Speaker(mentions[nearest].start, mentions[nearest].end, nearest, "?") if nearest is not None else None
    )
    surface = text[cue.start : cue.end]
    return Quote(sentence, *said, True, cue.start, cue.end, surface, cue.verb.lemma, speaker, "baseline", 1.0)

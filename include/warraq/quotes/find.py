"""Find quotations: who said what, by which word.

A cue (said, according to) is looked up in the text; the sentence around it is read for what
introduces speech after it (marks, a colon, "that") and for a subject. Every rule looks a bounded
number of tokens around its cue, so that the time grows with the length of the text alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from warraq.quotes.cues import Cue, find_cues
from warraq.quotes.marks import pair_marks
from warraq.quotes.passage import Marks, Named, Passage, Span, read_passage
from warraq.quotes.reading import Quote, Reading, sentence_at
from warraq.quotes.sources import read_headline, read_source
from warraq.quotes.verbs import read_participle, read_relay, read_relayed, read_report, read_verb

__all__ = ["Quote", "find_quotes"]

MAX_TOKENS = 400
"""Longer sentences are lists and tables, not reports of speech."""


def find_quotes(
    text: str, sentences: Sequence[Span], mentions: Sequence[Named], title_end: int = 0
) -> list[Quote]:
    """The quotations of one text, by their cues' order.

    Args:
        text: Cleaned text.
        sentences: Half-open spans of its sentences, in order.
        mentions: Its mentions, in order; `Speaker.mention` counts in them.
        title_end: Where the title ends; 0 if there is none.
    """
    cues = find_cues(text)
    colon = title_end and ":" in text[:title_end]
    if not sentences or (not cues and not colon):
        return []
    by_sentence: dict[int, list[Cue]] = {0: []} if colon else {}
    for cue in cues:
        by_sentence.setdefault(sentence_at(sentences, cue.start), []).append(cue)
    starts = [mention.start for mention in mentions]
    reading = Reading(text, sentences, mentions, starts, Marks(*pair_marks(text)))
    for number in sorted(by_sentence):
        if number < 0:
            continue
        passage = read_passage(
            text, number, sentences[number], by_sentence[number], mentions, starts, reading.marks
        )
        if len(passage.forms) > MAX_TOKENS:
            continue
        if number == 0 and colon:
            read_headline(reading, passage)
        for index in sorted(passage.cues):
            _read_cue(reading, passage, index)
    return reading.quotes


def _read_cue(reading: Reading, passage: Passage, index: int) -> None:
    """Add the quotation that the cue at token `index` reports, if it does."""
    cue = passage.cues[index]
    if cue.start < reading.quoted_until or passage.mention_at[index] >= 0:
        return
    if cue.kind == "source":
        read_source(reading, passage, index)
    elif cue.kind == "relayed":
        read_relayed(reading, passage, index)
    elif "relays" in cue.verb.traits:
        read_relay(reading, passage, index)
    elif "report" in cue.verb.traits:
        read_report(reading, passage, index)
    elif cue.kind == "verb":
        read_verb(reading, passage, index)
    else:
        read_participle(reading, passage, index)

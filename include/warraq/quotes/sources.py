"""Speech with its source beside it: according to N., and titles that begin with who says it."""

from __future__ import annotations

from warraq.quotes.clauses import clause_end, trimmed
from warraq.quotes.lexicon import words
from warraq.quotes.passage import Passage, Span
from warraq.quotes.phrases import subject_after
from warraq.quotes.reading import SCORES, Quote, Reading, append_tokens
from warraq.quotes.speakers import is_source, speaker

MIN_WORDS = 3
"""Words of a clause that has a source."""
_WAS = ("كان", "كانت", "وكان", "وكانت")
_DASHES = ("-", "–", "—")


def read_source(reading: Reading, passage: Passage, index: int) -> None:
    """According to N.: before the clause, or after it."""
    span = _source_phrase(passage, index)
    if span is None:
        return
    first, last = span
    who = speaker(passage, first, last, "m")
    if index == 0 or (index == 1 and passage.form(0) in ("و", "وذلك", "-")):
        begin = _after_source(passage, last)
        if begin is not None:
            end = clause_end(passage, begin)
            append_tokens(reading, passage, index, begin, end, who)
        return
    if reading.quotes and reading.quotes[-1].sentence == passage.number:
        return
    mid = last < len(passage.forms) and passage.form(last) == "،"
    if mid and (passage.form(index) == "نقلا" or passage.form(0) in _WAS):
        return  # The sentence goes on about something else.
    if not _ends_here(passage, last, _has_verb(passage, index)) or passage.form(index - 1) in words(
        "conjunction"
    ):
        return
    end = trimmed(passage, 0, index)
    begin = _dateline_end(passage, end)
    if end - begin >= MIN_WORDS:
        append_tokens(reading, passage, index, begin, end, who)


def read_headline(reading: Reading, passage: Passage) -> None:
    """N.: what N. said, in a title."""
    colon = next((i for i in range(1, min(8, len(passage.forms))) if passage.form(i) == ":"), None)
    if colon is None or len(passage.forms) - colon <= MIN_WORDS or any(i < colon for i in passage.cues):
        return
    span = subject_after(passage, 0, colon)
    audience = span is not None and colon - span[1] <= 3 and passage.form(span[1]).startswith("ل")
    if span is None or not (span[1] == colon or audience) or not is_source(passage, *span):
        return
    who = speaker(passage, *span, "m")
    if who.mention is not None and passage.mentions[who.mention].label != "PER":
        return
    begin, end = colon + 1, trimmed(passage, colon + 1, len(passage.forms))
    first, last = passage.starts[begin], passage.ends[end - 1]
    direct = False
    close = passage.marks.pairs.get(first)
    if close is not None and close + 1 >= last:
        first, last, direct = first + 1, close, True
    reading.quotes.append(
        Quote(
            0,
            first,
            last,
            direct,
            passage.starts[colon],
            passage.ends[colon],
            ":",
            ":",
            who,
            "headline",
            SCORES["headline"],
        )
    )


def _source_phrase(passage: Passage, index: int) -> Span | None:
    """The tokens that name the source of "according to" at token `index`."""
    form, at = passage.form(index), index + 1
    if form == "حسبما" or passage.form(at) == "ما":
        at += passage.form(at) == "ما"
        # What the police said: a verb, and its subject.
        verb = passage.form(at)
        if len(verb) < 3:
            return None
        at += passage.form(at + 1) in ("به", "بها", "عنه", "عنها", "له")
        return subject_after(passage, at + 1, len(passage.forms))
    if form == "نقلا":
        if passage.form(at) != "عن":
            return None
        at += 1
    if form == "حسب" and passage.form(index - 1) in ("علي",):
        return None
    if at >= len(passage.forms):
        return None
    if passage.form(at) == "لما":
        return subject_after(passage, at + 2, len(passage.forms))
    if passage.form(at) in ("قول", "تصريحات", "تعبير", "راي") and form != "نقلا":
        at += 1
    span = subject_after(passage, at, len(passage.forms)) or _prefixed(passage, at, form)
    return span if span and is_source(passage, *span) else None


def _prefixed(passage: Passage, at: int, form: str) -> Span | None:
    """The phrase after "according to" that has its preposition written onto it."""
    if form != "وفقا" or at >= len(passage.forms) or not passage.form(at).startswith("ل"):
        return None
    which = passage.mention_at[at]
    last = passage.mention_end(at) if which >= 0 else at + 1
    if which >= 0 and passage.mentions[which].label not in ("PER", "ORG"):
        return None
    rest = subject_after(passage, last, len(passage.forms)) if which < 0 else None
    return at, rest[1] if rest else last


def _after_source(passage: Passage, last: int) -> int | None:
    """The token that the clause after a fronted source begins with."""
    for at in range(last, min(last + 14, len(passage.forms))):
        form = passage.form(at)
        if form == "فان":
            return at + 1
        if form.startswith("فان"):
            return at
        if form == "،" and (at == last or passage.form(at + 1) not in words("adverb")):
            following = passage.form(at + 1)
            if following == "فان":
                return at + 2
            return at + 1 if len(passage.forms) - at > MIN_WORDS else None
    return None


def _has_verb(passage: Passage, index: int) -> bool:
    """Whether a verb follows: according to what N. said, as N. said."""
    return passage.form(index) == "حسبما" or passage.form(index + 1) in ("ما", "لما")


def _ends_here(passage: Passage, last: int, verb: bool) -> bool:
    """Whether a source's phrase closes the sentence or its clause, but for when and where."""
    at = last
    while at < len(passage.forms) and at - last < (20 if verb else 8):
        form = passage.form(at)
        if form in (".", "،", "؟", "!") or form in words("relative") or form in words("audience"):
            return True
        if not (form in words("adverb") or form in words("preposition") or form in words("occasion")
                or form in ('"', "(", ")", "»", "”") or passage.mention_at[at] >= 0 or at > last):  # fmt: skip
            return False
        at += 1
    return at == len(passage.forms)


def _dateline_end(passage: Passage, end: int) -> int:
    """The token after a dateline: a place, then (CNN) and dashes."""
    for at in range(min(end, 14)):
        dash = passage.form(at) in _DASHES and passage.form(at - 1) in (")", "-")
        if dash and passage.form(at + 1) not in _DASHES:
            return at + 1
    return 0

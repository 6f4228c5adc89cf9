"""Find quotations: who said what, by which word.

A cue (said, according to) is looked up in the text; the sentence around it is read for what
introduces speech after it (marks, a colon, "that") and for a subject. Every rule looks a bounded
number of tokens around its cue, so that the time grows with the length of the text alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from warraq.quotes.clauses import Opening, clause_end, opening_after, trimmed
from warraq.quotes.cues import Cue, find_cues
from warraq.quotes.lexicon import words
from warraq.quotes.marks import pair_marks
from warraq.quotes.passage import Marks, Named, Passage, Span, read_passage
from warraq.quotes.speakers import (
    Speaker,
    agree,
    is_source,
    main_subject,
    speaker,
    subject_after,
    subject_before,
)
from warraq.text.fold import fold_ar
from warraq.text.letters import ALEF_HAMZA_BELOW

_DASHES = ("-", "–", "—")
_BEH = "\u0628"
MAX_TOKENS = 400
"""Longer sentences are lists and tables, not reports of speech."""
MAX_GAP = 2
"""Sentences of one paragraph after which a verb without a subject no longer goes on with a speaker."""
MIN_REPORTED = 2
"""Words of a clause that is reported."""
MIN_WORDS = 3
"""Words of a quotation that its verb follows."""
SCORES = {
    "verb_that": 0.95, "verb_marks": 0.95, "verb_colon": 0.85, "verb_after": 0.9,
    "participle": 0.9, "relayed": 0.9, "report": 0.9, "source": 0.85, "headline": 0.9,
}  # fmt: skip
"""Share of the quotations of each rule that are right, judged on the development documents."""
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
class _Reading:
    """What has been read of a text so far."""

    text: str
    mentions: Sequence[Named]
    marks: Marks
    quotes: list[Quote] = field(default_factory=list)
    last: Speaker | None = None
    """Who spoke last."""
    last_sentence: int = -1
    begins: Sequence[int] = ()
    """Where each sentence begins."""
    last_end: int = 0
    quoted_until: int = 0
    """Where the last direct quotation ends: what is reported within it is not the paper's report."""


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
    if not cues and not colon:
        return []
    by_sentence: dict[int, list[Cue]] = {0: []} if colon else {}
    begins = [start for start, _ in sentences]
    for cue in cues:
        by_sentence.setdefault(bisect_right(begins, cue.start) - 1, []).append(cue)
    reading = _Reading(text, mentions, Marks(*pair_marks(text)), begins=begins)
    starts = [mention.start for mention in mentions]
    previous: Passage | None = None
    for number in sorted(by_sentence):
        if number < 0:
            continue
        passage = read_passage(
            text, number, sentences[number], by_sentence[number], mentions, starts, reading.marks
        )
        if len(passage.forms) > MAX_TOKENS:
            continue
        if previous is None or previous.number != number - 1:
            previous = None
        if number == 0 and colon:
            _headline(reading, passage)
        for index in sorted(passage.cues):
            _read_cue(reading, passage, index, previous)
        previous = passage
    return reading.quotes


def _read_cue(reading: _Reading, passage: Passage, index: int, previous: Passage | None) -> None:
    """Add the quotation that the cue at token `index` reports, if it does."""
    cue = passage.cues[index]
    if cue.start < reading.quoted_until or passage.mention_at[index] >= 0:
        return
    if cue.kind == "source":
        _source(reading, passage, index)
    elif cue.kind == "relayed":
        _relayed(reading, passage, index)
    elif "report" in cue.verb.traits:
        _report(reading, passage, index)
    elif cue.kind == "verb":
        _verb(reading, passage, index, previous)
    else:
        _participle(reading, passage, index, previous)


def _verb(reading: _Reading, passage: Passage, index: int, previous: Passage | None) -> None:
    cue = passage.cues[index]
    if _is_denied(passage, index) or _is_noun(passage, index):
        return
    opening = opening_after(passage, index, cue)
    stop = opening.token if opening else min(len(passage.forms), index + 20)
    named = _subject(passage, index, stop)
    if opening is None:
        if _after_speech(reading, passage, index, named):
            return
        if named and is_source(passage, passage.token_at(named.start), passage.token_at(named.end)):
            _remember(reading, passage, named, passage.ends[index])
        return
    if opening.kind == "that" and not _adjuncts(passage, index, named, opening, reading):
        return
    who, continued = named, False
    if who is None:
        if not _begins_clause(passage, index):
            return
        who, continued = _continued(reading, passage, index, previous), True
    rule = {"that": "verb_that", "colon": "verb_colon"}.get(opening.kind, "verb_marks")
    _add(reading, passage, index, opening, who, rule, continued)


def _subject(passage: Passage, index: int, stop: int) -> Speaker | None:
    """The subject of the verb at token `index`: after it, or before it."""
    cue = passage.cues[index]
    span = subject_after(passage, index + 1, stop)
    if span is None and not cue.joined:
        span = subject_before(passage, index, cue.gender)
    return speaker(passage, *span, cue.gender) if span else None


def _adjuncts(
    passage: Passage, index: int, named: Speaker | None, opening: Opening, reading: _Reading
) -> bool:
    """Whether nothing but adjuncts stands between the subject and "that"."""
    if passage.written(opening.token)[0] in (ALEF_HAMZA_BELOW, _BEH):
        return True
    if named and not _speaks(passage, named):
        return False
    at = passage.token_at(named.end) if named and named.start > passage.starts[index] else index + 1
    if at >= opening.token:
        return True
    form = passage.form(at)
    return (
        not form[:1].isalpha()
        or form in words("preposition")
        or form in words("adverb")
        or form in words("relative")
        or form in words("audience")
        or form in words("person_noun")
        or form in words("body_noun")
        or passage.mention_at[at] >= 0
        or form[0] in "لب"
        or form.startswith("ال")
    )


def _speaks(passage: Passage, named: Speaker) -> bool:
    """Whether a subject is definite, named, or a noun for who speaks: not the object of confirmed."""
    first = passage.token_at(named.start)
    last = max(passage.token_at(named.end), first + 1)
    return (
        passage.form(first).startswith("ال")
        or passage.mention_at[first] >= 0
        or any(is_source(passage, at, last) for at in range(first, last))
    )


def _begins_clause(passage: Passage, index: int) -> bool:
    """Whether a verb without a subject of its own begins a clause, so that it goes on with a speaker."""
    cue = passage.cues[index]
    if cue.joined or passage.form(index - 1) in ("و", "ثم", "", "قد", "وقد", "فقد"):
        return True
    return passage.form(index - 1) in words("conjunction") or passage.form(index - 1) in ("،", "-", "–")


def _is_denied(passage: Passage, index: int) -> bool:
    """Whether the verb at token `index` is negated, asked for, supposed or wished, not reported."""
    before = passage.form(index - 1)
    plain = passage.form(index)[1:] if passage.cues[index].joined else passage.form(index)
    present = plain[:1] in "يت" and fold_ar(passage.cues[index].verb.lemma)[:1] != plain[:1]
    if before in (
        "لم",
        "لن",
        "لا",
        "كي",
        "لكي",
        "لو",
        "اذا",
        "هل",
        "ماذا",
        "ما",
        "ولم",
        "ولا",
        "فلم",
        "يقال",
    ):
        return True
    return present and before in words("negation") and before not in words("that")


def _is_noun(passage: Passage, index: int) -> bool:
    """Whether a word that is written like a noun (mention, books) follows one that wants a noun."""
    before = passage.form(index - 1)
    if passage.form(index) == "وبين":  # And between, unless it begins a clause.
        return before not in ("", "،", ".")
    return (
        passage.form(index) in words("nounlike")
        and before[:1].isalpha()
        and passage.mention_at[index - 1] < 0
        and before not in words("conjunction")
        and before not in words("adverb")
        and not before.startswith("ال")
    )


def _participle(reading: _Reading, passage: Passage, index: int, previous: Passage | None) -> None:
    """Saying, adding, by saying: the subject is the sentence's, or who spoke last in it."""
    cue = passage.cues[index]
    opening = opening_after(passage, index, cue)
    if opening is None or not _directly(passage, index, opening):
        return
    who: Speaker | None = None
    if reading.last is not None and reading.last_sentence == passage.number:
        who = reading.last
    if who is None:
        who = main_subject(passage, index)
    if who is None and index <= 3:
        who = _continued(reading, passage, index, previous)
    if who is None or not (agree(cue, who) or (who.mention is None and cue.gender == "p")):
        return
    _add(reading, passage, index, opening, who, "participle", True)


def _directly(passage: Passage, index: int, opening: Opening) -> bool:
    """Whether speech follows a participle with no more than adverbs, a preposition or an occasion between."""
    between = opening.token - index - 1
    return (
        between <= 1
        or (
            between <= 12
            and (passage.form(index + 1) in words("preposition") or passage.form(index + 1) in ("،",))
        )
        or passage.form(index + 1) in words("adverb")
        or passage.form(index + 1) in words("audience")
    )


def _relayed(reading: _Reading, passage: Passage, index: int) -> None:
    """The agency quoted N. as saying that: the verb of relaying is some way before."""
    for at in range(index - 1, max(index - 30, -1), -1):
        if passage.form(at) == "عن" and any(
            passage.form(back).removeprefix("و") in ("نقل", "نقلت", "نقلا", "تنقل", "ينقل", "نقلوا", "ونقلت")
            for back in range(max(at - 12, 0), at)
        ):
            span = subject_after(passage, at + 1, index)
            opening = opening_after(passage, index, passage.cues[index])
            if span and opening and opening.token - index <= 2:
                gender = "f" if passage.form(index).endswith("ها") else "m"
                _add(reading, passage, index, opening, speaker(passage, *span, gender), "relayed", False)  # type: ignore[arg-type]
            return


def _report(reading: _Reading, passage: Passage, index: int) -> None:
    """It said in the statement: a text is the subject."""
    if passage.form(index + 1) != "في" or passage.form(index + 2) not in words("text_noun"):
        return
    cue = passage.cues[index]
    opening = opening_after(passage, index, cue)
    span = opening and subject_after(passage, index + 2, opening.token)
    if opening and span and opening.token - index <= 12:
        _add(reading, passage, index, opening, speaker(passage, *span, "m"), "report", False)


def _after_speech(reading: _Reading, passage: Passage, index: int, named: Speaker | None) -> bool:
    """Speech in marks, then its verb and subject."""
    cue = passage.cues[index]
    before = index - 1 - (passage.form(index - 1) in ("،", "-", "–", "."))
    if cue.joined or "says" not in cue.verb.traits or named is None or before < 0:
        return False
    close = passage.starts[before]
    opening = passage.marks.opened_by.get(close)
    if (
        opening is None
        or named.start < cue.start
        or len(reading.text[opening + 1 : close].split()) < MIN_WORDS
    ):
        return False
    if opening < reading.quoted_until:
        return False
    _append(reading, passage, index, (opening + 1, close), True, named, "verb_after", SCORES["verb_after"])
    return True


def _source(reading: _Reading, passage: Passage, index: int) -> None:
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
            _append_tokens(reading, passage, index, begin, end, who)
        return
    if reading.quotes and reading.quotes[-1].sentence == passage.number:
        return
    if not _ends_here(passage, last, _has_verb(passage, index)) or passage.form(index - 1) in words(
        "conjunction"
    ):
        return
    end = trimmed(passage, 0, index)
    begin = _dateline_end(passage, end)
    if end - begin >= MIN_WORDS:
        _append_tokens(reading, passage, index, begin, end, who)


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


def _headline(reading: _Reading, passage: Passage) -> None:
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


def _continued(reading: _Reading, passage: Passage, index: int, previous: Passage | None) -> Speaker | None:
    """Who a verb without a subject goes on with: who spoke before in the paragraph or the sentence before."""
    cue = passage.cues[index]
    if reading.last is not None and reading.last_sentence == passage.number:
        return reading.last if agree(cue, reading.last) else None
    if index > 1:
        found = main_subject(passage, index)
        if found is not None:
            return found if agree(cue, found) else None
        if index > 4:
            return None
    gap = passage.number - reading.last_sentence
    near = gap <= 1 or (gap <= MAX_GAP and "\n" not in reading.text[reading.last_end : passage.start])
    if reading.last is not None and near:
        return reading.last if agree(cue, reading.last) else None
    if previous is not None:
        found = main_subject(previous, len(previous.forms))
        if found is not None and agree(cue, found):
            return found
    return None


def _add(
    reading: _Reading,
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
        _append(reading, passage, index, (first + 1, close), True, who, rule, score)
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
    _append(reading, passage, index, (first, last), opening.kind != "that", who, rule, score)


def _closed(reading: _Reading, passage: Passage, begin: int, end: int, last: int) -> int:
    """Where a clause ends that opens marks which close beyond the sentence."""
    if end < len(passage.forms) - 2:
        return last
    for start in passage.starts[begin:end]:
        close = reading.marks.pairs.get(start)
        if close is not None and close >= passage.end:
            return close + 1
    return last


def _append_tokens(
    reading: _Reading, passage: Passage, index: int, begin: int, end: int, who: Speaker
) -> None:
    if end <= begin:
        return
    first, last = passage.starts[begin], passage.ends[end - 1]
    close = reading.marks.pairs.get(first)
    direct = close is not None and close + 1 == last
    span = (first + 1, last - 1) if direct else (first, last)
    _append(reading, passage, index, span, direct, who, "source", SCORES["source"])


def _append(
    reading: _Reading,
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
        _remember(reading, passage, who, end)


def _remember(reading: _Reading, passage: Passage, who: Speaker, end: int) -> None:
    reading.last, reading.last_end = who, end
    reading.last_sentence = max(passage.number, bisect_right(reading.begins, end - 1) - 1)

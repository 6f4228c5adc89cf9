"""Speech that a verb reports, or a participle, or a noun made from one."""

from __future__ import annotations

from warraq.quotes.clauses import Opening, opening_after
from warraq.quotes.cues import Gender
from warraq.quotes.lexicon import words
from warraq.quotes.passage import Passage
from warraq.quotes.phrases import subject_after
from warraq.quotes.reading import SCORES, Reading, add, append, passage_before, remember
from warraq.quotes.speakers import Speaker, agree, is_source, main_subject, speaker, subject_before
from warraq.text.fold import fold_ar
from warraq.text.letters import ALEF_HAMZA_BELOW

MIN_WORDS = 3
"""Words of a quotation that its verb follows."""
_BEH = "\u0628"


def read_verb(reading: Reading, passage: Passage, index: int) -> None:
    """Add what a finite verb reports: N. said that ..., N. said: ..., "...", said N."""
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
            remember(reading, passage, named, passage.ends[index])
        return
    if opening.kind == "that" and not _adjuncts(passage, index, named, opening, reading):
        return
    who, continued = named, False
    if who is None:
        if not _begins_clause(passage, index):
            return
        who, continued = _continued(reading, passage, index), True
    rule = {"that": "verb_that", "colon": "verb_colon"}.get(opening.kind, "verb_marks")
    add(reading, passage, index, opening, who, rule, continued)


def read_participle(reading: Reading, passage: Passage, index: int) -> None:
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
        who = _continued(reading, passage, index)
    if who is None or not (agree(cue, who) or (who.mention is None and cue.gender == "p")):
        return
    add(reading, passage, index, opening, who, "participle", True)


def read_relayed(reading: Reading, passage: Passage, index: int) -> None:
    """The agency quoted N. as saying that: the verb of relaying is some way before."""
    for at in range(index - 1, max(index - 30, -1), -1):
        if passage.form(at) == "عن" and any(
            passage.form(back).removeprefix("و") in ("نقل", "نقلت", "نقلا", "تنقل", "ينقل", "نقلوا", "ونقلت")
            for back in range(max(at - 12, 0), at)
        ):
            span = subject_after(passage, at + 1, index)
            opening = opening_after(passage, index, passage.cues[index])
            if span and opening and opening.token - index <= 2:
                gender: Gender = "f" if passage.form(index).endswith("ها") else "m"
                add(reading, passage, index, opening, speaker(passage, *span, gender), "relayed", False)
            return


def read_relay(reading: Reading, passage: Passage, index: int) -> None:
    """Add what an agency has from N., where no "his saying" stands between: it reported from N. that ..."""
    opening = opening_after(passage, index, passage.cues[index])
    if opening is None:
        return
    for at in range(index + 1, min(opening.token, index + 16)):
        if passage.form(at) == "عن":
            span = subject_after(passage, at + 1, opening.token)
            if span and _adjoins(passage, span[1], opening):
                add(reading, passage, index, opening, speaker(passage, *span, "m"), "relayed", False)
            return


def _adjoins(passage: Passage, last: int, opening: Opening) -> bool:
    """Whether nothing but an adjunct stands between a phrase and what it says."""
    form = passage.form(last)
    return last >= opening.token or form in words("preposition") or form in words("adverb") or form == "،"


def read_report(reading: Reading, passage: Passage, index: int) -> None:
    """It said in the statement: a text is the subject."""
    if passage.form(index + 1) != "في" or passage.form(index + 2) not in words("text_noun"):
        return
    cue = passage.cues[index]
    opening = opening_after(passage, index, cue)
    span = opening and subject_after(passage, index + 2, opening.token)
    if opening and span and opening.token - index <= 12:
        add(reading, passage, index, opening, speaker(passage, *span, "m"), "report", False)


def _subject(passage: Passage, index: int, stop: int) -> Speaker | None:
    """The subject of the verb at token `index`: after it, or before it."""
    cue = passage.cues[index]
    span = subject_after(passage, index + 1, stop)
    if span is None and not cue.joined:
        span = subject_before(passage, index, cue.gender)
    return speaker(passage, *span, cue.gender) if span else None


def _adjuncts(
    passage: Passage, index: int, named: Speaker | None, opening: Opening, reading: Reading
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


def _after_speech(reading: Reading, passage: Passage, index: int, named: Speaker | None) -> bool:
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
    append(reading, passage, index, (opening + 1, close), True, named, "verb_after", SCORES["verb_after"])
    return True


def _continued(reading: Reading, passage: Passage, index: int) -> Speaker | None:
    """Who a verb without a subject goes on with: who spoke before in the sentence or in the one before."""
    cue = passage.cues[index]
    if reading.last is not None and reading.last_sentence == passage.number:
        return reading.last if agree(cue, reading.last) else None
    if index > 1:
        found = main_subject(passage, index)
        if found is not None:
            return found if agree(cue, found) else None
        if index > 4:
            return None
    if reading.last is not None and reading.last_sentence >= passage.number - 1:
        return reading.last if agree(cue, reading.last) else None
    before = passage_before(reading, passage)
    found = main_subject(before, len(before.forms)) if before else None
    return found if found and agree(cue, found) else None

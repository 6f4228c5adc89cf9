"""Who speaks: the subject of a verb of speech, and the mention that names it."""

from __future__ import annotations

from typing import NamedTuple

from warraq.quotes.cues import Cue, Gender
from warraq.quotes.lexicon import words
from warraq.quotes.passage import Passage
from warraq.quotes.phrases import (
    MAX_TOKENS,
    belongs_to_phrase,
    can_speak,
    has_person,
    has_preposition,
    phrase_end,
    speaking_nouns,
    subject_after,
)

_DASHES = ("-", "–", "—")


class Speaker(NamedTuple):
    """A noun phrase that speaks."""

    start: int
    """First code point in the text."""
    end: int
    """One past the last code point."""
    mention: int | None
    """Index of the mention that names the speaker; None if the text only describes one."""
    gender: Gender
    """As the verb agrees with it."""


def speaker(passage: Passage, first: int, last: int, gender: Gender) -> Speaker:
    """The tokens from `first` to before `last` as a speaker."""
    mention = _mention(passage, first, last)
    start, end = passage.starts[first], passage.ends[last - 1]
    if mention is not None:
        # Whole, also where the name begins like an adverb: Sabah is a woman, and the morning.
        start, end = min(start, passage.mentions[mention].start), max(end, passage.mentions[mention].end)
    return Speaker(start, end, mention, gender)


def subject_before(passage: Passage, index: int, gender: Gender) -> tuple[int, int] | None:
    """The noun phrase that stands right before the verb at token `index` and is its subject.

    None where it is not plain: of two phrases that a comma parts, or after a preposition.
    """
    last = index
    while last and passage.form(last - 1) in ("قد", "فقد", "وقد", "سبق", "كان", "كانت", "كانوا"):
        last -= 1
    if passage.form(last - 1) in words("relative"):
        return _antecedent(passage, last - 1)
    if passage.form(last - 1) == "،" and last > 1:
        return _named_before(passage, last - 1)
    first = last
    while first and last - first < MAX_TOKENS and not _ends_leftward(passage, first - 1):
        first -= 1
    while first < last and passage.form(first) in words("conjunction") and passage.mention_at[first] < 0:
        first += 1
    if first == last:
        return None
    if first and passage.form(first - 1) in words("preposition"):
        return _long_subject(passage, first - 1, last, gender)
    before = passage.form(first - 1) if first else ""
    if not _may_be_subject(passage, first, last, gender):
        # Had N. said: between the two words stands nothing but the subject.
        framed = before in ("كان", "وكان", "كانت", "وكانت", "") and last < index and last - first <= 4
        return (first, last) if framed and passage.form(first - 1) in words("conjunction") else None
    return first, phrase_end(passage, first, last)


def main_subject(passage: Passage, stop: int) -> Speaker | None:
    """The subject of the sentence's main verb, if it plainly has one before token `stop`.

    News puts the verb first; what is fronted (in a statement, for his part) ends with a comma.
    """
    if passage.form(0).removeprefix("و") == "جاء" and passage.form(1) in ("ذلك", "هذا"):
        return _owner(passage, stop)
    first = _past_opening(passage, stop)
    if first >= stop - 1:
        return None
    if can_speak(passage, first):
        found = subject_after(passage, first, stop, strict=True)
        gender: Gender = "f" if passage.form(first).endswith("ه") else "m"
    else:
        found = subject_after(passage, first + 1, stop, strict=True)
        gender = _gender_of_verb(passage.form(first))
    if found is None or not (can_speak(passage, found[0]) or has_person(passage, *found)):
        return None
    return speaker(passage, *found, gender)


def is_source(passage: Passage, first: int, last: int) -> bool:
    """Whether the noun phrase can have said something: it names somebody, or describes who or what tells."""
    return can_speak(passage, first) or any(
        passage.mention_at[i] >= 0 and passage.mentions[passage.mention_at[i]].label in ("PER", "ORG")
        for i in range(first, min(last, first + 2))
    )


def agree(cue: Cue, found: Speaker) -> bool:
    """Whether the form of a verb or participle agrees with a speaker that it does not name."""
    if cue.kind == "by" or found.gender == "?":
        return True
    if cue.gender == "p" or found.gender == "p":
        return found.mention is None or cue.gender == found.gender
    return cue.gender == found.gender


def _long_subject(passage: Passage, index: int, last: int, gender: Gender) -> tuple[int, int] | None:
    """A subject with a prepositional phrase inside, back to where its clause begins."""
    first = index
    while first and last - first < MAX_TOKENS and passage.form(first - 1)[:1].isalnum():
        if passage.form(first - 1) in words("conjunction") or first - 1 in passage.cues:
            break
        first -= 1
    if passage.form(first) in words("conjunction"):
        first += 1
    head = passage.form(first)
    if first >= index or head not in speaking_nouns() or (gender == "m" and head.endswith("ه")):
        return None
    return first, phrase_end(passage, first, last)


def _gender_of_verb(form: str) -> Gender:
    """The gender of any finite verb's subject, as far as the first and last letter show."""
    plain = form.removeprefix("و")
    return "f" if plain.endswith("ت") else "?" if plain.startswith("ت") else "m"


def _ends_leftward(passage: Passage, index: int) -> bool:
    """Whether the token at `index` cannot belong to the phrase to the right of it."""
    form = passage.form(index)
    if passage.mention_at[index] >= 0:
        return False
    if form in ('"', "»", "”"):
        return passage.starts[index] not in passage.marks.opened_by
    if form in ("«", "“"):
        return False
    return (
        not form[:1].isalnum()
        or form in words("preposition")
        or form in words("relative")
        or form in words("that")
        or index in passage.cues
    )


def _may_be_subject(passage: Passage, first: int, last: int, gender: Gender) -> bool:
    """Whether the tokens between a clause's beginning and a verb read as its subject."""
    head = passage.form(first)
    if passage.mention_at[first] >= 0:
        mention = passage.mentions[passage.mention_at[first]]
        if has_preposition(mention.surface, mention.name):
            return False
        return last == passage.mention_end(first) or has_person(passage, last - 1, last)
    if gender == "m" and head.endswith("ه") and not has_person(passage, first, last):
        return False
    return bool({head, head.removeprefix("و")} & speaking_nouns()) and last - first <= MAX_TOKENS


def _antecedent(passage: Passage, relative: int) -> tuple[int, int] | None:
    """The phrase that a relative pronoun refers to: the person named before it, or the word before it."""
    at = relative - 1
    while at >= 0 and passage.form(at) in ("،", "(", ")"):
        at -= 1
    if at < 0:
        return None
    if passage.mention_at[at] >= 0:
        mention = passage.mentions[passage.mention_at[at]]
        if mention.label == "PER":
            return passage.mention_start(at), at + 1
    for back in range(at, max(at - 8, -1), -1):
        which = passage.mention_at[back]
        if which >= 0 and passage.mentions[which].label == "PER":
            return passage.mention_start(back), back + 1
        if passage.form(back) in ("،", ".", ":"):
            break
    return (at, at + 1) if passage.form(at) in speaking_nouns() else None


def _named_before(passage: Passage, comma: int) -> tuple[int, int] | None:
    """The person named right before a comma."""
    which = passage.mention_at[comma - 1]
    if which < 0 or passage.mentions[which].label != "PER":
        return None
    first = passage.mention_start(comma - 1)
    mention = passage.mentions[which]
    if has_preposition(mention.surface, mention.name) or passage.form(first - 1) in words("preposition"):
        return None
    return first, comma


def _owner(passage: Passage, stop: int) -> Speaker | None:
    """Whose tweet, speech or interview it was that something came in: the first person named."""
    for at in range(2, stop):
        which = passage.mention_at[at]
        if which >= 0 and passage.mentions[which].label == "PER":
            return speaker(passage, at, min(passage.mention_end(at), stop), "?")
    return None


def _past_opening(passage: Passage, stop: int) -> int:
    """The token that the main clause begins with, past a dateline and what is fronted."""
    index = 0
    for at in range(min(stop, 14)):
        if passage.form(at) in _DASHES and passage.form(at - 1) in (")", "-", "–"):
            index = at + 1
    while index < stop and passage.form(index) in _DASHES:
        index += 1
    if passage.form(index) in words("conjunction") and passage.form(index) not in (
        "كان",
        "وكان",
        "وكانت",
        "كانت",
    ):
        index += 1
        index += passage.form(index) == "،"
    plain = passage.form(index).removeprefix("و")
    if plain in words("preposition") or plain in words("adverb"):
        for at in range(index, min(stop, index + 12)):
            if passage.form(at) == "،":
                return at + 1
        return stop if plain in words("preposition") else index + 1
    return index


def _mention(passage: Passage, first: int, last: int) -> int | None:
    """The mention that names the speaker: the person, or the body that the phrase begins with."""
    found = [(i, passage.mention_at[i]) for i in range(first, last) if passage.mention_at[i] >= 0]
    for at, which in found:
        if passage.mentions[which].label == "PER" and not belongs_to_phrase(
            passage, first, passage.mention_start(at)
        ):
            return which
    if not found or passage.form(first) in words("person_noun") or passage.form(first) in words("text_noun"):
        return None
    at, which = found[0]
    first += passage.form(first) == "#"
    within = 1 if passage.form(first) in words("body_noun") else 0
    if at - first > within + (1 if passage.form(first + 1) in ('"', "«", "“") else 0):
        return None
    return which if passage.mentions[which].label in ("ORG", "LOC", "MISC") else None

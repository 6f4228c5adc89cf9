"""Who speaks: the noun phrase that a verb of speech has for its subject."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from warraq.quotes.cues import Cue, Gender
from warraq.quotes.lexicon import words
from warraq.quotes.passage import Passage

MAX_TOKENS = 16
"""Tokens that a noun phrase may have."""
_LATIN = re.compile("[A-Za-z]")
_DASHES = ("-", "–", "—")
_BARE_HEADS = 2
"""Words up to which a person needs to be told by where he works: a source in the police."""


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
    return Speaker(passage.starts[first], passage.ends[last - 1], mention, gender)


def subject_after(passage: Passage, index: int, stop: int, strict: bool = False) -> tuple[int, int] | None:
    """The noun phrase that begins at token `index`, past adverbs; None if something else begins there.

    Args:
        passage: The sentence.
        index: Where it may begin: after the verb.
        stop: Where it must have ended.
        strict: Whether an object may follow, so that the phrase ends with its first definite words.

    Returns:
        Its first token and one past its last.
    """
    first = _past_adverbs(passage, index, stop)
    last = _phrase_end(passage, first, stop, strict)
    if last <= first or _is_owned(passage, first):
        return None
    if not _has_person(passage, first, last):
        last = _with_apposition(passage, last, stop)
    return first, last


def subject_before(passage: Passage, index: int, gender: Gender) -> tuple[int, int] | None:
    """The noun phrase that stands right before the verb at token `index` and is its subject.

    None where it is not plain: of two phrases that a comma parts, or after a preposition.
    """
    last = index
    while last and passage.form(last - 1) in ("قد", "فقد", "وقد", "سبق"):
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
    return first, last


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
    if first >= index or head not in _heads_of_all() or (gender == "m" and head.endswith("ه")):
        return None
    return first, last


def main_subject(passage: Passage, stop: int) -> Speaker | None:
    """The subject of the sentence's main verb, if it plainly has one before token `stop`.

    News puts the verb first; what is fronted (in a statement, for his part) ends with a comma.
    """
    first = _past_opening(passage, stop)
    if first >= stop - 1:
        return None
    if _heads(passage, first):
        found = subject_after(passage, first, stop, strict=True)
        gender: Gender = "f" if passage.form(first).endswith("ه") else "m"
    else:
        found = subject_after(passage, first + 1, stop, strict=True)
        gender = _gender_of_verb(passage.form(first))
    if found is None or not (_heads(passage, found[0]) or _has_person(passage, *found)):
        return None
    return speaker(passage, *found, gender)


def is_source(passage: Passage, first: int, last: int) -> bool:
    """Whether the noun phrase can have said something: it names somebody, or describes who or what tells."""
    return _heads(passage, first) or any(
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


def _gender_of_verb(form: str) -> Gender:
    """The gender of any finite verb's subject, as far as the first and last letter show."""
    plain = form.removeprefix("و")
    return "f" if plain.endswith("ت") else "?" if plain.startswith("ت") else "m"


def _past_adverbs(passage: Passage, index: int, stop: int) -> int:
    """Past adverbs and the commas around them."""
    while index < stop:
        form = passage.form(index)
        if passage.mention_at[index] >= 0 and not _is_time(form):
            break
        if form == "من" and passage.form(index + 1) in ("جانبه", "جانبها", "جهته", "جهتها", "ناحيته"):
            index += 2
        elif (
            form in words("adverb")
            or (form == "،" and passage.form(index + 1) in words("adverb"))
            or (form == "،" and passage.form(index - 1) in words("adverb"))
        ):
            index += 1
        else:
            break
    return index


def _is_time(form: str) -> bool:
    return form in words("adverb")


def _is_owned(passage: Passage, index: int) -> bool:
    """Whether a phrase begins with somebody's something (her support), which is an object, not a speaker."""
    form = passage.form(index)
    return (
        passage.mention_at[index] < 0
        and form.endswith(("ها", "هم"))
        and len(form) > 4
        and form not in _heads_of_all()
        and not form.startswith("ال")
    )


def _phrase_end(passage: Passage, first: int, stop: int, strict: bool) -> int:
    """One past the last token of the noun phrase from `first` on."""
    index = first
    while index < stop and index - first <= MAX_TOKENS:
        which = passage.mention_at[index]
        if which >= 0 and passage.form(index) not in words("adverb"):
            mention = passage.mentions[which]
            if _takes_preposition(mention.surface, mention.name) or (
                mention.label == "LOC" and index > first and _is_object(passage, index)
            ):
                return index
            index = min(passage.mention_end(index), stop)
            if mention.label == "PER" and not _belongs(passage, first, passage.mention_start(index - 1)):
                if _joins_person(passage, index):
                    continue
                return index
            continue
        if passage.form(index) in ('"', "«", "“"):
            close = _short_name(passage, index, stop)
            if (index == first and close <= index) or close <= index:
                return index
            index = close
            continue
        if (
            strict
            and index > first
            and _is_object(passage, index)
            and passage.form(index) not in ("باسم", "بلسان")
        ):
            return index
        if passage.form(index) == "#":
            index += 1
            continue
        if _ends_phrase(passage, index):
            inside = _workplace(passage, first, index, stop)
            if inside <= index:
                return index
            index = inside
            continue
        index += 1
    return index


def _belongs(passage: Passage, first: int, at: int) -> bool:
    """Whether the person named at token `at` is whose lawyer, campaign or spokesman the phrase speaks of."""
    if at == first:
        return False
    head = passage.form(first)
    if passage.form(at - 1) in ("باسم", "بلسان"):
        return True
    if any(passage.form(i).startswith("لل") and _heads(passage, i) for i in range(first + 1, at)):
        return True
    if head in words("body_noun"):
        return not head.startswith("ال")
    possessed = passage.written(first).endswith(("ته", "ها", "هم", "يه", "نه"))
    return at == first + 1 and head in words("kin") and not possessed


def _short_name(passage: Passage, index: int, stop: int) -> int:
    """One past the closing mark of a name in quotes that opens at `index`; `index` if it is not one."""
    close = passage.marks.pairs.get(passage.starts[index])
    if close is None:
        return index
    last = passage.token_at(close)
    return last + 1 if last - index <= 6 and last < stop else index


def _ends_phrase(passage: Passage, index: int) -> bool:
    form = passage.form(index)
    return (
        not form[:1].isalnum()
        or form in words("preposition")
        or form in words("relative")
        or form in words("adverb")
        or form in words("that")
        or form in words("audience")
        or form in words("by")
        or index in passage.cues
        or (form[0] in "لب" and bool(_LATIN.match(form, 1)))
    )


def _workplace(passage: Passage, first: int, index: int, stop: int) -> int:
    """One past a phrase that says where an unnamed person works: a source in the police."""
    if (
        passage.form(index) not in ("في", "من", "لدي", "عن")
        or index - first > _BARE_HEADS
        or not _heads(passage, first)
        or _has_person(passage, first, index)
        or passage.form(index + 1) in words("occasion")
        or passage.form(index + 1) in words("adverb")
        or (passage.form(first).startswith("ال") and passage.form(index) != "عن")
    ):
        return index
    last = index + 1
    while last < stop and not _ends_phrase(passage, last) and last - index < 8:
        which = passage.mention_at[last]
        last = passage.mention_end(last) if which >= 0 else last + 1
        if which >= 0 and passage.mentions[which].label == "PER":
            break
    return min(last, stop) if last > index + 1 else index


def _takes_preposition(surface: str, name: str) -> bool:
    """Whether a mention has a preposition written onto it."""
    return surface[:1] in "لبك" and not name.startswith(surface[:1])


def _is_object(passage: Passage, index: int) -> bool:
    """Whether an indefinite word or a place after a definite word cannot belong to the phrase before it."""
    return passage.form(index - 1).startswith("ال") and not passage.form(index).startswith("ال")


def _joins_person(passage: Passage, index: int) -> bool:
    """Whether another person joined by "and" follows."""
    if index >= len(passage.forms) or passage.mention_at[index] < 0:
        return False
    mention = passage.mentions[passage.mention_at[index]]
    return mention.label == "PER" and mention.surface[:1] == "و" and not mention.name.startswith("و")


def _has_person(passage: Passage, first: int, last: int) -> bool:
    return any(
        passage.mention_at[i] >= 0 and passage.mentions[passage.mention_at[i]].label == "PER"
        for i in range(first, last)
    )


def _with_apposition(passage: Passage, last: int, stop: int) -> int:
    """Where the phrase ends with a person's name that follows, after a comma or within two words of one."""
    index = last
    if passage.form(index) == "،":
        index += 1
    elif passage.form(index) in ("(",) or index >= stop:
        return last
    else:
        return _name_at_end(passage, last, stop)
    for at in range(index, min(index + 3, stop)):
        which = passage.mention_at[at]
        if which >= 0:
            mention = passage.mentions[which]
            if mention.label == "PER" and not _takes_preposition(mention.surface, mention.name):
                return min(passage.mention_end(at), stop)
            return last
        if _ends_phrase(passage, at):
            return last
    return last


def _name_at_end(passage: Passage, last: int, stop: int) -> int:
    """Where the phrase ends if a person's name closes what lies between verb and speech.

    The minister in the cabinet of unity, N. N., that ...: nothing but the subject ends so.
    """
    end = stop
    while end > last and passage.form(end - 1) in ("،", ":"):
        end -= 1
    if end - last > MAX_TOKENS or end <= last or passage.mention_at[end - 1] < 0:
        return last
    mention = passage.mentions[passage.mention_at[end - 1]]
    begin = passage.mention_start(end - 1)
    between = {passage.form(i) for i in range(last, begin)}
    if (
        mention.label != "PER"
        or _takes_preposition(mention.surface, mention.name)
        or passage.form(last) not in ("في", "ل", "من", "لدي")
        or passage.form(begin - 1) in words("preposition")
        or passage.form(begin - 1) in words("person_noun")
        or passage.form(last + 1) in words("occasion")
        or "،" in between
        or between & words("relative")
    ):
        return last
    return end


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
        if _takes_preposition(mention.surface, mention.name):
            return False
        return last == passage.mention_end(first) or _has_person(passage, last - 1, last)
    if gender == "m" and head.endswith("ه") and not _has_person(passage, first, last):
        return False
    return bool({head, head.removeprefix("و")} & _heads_of_all()) and last - first <= MAX_TOKENS


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
    return (at, at + 1) if passage.form(at) in _heads_of_all() else None


def _named_before(passage: Passage, comma: int) -> tuple[int, int] | None:
    """The person named right before a comma."""
    which = passage.mention_at[comma - 1]
    if which < 0 or passage.mentions[which].label != "PER":
        return None
    first = passage.mention_start(comma - 1)
    mention = passage.mentions[which]
    if _takes_preposition(mention.surface, mention.name) or passage.form(first - 1) in words("preposition"):
        return None
    return first, comma


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


def _heads(passage: Passage, index: int) -> bool:
    """Whether the token can be the head of a phrase that speaks: a name, or a noun for who speaks."""
    which = passage.mention_at[index]
    if which >= 0:
        return passage.mentions[which].label in ("PER", "ORG")
    form = passage.form(index)
    plain = "ال" + form[2:] if form.startswith("لل") else form.removeprefix("ل")
    return form in _heads_of_all() or plain in _heads_of_all()


@lru_cache(maxsize=1)
def _heads_of_all() -> frozenset[str]:
    return words("person_noun") | words("body_noun") | words("text_noun")


def _mention(passage: Passage, first: int, last: int) -> int | None:
    """The mention that names the speaker: the person, or the body that the phrase begins with."""
    found = [(i, passage.mention_at[i]) for i in range(first, last) if passage.mention_at[i] >= 0]
    for at, which in found:
        if passage.mentions[which].label == "PER" and not _belongs(passage, first, passage.mention_start(at)):
            return which
    if not found or passage.form(first) in words("person_noun") or passage.form(first) in words("text_noun"):
        return None
    at, which = found[0]
    first += passage.form(first) == "#"
    within = 1 if passage.form(first) in words("body_noun") else 0
    if at - first > within + (1 if passage.form(first + 1) in ('"', "«", "“") else 0):
        return None
    return which if passage.mentions[which].label in ("ORG", "LOC", "MISC") else None

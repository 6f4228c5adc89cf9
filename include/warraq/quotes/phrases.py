"""Noun phrases: where the subject of a verb of speech begins and ends."""

from __future__ import annotations

import re
from functools import lru_cache

from warraq.quotes.lexicon import words
from warraq.quotes.passage import Passage

MAX_TOKENS = 16
"""Tokens that a noun phrase may have."""
_LATIN = re.compile("[A-Za-z]")
_BARE_HEADS = 2
"""Words up to which a person needs to be told by where he works: a source in the police."""


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
    last = phrase_end(passage, first, stop, strict)
    if last <= first or _is_owned(passage, first):
        return None
    if not has_person(passage, first, last):
        last = _with_apposition(passage, last, stop)
    return first, last


def has_person(passage: Passage, first: int, last: int) -> bool:
    """Whether a person is named in the tokens from `first` to before `last`."""
    return any(
        passage.mention_at[i] >= 0 and passage.mentions[passage.mention_at[i]].label == "PER"
        for i in range(first, last)
    )


def can_speak(passage: Passage, index: int) -> bool:
    """Whether the token can be the head of a phrase that speaks: a name, or a noun for who speaks."""
    which = passage.mention_at[index]
    if which >= 0:
        return passage.mentions[which].label in ("PER", "ORG")
    form = passage.form(index)
    plain = "ال" + form[2:] if form.startswith("لل") else form.removeprefix("ل")
    return form in speaking_nouns() or plain in speaking_nouns()


@lru_cache(maxsize=1)
def speaking_nouns() -> frozenset[str]:
    """Folded nouns for persons, bodies and texts that say things."""
    return words("person_noun") | words("body_noun") | words("text_noun")


def has_preposition(surface: str, name: str) -> bool:
    """Whether a mention has a preposition written onto it."""
    return surface[:1] in "لبك" and not name.startswith(surface[:1])


def belongs_to_phrase(passage: Passage, first: int, at: int) -> bool:
    """Whether the person named at token `at` is whose lawyer, campaign or spokesman the phrase speaks of."""
    if at == first:
        return False
    head = passage.form(first)
    if passage.form(at - 1) in ("باسم", "بلسان"):
        return True
    if any(passage.form(i).startswith("لل") and can_speak(passage, i) for i in range(first + 1, at)):
        return True
    if head in words("body_noun"):
        return not head.startswith("ال")
    possessed = passage.written(first).endswith(("ته", "ها", "هم", "يه", "نه"))
    return at == first + 1 and head in words("kin") and not possessed


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
        and form not in speaking_nouns()
        and not form.startswith("ال")
    )


def phrase_end(passage: Passage, first: int, stop: int, strict: bool = False) -> int:
    """One past the last token of the noun phrase from `first` on, at most `stop`."""
    index = first
    while index < stop and index - first <= MAX_TOKENS:
        which = passage.mention_at[index]
        if which >= 0 and passage.form(index) not in words("adverb"):
            mention = passage.mentions[which]
            if has_preposition(mention.surface, mention.name) or (
                mention.label == "LOC" and index > first and _is_object(passage, index)
            ):
                return index
            index = min(passage.mention_end(index), stop)
            if mention.label == "PER" and not belongs_to_phrase(
                passage, first, passage.mention_start(index - 1)
            ):
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
        or form in ("لم", "لن", "لا", "بل", "ليس", "ليست")
        or index in passage.cues
        or (form[0] in "لب" and bool(_LATIN.match(form, 1)))
    )


def _workplace(passage: Passage, first: int, index: int, stop: int) -> int:
    """One past a phrase that says where an unnamed person works: a source in the police."""
    if (
        passage.form(index) not in ("في", "من", "لدي", "عن")
        or index - first > _BARE_HEADS
        or not can_speak(passage, first)
        or has_person(passage, first, index)
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


def _is_object(passage: Passage, index: int) -> bool:
    """Whether an indefinite word or a place after a definite word cannot belong to the phrase before it."""
    return passage.form(index - 1).startswith("ال") and not passage.form(index).startswith("ال")


def _joins_person(passage: Passage, index: int) -> bool:
    """Whether another person joined by "and" follows."""
    if index >= len(passage.forms) or passage.mention_at[index] < 0:
        return False
    mention = passage.mentions[passage.mention_at[index]]
    return mention.label == "PER" and mention.surface[:1] == "و" and not mention.name.startswith("و")


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
            if mention.label == "PER" and not has_preposition(mention.surface, mention.name):
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
        or has_preposition(mention.surface, mention.name)
        or passage.form(last) not in ("في", "ل", "من", "لدي")
        or passage.form(begin - 1) in words("preposition")
        or passage.form(begin - 1) in words("person_noun")
        or passage.form(last + 1) in words("occasion")
        or "،" in between
        or between & words("relative")
    ):
        return last
    return end

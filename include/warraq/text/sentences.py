"""Where sentences begin and end in news."""

from __future__ import annotations

import re

from warraq.text.abbreviations import LATIN_ABBREVIATIONS, SPELLED_LETTERS
from warraq.text.letters import LETTERS_EXTENDED, TATWEEL

# The class comes first because `re` looks for it at C speed.
_STOP = re.compile(r"[.!?؟…\n](?:(?<=\n)|[.!?؟…]*[\"'”»)\]’]*(?=\s|\Z))")
"""A line end, or stops with the quotes and brackets that they close at the end of a word."""
_TOKEN_BEFORE = re.compile(r"[^\s(\[\"“«]*\Z")
_INITIALS = re.compile(
    rf"(?:[{LETTERS_EXTENDED}]{{1,2}}\.)*(?:ال)?[{LETTERS_EXTENDED}]{TATWEEL}?\Z|(?:[A-Za-z]\.)*[A-Z]\Z"
)
"""One letter, or letters with stops between them: a title, an initial, an abbreviation."""
_NUMBER = re.compile(r"[0-9٠-٩]{1,2}\Z")
_WORD_AFTER = re.compile(r"[\s\"“«(]*([^\s،:.!؟\"”»)]*)")
_LETTER = re.compile(f"[{LETTERS_EXTENDED}]")

_SPEECH = frozenset({
    "قال", "قالت", "قالوا", "يقول", "تقول", "أضاف", "أضافت", "تابع", "تابعت", "أكد", "أكدت", "أوضح",
    "أوضحت", "صرح", "صرحت", "سأل", "سألت", "يسأل", "تسأل", "تساءل", "تساءلت", "أجاب", "أجابت", "رد",
    "ردت", "هتف", "صرخ", "صاح", "علق", "علقت", "كتب", "كتبت", "ختم",
})  # fmt: skip
"""Verbs that name the speaker of a quotation (he said, she asked, they answered)."""
_ATTRIBUTION = frozenset({
    "قال", "قالت", "قالوا", "يقول", "تقول", "هكذا", "كما", "وفق", "وفقا", "وفقًا", "وفقاً", "بحسب",
    "حسب", "على",
})  # fmt: skip
"""What follows a quoted statement inside its own sentence (he said, according to, as)."""
_STARTERS = frozenset({"ثم", "لكن", "لكنه", "لكنها", "أما", "كذلك", "نعم", "لا", "هذا", "هذه"})


def sentence_spans(text: str, title_end: int = 0) -> list[tuple[int, int]]:
    """Half-open code point spans of the sentences of a cleaned text, in order, blanks trimmed.

    A line end always ends a sentence. A full stop does unless it belongs to an abbreviation,
    an initial, or the number of a list item; an ellipsis does before reported or quoted
    speech only; question and exclamation marks do unless they end a quotation that the
    sentence goes on after. Colons and semicolons do not.

    Args:
        text: A cleaned text.
        title_end: Where the title, the first sentence as a whole, ends; 0 if there is none.

    Returns:
        At least one span if the text has anything but blanks.
    """
    spans: list[tuple[int, int]] = []
    _append(spans, text, 0, title_end)
    start = title_end
    for match in _STOP.finditer(text, title_end):
        end = match.end()
        if _ends_sentence(text, start, match[0], match.start(), end):
            _append(spans, text, start, end)
            start = end
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    stripped = part.strip()
    if stripped:
        start += len(part) - len(part.lstrip())
        spans.append((start, start + len(stripped)))


def _ends_sentence(text: str, start: int, stop: str, at: int, end: int) -> bool:
    """Whether `stop`, at `text[at:end]` in a sentence from `start` on, ends that sentence."""
    if stop == "\n" or text[end : end + 1] in ("", "\n"):
        return True
    if at and text[at - 1] in "([":
        return False  # (!), (...)
    if stop == ".":
        return not _is_abbreviation(text, start, at)
    marks = stop.rstrip("\"'”»)]’")
    following = _WORD_AFTER.match(text, end)
    word = following[1] if following else ""
    if marks not in (".", "!", "?", "؟") and set(marks) <= {".", "…"}:
        return (word.startswith("و") and word[1:] in _SPEECH) or text[end + 1] in '"“«'
    if len(stop) == len(marks):
        return True
    if marks == ".":
        return word not in _ATTRIBUTION and text[end + 1] not in "،-–"
    return not _goes_on(text, start, end, word)


def _is_abbreviation(text: str, start: int, at: int) -> bool:
    """Whether the full stop at `at` belongs to the word before it."""
    match = _TOKEN_BEFORE.search(text, max(start, at - 24), at)
    word = match[0] if match else ""
    if _INITIALS.match(word):
        return True
    if _NUMBER.match(word) and not text[start : at - len(word)].strip():
        return True  # the number of a list item
    if word in SPELLED_LETTERS:
        following = _WORD_AFTER.match(text, at + 1)
        return following is not None and following[1] in SPELLED_LETTERS
    return word.lower() in LATIN_ABBREVIATIONS and text[at + 2 : at + 3] != "و"


def _goes_on(text: str, start: int, end: int, word: str) -> bool:
    """Whether the sentence goes on with `word` after a quoted question or cry that ends at `end`."""
    if text[end + 1] in "،-–" or word in _SPEECH or word in _ATTRIBUTION:
        return True
    # A quotation that the sentence began with is its subject, unless another sentence plainly begins.
    begins_quoted = text[start:end].lstrip()[0] in "\"“«'"
    return begins_quoted and _LETTER.match(word) is not None and word[0] not in "وف" and word not in _STARTERS

"""Where sentences begin and end in news."""

from __future__ import annotations

import re

from warraq.text.abbreviations import LATIN_ABBREVIATIONS
from warraq.text.letters import LETTERS_EXTENDED

_STOP = re.compile(r"[.!?؟\n][.!?؟…]*[\"'”»)\]’]*(?=\s|\Z)|\n")
"""A stop with the quotes and brackets that it closes, at the end of a word; or the end of a line."""
_WORD_BEFORE = re.compile(r"(?:^|(?<=[\s(\[\"“«/\-]))[^\s(\[\"“«/\-]*\Z")
_INITIALS = re.compile(
    rf"(?:[{LETTERS_EXTENDED}]{{1,2}}\.)*(?:ال)?[{LETTERS_EXTENDED}]\u0640?\Z|(?:[A-Za-z]\.)*[A-Z]\Z"
)
"""One letter, or letters with stops between them: a title, an initial, an abbreviation."""
_NUMBER = re.compile(r"[(\[]?[0-9٠-٩]{1,2}\Z")
_NEXT_WORD = re.compile(r"\s*([^\s]*)")
_LETTER = re.compile(rf"[A-Za-z{LETTERS_EXTENDED}]")
_SPEECH = frozenset(
    # What follows a quoted sentence inside its own sentence: he said, according to, as ...
    [
        "قال",
        "قالت",
        "قالوا",
        "يقول",
        "تقول",
        "أضاف",
        "أضافت",
        "كما",
        "وفق",
        "وفقا",
        "وفقًا",
        "وفقاً",
        "بحسب",
        "حسب",
        "على",
        "هكذا",
    ]
)


def sentence_spans(text: str, title_end: int = 0) -> list[tuple[int, int]]:
    """Half-open code point spans of the sentences of a cleaned text, in order, blanks trimmed.

    A line end always ends a sentence. A full stop does unless it belongs to an abbreviation,
    an initial, or the number of a list item; an ellipsis does not; question and exclamation
    marks do unless they end a quotation that the sentence goes on after.

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
        if _ends_sentence(text, start, match):
            _append(spans, text, start, match.end())
            start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    stripped = part.strip()
    if stripped:
        start += len(part) - len(part.lstrip())
        spans.append((start, start + len(stripped)))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the stop of `match`, in a sentence from `start` on, ends that sentence."""
    stop = match[0]
    at, end = match.span()
    if stop[0] == "\n":
        return True
    following = text[end : end + 1]
    if following in ("", "\n"):
        return True
    if at and text[at - 1] in "([":
        return False  # (!), (...)
    marks = stop.rstrip("\"'”»)]’")
    if marks == ".":
        return not _is_abbreviation(text, start, at)
    if len(marks) > 1 and set(marks) <= set(".…"):
        return False
    if len(stop) > len(marks):
        return not _continues(text, end)
    return True


def _is_abbreviation(text: str, start: int, at: int) -> bool:
    """Whether the full stop at `at` belongs to the word before it."""
    low = max(start, at - 24)
    word_match = _WORD_BEFORE.search(text, low, at)
    word = word_match[0] if word_match else ""
    if _INITIALS.match(word):
        return True
    if _NUMBER.match(word) and not text[start : at - len(word)].strip():
        return True  # the number of a list item
    if not word.isascii():
        return False
    following = _NEXT_WORD.match(text, at + 1)
    return word.lower() in LATIN_ABBREVIATIONS and following is not None and following[1].isascii()


def _continues(text: str, at: int) -> bool:
    """Whether the sentence goes on after a quotation that ends at `at`."""
    following = _NEXT_WORD.match(text, at)
    if following is None:
        return False
    word = following[1].rstrip("،:.")
    return word in _SPEECH or word.startswith(("،", "-", "–"))

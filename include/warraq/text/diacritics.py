"""Diacritics that were typed twice or in the wrong place."""

from __future__ import annotations

import re

from warraq.text.letters import (
    ALEF,
    ALEF_MAKSURA,
    BLANKS,
    DIACRITICS,
    FATHATAN,
    LETTERS_EXTENDED,
    SHADDA,
    TATWEEL,
)
from warraq.text.patch import Patch

_TANWEEN = "\u064b\u064c\u064d"
_VOWELS = "\u064e\u064f\u0650"
_DAMMA = "\u064f"
_KASRA = "\u0650"
_SEEN_DAMMA_TEH = f"{ALEF}\u0633{_DAMMA}\u062a"

_MARKS = re.compile(f"[{DIACRITICS}]+")
_SUSPECT = re.compile(f"[{DIACRITICS}](?:(?<![{LETTERS_EXTENDED}{DIACRITICS}{TATWEEL}].)|(?<=(.))\\1)")
"""A mark that stands on no letter, or is followed by the same mark."""
_FORM_TEN = re.compile(f"{_SEEN_DAMMA_TEH}([{DIACRITICS}]*)(?=[{LETTERS_EXTENDED}])")
_LETTER = re.compile(f"[{LETTERS_EXTENDED}]")
_BLANKS_BEFORE = re.compile(f"[ {BLANKS}]+\\Z")

_BEARS_FATHATAN = f"{ALEF}{ALEF_MAKSURA}\u0629\u0621\u0623"
"""Letters that can end a word before fathatan: alef, alef maksura, teh marbuta, hamza, alef hamza."""
_BEARS_NO_SHADDA = f"{ALEF}{ALEF_MAKSURA}\u0629\u0621\u0622\u0623\u0624\u0625\u0626"
_BEARS_NO_VOWEL = f"{ALEF}{ALEF_MAKSURA}\u0622\u0625"
_ALEF_HAMZA = "\u0623"
_LONG_VOWELS = f"{ALEF}\u0648\u064a"
_IMPERFECT = "\u064a\u062a\u0646"
"""First letters of the imperfect, whose passive begins with damma."""


def diacritic_patches(text: str) -> list[Patch]:
    """Repeated marks become one; marks on no letter go where they belong, or away.

    Args:
        text: Text in NFC, where equal marks on one letter stand side by side.
    """
    if _SUSPECT.search(text) is None:
        return []
    patches = []
    for match in _MARKS.finditer(text):
        start, end = match.span()
        marks = "".join(dict.fromkeys(match[0]))
        if start and (_LETTER.match(text[start - 1]) or text[start - 1] == TATWEEL):
            if len(marks) < end - start:
                patches.append(Patch(start, end, marks, "diacritics", "repeated_mark"))
        else:
            patches.append(_mend_stray(text, start, end, marks))
    return _disjoint(patches)


def form_ten_patches(text: str) -> list[Patch]:
    """A damma on the seen of a passive of form X moves to the teh, where it belongs.

    The seen of `istaf\u02bfala` never has a vowel; its passive is `ustuf\u02bfila`.
    """
    if _SEEN_DAMMA_TEH not in text:
        return []
    patches = []
    for match in _FORM_TEN.finditer(text):
        damma = match.start() + 2
        if match[1] == _DAMMA:
            patches.append(Patch(damma, damma + 1, "", "diacritics", "form_ten_damma"))
        elif not match[1]:
            patches.append(Patch(damma, damma + 2, f"\u062a{_DAMMA}", "diacritics", "form_ten_damma"))
    return patches


def _mend_stray(text: str, start: int, end: int, marks: str) -> Patch:
    """The patch for `marks`, which stand on no letter at `text[start:end]`."""
    following = text[end : end + 2]
    if len(marks) == 1:
        blanks = _BLANKS_BEFORE.search(text, max(0, start - 8), start)
        before = text[blanks.start() - 1] if blanks and blanks.start() else ""
        if blanks and _LETTER.match(before) and _slipped_off(marks, before, following):
            gap = blanks[0] if following[:1].isalnum() else ""
            return Patch(blanks.start(), end, marks + gap, "diacritics", "mark_after_space")
        if _came_too_early(marks, following):
            return Patch(start, end + 1, following[0] + marks, "diacritics", "mark_before_letter")
    return Patch(start, end, "", "diacritics", "stray_mark")


def _slipped_off(mark: str, letter: str, following: str) -> bool:
    """Whether `mark`, typed after a space, belongs to `letter` at the end of the word before it."""
    if mark in _TANWEEN:
        return mark != FATHATAN or letter in _BEARS_FATHATAN
    if mark == SHADDA:
        return letter not in _BEARS_NO_SHADDA and not _LETTER.match(following)
    if mark not in _VOWELS or letter in _BEARS_NO_VOWEL:
        return False
    return not (mark == _DAMMA and _came_too_early(mark, following) and following[0] in _IMPERFECT)


def _came_too_early(mark: str, following: str) -> bool:
    """Whether `mark`, typed before a word, belongs to its first letter, `following[0]`."""
    if mark not in _VOWELS or len(following) < 2 or not _LETTER.match(following):
        return False
    if following[0] in _BEARS_NO_VOWEL or (following[0] == _ALEF_HAMZA and mark == _KASRA):
        return False
    return _LETTER.match(following[1]) is not None and following[1] not in _LONG_VOWELS


def _disjoint(patches: list[Patch]) -> list[Patch]:
    """`patches` without those that reach into the one before; the next pass sees them."""
    kept: list[Patch] = []
    for patch in patches:
        if not kept or patch.start >= kept[-1].end:
            kept.append(patch)
    return kept

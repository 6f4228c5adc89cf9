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
_SEEN_DAMMA_TEH = f"{ALEF}\u0633{_DAMMA}\u062a"

_MARKS = re.compile(f"[{DIACRITICS}]+")
_SUSPECT = re.compile(f"[{DIACRITICS}](?:(?<![{LETTERS_EXTENDED}{DIACRITICS}{TATWEEL}].)|(?<=(.))\\1)")
"""A mark that stands on no letter, or is followed by the same mark."""
_FORM_TEN = re.compile(f"{_SEEN_DAMMA_TEH}([{DIACRITICS}]*)(?=[{LETTERS_EXTENDED}])")
_LETTER = re.compile(f"[{LETTERS_EXTENDED}]")
_BLANKS_BEFORE = re.compile(f"[ {BLANKS}]+$")

_BEARS_FATHATAN = f"{ALEF}{ALEF_MAKSURA}\u0629\u0621\u0623"
"""Letters that can end a word before fathatan: alef, alef maksura, teh marbuta, hamza, alef hamza."""
_BEARS_NO_SHADDA = f"{ALEF}{ALEF_MAKSURA}\u0629\u0621\u0622\u0623\u0624\u0625\u0626"
_BEARS_NO_VOWEL = f"{ALEF}{ALEF_MAKSURA}\u0622"


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
        if match[1] in ("", _DAMMA):
            after = f"{ALEF}\u0633\u062a{_DAMMA}"
            patches.append(Patch(*match.span(), after, "diacritics", "form_ten_damma"))
    return patches


def _mend_stray(text: str, start: int, end: int, marks: str) -> Patch:
    """The patch for `marks`, which stand on no letter at `text[start:end]`."""
    following = text[end : end + 1]
    blanks = _BLANKS_BEFORE.search(text, max(0, start - 8), start)
    before = text[blanks.start() - 1 : blanks.start()] if blanks and blanks.start() else ""
    if blanks and _LETTER.match(before) and _can_end_word(marks, before, following):
        gap = blanks[0] if following.isalnum() else ""
        return Patch(blanks.start(), end, marks + gap, "diacritics", "mark_after_space")
    second = text[end + 1 : end + 2]
    if (
        len(marks) == 1
        and marks in _VOWELS
        and _LETTER.match(following)
        and _LETTER.match(second)
        and second != ALEF
    ):
        return Patch(start, end + 1, following + marks, "diacritics", "mark_before_letter")
    return Patch(start, end, "", "diacritics", "stray_mark")


def _can_end_word(marks: str, letter: str, following: str) -> bool:
    """Whether `marks` can have slipped off `letter`, the last one of a word."""
    if len(marks) > 1:
        return False
    if marks in _TANWEEN:
        return marks != FATHATAN or letter in _BEARS_FATHATAN
    if _LETTER.match(following):
        return False  # a vowel before a word is that word's
    if marks == SHADDA:
        return letter not in _BEARS_NO_SHADDA
    return marks in _VOWELS and letter not in _BEARS_NO_VOWEL


def _disjoint(patches: list[Patch]) -> list[Patch]:
    """`patches` without those that reach into the one before; the next pass sees them."""
    kept: list[Patch] = []
    for patch in patches:
        if not kept or patch.start >= kept[-1].end:
            kept.append(patch)
    return kept

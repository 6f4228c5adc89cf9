"""Spaces around straight quotes, which do not say whether they open or close."""

from __future__ import annotations

import re

from warraq.text.letters import LETTERS_EXTENDED
from warraq.text.patch import Patch
from warraq.text.punctuation import is_proclitic, word_before

_SUSPECT = re.compile(r'"(?:(?<=[ \n]")(?=[ \n])|(?<=[\w:،؛؟!.,]")(?=\w)|(?<=\A")(?= )|(?<= ")\Z)')
"""A quote with a space or a letter on both sides."""
_ARABIC = re.compile(f"[{LETTERS_EXTENDED}]")
_STOPS = ":،؛؟!.,"


def quote_patches(text: str) -> list[Patch]:
    """No space inside a pair of straight quotes, one outside it between words.

    Quotes open and close by turns within a line. A line where that does not work out, because
    there is an odd number of them or one of them plainly does the other thing, is left alone.
    """
    patches: list[Patch] = []
    line_end = -1
    for match in _SUSPECT.finditer(text):
        at = match.start()
        if at <= line_end or _is_prefixed(text, at):
            continue
        line_start = text.rfind("\n", 0, at) + 1
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        quotes = [i for i in range(line_start, line_end) if text[i] == '"']
        if _works_out(text, quotes, line_start, line_end):
            patches += _line_patches(text, quotes)
    return sorted(set(patches))


def _is_prefixed(text: str, at: int) -> bool:
    """Whether the quote at `at` follows proclitics that belong to what it quotes."""
    word = word_before(text, at)
    return bool(word) and is_proclitic(word)


def _works_out(text: str, quotes: list[int], line_start: int, line_end: int) -> bool:
    """Whether the `quotes` of a line can open and close by turns."""
    if len(quotes) % 2:
        return False
    for opening, closing in zip(quotes[::2], quotes[1::2], strict=True):
        after = text[opening + 1]
        before = text[opening - 1] if opening > line_start else " "
        if after in ":،؛؟!,)]" or (after == " " and (before.isalnum() or before in ")]")):
            return False
        before = text[closing - 1]
        after = text[closing + 1] if closing + 1 < line_end else " "
        if before in "([" or (before == " " and (after.isalnum() or after in "([")):
            return False
    return True


def _line_patches(text: str, quotes: list[int]) -> list[Patch]:
    patches = []
    for index, at in enumerate(quotes):
        if index % 2 == 0:
            if text[at + 1] == " ":
                patches.append(Patch(at + 1, at + 2, "", "punctuation", "space_inside_quote"))
            before = text[at - 1 : at] if at else ""
            if before and (before in _STOPS or _ARABIC.match(before)) and not _is_prefixed(text, at):
                patches.append(Patch(at, at, " ", "punctuation", "space_around_quote"))
        else:
            if text[at - 1] == " ":
                patches.append(Patch(at - 1, at, "", "punctuation", "space_inside_quote"))
            if _ARABIC.match(text, at + 1):
                patches.append(Patch(at + 1, at + 1, " ", "punctuation", "space_around_quote"))
    return patches

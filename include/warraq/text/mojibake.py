"""Text whose bytes were read in the wrong encoding, as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable

from warraq.text.letters import LETTERS
from warraq.text.patch import Patch

_ARABIC = re.compile(f"[{LETTERS}]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ARTICLE_AS_1256 = "\u0637\u00a7\u0638"
"""Alef and lam in UTF-8, read as Windows-1256: tah, section sign, zah and more."""
_ARTICLE = "\u0627\u0644"
_BEGINNING = 400
"""Code points at whose sight a text with Arabic letters is taken for what it seems to be."""
_SAMPLE = 20_000
"""Code points that are enough for ftfy to judge by."""
_MIN_LETTERS = 8


def mojibake_patches(text: str) -> list[Patch]:
    """Decode a text anew that was decoded wrongly as a whole.

    ftfy finds out how UTF-8 was misread as another code page. Two accidents that befall
    Arabic it does not know: UTF-8 read as Windows-1256, and Windows-1256 read as
    Windows-1252. Each run of characters beyond ASCII is decoded by itself, so that offsets
    stay exact to the word.

    Args:
        text: Any text. One with Arabic letters at its beginning is left alone, unless they
            are those of UTF-8 read as Windows-1256; so is one that would not become Arabic.
    """
    if _ARTICLE_AS_1256 in text:
        return _decoded(text, _utf8_as_1256, "mojibake_1256")
    if text.isascii() or _ARABIC.search(text, 0, _BEGINNING):
        return []
    return _misread_utf8(text) or _decoded(text, _1256_as_1252, "mojibake_1252")


def _misread_utf8(text: str) -> list[Patch]:
    from ftfy import apply_plan, fix_encoding_and_explain

    fixed, steps = fix_encoding_and_explain(text[: _sample_end(text)])
    if not steps or not _is_arabic(fixed):
        return []
    plan = [(step.action, step.parameter) for step in steps]
    return _decoded(text, lambda run: apply_plan(run, plan), "mojibake_utf8")


def _sample_end(text: str) -> int:
    """Where a sample ends: with a word, or its last character would be half of one."""
    if len(text) <= _SAMPLE:
        return len(text)
    space = text.rfind(" ", 0, _SAMPLE)
    return space if space > 0 else _SAMPLE


def _utf8_as_1256(run: str) -> str:
    return run.encode("cp1256").decode("utf-8")


def _1256_as_1252(run: str) -> str:
    # Windows-1252 has no character for five bytes, which then come as the controls of Latin-1.
    return b"".join(_byte_of(char) for char in run).decode("cp1256")


def _byte_of(char: str) -> bytes:
    return char.encode("latin-1" if char < "\u0100" else "cp1252")


def _decoded(text: str, decode: Callable[[str], str], rule: str) -> list[Patch]:
    """Patches for the runs that `decode` can decode, if what comes out is Arabic text."""
    patches = []
    pieces: list[str] = []
    at = 0
    for match in _NOT_ASCII.finditer(text):
        try:
            after = decode(match[0])
        except UnicodeError:
            continue  # damaged beyond this accident; what can be read is still worth having
        if after != match[0]:
            patches.append(Patch(*match.span(), after, "characters", rule))
            pieces += (text[at : match.start()], after)
            at = match.end()
    pieces.append(text[at:])
    return patches if _is_arabic("".join(pieces)) else []


def _is_arabic(text: str) -> bool:
    """Whether `text` is Arabic: enough letters, half of them Arabic, and the article among them."""
    letters = sum(map(str.isalpha, text))
    return letters >= _MIN_LETTERS and _ARTICLE in text and 2 * len(_ARABIC.findall(text)) >= letters

"""Text whose bytes were read in the wrong encoding, as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable

from warraq.text.letters import LETTERS
from warraq.text.patch import Patch

_ARABIC = re.compile(f"[{LETTERS}]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_SIGNS = {
    # alef-lam, the article, in each wrong reading
    "\u00d8\u00a7\u00d9": "utf8",  # UTF-8 read as Latin-1 or Windows-1252
    "\u0637\u00a7\u0638": "utf8_as_1256",
    "\u00c7\u00e1": "cp1256",  # Windows-1256 read as Latin-1 or Windows-1252
}
_MIN_SHARE = 0.5


def mojibake_patches(text: str) -> list[Patch]:
    """Decode a text again that was decoded wrongly as a whole.

    UTF-8 read as a Latin code page goes through ftfy (`fix_encoding`); the two other
    accidents that Arabic meets, UTF-8 read as Windows-1256 and Windows-1256 read as Latin-1
    or Windows-1252, ftfy does not know. Each run of characters beyond ASCII is decoded by
    itself, so that offsets stay exact to the word.

    Args:
        text: Any text; one that has not mostly the signs of one accident is left alone.
    """
    for sign, accident in _SIGNS.items():
        if sign in text:
            return _decoded(text, _READINGS[accident], f"mojibake_{accident}")
    return []


def _decoded(text: str, decode: Callable[[str], str], rule: str) -> list[Patch]:
    patches = []
    changed = total = 0
    for match in _NOT_ASCII.finditer(text):
        after = decode(match[0])
        total += len(match[0])
        if after != match[0] and _ARABIC.search(after):
            changed += len(match[0])
            patches.append(Patch(*match.span(), after, "characters", rule))
    return patches if changed > total * _MIN_SHARE else []


def _utf8(run: str) -> str:
    from ftfy import fix_encoding

    return fix_encoding(run)


def _utf8_as_1256(run: str) -> str:
    try:
        return run.encode("cp1256").decode("utf-8")
    except UnicodeError:
        return run


def _cp1256(run: str) -> str:
    try:
        return run.encode("cp1252").decode("cp1256")
    except UnicodeError:
        return run


_READINGS = {"utf8": _utf8, "utf8_as_1256": _utf8_as_1256, "cp1256": _cp1256}

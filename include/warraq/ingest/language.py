"""Which language a text in Arabic script is in, and whether it is in Arabic script at all."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from warraq.text.letters import LETTERS_EXTENDED

# Letters that a language uses and Arabic does not.
_MARKERS: tuple[tuple[str, str, float], ...] = (
    ("ckb", "\u0695\u06b5\u06c6\u06ce\u06a4\u06d5", 0.05),
    ("ug", "\u06ad\u06c7\u06c8\u06cb\u06d0\u06d5\u06c6", 0.05),
    ("sd", "\u067b\u0680\u067a\u067f\u0684\u0683\u068c\u068d\u068a\u06b3\u06b1\u06bb\u06aa", 0.03),
    ("ps", "\u067c\u0689\u0693\u0696\u069a\u06bc\u06cd\u06d0\u0685\u0681\u06ab", 0.03),
    ("ur", "\u0679\u0688\u0691\u06ba\u06d2\u06be\u06c1", 0.03),
    ("fa", "\u067e\u0686\u0698\u06af\u06a9\u06cc", 0.012),
)
"""ISO 639 code, its letters, and the share of a text's letters from which it is that language."""

_ARABIC_ONLY = "\u0629\u0649\u0623\u0625\u0624"
"""Teh marbuta, alef maksura and letters with hamza, which Persian and its neighbours avoid."""

_ARABIC, _OTHER = 1, 2
_BMP = 0x10000


def letter_counts(text: str) -> tuple[int, int]:
    """How many letters of the Arabic script are in `text`, and how many letters in all.

    Presentation forms count as Arabic. Digits, diacritics, tatweel and punctuation are no letters.
    """
    classes = np.bincount(_letter_classes()[_code_units(text)], minlength=3)
    arabic = int(classes[_ARABIC])
    return arabic, arabic + int(classes[_OTHER])


def language_of(text: str) -> str:
    """The language of a text in Arabic script, told by its letters.

    Arabic news holds foreign letters only in a few names, while a page of Persian cannot do
    without \u067e \u0686 \u0698 \u06af, nor one of Urdu without its retroflex letters.

    Args:
        text: Some sentences; a few words may be too little to tell Persian from Arabic.

    Returns:
        ISO 639 code: `ar`, `fa`, `ur`, `ps`, `ckb`, `sd`, `ug`, or `und` if no letter of the
        script is in it.
    """
    units = _code_units(text)
    counts = np.bincount(units[(units >= 0x600) & (units < 0x700)] - 0x600, minlength=0x100)
    arabic, _ = letter_counts(text)
    if not arabic:
        return "und"
    shares = {code: _share(counts, letters, arabic) for code, letters, _ in _MARKERS}
    likely = [(shares[code] / least, code) for code, _, least in _MARKERS if shares[code] >= least]
    if not likely:
        return "ar"
    # Persian letters are in the other languages too, and so say Persian only where theirs are few.
    code = max(likely[:-1] if len(likely) > 1 and likely[-1][1] == "fa" else likely)[1]
    if code == "fa" and _share(counts, _ARABIC_ONLY, arabic) > shares["fa"]:
        return "ar"
    return code


def _share(counts: npt.NDArray[np.intp], letters: str, of: int) -> float:
    return sum(int(counts[ord(letter) - 0x600]) for letter in letters) / of


def _code_units(text: str) -> npt.NDArray[np.uint16]:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)


@cache
def _letter_classes() -> npt.NDArray[np.uint8]:
    """For each UTF-16 code unit 0 (no letter), 1 (Arabic script) or 2 (another script)."""
    import re

    arabic = re.compile(f"[{LETTERS_EXTENDED}\ufb50-\ufdfb\ufe70-\ufefc]")
    classes = np.zeros(_BMP, dtype=np.uint8)
    for code in range(_BMP):
        char = chr(code)
        if char.isalpha() and unicodedata.category(char) != "Lm":
            classes[code] = _ARABIC if arabic.match(char) else _OTHER
    return classes

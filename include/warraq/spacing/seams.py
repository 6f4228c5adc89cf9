"""Where scripts meet inside a word: Latin, Arabic and digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from warraq.text.letters import DIACRITICS, DIGITS, LATIN, LETTERS_EXTENDED, TATWEEL

_RUN = re.compile(
    rf"(?P<A>[{LETTERS_EXTENDED}{DIACRITICS}{TATWEEL}]+)|(?P<L>[{LATIN}]+)|(?P<D>[{DIGITS}][{DIGITS}.,\u066b\u066c]*)"
)
_MIXED = re.compile(
    rf"[{LETTERS_EXTENDED}][{DIACRITICS}{TATWEEL}]*[{LATIN}{DIGITS}]|[{LATIN}{DIGITS}][{LETTERS_EXTENDED}]"
)

PREFIXES = frozenset(
    # wa-, fa-, bi-, li-, ka-, al- and what they combine to
    [
        "و",
        "ف",
        "ب",
        "ل",
        "ك",
        "ال",
        "لل",
        "وال",
        "فال",
        "بال",
        "كال",
        "ولل",
        "فلل",
        "وب",
        "ول",
        "وك",
        "فب",
        "فل",
        "فك",
        "وبال",
        "وكال",
        "فبال",
        "فكال",
    ]
)
"""Proclitics: written onto the word they belong to, in whatever script that is."""
SUFFIXES = frozenset(["ي", "ية", "يا", "ات", "ون", "ين", "ه", "ها", "هم", "نا"])
"""Endings that writers put on a Latin name; such a word is left as it is."""
NUMBER_MARKS = frozenset(
    [
        "م",
        "ه",
        "هـ",
        "ص",
        "ظ",
        "ق",
        "ر",
        "ك",
        "هك",
        "كم",
        "كلم",
        "سم",
        "مم",
        "كغ",
        "كجم",
        "غ",
        "مل",
        "ج",
        "د",
        "س",
        "ث",
        "ت",
        "أ",
        "ب",
        "ف",
        "و",
        "ل",
    ]
)
"""Abbreviations written onto a number: year of the calendar, hour, measure, numbered item."""

LETTER_NAMES = frozenset(
    [
        "إيه",
        "ايه",
        "بي",
        "سي",
        "دي",
        "إي",
        "اي",
        "إف",
        "اف",
        "جي",
        "إتش",
        "اتش",
        "آي",
        "أي",
        "جيه",
        "كي",
        "كيه",
        "إل",
        "إم",
        "ام",
        "إن",
        "ان",
        "أو",
        "او",
        "كيو",
        "آر",
        "ار",
        "إس",
        "اس",
        "تي",
        "يو",
        "دبليو",
        "إكس",
        "اكس",
        "واي",
        "زد",
    ]
)
"""Latin letters by name: before or after a number they are a model's designation (F16, S400)."""


def is_mixed(word: str) -> bool:
    """Whether Arabic letters touch Latin letters or digits inside `word`."""
    return _MIXED.search(word) is not None


def split_seams(word: str, is_word: Callable[[str], bool]) -> list[str]:
    """`word` cut where Arabic meets Latin letters or digits without belonging to them.

    Latin and Arabic letters do not share a word, except that a proclitic, tied with tatweel
    or not, stays on the Latin name. Beside digits only what `is_word` knows is cut off,
    since single letters and abbreviations belong to the number.

    Args:
        word: One word, as `warraq.text.words` finds it.
        is_word: Whether a run of Arabic letters is a well-known word.

    Returns:
        The pieces in order; `[word]` if nothing is to be cut.
    """
    runs = [(match.lastgroup or "", match.group()) for match in _RUN.finditer(word)]
    if sum(len(run) for _, run in runs) != len(word):
        return [word]
    pieces = [runs[0][1]]
    for (kind, run), (next_kind, next_run) in pairwise(runs):
        if _is_seam(kind, run, next_kind, next_run, is_word):
            pieces.append(next_run)
        else:
            pieces[-1] += next_run
    return pieces


def _is_seam(kind: str, run: str, next_kind: str, next_run: str, is_word: Callable[[str], bool]) -> bool:
    if kind == "A" and next_kind != "A":
        if run.endswith(TATWEEL) or run in PREFIXES:
            return False
        return _parts(run, next_kind, next_run, is_word)
    if kind != "A" and next_kind == "A":
        if next_run.startswith(TATWEEL) or next_run in (SUFFIXES if kind == "L" else NUMBER_MARKS):
            return False
        return _parts(next_run, kind, run, is_word)
    return False


def _parts(arabic: str, other_kind: str, other: str, is_word: Callable[[str], bool]) -> bool:
    """Whether `arabic` is a word of its own beside a Latin or digit run that it touches."""
    if other_kind == "L":
        # A single Latin letter among Arabic ones is more often a slip of the keyboard.
        return len(other) > 1 or (len(arabic) > 4 and is_word(arabic))
    return len(arabic) > 1 and arabic not in LETTER_NAMES and is_word(arabic)

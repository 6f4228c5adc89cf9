"""Abbreviations of Arabic news, after which a full stop ends no sentence and wants no space."""

from __future__ import annotations

SPELLED_LETTERS = frozenset({
    "إيه", "ايه", "أيه", "آيه", "بي", "سي", "دي", "إي", "اي", "أي", "ئي", "إف", "اف", "أف", "جي", "جيه",
    "إتش", "اتش", "أتش", "آي", "كي", "كيه", "كاي", "إل", "ال", "أل", "إم", "ام", "أم", "إن", "ان", "أن",
    "أو", "او", "كيو", "آر", "ار", "أر", "إس", "اس", "أس", "تي", "يو", "في", "دبليو", "إكس", "اكس", "أكس",
    "واي", "زد",
})  # fmt: skip
"""Latin letters by their Arabic names, as acronyms spell them (N.B.C. is three of these)."""

DOMAINS = frozenset({"نت", "نيت", "كوم", "أورغ", "اورغ", "أورج", "اورج", "إنفو", "انفو"})
"""Arabic spellings of net, com, org and info, which follow the dot of a site's name."""

LATIN_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "st", "vs", "jr", "sr", "no", "inc", "co", "corp", "ltd", "prof", "gen", "col",
    "sgt", "rev", "hon", "mt", "ft", "fig", "vol", "pp", "ed", "al",
})  # fmt: skip
"""Latin abbreviations that rarely end a sentence, in lower case without their stop."""


def joins(left: str, right: str) -> bool:
    """Whether a full stop between two words without a space belongs to an abbreviation or a site's name.

    Args:
        left: Arabic letters right before the stop, without diacritics.
        right: Arabic letters right after it, without diacritics.
    """
    if len(left) < 2 or right in DOMAINS:
        return True
    spelled = left in SPELLED_LETTERS or left.removeprefix("ال") in SPELLED_LETTERS
    return spelled and (right in SPELLED_LETTERS or len(right) < 2)

"""Abbreviations of Arabic news, after which a full stop ends no sentence and wants no space."""

from __future__ import annotations

from warraq.text.letters import WAW

SPELLED_LETTERS = frozenset({
    "إيه", "ايه", "أيه", "آيه", "بي", "سي", "دي", "إي", "اي", "أي", "ئي", "إف", "اف", "أف", "جي", "جيه",
    "إتش", "اتش", "أتش", "آي", "كي", "كيه", "كاي", "إل", "ال", "أل", "إم", "ام", "أم", "إن", "ان", "أن",
    "آف", "آل", "آم", "آن", "آس", "آى", "أو", "او", "كيو", "آر", "ار", "أر", "إس", "اس", "أس", "تي", "يو", "في", "دبليو", "إكس", "اكس", "أكس",
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

_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال")
"""Proclitics that an acronym can have."""


def joins(left: str, right: str) -> bool:
    """Whether a full stop between two words without a space belongs to an abbreviation or a site's name.

    Args:
        left: Arabic letters right before the stop, without diacritics.
        right: Arabic letters right after it, without diacritics.
    """
    if len(left) < 2 or right in DOMAINS:
        return True
    if len(right) == 1 and right != WAW:
        return True  # an initial: a surname that the paper does not print
    return right in SPELLED_LETTERS and any(
        left.removeprefix(prefix) in SPELLED_LETTERS for prefix in _PREFIXES
    )

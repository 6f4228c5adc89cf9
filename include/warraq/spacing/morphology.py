"""Whether an unknown word is a known one with something on it, or with a slip of the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from warraq.spacing.charmodel import ALPHABET
from warraq.spacing.evidence import FLOOR, Evidence, Floats

PROCLITICS = (
    "و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "بال", "لل", "فال", "كال", "وب", "ول", "وك", "وس", "فس", "فل", "فب",
    "ولل", "وبال", "وكال", "فلل", "فبال", "أ", "أو", "سي", "وسي", "ه", "وه",
)  # fmt: skip
"""Conjunctions, prepositions, article, future and question particles, and what they combine to."""
ENCLITICS = (
    "ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "كن", "نا", "ي", "ني", "ا", "وا", "ان", "ين", "ون", "ات", "ية",
    "ي", "ة", "يا", "ته", "تها", "تهم", "تهما", "تا", "تي", "تان", "تين", "يه", "يها", "يهم", "يون", "يين", "ية", "وه",
    "وها", "وهم", "اه", "اها", "اهم", "ت", "تم", "نه", "نها", "نهم",
)  # fmt: skip
"""Object and possessive pronouns, feminine, dual, plural and relative endings."""
_MIN_STEM = 3
_PERSONS = "\u064a\u062a\u0646\u0623"
"""Letters that begin an imperfect verb: ya, teh, noon, alef with hamza."""
_SUFFIXES = (
    "", "ون", "وا", "ين", "ان", "ه", "ها", "هم", "هما", "ك", "كم", "نا", "ني", "ونه", "ونها", "ونهم", "وه", "وها", "وهم",
    "ن",
)  # fmt: skip
"""Endings of number and objects on an imperfect verb."""
_TAILS = ("", "ون", "وا", "ى", "ي", "و", "ه", "ها", "هم")
"""Endings by which other forms of the same verb are looked up; the third radical may be weak."""


def derivations(words: Sequence[str], evidence: Evidence) -> Floats:
    """How frequent the best known stem of each bare word is.

    Returns:
        `[word, 3]`, log10 probability: with a proclitic taken off, with an ending taken off,
        with both; `FLOOR` where nothing known remains.
    """
    result = np.full((len(words), 3), FLOOR)
    numbers, logp = evidence.numbers, evidence.logp
    for i, word in enumerate(words):
        stems = [word[len(p) :] for p in PROCLITICS if word.startswith(p) and len(word) - len(p) >= _MIN_STEM]
        both: list[str] = []
        for stem in stems:
            both += _without_ending(stem)
        for column, forms in enumerate((stems, _without_ending(word), both)):
            known = [number for form in forms if (number := numbers.get(form, 0))]
            if known:
                result[i, column] = logp[known].max()
    return result


def _without_ending(word: str) -> list[str]:
    stems = [word[: -len(e)] for e in ENCLITICS if word.endswith(e) and len(word) - len(e) >= _MIN_STEM]
    # Before an ending, teh marbuta is written as teh.
    return stems + [stem[:-1] + "ة" for stem in stems if stem.endswith("ت") and len(stem) > _MIN_STEM]


def imperfects(words: Sequence[str], evidence: Evidence) -> Floats:
    """How well known the verb is of which each bare word would be an imperfect form.

    Returns:
        `[word]`, log10 probability of the second most frequent of the other forms; one alone
        may be chance. `FLOOR` where there are no two, or the word begins like no imperfect.
    """
    result = np.full(len(words), FLOOR)
    numbers, logp = evidence.numbers, evidence.logp
    for i, word in enumerate(words):
        if word[0] not in _PERSONS or len(word) < _MIN_STEM:
            continue
        stems = [word[1 : len(word) - len(s)] for s in _SUFFIXES if word.endswith(s)]
        best = [FLOOR, FLOOR]
        for stem in stems:
            forms = {person + stem + tail for person in _PERSONS[:3] for tail in _TAILS if len(stem) > 1}
            known = [float(logp[n]) for form in forms - {word} if (n := numbers.get(form, 0))]
            best = max(best, sorted([FLOOR, FLOOR, *known])[-2:], key=lambda pair: pair[0])
        result[i] = best[0]
    return result


def slips(words: Sequence[str], evidence: Evidence) -> Floats:
    """log10 probability of the most frequent word one slip away from each bare word.

    A slip is a letter too many, one missing, one for another, or two in the wrong order
    (Damerau, 1964); `FLOOR` where no known word is that near.
    """
    numbers, logp = evidence.numbers, evidence.logp
    result = np.full(len(words), FLOOR)
    for i, word in enumerate(words):
        known = {numbers[form] for form in _one_slip(word) if form in numbers} - {numbers.get(word, 0)}
        if known:
            result[i] = logp[list(known)].max()
    return result


def _one_slip(word: str) -> list[str]:
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    forms = [a + b[1:] for a, b in halves if b]
    forms += [a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1]
    forms += [a + c + b[1:] for a, b in halves if b for c in ALPHABET]
    forms += [a + c + b for a, b in halves for c in ALPHABET]
    return forms

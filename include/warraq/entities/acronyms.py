"""Acronyms that a text introduces behind the long name of an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from warraq.entities.runs import Run
from warraq.text.fold import fold_ar

BRACKETS = frozenset("([{")
"""Brackets that open."""
_QUOTES = frozenset("\"“”«»'")
_LATIN = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z][A-Za-z0-9&.\-]{1,9}")
"""An acronym in Latin letters: at least two capitals."""
_LETTER_NAMES = frozenset(map(fold_ar, (
    "إيه", "إي", "أي", "ايه", "بي", "سي", "دي", "إف", "جي", "إتش", "آي", "جيه", "كيه", "كي", "إل", "إم", "إن",
    "أو", "بيه", "كيو", "آر", "إس", "تي", "يو", "في", "دبليو", "إكس", "واي", "زد", "أر", "أل", "أم", "أن", "أس", "أف",
)))  # fmt: skip
"""Names of Latin letters in Arabic: ef, bee, eye."""
_MOST_LETTERS = 6


def is_acronym(name: str) -> bool:
    """Whether a name is an acronym: Latin capitals, or names of letters in Arabic ("ef bee eye")."""
    words = fold_ar(name).split()
    return bool(_LATIN.fullmatch(name)) or (len(words) > 1 and _LETTER_NAMES.issuperset(words))


def acronyms(words: Sequence[str], runs: Sequence[Run]) -> Iterator[Run]:
    """Acronyms that stand in brackets or quotation marks right behind an organisation, yet unnamed."""
    taken = {i for run in runs for i in range(run.first, run.last)}
    for run in runs:
        opening = run.last
        if run.label != "ORG" or run.last - run.first < 2 or opening + 2 >= len(words):
            continue
        if words[opening] not in BRACKETS and words[opening] not in _QUOTES:
            continue
        end = opening + 1
        while end < len(words) and end - opening <= _MOST_LETTERS and words[end][0].isalnum():
            end += 1
        name = " ".join(words[opening + 1 : end])
        inside = range(opening + 1, end)
        if end < len(words) and is_acronym(name) and taken.isdisjoint(inside):
            yield Run(opening + 1, end, "ORG", run.score)

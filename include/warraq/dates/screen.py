"""Which sentences can speak of a date at all: one pass of a regular expression over many of them.

Most sentences cannot, and RE2 (through Arrow) says so at several hundred megabytes a second, where
taking them apart into words costs ten times as much. What it lets through is read by the grammar;
what it holds back has no word that any rule needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from warraq.dates.grammar import RULES
from warraq.dates.vocabulary import forms_of, letters
from warraq.text.fold import TABLE

_COUNTED = "SINGLE DUAL YEAR_WORD MONTH_WORD DAY_WORD CARDINAL TEEN TENS ABOUT"
"""Kinds that can follow "ago" and "since" in a date."""
_LEADS = "BEFORE SINCE"
_WORTH_IT = 200
"""Sentences from which the pass is worth the milliseconds that RE2 needs to build it."""
_GAP = ".{1,3}"
"""What stands between two words, or more."""


def may_have_dates(sentences: Sequence[str]) -> list[bool]:
    """For each sentence whether the grammar needs to look at it."""
    if len(sentences) < _WORTH_IT:
        return [True] * len(sentences)
    plain = pc.replace_substring_regex(pa.array(sentences, pa.large_string()), _removed(), "")
    return [bool(found) for found in pc.match_substring_regex(plain, _pattern()).to_pylist()]


@lru_cache(maxsize=1)
def _pattern() -> str:
    """A word that some rule needs, in any spelling that folds to the same."""
    needed = frozenset().union(*(rule.needs for rule in RULES)) - letters(f"{_LEADS} HIJRI_MARK")
    digit = _class("0123456789")
    leads = "|".join(map(_spelled, forms_of(letters(_LEADS))))
    counted = "|".join(map(_spelled, _shortest(forms_of(letters(_COUNTED)))))
    marks = "|".join(map(_spelled, _shortest(forms_of(letters("HIJRI_MARK")))))
    return "|".join(
        [
            # Years, and days of the form 12.10.2016.
            rf"{digit}{{4}}",
            rf"{digit}.{{0,3}}(?:{marks})",
            rf"(?:{leads}){_GAP}(?:{digit}|{counted})",
            *map(_spelled, _shortest(forms_of(needed))),
        ]
    )


def _shortest(words: Sequence[str]) -> list[str]:
    """`words` without those that hold another one of them."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(shorter in word for shorter in kept):
            kept.append(word)
    return kept


def _spelled(word: str) -> str:
    """A pattern for every spelling of a folded word, diacritics apart."""
    return "".join(_class(letter) for letter in word)


def _class(letters_: str) -> str:
    """A class of all characters that fold to one of some."""
    found = [chr(code) for code, to in TABLE.items() if to is not None and chr(to) in letters_]
    return "[" + "".join(rf"\x{{{ord(char):04X}}}" for char in sorted({*letters_, *found})) + "]"


@lru_cache(maxsize=1)
def _removed() -> str:
    """A pattern for the characters that folding removes."""
    codes = sorted(code for code, to in TABLE.items() if to is None)
    return "[" + "".join(rf"\x{{{code:04X}}}" for code in codes) + "]+"

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
from warraq.dates.vocabulary import AB, forms_of, letters
from warraq.text.fold import TABLE

_AGO = ("BEFORE SINCE", "SINGLE DUAL YEAR_WORD MONTH_WORD DAY_WORD CARDINAL TEEN TENS ABOUT AL")
"""Kinds that begin "ago" and "since", and those that can follow; a number can, too."""
_UNITS = (
    "THE_WEEK THE_MONTH THE_YEAR CENTURY THE_PLURAL THE_SEASON",
    "PAST FUTURE CURRENT RECENT BEFORE ORDINAL TENS_DEF THE_CARDINAL AL",
)
"""Kinds that are a date only after "this" or before one of these kinds or a number."""
_WORTH_IT = 200
"""Sentences from which the pass is worth the milliseconds that RE2 needs to build it."""
_CLITICS = frozenset("وفبلك")
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
    """Words that some rule needs, in any spelling that folds to the same."""
    needed = frozenset().union(*(rule.needs for rule in RULES))
    alone = needed - letters(f"{_AGO[0]} {_UNITS[0]} HIJRI_MARK")
    digit = _class("0123456789")
    units = _any_of(letters(_UNITS[0]))
    found = [
        # Years, and days of the form 12.10.2016.
        rf"{digit}{{4}}",
        rf"{digit}.{{0,3}}{_any_of(letters('HIJRI_MARK'))}",
        rf"{_any_of(letters(_AGO[0]))}{_GAP}(?:{digit}|{_any_of(letters(_AGO[1]))})",
        rf"{_any_of(letters('THIS'))}{_GAP}{units}",
        rf"{units}{_GAP}(?:{digit}|{_any_of(letters(_UNITS[1]))})",
        # August of the Levant is the one word that is not known by its folded form.
        rf"(?:{_any_of(alone)}|{AB})(?:[^ء-ي]|$)",
    ]
    # Each of them begins a word, but for clitics.
    return f"(?s)(?:^|[^ء-ي])[وفبلك]{{0,2}}(?:{'|'.join(found[2:])})|{'|'.join(found[:2])}"


def _any_of(kinds: frozenset[str]) -> str:
    """A pattern for the words of some kinds, given by letter; clitics may stand before them."""
    words = set(forms_of(kinds))
    plain = (
        word for word in words if not any(word[n:] in words and _CLITICS.issuperset(word[:n]) for n in (1, 2))
    )
    return f"(?:{'|'.join(map(_spelled, sorted(plain)))})"


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

"""What each word can be within a date: its kind and its number.

A sentence is read as a string of one letter a word, the word's kind, so that the grammar of dates
(`grammar`) is a handful of regular expressions over kinds. Names of months come from CLDR through
Babel; other words, and spellings of newspapers, from data/words.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from babel import Locale

from warraq.text.fold import fold_ar

WORDS_FILE = Path(__file__).parent / "data" / "words.tsv"
SETS = ("TODAY_NOT_AFTER", "TODAY_NOT_BEFORE", "SURE", "EVENT_OF")
"""Rows of the file that are sets of words, not kinds: a word may also have a kind."""
CLDR_LOCALES = ("ar", "ar_TN", "ar_MA", "ar_MR", "ar_SY")
"""Egypt and the Gulf, Tunisia and Algeria, Morocco, Mauritania, the Levant and Iraq."""
AB = "آب"
"""August in the Levant; spelled without the madda it is a father."""
UNITS = ("day", "week", "month", "year", "decade", "century")
"""What a number of units counts; the number of their words is the place in this list."""
OTHER = "."
"""Letter of every word that is no part of a date."""
PLAIN = frozenset(
    {"PAST", "FUTURE", "CURRENT", "RECENT", "THIS", "TODAY", "TONIGHT", "SAME", "COLOUR", "AGE", "CHRIST"}
    | {"TEEN", "AL", "TO", "FROM", "AND", "GENERAL", "HIJRI_MARK", "AD_MARK"}
)
"""Kinds whose words count only as they stand, without clitics."""
CONJOINED = frozenset({"SAYS", "YESTERDAY", "TOMORROW", "BEFORE", "SINCE"})
"""Kinds whose words take a conjunction but no preposition."""

_COMPUTED = (
    "AND_MONTH", "DAY_NUMBER", "AND_DAY_NUMBER", "YEAR_NUMBER", "AND_YEAR_NUMBER", "NUMBER", "HIJRI_YEAR",
    "AD_YEAR", "DOTTED", "AHEAD",
)  # fmt: skip
"""Kinds of numbers, of months with "and" joined to them and of verbs, which are computed, not listed."""
_SIGNS = {
    "SLASH": "/", "DASH": "-–—−", "OPEN": "(", "CLOSE": ")", "COMMA": "،,", "STOP": ".:؛;!؟?",
    "QUOTE": "\"'“”«»‘’",
}  # fmt: skip
_CONJUNCTIONS = ("", "و", "ف")
_CLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "ك")
_WITH_ARTICLE = ("", "و", "ف", "ب", "وب", "ك")

_AHEAD = re.compile(
    r"[وف]?س(?!يا|يد|ينا|ينم|يط|ير[غجخهيك]|يل[فتي]|يمون|يول|ي[فسبغشكه]|يزار|ييرا|ت[هيا]|تون|ترات|تراسب|تري"
    r"|تور|توك|تول|نو[يا]|ن[تدغجها])[يتن]\w{3,}$"
    r"|(?:ال)?(?:مقرر|منتظر|مرتقب|مزمع|متوقع)ه?$|[يتن]عتزم|[يت]نوي|[يت]توقع|[يت]رتقب|[يت]نتظر|سوف$"
    r"|[وس]?[يت](?:لعب|لتقي|واجه|نطلق|دور|قام|عقد|ستضيف|خوض|نتظم|فتتح|فتح|بدا|حتضن|صوت|ختتم|نتهي|زور|جتمع|جري|عرض|بث)$"
)
"""Words, folded, of what is still to come: future verbs, announcements, fixtures in the present tense."""
_NUMBER = re.compile(r"(?P<clitic>[وفبلك]*(?:ال|لل)?)(?P<digits>[0-9]{1,4})(?P<mark>ه|م)?$")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([12][0-9]{3})$")
_FIRST_YEAR, _FIRST_AD, _LAST_YEAR = 1000, 1600, 2199
_LAST_DAY = 31
_KEPT = 200_000
"""Words whose kinds are kept; news has a few hundred thousand distinct ones."""


def _rows() -> Iterator[tuple[str, str, list[str]]]:
    """Kind, number and words of each row of the file."""
    for line in WORDS_FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, number, words = line.split("\t")
            yield kind, number, words.split()


def _kinds() -> dict[str, str]:
    names = dict.fromkeys(kind for kind, _, _ in _rows() if kind not in SETS)
    return {name: chr(0x3400 + place) for place, name in enumerate((*names, *_COMPUTED, *_SIGNS))}


KINDS = _kinds()
"""Letter of each kind of word; the names are what the patterns of `grammar` are written with."""


@lru_cache(maxsize=100)
def letters(names: str) -> frozenset[str]:
    """The letters of kinds given by name, with spaces between."""
    return frozenset(KINDS[name] for name in names.split())


def word_set(name: str) -> frozenset[str]:
    """The words of one of `SETS`, folded."""
    return frozenset(fold_ar(word) for kind, _, words in _rows() if kind == name for word in words)


def event_years() -> dict[tuple[str, int, int], int]:
    """Years of events that news calls by their day: by event word (folded), month and day."""
    years = {}
    for kind, day, words in _rows():
        if kind == "EVENT_OF":
            year, month, number = map(int, day.split("-"))
            years.update({(fold_ar(word), month, number): year for word in words})
    return years


class Kinds(dict[str, str]):
    """The letter of each word, found when it is first asked for."""

    def __missing__(self, word: str) -> str:
        """The letter of a new word."""
        if len(self) >= _KEPT:
            self.clear()
        letter = self[word] = kind_and_value(word)[0]
        return letter


@lru_cache(maxsize=20_000)
def kind_and_value(word: str) -> tuple[str, int]:
    """The letter of a word's kind, and its number if it has one, else 0."""
    if word.lstrip("وبل") == AB:
        return KINDS["MAYBE_MONTH"], 8
    folded = fold_ar(word)
    found = _vocabulary().get(folded)
    if found is not None:
        return found
    for kind, signs in _SIGNS.items():
        if word in signs:
            return KINDS[kind], 0
    if _AHEAD.match(folded):
        return KINDS["AHEAD"], 0
    return _number(folded)


def _number(word: str) -> tuple[str, int]:
    """Kind and value of a number, folded, with what may be joined to it."""
    found = _NUMBER.match(word)
    if found is None:
        dotted = _DOTTED.match(word)
        return (KINDS["DOTTED"], int(dotted[3])) if dotted else (OTHER, 0)
    value, clitic, mark = int(found["digits"]), found["clitic"], found["mark"]
    if mark == "م":
        # Of shorter numbers the letter stands for metres.
        return (KINDS["AD_YEAR"] if _FIRST_AD <= value <= _LAST_YEAR else OTHER), value
    if mark:
        return KINDS["HIJRI_YEAR"], value
    joined = "AND_" if clitic.startswith("و") else ""
    if 1 <= value <= _LAST_DAY and len(found["digits"]) <= 2:
        return KINDS[f"{joined}DAY_NUMBER"], value
    if _FIRST_YEAR <= value <= _LAST_YEAR and clitic in ("", "و"):
        return KINDS[f"{joined}YEAR_NUMBER"], value
    return KINDS["NUMBER"], value


@lru_cache(maxsize=1)
def _vocabulary() -> Mapping[str, tuple[str, int]]:
    """Kind and number of every word form, folded; of two meanings the first one given counts."""
    table: dict[str, tuple[str, int]] = {}
    for kind, word, value in _entries():
        for form in _forms(kind, fold_ar(word)):
            joined = kind == "MONTH" and form == f"و{fold_ar(word)}"
            table.setdefault(form, (KINDS["AND_MONTH" if joined else kind], value))
    return table


def forms_of(kinds: frozenset[str]) -> list[str]:
    """All word forms, folded, of kinds given by letter."""
    return [form for form, (kind, _) in _vocabulary().items() if kind in kinds]


def _entries() -> Iterator[tuple[str, str, int]]:
    """Kind, word and number of every word of the file and of CLDR."""
    for kind, number, words in _rows():
        if kind not in SETS:
            yield from ((kind, word, int(number)) for word in words)
    for locale in CLDR_LOCALES:
        for number, name in Locale.parse(locale).months["format"]["wide"].items():
            # The words of pairs (kanun II) are kinds of their own; August of the Levant needs its madda.
            if " " not in name and name != AB:
                yield "MONTH", name, number


def _forms(kind: str, word: str) -> Iterator[str]:
    """`word`, folded, with the clitics that can stand before it."""
    if kind in PLAIN:
        yield word
    elif kind in CONJOINED:
        yield from (clitic + word for clitic in _CONJUNCTIONS)
    elif word.startswith("ال") and len(word) > 2:
        yield from (clitic + word for clitic in _WITH_ARTICLE)
        yield from (clitic + "لل" + word[2:] for clitic in ("", "و"))
    else:
        yield from (clitic + word for clitic in _CLITICS)

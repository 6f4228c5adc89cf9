"""How alike two spellings of a name are, where Arabic writes foreign sounds in several ways.

News writes g as ghain, jeem, kaf or qaf, v as feh, s as sin, theh or sheen, and long vowels or
none: Podesta, Netanyahu and Guterres have two spellings each. A distance with weights for these
letters tells such variants from other names; a skeleton of consonant classes finds the candidates.
"""

from __future__ import annotations

import re
from functools import lru_cache

from warraq.entities.lexicon import KINDS, fold_word, load_lexicon
from warraq.text.fold import fold_ar

_ALEF, _WAW, _YEH, _HAMZA, _HEH = "\u0627", "\u0648", "\u064a", "\u0621", "\u0647"
_VOWELS = frozenset(_ALEF + _WAW + _YEH)
_CLASSES = {
    "k": "غجكق",  # g and k
    "t": "تطثسصشز",  # t, th, s, sh, z
    "d": "دضذظ",
    "h": "حخ",
}
"""Consonants that are written for each other, by the letter of their class in a skeleton."""
_CLASS = {letter: name for name, letters in _CLASSES.items() for letter in letters}
_SKELETON = str.maketrans({**_CLASS, **dict.fromkeys(_ALEF + _WAW + _YEH + _HAMZA + _HEH)})
_DOUBLED = re.compile(r"(.)\1+")

_PAIRS = {
    "غج": 0.25, "غك": 0.4, "جك": 0.5, "جق": 0.5, "غق": 0.5, "كق": 0.25,
    "تط": 0.25, "تث": 0.35, "ثس": 0.35, "سص": 0.3, "سش": 0.5, "سز": 0.35, "زث": 0.6, "شث": 0.6,
    "دض": 0.35, "دذ": 0.4, "ضظ": 0.2, "ذظ": 0.4, "حخ": 0.7, "حه": 0.5, "خه": 0.6,
    "او": 0.6, "اي": 0.6, "وي": 0.7, "يء": 0.15, "اء": 0.3, "وء": 0.3, "اه": 0.3, "عا": 0.8, "عء": 0.8,
}  # fmt: skip
"""Costs of letters written for each other, in either direction; the least are mere spelling."""
_OTHER_IN_CLASS = 0.9
_VOWEL, _HAMZA_ALONE, _FINAL_VOWEL, _FINAL_HEH, _SAME_AGAIN = 0.35, 0.15, 0.6, 0.4, 0.3
DIFFERENT = 9.0
"""Cost of what is not a variant at all."""
SPELLING = 0.2
"""Cost up to which two words are the same one, only spelled differently."""
_ARTICLE = "ال"
_ARTICLE_COST = 0.2

_JOINED = frozenset(map(fold_ar, ("عبد", "أبو", "أبي", "ابن", "بن", "بنت", "آل", "أم", "ذو", "دي", "دا", "فان", "فون",
                                  "لو", "دو", "ماك", "سان", "ابو", "بو", "جو", "ولد")))  # fmt: skip
"""Words that make one name with the next one, whether a space is written or not."""
_ARAB = 1 << KINDS.index("arab")


@lru_cache(maxsize=200_000)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name; particles (Abd, Abu, bin, de, van) are one with the word behind them."""
    words: list[str] = []
    joined = ""
    for word in re.split(r"[\W_]+", fold_ar(name)):
        if not word:
            continue
        if word in _JOINED:
            joined += word
        else:
            words.append(joined + word)
            joined = ""
    return (*words, joined) if joined else tuple(words)


@lru_cache(maxsize=500_000)
def skeleton(word: str) -> str:
    """The consonant classes of a folded word, the article and doubling left out; never empty."""
    bare = word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word
    return _DOUBLED.sub(r"\1", bare.translate(_SKELETON)) or word


@lru_cache(maxsize=500_000)
def word_distance(first: str, second: str) -> float:
    """Least cost of turning one folded word into the other; `DIFFERENT` if they are not variants.

    Two words that are both known Arab names are variants only by mere spelling: Hasan and Husain,
    Salim and Salem differ in vowels and are different men.

    The edit distance of Wagner and Fischer (1974) with weights by letter.
    """
    if first == second:
        return 0.0
    article = first.startswith(_ARTICLE) != second.startswith(_ARTICLE)
    if article:
        first, second = _bare(first), _bare(second)
    cost = _edits(first, second) + (_ARTICLE_COST if article else 0.0)
    if cost > SPELLING and _is_arab(first) and _is_arab(second):
        return DIFFERENT
    return cost if cost <= _allowed(first, second) else DIFFERENT


def _bare(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


def _allowed(first: str, second: str) -> float:
    """The most that variants may cost: short words are soon other words."""
    length = min(len(first), len(second))
    return 0.2 if length < 4 else 0.35 if length < 5 else 0.75 if length < 6 else 1.1


def _edits(first: str, second: str) -> float:
    row = [0.0]
    for j in range(len(second)):
        row.append(row[-1] + _gap(second, j))
    for i, letter in enumerate(first):
        previous, row = row, [row[0] + _gap(first, i)]
        for j, other in enumerate(second):
            row.append(
                min(
                    previous[j] + _swap(letter, other),
                    previous[j + 1] + _gap(first, i),
                    row[j] + _gap(second, j),
                )
            )
    return row[-1]


def _swap(a: str, b: str) -> float:
    if a == b:
        return 0.0
    cost = _PAIRS.get(a + b, _PAIRS.get(b + a))
    if cost is not None:
        return cost
    return _OTHER_IN_CLASS if a in _CLASS and _CLASS[a] == _CLASS.get(b) else DIFFERENT


def _gap(word: str, place: int) -> float:
    """Cost of a letter that only one of two words has."""
    letter = word[place]
    last = place == len(word) - 1
    if letter in _VOWELS:
        return _FINAL_VOWEL if last or place == 0 else _VOWEL
    if letter == _HAMZA:
        return _HAMZA_ALONE
    if letter == _HEH and last:
        return _FINAL_HEH
    if place and word[place - 1] == letter:
        return _SAME_AGAIN
    if letter == "ت" and not last and word[place + 1] == "ش":  # ch
        return _SAME_AGAIN
    return DIFFERENT


@lru_cache(maxsize=200_000)
def _is_arab(word: str) -> bool:
    return bool(load_lexicon().get(fold_word(word), 0) & _ARAB)

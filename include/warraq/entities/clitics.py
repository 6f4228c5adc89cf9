"""Take the clitics off the first word of a name.

Arabic writes conjunctions and prepositions onto the next word: the name in "to-Clinton" is
"Clinton". But many names begin with the same letters (Putin, London), so a letter goes only when
what is left is better known than the whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

from warraq.entities.gazetteer import load_gazetteer
from warraq.entities.knowledge import load_frequencies
from warraq.entities.lexicon import KINDS, fold_word, load_lexicon
from warraq.text.letters import ALEF, ALEF_HAMZA_ABOVE, ALEF_HAMZA_BELOW, ALEF_MADDA, LETTERS

_AND, _SO, _WITH, _TO, _LIKE = "\u0648", "\u0641", "\u0628", "\u0644", "\u0643"
_ARTICLE = ALEF + _TO
_CONJUNCTIONS = (_AND, _SO)
_PREPOSITIONS = (_WITH, _TO, _LIKE)

_ONTO_LATIN = re.compile(rf"[{LETTERS}]{{1,4}}([A-Za-z]\S*)")

_HAMZA_ALEFS = (ALEF_HAMZA_ABOVE, ALEF_HAMZA_BELOW, ALEF_MADDA)

MIN_STEM = 3
"""Letters that must be left."""
_NAME_KINDS = sum(1 << i for i, kind in enumerate(KINDS) if kind != "nationality")
_KNOWN_NAME = 1e-6
"""What standing in the name lexicon is worth beside a word's frequency."""
_BETTER = 20.0
"""How much more usual than a known name another one must be to be taken for its stem."""

_FUNCTION_WORD = 9e-4
"""As frequent is no name that begins like a conjunction; "and in" would be left of Kofi."""


@lru_cache(maxsize=100_000)
def strip_clitics(name: str) -> str:
    """`name` without conjunction and preposition on its first word.

    The article that a preposition swallowed is put back: "to-the-States" becomes "the-States".
    What decides is the name lexicon, the gazetteer, and how frequent the words are (wordfreq).

    Args:
        name: The mention as it stands in the text, in one line.
    """
    first, space, rest = name.partition(" ")
    if latin := _ONTO_LATIN.fullmatch(first):
        return latin[1] + space + rest
    if first.startswith(_CONJUNCTIONS) and first[1:2] in _HAMZA_ALEFS and len(first) > MIN_STEM:
        first = first[1:]  # no name begins with a conjunction's letter and such an alef
    if rest and not load_gazetteer().find(name):
        for candidate in _candidates(first, least=2):
            if load_gazetteer().find(candidate + space + rest):
                return candidate + space + rest
    known = _is_name(first) or bool(rest and load_gazetteer().find(name))
    best, best_score = first, _familiarity(first) * (_BETTER if known else 1.0)
    for candidate in _candidates(first):
        if known and not _is_name(candidate):
            continue
        score = _familiarity(candidate)
        if score > best_score and not (candidate.startswith(_CONJUNCTIONS) and score > _FUNCTION_WORD):
            best, best_score = candidate, score
    return best + space + rest


def _candidates(word: str, least: int = MIN_STEM) -> list[str]:
    """What may be left of `word` without clitics, at least so many letters, fewest taken first."""
    bare = [word, *(word[1:] for letter in _CONJUNCTIONS if word.startswith(letter))]
    found = bare[1:]
    for form in bare:
        if form.startswith(_TO + _TO):
            found += [_ARTICLE + form[2:], form[1:]]
        elif form.startswith(_PREPOSITIONS):
            found.append(form[1:])
    return [form for form in found if len(form.removeprefix(_ARTICLE)) >= least]


def _is_name(word: str) -> bool:
    return bool(load_lexicon().get(fold_word(word), 0) & _NAME_KINDS or load_gazetteer().find(word))


def _familiarity(word: str) -> float:
    return load_frequencies().get(word, 0.0) + (_KNOWN_NAME if _is_name(word) else 0.0)

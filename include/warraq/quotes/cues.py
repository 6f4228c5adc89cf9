"""Words that can report speech, found by one expression over the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from warraq.quotes.lexicon import Verb, load_verbs, words
from warraq.text.fold import fold_ar
from warraq.text.letters import DIACRITICS, TATWEEL

Kind = Literal["verb", "participle", "by", "relayed", "source"]
"""`verb` said, `participle` saying, `by` by saying, `relayed` his saying, `source` according to."""
Gender = Literal["m", "f", "p", "?"]

_VARIANTS = {"\u0627": "\u0622\u0623\u0625", "\u0647": "\u0629", "\u064a": "\u0649", "\u0621": "\u0624\u0626"}
"""Letters as folded, and what else they may be in a text: alef, heh, yeh, hamza."""
_SOURCES = {
    "وفق": "وفق", "وفقا": "وفق", "بحسب": "بحسب", "حسب": "بحسب", "حسبما": "بحسب", "نقلا": "نقلا عن",
}  # fmt: skip
"""According to, as reported by: the word, and its normal form."""
_SAYING = Verb("قال", (), (), frozenset({"an"}), frozenset({"says"}))
_SOURCE = Verb("", (), (), frozenset(), frozenset())


class Cue(NamedTuple):
    """A word that can report speech."""

    start: int
    """First code point in the text."""
    end: int
    """One past the last code point."""
    kind: Kind
    verb: Verb
    """What it is a form of; its `lemma` is the cue's normal form."""
    gender: Gender
    """Masculine, feminine or plural, as far as the form shows."""
    joined: bool
    """Whether "and" or "so" is written onto it."""


def find_cues(text: str) -> list[Cue]:
    """All words of `text` that can report speech, in order; whether they do is for others to see."""
    pattern, known = _compiled()
    found = []
    # A blank in front, so that the first word follows one too.
    for match in pattern.finditer(" " + text):
        start = match.start(1) - 1
        folded = fold_ar(match[1])
        entry = known.get(folded)
        joined = entry is None
        kind, verb, gender = entry or known[folded[1:]]
        found.append(Cue(start, match.end(1) - 1, kind, verb, gender, joined))
    return found


@lru_cache(maxsize=1)
def _compiled() -> tuple[re.Pattern[str], Mapping[str, tuple[Kind, Verb, Gender]]]:
    known = dict(_entries())
    # Blanks and punctuation first: `re` looks for a class at C speed, and for a lookbehind it does not.
    before = rf"[^\w{DIACRITICS}{TATWEEL}]"
    return re.compile(rf"{before}([\u0648\u0641]?{_trie(known)})(?![\w{DIACRITICS}{TATWEEL}])"), known


def _entries() -> Iterable[tuple[str, tuple[Kind, Verb, Gender]]]:
    """Every folded form with what it is; the first one that a form belongs to counts."""
    entries: dict[str, tuple[Kind, Verb, Gender]] = {}
    for verb in load_verbs():
        for form in verb.forms:
            entries.setdefault(fold_ar(form), ("verb", verb, _gender(form, verb.lemma)))
        for form in verb.participles:
            entries.setdefault(fold_ar(form), ("participle", verb, _gender_of_participle(form)))
    for form in words("by"):
        entries[form] = ("by", _SAYING, "m")
    for form in words("relayed"):
        entries[form] = ("relayed", _SAYING, "m")
    for form, lemma in _SOURCES.items():
        source = Verb(lemma, (), (), _SOURCE.particles, _SOURCE.traits)
        entries[fold_ar(form)] = ("source", source, "m")
    return entries.items()


def _gender(form: str, lemma: str) -> Gender:
    """The gender that a finite form agrees with."""
    if form == lemma or form.startswith("ي"):
        return "p" if form.endswith(("ون", "ان")) else "m"
    if form.endswith(("وا", "ون", "ان", "تا", "لن")):
        return "p"
    present = form.startswith("ت") and (form.startswith("تت") or not lemma.startswith("ت"))
    return "f" if present or form.endswith("ت") else "m"


def _gender_of_participle(form: str) -> Gender:
    return "f" if form.endswith("ة") else "p" if form.endswith("ين") else "m"


def _trie(forms: Iterable[str]) -> str:
    """An expression for any of the folded `forms` in any spelling, letter by letter."""
    tree: dict[str, list[str]] = {}
    for form in forms:
        tree.setdefault(form[:1], []).append(form[1:])
    ends = "" in tree
    branches = [f"{_letter(first)}{_trie(rest)}" for first, rest in sorted(tree.items()) if first]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if ends else joined


def _letter(letter: str) -> str:
    variants = _VARIANTS.get(letter, "")
    return (f"[{letter}{variants}]" if variants else letter) + f"[{DIACRITICS}]*"

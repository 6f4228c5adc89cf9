"""What the `fast` recogniser is told of one word.

A word is a set of named features; the network (`network.py`) has learned a vector for each. The
names are the contract between training and tagging: the model must be trained again
(docs/entities_fast.md) when they change.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from warraq.entities.knowledge import Knowledge
from warraq.entities.lexicon import KINDS, fold_letters, unvowelled
from warraq.text.letters import HAMZA, LETTERS_EXTENDED, YEH

PROCLITICS = (
    "وبال", "فبال", "وكال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال",
    "ول", "وب", "فب", "فل", "و", "ف", "ب", "ل", "ك",
)  # fmt: skip
"""Folded prefixes that are written onto a word: conjunctions, prepositions, the article."""
_FIRST_LETTERS = tuple({prefix[0] for prefix in PROCLITICS})
MIN_STEM = 3
"""Letters that must be left after a proclitic."""

_ARABIC = re.compile(f"[{LETTERS_EXTENDED}]")
_DIGIT = re.compile(r"\d")
_ONTO_LATIN = re.compile(rf"([{LETTERS_EXTENDED}]{{1,4}})([A-Za-z]\S*)")
"""Proclitics written onto a Latin name."""


class Word(NamedTuple):
    """What is known of one distinct word."""

    form: str
    """Folded."""
    stem: str
    """Without its longest possible proclitic; `form` if it has none."""
    prefix: str
    shape: str
    """`a` Arabic, `A` Latin capitals, `L` other Latin, `9` digits, `.` punctuation."""
    kinds: str
    """Letters for the kinds of names that the form, or else a stem of it, is known to stand in."""
    classes: tuple[str, ...]
    """Distributional classes, from coarse to fine; empty if the word is rare."""
    usual: str
    """Order of magnitude of its frequency, or of its stem's: `3` is one in a thousand; `-` unknown."""


_BY_FIRST_LETTER: dict[str, tuple[str, ...]] = {
    letter: tuple(prefix for prefix in PROCLITICS if prefix[0] == letter) for letter in _FIRST_LETTERS
}


def stems(form: str) -> list[tuple[str, str]]:
    """Every (prefix, stem) that a folded word can be cut into, the longest prefix first."""
    room = len(form) - MIN_STEM
    return [
        (prefix, form[len(prefix) :])
        for prefix in _BY_FIRST_LETTER.get(form[:1], ())
        if len(prefix) <= room and form.startswith(prefix)
    ]


def analyse(word: str, knowledge: Knowledge) -> Word:
    """Look one word up.

    Args:
        word: The word as it stands in the text.
        knowledge: Where to look.
    """
    lexicon, classes, frequencies = knowledge
    plain = unvowelled(word)
    form, clitics = fold_letters(plain), ""
    if form[-1:].isascii() and (latin := _ONTO_LATIN.fullmatch(form)):
        clitics, form = latin.groups()
    shape = _shape(form)
    if shape != "a":
        return Word(form, form, clitics, shape, "", classes.get(form, ()), "-")
    cuts = stems(form)
    prefix, stem = cuts[0] if cuts else ("", form)
    flags = lexicon.get(form, 0)
    known = _kinds(flags, "") if flags else ""
    for _, other in cuts:
        if flags := lexicon.get(other, 0):
            known += _kinds(flags, "+")
    found = classes.get(form)
    if found is None:
        found = next((classes[other] for _, other in cuts if other in classes), ())
    usual = _magnitude(frequencies.get(plain, 0.0))
    if usual == "-" and prefix:
        usual = "+" + _magnitude(
            max((frequencies.get(other, 0.0) for other in _plain_stems(plain)), default=0.0)
        )
    return Word(form, stem, prefix, shape, known, found, usual)


def _plain_stems(word: str) -> Iterator[str]:
    """What clitics may leave of an unfolded word; the article that a preposition swallowed put back."""
    for prefix, stem in stems(word):
        yield stem
        if prefix.endswith("\u0644"):
            yield "\u0627\u0644" + stem


def _magnitude(frequency: float) -> str:
    return str(int(-math.log10(frequency))) if frequency > 0 else "-"


@lru_cache(maxsize=1024)
def _kinds(flags: int, mark: str) -> str:
    return "".join(f"{mark}{i}" for i in range(len(KINDS)) if flags >> i & 1)


def _shape(form: str) -> str:
    if HAMZA <= form[:1] <= YEH or _ARABIC.search(form):
        return "a"
    if form.isascii() and form.isalpha():
        return "A" if form.isupper() and len(form) > 1 else "L" if form[0].isupper() else "l"
    if any(c.isalpha() for c in form):
        return "L"
    return "9" if any(c.isdigit() for c in form) else "."


@lru_cache(maxsize=10_000)
def _known_features(kinds: str, usual: str) -> list[str]:
    each = [f"g={kind}" for kind in dict.fromkeys(re.findall(r"\+?\d", kinds))]
    return [f"g*={kinds}", f"z={usual}", *each]


def features(word: Word) -> list[str]:
    """Names of what is true of a word: its form, stem and letters, and what the tables know of it."""
    form, stem, prefix, shape, kinds, classes, usual = word
    if shape == "9":
        form = stem = _DIGIT.sub("0", form)
    size = len(form)
    found = [f"w={form}", f"s={stem}", f"p={prefix}", f"h={shape}", f"n={min(size, 10)}"]
    found += _known_features(kinds, usual)
    found += [f"c={name}" for name in classes]
    if shape == "a" and size > 2:
        found += f"{form[:2]}-", f"-{form[-2:]}"
        if size > 3:
            found += f"{form[:3]}-", f"-{form[-3:]}"
        if size > 4:
            found += f"{form[:4]}-", f"-{form[-4:]}"
            found += {form[i : i + 3] for i in range(1, size - 3)}
    return found

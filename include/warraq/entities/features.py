"""What the linear tagger looks at in one word, and how far from it.

Almost every feature belongs to one word at one distance, so that its score can be computed once
per distinct word (`linear.py`). The names of the features are the contract between training and
tagging: `python -m warraq.entities.train` must be run again when they change.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from warraq.entities.knowledge import Knowledge
from warraq.entities.lexicon import KINDS, fold_word, unvowelled
from warraq.text.letters import LETTERS_EXTENDED

REACH = 3
"""Words to either side that are looked at."""
EDGE = "#"
"""Feature of the place before the first and after the last word."""
BETWEEN = "\t"
"""Stands between the two words of a pair; no word holds it."""

PROCLITICS = (
    "وبال", "فبال", "وكال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال",
    "ول", "وب", "فب", "فل", "و", "ف", "ب", "ل", "ك",
)  # fmt: skip
"""Folded prefixes that are written onto a word: conjunctions, prepositions, the article."""
_FIRST_LETTERS = tuple({prefix[0] for prefix in PROCLITICS})
MIN_STEM = 3
"""Letters that must be left after a proclitic."""

_ARABIC = re.compile(f"[{LETTERS_EXTENDED}]")
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


def stems(form: str) -> list[tuple[str, str]]:
    """Every (prefix, stem) that a folded word can be cut into, the longest prefix first."""
    if not form.startswith(_FIRST_LETTERS):
        return []
    return [
        (prefix, form[len(prefix) :])
        for prefix in PROCLITICS
        if form.startswith(prefix) and len(form) - len(prefix) >= MIN_STEM
    ]


def analyse(word: str, knowledge: Knowledge) -> Word:
    """Look one word up.

    Args:
        word: The word as it stands in the text.
        knowledge: Where to look.
    """
    lexicon, classes, frequencies = knowledge
    form, clitics = fold_word(word), ""
    if latin := _ONTO_LATIN.fullmatch(form):
        clitics, form = latin.groups()
    shape = _shape(form)
    if shape != "a":
        return Word(form, form, clitics, shape, "", classes.get(form, ()), "-")
    cuts = stems(form)
    prefix, stem = cuts[0] if cuts else ("", form)
    known = _kinds(lexicon.get(form, 0), "")
    for _, other in cuts:
        if other in lexicon:
            known += _kinds(lexicon[other], "+")
    found = classes.get(form)
    if found is None:
        found = next((classes[other] for _, other in cuts if other in classes), ())
    plain = unvowelled(word)
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
    if _ARABIC.search(form):
        return "a"
    if form.isascii() and form.isalpha():
        return "A" if form.isupper() and len(form) > 1 else "L" if form[0].isupper() else "l"
    if any(c.isalpha() for c in form):
        return "L"
    return "9" if any(c.isdigit() for c in form) else "."


@lru_cache(maxsize=10_000)
def _kind_features(kinds: str) -> list[str]:
    return [f"g={kind}" for kind in dict.fromkeys(re.findall(r"\+?\d", kinds))]


def near(word: Word) -> list[str]:
    """Features of a word for the tag of itself and of its neighbours up to two words away."""
    found = [
        f"w={word.form}",
        f"s={word.stem}",
        f"p={word.prefix}",
        f"x2={word.form[-2:]}",
        f"h={word.shape}",
    ]
    if word.shape == ".":
        found.append(f"q={word.form}")
    found += _kind_features(word.kinds)
    found += [f"c={name}" for name in word.classes]
    found.append(f"z={word.usual}")
    return found


def own(word: Word) -> list[str]:
    """Further features of a word for its own tag alone: its letters."""
    form, stem = word.form, word.stem
    found = ["b", f"len={min(len(form), 10)}", f"g*={word.kinds}", f"gz={word.kinds}/{word.usual}"]
    if word.shape == "a":
        for k in (1, 2, 3, 4):
            if len(form) > k:
                found += [f"p{k}={form[:k]}", f"x{k}={form[-k:]}"]
        if stem != form:
            found += [f"sp2={stem[:2]}", f"sp3={stem[:3]}"]
    return found


def far(word: Word) -> list[str]:
    """Features of a word for tags three words away."""
    return [f"w={word.form}"]


def code(word: Word) -> str:
    """A coarse class of the word; pairs of neighbours' codes are features too."""
    return f"{word.shape}{word.kinds[:6]}/{word.classes[0] if word.classes else word.prefix}"


def sentence_features(words: Sequence[Word]) -> list[list[str]]:
    """Features of every word of a sentence as training reads them, `distance:feature`."""
    rows: list[list[str]] = []
    size = len(words)
    for i, word in enumerate(words):
        row = [f"0:{name}" for name in (*near(word), *own(word))]
        for distance in (-2, -1, 1, 2):
            j = i + distance
            inside = 0 <= j < size
            row += [f"{distance}:{name}" for name in near(words[j])] if inside else [f"{distance}:{EDGE}"]
        for distance in (-3, 3):
            j = i + distance
            row += [f"{distance}:{name}" for name in far(words[j])] if 0 <= j < size else []
        if i:
            row += _pair("-1", words[i - 1], word)
        if i + 1 < size:
            row += _pair("+1", word, words[i + 1])
        rows.append(list(dict.fromkeys(row)))
    return rows


def _pair(distance: str, left: Word, right: Word) -> list[str]:
    """Features of two neighbours for the tag of the one whose neighbour stands at `distance`."""
    return [
        f"w{distance}={left.form}{BETWEEN}{right.form}",
        f"k{distance}={code(left)}{BETWEEN}{code(right)}",
    ]

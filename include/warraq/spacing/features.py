"""The numbers by which the network judges a way to take a word apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from warraq.spacing import charmodel
from warraq.spacing.candidates import Candidates
from warraq.spacing.evidence import FLOOR, Evidence, Floats, Ints
from warraq.spacing.morphology import derivations, imperfects, slips
from warraq.text.letters import ALEF_MAKSURA, HAMZA, TEH_MARBUTA

WAW = "\u0648"
"""The conjunction that is written onto any word, wa-."""
_LN10 = float(np.log(10.0))
NON_JOINERS = "\u0627\u0623\u0625\u0622\u062f\u0630\u0631\u0632\u0648\u0624\u0629\u0649\u0621"
"""Letters that leave a gap after them, so that a missing space does not meet the eye."""
PARTICLES: dict[str, tuple[str, ...]] = {
    "negation": ("لا", "ولا", "فلا", "بلا", "ألا", "إلا"),
    "ma": ("ما", "وما", "بما", "فما", "كما", "مما"),
    "vocative": ("يا", "ويا", "أيها"),
    "or": ("أو", "او", "أم"),
    "in": ("في", "وفي"),
    "on": ("على", "إلى", "وعلى", "وإلى", "الى", "حتى"),
    "from": ("من", "عن", "مع", "ومن", "وعن", "ومع"),
    "that": ("إن", "أن", "وأن", "وإن", "ان", "وان", "بأن", "لأن", "لكن", "ولكن", "كأن"),
    "verbal": ("لم", "لن", "قد", "هل", "ولم", "ولن", "وقد", "ثم", "بل", "لو", "إذا", "هذا", "هذه", "ذو", "غير", "كل"),
}  # fmt: skip

_BEFORE_VERBS = frozenset(
    [
        *PARTICLES["negation"], *PARTICLES["ma"], *PARTICLES["that"],
        "لم", "لن", "قد", "هل", "ولم", "ولن", "وقد", "فلم", "فلن",
    ]
)  # fmt: skip
"""Particles that an imperfect verb may follow."""

WORD_FEATURES = (
    "split", "weaker", "stronger", "length", "first_length", "last_length", "shortest", "pair", "lift", "affinity",
    "web", "in_web", "news", "documents", "pair_over_whole", "shape", "shape_per_letter", "split_over_shape",
    "joined_over_word", "across", "ends_here", "margin", "rivals", "non_joiner", "teh_marbuta", "maksura", "hamza",
    "alef", "waw", "finals_inside", "article", "clitic_article", "conjunction", "parts", "first_news", "last_news",
    "with_proclitic", "with_ending", "with_both", "slip", "last_particle", "starts_article", "starts_waw",
    "starts_clitic", "first_shape", "last_shape", "unlisted", "verb", "foreign", "named",
    "first_foreign", "last_foreign", "first_named", "last_named", "pair_margin", "affinity_margin", *PARTICLES,
)  # fmt: skip


@dataclass(frozen=True)
class Shapes:
    """What one word looks like, two words glued together, and a foreign name: character models, and a list."""

    word: npt.NDArray[np.float16]
    joined: npt.NDArray[np.float16]
    foreign: npt.NDArray[np.float16]
    names: frozenset[str] = frozenset()
    """Foreign names that are one word."""


@dataclass(frozen=True)
class Described:
    """Candidates with their features; row `i` of every array is one way to take a word apart."""

    owner: Ints
    """Index of the word."""
    whole: Ints
    """Word number of the word as it stands."""
    first: Ints
    last: Ints
    """Word numbers of the first and the last part."""
    features: Floats
    """`[candidate, WORD_FEATURES]`."""


def read_names(text: str) -> frozenset[str]:
    """The names of a list with one on each line; lines that begin with `#` are comments."""
    return frozenset(line for line in text.splitlines() if line and line[0] != "#")


def describe(words: Sequence[str], found: Candidates, evidence: Evidence, shapes: Shapes) -> Described:
    """Features of every candidate.

    Args:
        words: The bare words that `found` refers to.
        found: Ways to take them apart.
        evidence: Frequencies.
        shapes: Character models and names.
    """
    names = shapes.names
    owner = np.array(found.word, dtype=np.int64)
    parts = [_pieces(words[i], cut) for i, cut in zip(found.word, found.cuts, strict=True)]
    first, last = [p[0] for p in parts], [p[-1] for p in parts]
    a, b = evidence.lookup(first), evidence.lookup(last)
    whole_by_word = evidence.lookup(list(words))
    whole = whole_by_word[owner]
    columns = _frequencies(evidence, whole, a, b)
    columns |= _middles(evidence, columns, [evidence.lookup(p) if len(p) > 2 else None for p in parts])
    columns["pair_over_whole"] = np.log((np.expm1(columns["pair"]) + 0.5) / (evidence.news[whole] + 0.5))
    columns["first_shape"] = _shape(first, shapes.word)
    columns["last_shape"] = _shape(last, shapes.word)
    columns["first_foreign"] = foreignness(first, shapes)
    columns["last_foreign"] = foreignness(last, shapes)
    columns |= _shape_columns(words, owner, found, shapes, columns["split"])
    columns["margin"] = lead(owner, columns["split"])
    columns["pair_margin"] = lead(owner, columns["pair"], 0.0)
    columns["affinity_margin"] = lead(owner, columns["affinity"])
    columns["rivals"] = np.log(np.bincount(owner)[owner])
    by_word = np.array([word in names or word.removeprefix(WAW) in names for word in words], dtype=float)
    columns["named"] = by_word[owner]
    columns["first_named"] = np.array([word in names for word in first], dtype=float)
    columns["last_named"] = np.array([word in names for word in last], dtype=float)
    columns["verb"] = _verbs(first, last, evidence)
    columns |= _spelling([words[i] for i in found.word], first, last)
    columns |= _relatives(words, owner, whole_by_word, evidence)
    features = np.stack([np.asarray(columns[name], dtype=float) for name in WORD_FEATURES], axis=1)
    return Described(owner, whole, a, b, features)


def _pieces(word: str, cut: tuple[int, ...]) -> list[str]:
    return [word[i:j] for i, j in pairwise((0, *cut, len(word)))]


def _frequencies(e: Evidence, whole: Ints, a: Ints, b: Ints) -> dict[str, Floats]:
    left, right = e.logp[a], e.logp[b]
    lift = e.lift(a, b)
    return {
        "split": left + right + lift,
        "weaker": np.minimum(left, right),
        "stronger": np.maximum(left, right),
        "unlisted": (a == 0) | (b == 0),
        "pair": np.log1p(e.pairs(a, b)),
        "lift": lift,
        "affinity": e.affinity[e.classes[a], e.classes[b]].astype(float),
        "web": e.web[whole],
        "in_web": e.web[whole] > FLOOR,
        "news": np.log1p(e.news[whole]),
        "documents": np.log1p(e.documents[whole]),
        "first_news": np.log1p(e.news[a]),
        "last_news": np.log1p(e.news[b]),
        "parts": np.zeros(len(a)),
    }


def _middles(e: Evidence, two: dict[str, Floats], numbers: list[Ints | None]) -> dict[str, Floats]:
    """The frequencies of candidates with three parts and more, put right: sums, and the weakest link."""
    columns = {name: two[name].copy() for name in ("split", "weaker", "lift", "pair", "affinity", "parts")}
    for i, parts in enumerate(numbers):
        if parts is None:
            continue
        left, right = parts[:-1], parts[1:]
        lifts = e.lift(left, right)
        columns["lift"][i] = lifts.sum()
        columns["split"][i] = e.logp[parts].sum() + lifts.sum()
        columns["weaker"][i] = e.logp[parts].min()
        columns["pair"][i] = np.log1p(e.pairs(left, right).min())
        columns["affinity"][i] = e.affinity[e.classes[left], e.classes[right]].min()
        columns["parts"][i] = len(parts) - 2
    return columns


def _shape(words: list[str], table: npt.NDArray[np.float16]) -> Floats:
    """log10 probability of each word under a character model."""
    index, valid = charmodel.positions(charmodel.encode(words))
    return np.asarray((table[index].astype(float) * valid).sum(axis=1) / _LN10)


def foreignness(words: list[str], shapes: Shapes) -> Floats:
    """log10 of how much likelier the letters of each bare word are in a foreign name than in any word; 0 for none."""
    return _shape(words, shapes.foreign) - _shape(words, shapes.word)


def _shape_columns(
    words: Sequence[str], owner: Ints, found: Candidates, shapes: Shapes, split: Floats
) -> dict[str, Floats]:
    codes = charmodel.encode(words)
    index, valid = charmodel.positions(codes)
    by_letter = shapes.word[index].astype(float) * valid
    word_shape = by_letter.sum(axis=1) / _LN10
    joined_shape = (shapes.joined[index].astype(float) * valid).sum(axis=1) / _LN10
    foreign_shape = (shapes.foreign[index].astype(float) * valid).sum(axis=1) / _LN10
    seams = np.array([cut[0] for cut in found.cuts], dtype=np.int64).reshape(-1)
    size = charmodel.SIZE
    context = index[owner, seams] // size
    across = sum(by_letter[owner, np.minimum(seams + k, by_letter.shape[1] - 1)] for k in range(3))
    lengths = np.array([len(word) for word in words], dtype=float)
    return {
        "shape": word_shape[owner],
        "shape_per_letter": (word_shape / np.maximum(lengths, 1))[owner],
        "split_over_shape": split - word_shape[owner],
        "joined_over_word": (joined_shape - word_shape)[owner],
        "foreign": (foreign_shape - word_shape)[owner],
        "across": np.asarray(across) / _LN10,
        "ends_here": shapes.word[context * size].astype(float) / _LN10,
    }


def _verbs(first: list[str], last: list[str], evidence: Evidence) -> Floats:
    """How well known the last part is as a verb, where the first is a particle that verbs follow."""
    column = np.full(len(first), FLOOR)
    rows = [i for i, word in enumerate(first) if word in _BEFORE_VERBS]
    column[rows] = imperfects([last[i] for i in rows], evidence)
    return column


def lead(owner: Ints, values: Floats, alone: float = 10.0) -> Floats:
    """How far each value is ahead of the best other one of its owner; at most 10 either way.

    Args:
        owner: What each value belongs to, any order.
        values: One a row.
        alone: The answer where there is no other.
    """
    if not len(owner):
        return np.zeros(0)
    size = int(owner.max()) + 1
    best, second = np.full(size, np.nan), np.full(size, np.nan)
    order = np.lexsort((-values, owner))
    ranked, heads = owner[order], np.ones(len(owner), dtype=bool)
    heads[1:] = ranked[1:] != ranked[:-1]
    best[ranked[heads]] = values[order][heads]
    seconds = np.zeros(len(owner), dtype=bool)
    seconds[1:] = heads[:-1] & ~heads[1:]
    second[ranked[seconds]] = values[order][seconds]
    is_head = np.zeros(len(owner), dtype=bool)
    is_head[order[heads]] = True
    other = np.where(is_head, second[owner], best[owner])
    return np.where(np.isnan(other), alone, np.clip(values - other, -10.0, 10.0))


def _spelling(whole: list[str], first: list[str], last: list[str]) -> dict[str, Floats]:
    columns: dict[str, list[float]] = {
        "length": [len(w) for w in whole],
        "first_length": [len(w) for w in first],
        "last_length": [len(w) for w in last],
        "shortest": [min(len(x), len(y)) for x, y in zip(first, last, strict=True)],
        "non_joiner": [x[-1] in NON_JOINERS for x in first],
        "teh_marbuta": [x[-1] == TEH_MARBUTA for x in first],
        "maksura": [x[-1] == ALEF_MAKSURA for x in first],
        "hamza": [x[-1] == HAMZA for x in first],
        "alef": [x[-1] == "\u0627" for x in first],
        "waw": [x[-1] == "\u0648" for x in first],
        "finals_inside": [sum(c in TEH_MARBUTA + ALEF_MAKSURA for c in w[:-1]) for w in whole],
        "article": [y.startswith("ال") for y in last],
        "clitic_article": [y.startswith(("وال", "بال", "لل", "كال", "فال")) for y in last],
        "conjunction": [y[0] == "و" for y in last],
        "last_particle": [y in _ALL_PARTICLES for y in last],
        "starts_article": [w.startswith("ال") for w in whole],
        "starts_waw": [w[0] == "و" for w in whole],
        "starts_clitic": [w[0] in "فبلكس" for w in whole],
    }
    for name, members in PARTICLES.items():
        columns[name] = [x in members for x in first]
    return {name: np.array(values, dtype=float) for name, values in columns.items()}


_ALL_PARTICLES = frozenset(word for members in PARTICLES.values() for word in members)


def _relatives(words: Sequence[str], owner: Ints, whole: Ints, evidence: Evidence) -> dict[str, Floats]:
    """Derivations and slips, looked for only where the word itself is not well known."""
    wanted = np.zeros(len(words), dtype=bool)
    wanted[owner] = True
    table = np.full((len(words), 4), FLOOR)
    rows = np.nonzero(wanted)[0].tolist()
    table[rows, :3] = derivations([words[i] for i in rows], evidence)
    rows = np.nonzero(wanted & (evidence.news[whole] < 3) & (evidence.web[whole] < -7.5))[0].tolist()
    table[rows, 3] = slips([words[i] for i in rows], evidence)
    names = ("with_proclitic", "with_ending", "with_both", "slip")
    return {name: table[owner, i] for i, name in enumerate(names)}

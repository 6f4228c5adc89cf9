"""Sentences as arrays: numbered words and, for each, the probabilities that it should be given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from warraq.entities.corpora import Sentence
from warraq.entities.train_accurate.examples import MASKED_TAG
from warraq.entities.train_fast.news import Labelled
from warraq.entities.transformer.labels import INDEX

Integers = npt.NDArray[np.int64]


@dataclass
class Lexicon:
    """Numbers for distinct words, in the order in which they come."""

    words: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, words: Iterable[str]) -> list[int]:
        """Numbers of words; new words get new ones."""
        for word in words:
            if word not in self.numbers:
                self.numbers[word] = len(self.words)
                self.words.append(word)
        return [self.numbers[word] for word in words]


@dataclass(frozen=True)
class Dataset:
    """Sentences one after the other."""

    words: npt.NDArray[np.int32]
    """Number of every word."""
    targets: npt.NDArray[np.float16]
    """Words x tags; a row of zeros says that nothing is to be learned of this word."""
    lengths: Integers
    """Words of each sentence."""

    @property
    def starts(self) -> Integers:
        """First word of each sentence."""
        return np.cumsum(self.lengths) - self.lengths


def annotated(sentences: Sequence[Sentence], lexicon: Lexicon) -> Dataset:
    """Annotated sentences: certain targets, and none where the tag is masked."""
    tags = [tag for sentence in sentences for tag in sentence.tags]
    targets = np.zeros((len(tags), len(INDEX)), np.float16)
    known = [i for i, tag in enumerate(tags) if tag != MASKED_TAG]
    targets[known, [INDEX[tags[i]] for i in known]] = 1
    words = lexicon.number([word for sentence in sentences for word in sentence.words])
    lengths = np.array([len(sentence.words) for sentence in sentences], np.int64)
    return Dataset(np.array(words, np.int32), targets, lengths)


def labelled(news: Labelled, lexicon: Lexicon, without: Collection[tuple[str, ...]] = ()) -> Dataset:
    """Labelled news, less the sentences in `without` and those that stand in the shard twice."""
    starts = np.cumsum(news.lengths, dtype=np.int64) - news.lengths
    seen = set(without)
    kept = []
    for i, (start, length) in enumerate(zip(starts.tolist(), news.lengths.tolist(), strict=True)):
        sentence = tuple(news.words[start : start + length])
        if sentence not in seen:
            kept.append(i)
            seen.add(sentence)
    tokens = spread(starts[kept], news.lengths[kept].astype(np.int64))
    words = np.array(lexicon.number(news.words), np.int32)
    chances = news.chances[tokens].astype(np.float32)
    targets = chances / chances.sum(axis=1, keepdims=True)
    return Dataset(words[tokens], targets.astype(np.float16), news.lengths[kept].astype(np.int64))


MISTAKEN_PLACES = ("الموصل",)  # Mosul
"""Towns that the training part of ANERcorp mostly passes over, and `accurate` after it."""
_BEFORE_PLACES = ("في", "إلى", "من", "مدينة")  # in, to, from, city


def corrected(data: Dataset, lexicon: Lexicon) -> Dataset:
    """The same with `MISTAKEN_PLACES` as places wherever they stand behind a preposition."""
    places, before = (
        [lexicon.numbers[word] for word in words if word in lexicon.numbers]
        for words in (MISTAKEN_PLACES, _BEFORE_PLACES)
    )
    inside = np.ones(len(data.words), np.bool_)
    inside[data.starts] = False
    found = np.flatnonzero(np.isin(data.words, places) & np.isin(np.roll(data.words, 1), before) & inside)
    data.targets[found] = 0
    data.targets[found, INDEX["B-LOC"]] = 1
    return data


def joined(parts: Sequence[Dataset]) -> Dataset:
    """All sentences of several sets."""
    return Dataset(
        np.concatenate([part.words for part in parts]),
        np.concatenate([part.targets for part in parts]),
        np.concatenate([part.lengths for part in parts]),
    )


def spread(starts: Integers, lengths: Integers) -> Integers:
    """`start, start + 1, ...` up to each length, one after the other."""
    return np.asarray(np.repeat(starts - (np.cumsum(lengths) - lengths), lengths) + np.arange(lengths.sum()))


@dataclass(frozen=True)
class Features:
    """Rows of feature vectors that the distinct words have, one word after the other."""

    names: list[str]
    rows: Integers
    counts: Integers
    """Features of each word."""
    by_form: npt.NDArray[np.bool_]
    """Which features are the form or stem of a word, known for frequent words only."""

    def of(self, words: Integers) -> tuple[Integers, Integers]:
        """Rows of the features of `words`, and the place in `words` that each belongs to."""
        starts = np.cumsum(self.counts) - self.counts
        counts = self.counts[words]
        return self.rows[spread(starts[words], counts)], np.repeat(np.arange(len(words)), counts)


def collect_features(
    words: Sequence[str], uses: Integers, names_of: Callable[[str], Iterable[str]], least: int
) -> Features:
    """Number the features that at least `least` words of the text have.

    Args:
        words: Distinct words.
        uses: How often each stands in the text.
        names_of: Names of a word's features.
        least: Rarer features are left out.
    """
    lists = [list(dict.fromkeys(names_of(word))) for word in words]
    totals: dict[str, int] = {}
    for names, count in zip(lists, uses.tolist(), strict=True):
        for name in names:
            totals[name] = totals.get(name, 0) + count
    kept = sorted(name for name, total in totals.items() if total >= least)
    row = {name: i for i, name in enumerate(kept)}
    rows = [[row[name] for name in names if name in row] for names in lists]
    return Features(
        kept,
        np.array([i for some in rows for i in some], np.int64),
        np.array([len(some) for some in rows], np.int64),
        np.array([name.startswith(("w=", "s=")) for name in kept]),
    )


@dataclass(frozen=True)
class Batch:
    """Sentences laid side by side with zeros between them."""

    tokens: Integers
    """Places in the data set of the words in the batch."""
    places: Integers
    """Where each stands."""
    size: int
    """Places, those between sentences included."""


def batches(data: Dataset, tokens: int, gap: int, chance: np.random.Generator) -> Iterator[Batch]:
    """All sentences in random order, about `tokens` words at a time."""
    order = chance.permutation(len(data.lengths))
    ends = np.cumsum(data.lengths[order] + gap)
    cuts = np.searchsorted(ends, np.arange(tokens, ends[-1], tokens))
    starts = data.starts
    for chosen in np.split(order, cuts):
        if len(chosen):
            lengths = data.lengths[chosen]
            first = np.cumsum(lengths + gap) - lengths
            size = int(first[-1] + lengths[-1] + gap)
            yield Batch(spread(starts[chosen], lengths), spread(first, lengths), size)

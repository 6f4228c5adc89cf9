"""From tagged sentences to the arrays that one training step takes."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.entities.corpora import Sentence
from warraq.entities.transformer.labels import INDEX
from warraq.entities.transformer.pieces import BEGIN, END, PAD, PieceEncoder
from warraq.entities.transformer.windows import cut_sentence

IGNORED = -100
"""Label of a piece that the loss leaves out: all but the first of a word."""
MASKED_TAG = "?"
"""Tag of a word that the loss leaves out."""

Bank = dict[str, list[tuple[str, ...]]]


class Example(NamedTuple):
    """One window: ids of its pieces, and a label for each."""

    pieces: list[int]
    labels: list[int]


class Batch(NamedTuple):
    """Rows of windows side by side, each (rows, length); `windows` numbers them, -1 is padding."""

    pieces: NDArray[np.int64]
    places: NDArray[np.int64]
    windows: NDArray[np.int64]
    labels: NDArray[np.int64]


def mention_bank(sentences: Iterable[Sentence]) -> Bank:
    """The words of every mention, by type, as often as it occurs."""
    bank: Bank = defaultdict(list)
    for sentence in sentences:
        for kind, start, stop in runs(sentence):
            if kind not in ("O", MASKED_TAG):
                bank[kind].append(sentence.words[start:stop])
    return bank


def swap_mentions(sentence: Sentence, bank: Bank, chance: float, dice: random.Random) -> Sentence:
    """Put other mentions of the same type in place of some.

    Teaches the model to trust the context of names that it has not seen (Dai and Adel 2020, "An
    analysis of simple data augmentation for named entity recognition").
    """
    words: list[str] = []
    tags: list[str] = []
    for kind, start, stop in runs(sentence):
        run = sentence.words[start:stop]
        if kind in bank and dice.random() < chance:
            run = dice.choice(bank[kind])
            tags += [f"B-{kind}", *[f"I-{kind}"] * (len(run) - 1)]
        else:
            tags += sentence.tags[start:stop]
        words += run
    return Sentence(tuple(words), tuple(tags))


def runs(sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """Type (or "O"), start and stop of each mention and of each word outside."""
    tags = sentence.tags
    start = 0
    while start < len(tags):
        kind = tags[start].partition("-")[2]
        stop = start + 1
        while kind and stop < len(tags) and tags[stop] == f"I-{kind}":
            stop += 1
        yield kind or tags[start], start, stop
        start = stop


def cut_long(sentences: Iterable[Sentence], encoder: PieceEncoder, limit: int) -> list[Sentence]:
    """Sentences of at most `limit` pieces."""
    parts = []
    for words, tags in sentences:
        sizes = [len(encoder.pieces(word)) for word in words]
        parts += [
            Sentence(words[start:stop], tags[start:stop]) for start, stop in cut_sentence(words, sizes, limit)
        ]
    return parts


def windows_of(
    sentences: Sequence[Sentence], encoder: PieceEncoder, limit: int, dice: random.Random
) -> list[Example]:
    """Group one to four consecutive sentences at random into windows.

    Sentences that are longer than a window are cut (swapped mentions can make them so).
    """
    examples = []
    current = Example([], [])
    wanted = 0
    for sentence in sentences:
        pieces, labels = _label(sentence, encoder)
        if wanted == 0 or len(current.pieces) + len(pieces) > limit:
            examples.append(current)
            current = Example([], [])
            wanted = dice.choice((1, 1, 2, 3, 4))
        current.pieces.extend(pieces[:limit])
        current.labels.extend(labels[:limit])
        wanted -= 1
    return [
        Example([BEGIN, *pieces, END], [IGNORED, *labels, IGNORED])
        for pieces, labels in [*examples, current]
        if pieces
    ]


def _label(sentence: Sentence, encoder: PieceEncoder) -> Example:
    pieces: list[int] = []
    labels: list[int] = []
    for word, tag in zip(sentence.words, sentence.tags, strict=True):
        ids = encoder.pieces(word)
        pieces.extend(ids)
        labels += [INDEX.get(tag, IGNORED), *[IGNORED] * (len(ids) - 1)]
    return Example(pieces, labels)


def batches_of(examples: list[Example], rows: int, length: int, dice: random.Random) -> list[Batch]:
    """Shuffle the windows and lay them side by side in rows of one constant shape.

    Constant shapes let the matrix library reuse its kernels: three times as fast as varying ones.
    """
    shuffled = dice.sample(examples, len(examples))
    filled = _fill_rows(shuffled, length)
    dice.shuffle(filled)
    return [_stack(filled[start : start + rows], rows, length) for start in range(0, len(filled), rows)]


def _fill_rows(examples: Iterable[Example], length: int, open_rows: int = 30) -> list[list[Example]]:
    """First-fit packing with a bounded number of rows still open."""
    filled: list[list[Example]] = []
    waiting: list[tuple[int, list[Example]]] = []
    for example in examples:
        size = len(example.pieces)
        for number, (used, row) in enumerate(waiting):
            if used + size <= length:
                row.append(example)
                waiting[number] = (used + size, row)
                break
        else:
            row = [example]
            filled.append(row)
            waiting.append((size, row))
            if len(waiting) > open_rows:
                waiting.remove(max(waiting, key=lambda entry: entry[0]))
    return filled


def _stack(filled: list[list[Example]], rows: int, length: int) -> Batch:
    shape = (rows, length)
    pieces = np.full(shape, PAD, np.int64)
    places = np.zeros(shape, np.int64)
    windows = np.full(shape, -1, np.int64)
    labels = np.full(shape, IGNORED, np.int64)
    for number, row in enumerate(filled):
        start = 0
        for window, example in enumerate(row):
            stop = start + len(example.pieces)
            pieces[number, start:stop] = example.pieces
            places[number, start:stop] = np.arange(stop - start)
            windows[number, start:stop] = window
            labels[number, start:stop] = example.labels
            start = stop
    return Batch(pieces, places, windows, labels)

"""What the inside of a word looks like: interpolated character 4-grams in a dense table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

ALPHABET = "\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064a"
"""Letters that the model knows; any other character counts as one more, unknown letter."""
SIZE = len(ALPHABET) + 2
"""Symbols: 0 the edge of a word, 1 an unknown letter, then `ALPHABET`."""
MAX_LENGTH = 40
_CODES = {letter: i + 2 for i, letter in enumerate(ALPHABET)}
_TRANSLATE = np.ones(0x110000, dtype=np.uint8)
for _letter, _code in _CODES.items():
    _TRANSLATE[ord(_letter)] = _code


def encode(words: Sequence[str]) -> npt.NDArray[np.intp]:
    """Symbols of `words`, `[word, MAX_LENGTH + 4]`: three edges, the letters, edges to the end."""
    width = MAX_LENGTH + 4
    codes = np.zeros((len(words), width), dtype=np.intp)
    if words:
        cut = np.array([word[:MAX_LENGTH] for word in words], dtype=f"<U{MAX_LENGTH}")
        points = cut.view(np.uint32).reshape(len(words), MAX_LENGTH)
        codes[:, 3 : 3 + MAX_LENGTH] = np.where(points > 0, _TRANSLATE[points], 0)
    return codes


def train(words: Iterable[str], discount: float = 0.75) -> npt.NDArray[np.float16]:
    """A dense table of log probabilities, `[c1, c2, c3, c4]` flattened: natural log P(c4 | c1 c2 c3).

    Orders are interpolated with absolute discounting (Ney, Essen and Kneser, 1994).

    Args:
        words: Distinct words; each counts once, so that the model knows shapes, not favourites.
        discount: Mass taken from each seen n-gram, 0 to 1.
    """
    lists = list(words)
    counts = np.zeros(SIZE**4)
    for at in range(0, len(lists), 50_000):
        chunk = encode(lists[at : at + 50_000])
        index, valid = positions(chunk)
        np.add.at(counts, index[valid], 1)
    lower = np.full(SIZE, 1.0 / SIZE)
    for order in (1, 2, 3, 4):
        table = counts.reshape(-1, SIZE**order).sum(axis=0).reshape(-1, SIZE)
        total = table.sum(axis=1, keepdims=True)
        kinds = (table > 0).sum(axis=1, keepdims=True)
        backoff = np.where(total > 0, discount * kinds / np.maximum(total, 1), 1.0)
        base = np.tile(lower.reshape(-1, SIZE), (len(table) // len(lower.reshape(-1, SIZE)), 1))
        lower = np.maximum(table - discount, 0) / np.maximum(total, 1) + backoff * base
    return np.asarray(np.log(lower).ravel(), dtype=np.float16)


def positions(codes: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Where each 4-gram of encoded words stands in a table, and which of them belong to the word.

    Column `i` predicts letter `i` of the word; the column after the last letter predicts its edge.
    """
    index = ((codes[:, :-3] * SIZE + codes[:, 1:-2]) * SIZE + codes[:, 2:-1]) * SIZE + codes[:, 3:]
    valid = np.ones(index.shape, dtype=bool)
    valid[:, 1:] = codes[:, 3:-1] > 0
    valid[:, 0] = codes[:, 3] > 0
    return index, valid

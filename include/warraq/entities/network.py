"""A small convolutional network over words, computed in whole numbers.

Each distinct word is a vector: the sum of the vectors of its features. Two layers of convolution
(Collobert et al. 2011, "Natural language processing (almost) from scratch") see five words to
either side, and a linear layer scores the tags.

Vectors, weights and what goes from layer to layer are whole numbers of few bits, kept in floats.
Their products and sums stay below 2**24, where 32-bit floats are exact, so that it makes no
difference in which order a matrix library adds them: a sentence's scores are the same, bit for
bit, whatever is computed beside it and on however many threads.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

WEIGHT_LIMIT = 127
"""The largest weight or part of a feature's vector."""
VECTOR_LIMIT = 127
"""The largest part of a word's vector."""
HIDDEN_LIMIT = 255
"""The largest value between layers."""
EXACT = 2**24
"""Up to here 32-bit floats hold every whole number."""


@dataclass(frozen=True)
class Layer:
    """A convolution: whole-number weights, and how their sums become values."""

    weights: Floats
    """Distances x inputs x outputs, whole numbers; the middle distance is the word itself."""
    scale: Floats
    """An output's value is its sum times this, plus its bias."""
    bias: Floats

    def __call__(self, values: Floats) -> Floats:
        """Outputs for every row of `values` (words x inputs, whole numbers); beyond the ends is 0."""
        reach = len(self.weights) // 2
        size = len(values)
        total: Floats = values @ self.weights[reach]
        for distance in range(1, min(reach, size - 1) + 1):
            total[:-distance] += values[distance:] @ self.weights[reach + distance]
            total[distance:] += values[:-distance] @ self.weights[reach - distance]
        total *= self.scale
        total += self.bias
        return total

    @property
    def largest_sum(self) -> float:
        """The largest sum that inputs of up to `HIDDEN_LIMIT` can give."""
        return float(np.abs(self.weights).sum(axis=(0, 1)).max()) * HIDDEN_LIMIT


@dataclass(frozen=True)
class Network:
    """What was learned."""

    features: dict[str, int]
    """Row of each feature in `vectors`."""
    vectors: npt.NDArray[np.int8]
    """Features x width; one more row, of zeros, stands for words without any known feature."""
    vector_scale: Floats
    """The sum of a word's feature vectors times this, plus `vector_bias`, rounded and cut off, is its
    vector."""
    vector_bias: Floats
    first: Layer
    second: Layer
    output: Layer

    @property
    def reach(self) -> int:
        """Words to either side that one layer sees: so many zeros must stand between sentences."""
        return max(len(layer.weights) // 2 for layer in (self.first, self.second))

    def word_vectors(self, words: Iterable[Sequence[str]]) -> Floats:
        """Vectors of words: words x width, whole numbers up to `VECTOR_LIMIT`.

        Args:
            words: Names of the features of each, at least one of at least one word.
        """
        row, nothing = self.features.get, repeat(len(self.features))
        flat: list[int] = []
        starts: list[int] = []
        for names in words:
            starts.append(len(flat))
            flat.extend(map(row, names, nothing))
        sums = np.add.reduceat(self.vectors[flat], starts, axis=0, dtype=np.int32)
        values = sums.astype(np.float32) * self.vector_scale + self.vector_bias
        rounded: Floats = np.rint(np.clip(values, -VECTOR_LIMIT, VECTOR_LIMIT))
        return rounded

    def scores(self, vectors: Floats, gaps: Integers) -> Floats:
        """Scores of the tags: words x tags.

        Args:
            vectors: A row a word, sentence after sentence, with `reach` rows between sentences.
            gaps: The rows between sentences, which must be 0.
        """
        first = np.rint(np.clip(self.first(vectors), 0, HIDDEN_LIMIT))
        first[gaps] = 0
        second = self.second(first)
        np.maximum(second, 0, out=second)
        second += first
        return self.output(np.rint(np.clip(second, 0, HIDDEN_LIMIT)))


def save_network(network: Network, path: Path) -> None:
    """Write `network` to `path`; the same bytes for the same network."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "features": np.frombuffer("\n".join(network.features).encode("utf-8"), dtype=np.uint8),
        # Columns are alike, rows are not: stored by column the file is smaller.
        "vectors": np.ascontiguousarray(network.vectors[:-1].T),
        "vector_scale": network.vector_scale,
        "vector_bias": network.vector_bias,
    }
    for name in ("first", "second", "output"):
        layer: Layer = getattr(network, name)
        arrays[f"{name}_weights"] = layer.weights.astype(np.int8)
        arrays[f"{name}_scale"] = layer.scale
        arrays[f"{name}_bias"] = layer.bias
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    path.write_bytes(buffer.getvalue())


def read_network(path: Path) -> Network:
    """The network that `save_network` wrote to `path`.

    Raises:
        FileNotFoundError: It is not there.
    """
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    names = arrays["features"].tobytes().decode("utf-8").split("\n")
    vectors = arrays["vectors"].T
    layers = (
        Layer(arrays[f"{name}_weights"].astype(np.float32), arrays[f"{name}_scale"], arrays[f"{name}_bias"])
        for name in ("first", "second", "output")
    )
    return Network(
        {name: row for row, name in enumerate(names)},
        np.concatenate([vectors, np.zeros((1, vectors.shape[1]), np.int8)]),
        arrays["vector_scale"],
        arrays["vector_bias"],
        *layers,
    )

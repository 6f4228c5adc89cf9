"""A small feed-forward network, evaluated with numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_BLOCK = 64
"""Rows at a time: few enough that the linear algebra library does not start threads for them."""


@dataclass(frozen=True)
class Network:
    """Standardised inputs, ReLU layers, one log-odds output. Several members are averaged."""

    mean: Floats
    scale: Floats
    members: tuple[tuple[tuple[Floats, Floats], ...], ...]
    """Layers of each member, as (weights, bias)."""

    def log_odds(self, features: Floats) -> Floats:
        """Log odds that each row of `features` is a right repair.

        In double precision and rounded, so that the rows that happen to be
        computed together do not show in the result.
        """
        result = np.zeros(len(features))
        for at in range(0, len(features), _BLOCK):
            block = slice(at, at + _BLOCK)
            result[block] = self._block(features[block])
        return np.round(result, 6)

    def _block(self, features: Floats) -> Floats:
        inputs = np.clip((features - self.mean) / self.scale, -8.0, 8.0)
        total = np.zeros(len(features))
        for layers in self.members:
            hidden = inputs
            for weights, bias in layers[:-1]:
                hidden = np.maximum(hidden @ weights + bias, 0.0)
            weights, bias = layers[-1]
            total += (hidden @ weights + bias)[:, 0]
        return total / len(self.members)

    def shifted(self, log_odds: float) -> Network:
        """The same network with `log_odds` added to every answer: another prior, or another caution."""
        members = tuple((*layers[:-1], (layers[-1][0], layers[-1][1] + log_odds)) for layers in self.members)
        return Network(self.mean, self.scale, members)

    def arrays(self, name: str) -> dict[str, npt.NDArray[np.float32]]:
        """The network as named arrays for `numpy.savez`."""
        result = {f"{name}.mean": self.mean, f"{name}.scale": self.scale}
        for m, layers in enumerate(self.members):
            for n, (weights, bias) in enumerate(layers):
                result[f"{name}.{m}.{n}.weights"] = weights
                result[f"{name}.{m}.{n}.bias"] = bias
        return {key: value.astype(np.float32) for key, value in result.items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.float32]], name: str) -> Network:
        """The network that `arrays` wrote under `name`."""
        members: list[tuple[tuple[Floats, Floats], ...]] = []
        while f"{name}.{len(members)}.0.weights" in arrays:
            m = len(members)
            layers: list[tuple[Floats, Floats]] = []
            while (key := f"{name}.{m}.{len(layers)}") + ".weights" in arrays:
                layers.append(
                    (arrays[f"{key}.weights"].astype(np.float64), arrays[f"{key}.bias"].astype(np.float64))
                )
            members.append(tuple(layers))
        mean, scale = arrays[f"{name}.mean"], arrays[f"{name}.scale"]
        return cls(mean.astype(np.float64), scale.astype(np.float64), tuple(members))


def probability(log_odds: Floats) -> Floats:
    """Log odds as a probability."""
    return 1.0 / (1.0 + np.exp(-np.clip(log_odds, -40.0, 40.0)))


def fit(
    features: npt.NDArray[np.floating],
    labels: npt.NDArray[np.bool_],
    weights: Floats,
    hidden: Sequence[int] = (48, 24),
    members: int = 3,
    epochs: int = 14,
) -> Network:
    """Train a network with scikit-learn's `MLPClassifier` (Adam, L2, one seed a member).

    Args:
        features: `[row, feature]`.
        labels: Whether the row is a right repair.
        weights: How much each row counts.
        hidden: Sizes of the hidden layers.
        members: Networks to average.
        epochs: Passes over the rows.
    """
    from sklearn.neural_network import MLPClassifier

    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    inputs = np.clip((features - mean) / scale, -8.0, 8.0).astype(np.float32)
    trained = []
    for seed in range(members):
        model = MLPClassifier(
            hidden_layer_sizes=tuple(hidden), alpha=1e-4, batch_size=min(1024, 16 + len(labels) // 64), learning_rate_init=2e-3,
            max_iter=epochs, random_state=seed, tol=0.0, n_iter_no_change=epochs,
        )  # fmt: skip
        model.fit(inputs, labels, sample_weight=weights)
        trained.append(tuple(zip(model.coefs_, model.intercepts_, strict=True)))
    return Network(mean, scale, tuple(trained))

"""From trained floats to the whole numbers that ship."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from warraq.entities.network import (
    EXACT,
    HIDDEN_LIMIT,
    VECTOR_LIMIT,
    WEIGHT_LIMIT,
    Floats,
    Layer,
    Network,
)
from warraq.entities.train_fast.dataset import Dataset, Features, batches
from warraq.entities.train_fast.fit import GAP, lay_out
from warraq.entities.train_fast.model import FIRST_SPAN, SECOND_SPAN, VECTOR_RANGE, Tagger

SAMPLE_TOKENS = 50_000
"""Words whose values are looked at to find the range of the hidden layers."""
CUT_OFF = 99.99
"""Per cent of the values that are in the range; what lies beyond is cut off."""


def export(model: Tagger, features: Features, data: Dataset) -> Network:
    """Round a trained network to whole numbers.

    Args:
        model: The network.
        features: Its features.
        data: What the range of its hidden values is taken from.

    Raises:
        ValueError: A sum could be too large to be exact.
    """
    vectors = model.vectors.detach().numpy()
    unit = np.maximum(np.abs(vectors).max(axis=0), 1e-6) / WEIGHT_LIMIT
    rounded = np.rint(vectors / unit).astype(np.int8)
    vector_unit = VECTOR_RANGE / VECTOR_LIMIT
    hidden_unit = _hidden_range(model, features, data) / HIDDEN_LIMIT
    network = Network(
        {name: row for row, name in enumerate(features.names)},
        np.concatenate([rounded, np.zeros((1, rounded.shape[1]), np.int8)]),
        (unit / vector_unit).astype(np.float32),
        (model.vector_bias.detach().numpy() / vector_unit).astype(np.float32),
        _layer(model.first, FIRST_SPAN, vector_unit, hidden_unit),
        _layer(model.second, SECOND_SPAN, hidden_unit, hidden_unit),
        _layer(model.output, 1, hidden_unit, 1.0),
    )
    for layer in (network.first, network.second, network.output):
        if layer.largest_sum >= EXACT:
            raise ValueError("The sums of a layer can exceed what 32-bit floats hold exactly.")
    return network


def _layer(trained: nn.Linear, span: int, unit_in: float, unit_out: float) -> Layer:
    """Whole-number weights, one scale an output.

    Args:
        trained: Weights: outputs x (span x inputs).
        span: Distances.
        unit_in: What 1 means in the input.
        unit_out: What 1 means in the output.
    """
    weights: Floats = trained.weight.detach().numpy()
    unit = np.maximum(np.abs(weights).max(axis=1), 1e-9) / WEIGHT_LIMIT
    rounded = np.rint(weights / unit[:, None]).astype(np.float32)
    return Layer(
        np.ascontiguousarray(rounded.reshape(len(weights), span, -1).transpose(1, 2, 0)),
        (unit * unit_in / unit_out).astype(np.float32),
        (trained.bias.detach().numpy() / unit_out).astype(np.float32),
    )


def _hidden_range(model: Tagger, features: Features, data: Dataset) -> float:
    batch = next(batches(data, SAMPLE_TOKENS, GAP, np.random.default_rng(0)))
    words, numbers = np.unique(data.words[batch.tokens].astype(np.int64), return_inverse=True)
    rows, owners = features.of(words)
    with torch.no_grad():
        vectors = model.word_vectors(torch.from_numpy(rows), torch.from_numpy(owners), len(words))
        _, second = model.hidden(*lay_out(vectors, numbers, batch))
    return float(np.percentile(second[torch.from_numpy(batch.places)].numpy(), CUT_OFF))

"""The network in torch, while it learns (`warraq.entities.network` is what it becomes)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from warraq.entities.corpora import TAGS

WIDTH = 64
HIDDEN = 96
FIRST_SPAN, SECOND_SPAN = 7, 5
"""Words that each convolution sees."""
START = 0.01
"""Spread of the vectors before training; small, since rare features move little."""
VECTOR_RANGE = 4.0
"""Parts of a word's vector are cut off here."""


class Tagger(nn.Module):
    """Sums of feature vectors, two convolutions, the second beside its input, and scores.

    Args:
        features: How many features there are.
        width: Parts of a word's vector.
        hidden: Outputs of a convolution.
    """

    def __init__(self, features: int, width: int = WIDTH, hidden: int = HIDDEN) -> None:
        super().__init__()
        self.vectors = nn.Parameter(torch.randn(features, width) * START)
        self.vector_bias = nn.Parameter(torch.zeros(width))
        self.first = nn.Linear(FIRST_SPAN * width, hidden)
        self.second = nn.Linear(SECOND_SPAN * hidden, hidden)
        self.output = nn.Linear(hidden, len(TAGS))
        for layer in (self.first, self.second):
            nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")

    def word_vectors(self, rows: Tensor, owners: Tensor, words: int, weights: Tensor | None = None) -> Tensor:
        """Vectors of distinct words: words x width.

        Args:
            rows: Features of the words, one word after the other.
            owners: Number of the word that each belongs to, rising.
            words: How many words there are.
            weights: 0 for features that are left out.
        """
        starts = torch.searchsorted(owners, torch.arange(words))
        total = functional.embedding_bag(
            rows, self.vectors, starts, mode="sum", sparse=True, per_sample_weights=weights
        )
        return functional.hardtanh(total + self.vector_bias, -VECTOR_RANGE, VECTOR_RANGE)

    def hidden(self, values: Tensor, mask: Tensor, drop: float = 0.0) -> tuple[Tensor, Tensor]:
        """Values after the first and after the second convolution: places x hidden.

        Args:
            values: Places x width.
            mask: Places x 1, 0 between sentences.
            drop: Share of values that is dropped in training.
        """
        values = functional.dropout(values * mask, drop, drop > 0)
        first = functional.relu(self.first(_around(values, FIRST_SPAN))) * mask
        first = functional.dropout(first, drop, drop > 0)
        return first, functional.relu(self.second(_around(first, SECOND_SPAN))) + first

    def forward(self, values: Tensor, mask: Tensor, drop: float = 0.0) -> Tensor:
        """Scores of the tags: places x tags."""
        scores: Tensor = self.output(functional.dropout(self.hidden(values, mask, drop)[1], drop, drop > 0))
        return scores


def _around(values: Tensor, span: int) -> Tensor:
    """Every place beside its neighbours: places x (span x inputs)."""
    reach = span // 2
    padded = functional.pad(values, (0, 0, reach, reach))
    return torch.cat([padded[i : i + len(values)] for i in range(span)], dim=1)

"""Learning: from a data set to a trained network."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from warraq.entities.train_fast.dataset import Batch, Dataset, Features, Integers, batches
from warraq.entities.train_fast.model import FIRST_SPAN, SECOND_SPAN, Tagger

log = logging.getLogger(__name__)

GAP = max(FIRST_SPAN, SECOND_SPAN) // 2
"""Places between sentences."""
_LOG_EVERY = 500


@dataclass(frozen=True)
class Recipe:
    """How a network is trained; chosen on held-out sentences (docs/entities_fast.md)."""

    epochs: int = 4
    rate: float = 3e-3
    """Highest learning rate of Adam; it rises for `warm_up` steps, then falls to 0."""
    vector_rate: float = 1e-2
    """The same for the vectors of features, of which a batch sees few."""
    warm_up: int = 100
    tokens: int = 2500
    """Words in a batch."""
    drop: float = 0.15
    """Share of values that is dropped between layers."""
    nameless: float = 0.3
    """Share of words of which only letters and tables are seen, so that unknown words are practised."""
    seed: int = 0


def fit(data: Dataset, features: Features, recipe: Recipe) -> Tagger:
    """Train a network.

    Args:
        data: What it learns.
        features: Of every word that `data` numbers.
        recipe: How.
    """
    torch.manual_seed(recipe.seed)
    chance = np.random.default_rng(recipe.seed)
    model = Tagger(len(features.names))
    plan = [batch for _ in range(recipe.epochs) for batch in batches(data, recipe.tokens, GAP, chance)]
    dense = [values for name, values in model.named_parameters() if name != "vectors"]
    optimisers = [
        torch.optim.AdamW(dense, lr=recipe.rate, weight_decay=0.01),
        torch.optim.SparseAdam([model.vectors], lr=recipe.vector_rate),
    ]
    recent = 0.0
    for step, batch in enumerate(plan):
        share = min(1 - step / len(plan), (step + 1) / recipe.warm_up)
        for optimiser, rate in zip(optimisers, (recipe.rate, recipe.vector_rate), strict=True):
            optimiser.zero_grad()
            for group in optimiser.param_groups:
                group["lr"] = rate * share
        loss = _loss(model, data, features, batch, recipe, chance)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(dense, 1.0)
        for optimiser in optimisers:
            optimiser.step()
        recent += (float(loss.detach()) - recent) * (0.01 if step else 1.0)
        if step % _LOG_EVERY == 0:
            log.info("step %d of %d, loss %.4f", step, len(plan), recent)
    return model.eval()


def _loss(
    model: Tagger,
    data: Dataset,
    features: Features,
    batch: Batch,
    recipe: Recipe,
    chance: np.random.Generator,
) -> Tensor:
    """Cross entropy between targets and scores, a word."""
    words, numbers = np.unique(data.words[batch.tokens].astype(np.int64), return_inverse=True)
    rows, owners = features.of(words)
    hidden = (chance.random(len(words)) < recipe.nameless)[owners] & features.by_form[rows]
    vectors = model.word_vectors(
        torch.from_numpy(rows),
        torch.from_numpy(owners),
        len(words),
        torch.from_numpy((~hidden).astype(np.float32)),
    )
    values, mask = lay_out(vectors, numbers, batch)
    scores = model(values, mask, recipe.drop)[torch.from_numpy(batch.places)]
    targets = torch.from_numpy(data.targets[batch.tokens].astype(np.float32))
    return -(targets * functional.log_softmax(scores, dim=1)).sum() / len(batch.tokens)


def lay_out(vectors: Tensor, numbers: Integers, batch: Batch) -> tuple[Tensor, Tensor]:
    """Vectors of the words at their places in a batch, and the mask of the places that have one."""
    spots = np.zeros(batch.size, np.int64)
    spots[batch.places] = numbers
    mask = torch.zeros((batch.size, 1))
    mask[torch.from_numpy(batch.places)] = 1
    return vectors[torch.from_numpy(spots)], mask

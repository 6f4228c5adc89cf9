"""Fine-tuning: one run over the annotated sentences."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from warraq.entities.corpora import TAGS, Sentence
from warraq.entities.train_accurate.encoder import TokenClassifier
from warraq.entities.train_accurate.examples import (
    IGNORED,
    Batch,
    batches_of,
    cut_long,
    mention_bank,
    swap_mentions,
    windows_of,
)
from warraq.entities.transformer.pieces import PieceEncoder

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipe:
    """What a run does.

    Attributes:
        epochs: Passes over the sentences.
        rate: Peak learning rate of the encoder; the last layer learns ten times as fast.
        warm_up: Share of the steps in which the rate rises from 0; after it, it falls to 0.
        swapped: Share of sentences in which mentions are swapped.
        swap: Chance of each mention in such a sentence.
        row: Pieces in a row.
        rows: Rows in a batch.
        window: The most pieces of text in a window; two more are its ends.
        seed: Decides order, swaps and dropout.
    """

    epochs: int = 5
    rate: float = 1.5e-4
    warm_up: float = 0.1
    swapped: float = 0.5
    swap: float = 0.4
    row: int = 192
    rows: int = 5
    window: int = 188
    seed: int = 0


def train(
    model: TokenClassifier,
    sentences: Sequence[Sentence],
    encoder: PieceEncoder,
    recipe: Recipe,
    checkpoint: Path,
) -> None:
    """Fine-tune a model in place and save its weights.

    Args:
        model: Starts from pretrained weights.
        sentences: In document order, since neighbours share windows.
        encoder: Cuts words into pieces.
        recipe: How.
        checkpoint: File of the weights.
    """
    torch.manual_seed(recipe.seed)
    epochs = [list(_epoch(sentences, encoder, recipe, number)) for number in range(recipe.epochs)]
    steps = sum(map(len, epochs))
    optimiser = _optimiser(model, recipe)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: _rate_at((step + 1) / steps, recipe.warm_up)
    )
    started = time.monotonic()
    done = 0
    for number, batches in enumerate(epochs, start=1):
        model.train()
        total = 0.0
        for batch in batches:
            total += _step(model, batch, optimiser)
            schedule.step()
            done += 1
            if done % 20 == 0:
                log.info("step %d of %d, %.0f s", done, steps, time.monotonic() - started)
        log.info("epoch %d: loss %.4f, %.0f s", number, total / len(batches), time.monotonic() - started)
    # Renamed when complete, since a file that is there is taken for a finished run.
    unfinished = checkpoint.with_suffix(".unfinished")
    torch.save(model.state_dict(), unfinished)
    unfinished.replace(checkpoint)


def _epoch(
    sentences: Sequence[Sentence], encoder: PieceEncoder, recipe: Recipe, number: int
) -> Iterator[Batch]:
    dice = random.Random(f"{recipe.seed} {number}")
    bank = mention_bank(sentences)
    varied = [
        swap_mentions(sentence, bank, recipe.swap, dice) if dice.random() < recipe.swapped else sentence
        for sentence in sentences
    ]
    windows = windows_of(cut_long(varied, encoder, recipe.window), encoder, recipe.window, dice)
    yield from batches_of(windows, recipe.rows, recipe.row, dice)


def _rate_at(done: float, warm_up: float) -> float:
    """Share of the peak rate at a share of the steps: up in a line, then down in a line."""
    return done / warm_up if done < warm_up else max(0.0, (1 - done) / (1 - warm_up))


def _optimiser(model: TokenClassifier, recipe: Recipe) -> torch.optim.Optimizer:
    head = list(model.head.parameters())
    table = [*model.words.parameters(), *model.positions.parameters()]
    matrices = [weight for weight in model.layers.parameters() if weight.dim() > 1]
    vectors = [weight for weight in model.layers.parameters() if weight.dim() == 1]
    vectors += model.words_norm.parameters()
    groups = [
        {"params": head, "lr": 10 * recipe.rate, "weight_decay": 0.0},
        {"params": matrices, "weight_decay": 0.01},
        {"params": vectors + table, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=recipe.rate, fused=True)


def _step(model: nn.Module, batch: Batch, optimiser: torch.optim.Optimizer) -> float:
    loss = batch_loss(model, batch)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad()
    return float(loss.detach())


def batch_loss(model: nn.Module, batch: Batch) -> Tensor:
    """Cross-entropy over the first pieces of words."""
    windows = torch.from_numpy(batch.windows)
    same = windows[:, None, :, None] == windows[:, None, None, :]
    mask = torch.where(same, 0.0, -1e4)
    # bfloat16 products: twice as fast on processors that have them, and as good for fine-tuning.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(torch.from_numpy(batch.pieces), torch.from_numpy(batch.places), mask)
    labels = torch.from_numpy(batch.labels)
    return functional.cross_entropy(
        logits.float().reshape(-1, len(TAGS)), labels.reshape(-1), ignore_index=IGNORED
    )

"""The network in PyTorch: a BERT encoder and one linear layer over it."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from warraq.entities.corpora import TAGS
from warraq.entities.train_accurate.e5 import Checkpoint

NORM_EPSILON = 1e-12


class Layer(nn.Module):
    """One BERT layer: attention and feed-forward, each added and normalised (post-norm)."""

    def __init__(self, width: int, inner: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.attended_norm = nn.LayerNorm(width, eps=NORM_EPSILON)
        self.widen = nn.Linear(width, inner)
        self.narrow = nn.Linear(inner, width)
        self.output_norm = nn.LayerNorm(width, eps=NORM_EPSILON)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States (rows, length, width) and an additive mask (rows, 1, length, length) to states."""
        rows, length, width = states.shape
        split = self.qkv(states).view(rows, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask.to(query.dtype))
        mixed = self.attended(mixed.transpose(1, 2).reshape(rows, length, width))
        states = self.attended_norm(states + self._drop(mixed))
        inner = self.narrow(functional.gelu(self.widen(states)))
        return self.output_norm(states + self._drop(inner))

    def _drop(self, states: Tensor) -> Tensor:
        return functional.dropout(states, self.dropout, self.training)


class TokenClassifier(nn.Module):
    """Tag scores for every piece.

    Args:
        pieces: Size of the vocabulary.
        positions: The most positions of a window.
    """

    def __init__(
        self,
        pieces: int,
        positions: int = 512,
        width: int = 384,
        inner: int = 1536,
        heads: int = 12,
        layers: int = 12,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.dropout = dropout
        self.words = nn.Embedding(pieces, width)
        self.positions = nn.Embedding(positions, width)
        self.words_norm = nn.LayerNorm(width, eps=NORM_EPSILON)
        self.layers = nn.ModuleList([Layer(width, inner, heads, dropout) for _ in range(layers)])
        self.head = nn.Linear(width, len(TAGS))
        nn.init.zeros_(self.head.bias)
        # One fixed start for every run, so that the weights of several runs can be averaged.
        start = torch.Generator().manual_seed(0)
        nn.init.normal_(self.head.weight, std=0.02, generator=start)

    def forward(self, pieces: Tensor, places: Tensor, mask: Tensor) -> Tensor:
        """Tag scores.

        Args:
            pieces: Ids, (rows, length).
            places: Each piece's position in its window, (rows, length).
            mask: 0 where a piece may look, very negative where not, (rows, 1, length, length).

        Returns:
            Logits, (rows, length, tags).
        """
        states = self.words_norm(self.words(pieces) + self.positions(places))
        states = functional.dropout(states, self.dropout, self.training)
        for layer in self.layers:
            states = layer(states, mask)
        return self.head(functional.dropout(states, self.dropout, self.training))


def from_checkpoint(checkpoint: Checkpoint, kept: NDArray[np.int64]) -> TokenClassifier:
    """The network with pretrained weights for the kept pieces and an untrained last layer.

    The one token type that is ever used is folded into the positions.
    """
    source = {name: torch.from_numpy(tensor) for name, tensor in checkpoint.tensors.items()}
    words = source["emb.word"][torch.from_numpy(kept)]
    model = TokenClassifier(len(kept), layers=checkpoint.layers, heads=checkpoint.heads)
    state = {
        "words.weight": words,
        "positions.weight": source["emb.pos"] + source["emb.type"][0],
        "words_norm.weight": source["emb.ln.w"],
        "words_norm.bias": source["emb.ln.b"],
    }
    names = {"attended": "ao", "attended_norm": "aln", "widen": "fi", "narrow": "fo", "output_norm": "oln"}
    for number in range(checkpoint.layers):
        for kind, short in (("weight", "w"), ("bias", "b")):
            old, new = f"l{number}", f"layers.{number}"
            state[f"{new}.qkv.{kind}"] = torch.cat([source[f"{old}.{part}.{short}"] for part in "qkv"])
            state |= {f"{new}.{name}.{kind}": source[f"{old}.{key}.{short}"] for name, key in names.items()}
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith("head.") for name in missing):
        raise ValueError(f"The checkpoint does not fit the network: {missing} {unexpected}")
    return model

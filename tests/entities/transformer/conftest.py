from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from warraq.entities.transformer.pieces import PieceEncoder

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "\u2581", "\u2581ab", "a", "b", "c"]


def small_tokenizer() -> Tokenizer:
    vocabulary = [(piece, -float(len(PIECES) - place)) for place, piece in enumerate(PIECES)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


@pytest.fixture
def encoder(tmp_path: Path) -> PieceEncoder:
    small_tokenizer().save(str(tmp_path / "tokenizer.json"))
    return PieceEncoder.load(tmp_path / "tokenizer.json")

from pathlib import Path

import pytest

from warraq.entities.transformer.pieces import UNKNOWN, PieceEncoder
from warraq.errors import MissingDataError


def test_a_word_has_the_pieces_of_its_best_cut(encoder: PieceEncoder) -> None:
    assert encoder.pieces("abc") == (5, 8)


def test_learning_many_words_at_once_gives_the_same_pieces(encoder: PieceEncoder) -> None:
    words = ["abc", "ab", "cab", "ab"]
    encoder.learn(words)
    assert [encoder.pieces(word) for word in words] == [(5, 8), (5,), (4, 8, 6, 7), (5,)]


def test_every_word_has_a_piece(encoder: PieceEncoder) -> None:
    assert encoder.pieces("") == (UNKNOWN,)
    assert UNKNOWN in encoder.pieces("z")


def test_a_missing_tokenizer_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="make train-entities"):
        PieceEncoder.load(tmp_path / "none.json")

import random
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from warraq.entities.corpora import Sentence
from warraq.entities.train_accurate.examples import (
    IGNORED,
    MASKED_TAG,
    Example,
    batches_of,
    cut_long,
    mention_bank,
    runs,
    swap_mentions,
    windows_of,
)
from warraq.entities.transformer.labels import INDEX
from warraq.entities.transformer.pieces import BEGIN, END, PieceEncoder

LETTERS = "abcdefgh"


@pytest.fixture
def encoder(tmp_path: Path) -> PieceEncoder:
    """One piece a letter: a is 4, b is 5 and so on."""
    vocabulary = [(piece, -1.0) for piece in ("<s>", "<pad>", "</s>", "<unk>", *LETTERS)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return PieceEncoder(tokenizer)


TAGGED = Sentence(("ab", "c", "d", "e"), ("B-PERS", "I-PERS", "O", "B-LOC"))


def test_runs_are_mentions_and_single_words() -> None:
    tags = ("B-LOC", "B-LOC", "I-LOC", "O", "O", "I-ORG", MASKED_TAG)
    found = list(runs(Sentence(tuple("abcdefg"), tags)))
    assert found == [
        ("LOC", 0, 1),
        ("LOC", 1, 3),
        ("O", 3, 4),
        ("O", 4, 5),
        ("ORG", 5, 6),
        (MASKED_TAG, 6, 7),
    ]


def test_swapped_mentions_keep_their_type_and_the_words_around() -> None:
    bank = {"PERS": [("x", "y", "z")]}
    swapped = swap_mentions(TAGGED, bank, 1.0, random.Random(0))
    assert swapped.words == ("x", "y", "z", "d", "e")
    assert swapped.tags == ("B-PERS", "I-PERS", "I-PERS", "O", "B-LOC")
    assert swap_mentions(TAGGED, bank, 0.0, random.Random(0)) == TAGGED


def test_the_bank_holds_mentions_by_type() -> None:
    assert mention_bank([TAGGED, TAGGED]) == {"PERS": [("ab", "c")] * 2, "LOC": [("e",)] * 2}


def test_only_the_first_piece_of_a_word_is_learned(encoder: PieceEncoder) -> None:
    (window,) = windows_of([TAGGED], encoder, 10, random.Random(0))
    assert window.pieces == [BEGIN, 4, 5, 6, 7, 8, END]
    expected = [IGNORED, INDEX["B-PERS"], IGNORED, INDEX["I-PERS"], INDEX["O"], INDEX["B-LOC"], IGNORED]
    assert window.labels == expected


def test_masked_words_are_read_but_not_learned(encoder: PieceEncoder) -> None:
    (window,) = windows_of([Sentence(("a", "b"), (MASKED_TAG, "O"))], encoder, 10, random.Random(0))
    assert window.pieces[1:3] == [4, 5]
    assert window.labels[1:3] == [IGNORED, INDEX["O"]]


def test_no_word_is_lost_between_sentences_and_batches(encoder: PieceEncoder) -> None:
    dice = random.Random(3)
    sentences = [
        Sentence(tuple(dice.choices(LETTERS, k=size)), ("O",) * size)
        for size in (dice.randint(1, 40) for _ in range(60))
    ]
    windows = windows_of(cut_long(sentences, encoder, 20), encoder, 20, dice)
    assert max(len(window.pieces) for window in windows) <= 22
    batches = batches_of(windows, rows=3, length=30, dice=dice)
    assert {batch.pieces.shape for batch in batches} == {(3, 30)}
    learned = sum(int((batch.labels != IGNORED).sum()) for batch in batches)
    assert learned == sum(len(sentence.words) for sentence in sentences)


def test_windows_in_a_row_are_numbered_and_count_their_own_places() -> None:
    examples = [Example([0, 7, 2], [IGNORED, 1, IGNORED]), Example([0, 8, 9, 2], [IGNORED, 0, 0, IGNORED])]
    (batch,) = batches_of(examples, rows=1, length=8, dice=random.Random(0))
    sizes = {3: [0, 1, 2], 4: [0, 1, 2, 3]}
    for window in (0, 1):
        own = batch.windows[0] == window
        assert batch.places[0, own].tolist() == sizes[int(own.sum())]
    assert np.all(batch.labels[batch.windows == -1] == IGNORED)

from pathlib import Path

import pytest

from warraq.entities.corpora import BLOCK, Sentence, hold_out, read_corpus
from warraq.entities.evaluate import score, spans
from warraq.errors import MissingDataError


def test_spans():
    tags = ["B-PERS", "I-PERS", "O", "I-LOC", "I-ORG", "B-ORG", "I-ORG"]
    assert spans(tags) == {(0, 2, "PERS"), (3, 4, "LOC"), (4, 5, "ORG"), (5, 7, "ORG")}


def test_scores_count_exact_spans():
    scores = score([["B-PERS", "I-PERS", "O", "B-LOC"]], [["B-PERS", "O", "O", "B-LOC"]])
    assert scores["all"] == (2, 2, 1)
    assert scores["all"].f1 == 0.5
    assert scores["PERS"].precision == 0
    assert scores["MISC"].f1 == 0


def test_a_corpus_is_read_with_our_names(tmp_path):
    path = tmp_path / "corpus.txt"
    path.write_text("جون B-PER\nفي O\n\n\nكأس B-MIS\nالعالم I-MIS\n", encoding="utf-8")
    assert read_corpus(path) == [
        Sentence(("جون", "في"), ("B-PERS", "O")),
        Sentence(("كأس", "العالم"), ("B-MISC", "I-MISC")),
    ]
    with pytest.raises(MissingDataError):
        read_corpus(Path("none"))


def test_blocks_stay_together():
    sentences = [Sentence((str(i),), ("O",)) for i in range(20 * BLOCK)]
    train, held = hold_out(sentences)
    assert len(held) == 2 * BLOCK
    assert sorted(train + held, key=lambda s: int(s.words[0])) == sentences
    assert {int(s.words[0]) // BLOCK for s in held}.isdisjoint({int(s.words[0]) // BLOCK for s in train})

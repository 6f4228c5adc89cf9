from collections.abc import Sequence

import pytest

from warraq.entities.corpora import Sentence
from warraq.entities.scoring import ALL, Score, measure, score, spans


def test_spans():
    tags = ["B-PERS", "I-PERS", "O", "I-LOC", "I-ORG", "B-ORG", "I-ORG"]
    assert spans(tags) == {(0, 2, "PERS"), (3, 4, "LOC"), (4, 5, "ORG"), (5, 7, "ORG")}


def test_a_span_counts_if_both_ends_and_the_type_are_right():
    gold = [["B-PERS", "I-PERS", "O", "B-LOC"], ["B-ORG", "O"]]
    scores = score(gold, [["B-PERS", "O", "O", "B-LOC"], ["B-LOC", "O"]])
    assert scores["PERS"] == Score(gold=1, found=1, right=0)
    assert scores["LOC"] == Score(gold=1, found=2, right=1)
    assert scores["ORG"] == Score(gold=1, found=0, right=0)
    assert scores[ALL] == Score(gold=3, found=3, right=1)


def test_shares():
    assert Score(4, 5, 3).precision == pytest.approx(0.6)
    assert Score(4, 5, 3).recall == pytest.approx(0.75)
    assert Score(4, 5, 3).f1 == pytest.approx(2 / 3)
    assert Score(0, 0, 0) == (0, 0, 0)
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall, Score(0, 0, 0).f1) == (0, 0, 0)


def test_sentences_of_another_number_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        score([["O"], ["O"]], [["O"]])


class EverythingIsAPlace:
    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        return [[("B-LOC", 1.0) for _ in words] for words in sentences]


def test_a_tagger_is_measured():
    gold = [Sentence(("في", "لندن"), ("O", "B-LOC")), Sentence(("بوتين",), ("B-PERS",))]
    scores, speed = measure(EverythingIsAPlace(), gold)
    assert scores["LOC"] == Score(gold=1, found=3, right=1)
    assert scores[ALL] == Score(gold=2, found=3, right=1)
    assert speed > 0

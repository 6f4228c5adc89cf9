from warraq.entities.corpora import Sentence
from warraq.entities.train_accurate.measure import ALL, Score, mention_scores

GOLD = [
    Sentence(("a", "b", "c", "d"), ("B-PERS", "I-PERS", "O", "B-LOC")),
    Sentence(("e", "f"), ("B-ORG", "O")),
]


def test_perfect_tags_score_one() -> None:
    scores = mention_scores(GOLD, [sentence.tags for sentence in GOLD])
    assert scores[ALL] == Score(1, 1, 1)


def test_half_a_mention_and_a_wrong_type_are_wrong() -> None:
    scores = mention_scores(GOLD, [("B-PERS", "O", "O", "B-LOC"), ("B-LOC", "O")])
    assert scores["PERS"] == Score(0, 0, 0)
    assert scores["LOC"] == Score(1 / 2, 1, 2 / 3)
    assert scores["ORG"] == Score(0, 0, 0)
    assert scores[ALL] == Score(1 / 3, 1 / 3, 1 / 3)


def test_finding_nothing_scores_nothing() -> None:
    assert mention_scores(GOLD, [("O",) * 4, ("O",) * 2])[ALL] == Score(0, 0, 0)

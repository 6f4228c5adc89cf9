import numpy as np
import pytest

from warraq.spacing.classes import CLASSES
from warraq.spacing.evidence import FLOOR, Evidence, read_wordfreq, weigh
from warraq.spacing.lexicon import build_lexicon

WEB = {"في": -1.5, "مصر": -3.5, "المتحدة": -4.0}
NEWS = build_lexicon(["الأمم المتحدة في مصر", "الأمم المتحدة في باماكو"], 1, 1)


@pytest.fixture
def evidence() -> Evidence:
    return _weigh()


def _weigh(corpus: list[str] | None = None) -> Evidence:
    size = CLASSES + 1
    classes = np.zeros(len(NEWS.words), dtype=np.uint8)
    lexicon = build_lexicon(corpus, 1, 1) if corpus else None
    return weigh(WEB, NEWS, classes, np.zeros((size, size), dtype=np.float32), lexicon)


def test_unknown_words_are_number_zero(evidence: Evidence) -> None:
    assert evidence.lookup(["زقزاقوف", ""]).tolist() == [0, 0]
    assert evidence.logp[0] == FLOOR


def test_pairs_count_in_their_order(evidence: Evidence) -> None:
    left, right = (
        evidence.lookup(["الأمم", "المتحدة", "مصر"]),
        evidence.lookup(["المتحدة", "الأمم", "باماكو"]),
    )
    assert evidence.pairs(left, right).tolist() == [2, 0, 0]


def test_what_stands_together_has_lift(evidence: Evidence) -> None:
    numbers = evidence.lookup(["الأمم", "المتحدة", "مصر"])
    assert evidence.lift(numbers[:1], numbers[1:2])[0] > evidence.lift(numbers[:1], numbers[2:])[0]


def test_the_users_corpus_adds_to_the_news_less_one_sighting() -> None:
    evidence = _weigh(["زقزاقوف زقزاقوف", "الأمم المتحدة"])
    [new, united, nations] = evidence.lookup(["زقزاقوف", "المتحدة", "الأمم"])
    assert evidence.news[new] == 1
    assert evidence.news[united] == 2
    assert evidence.pairs(np.array([nations]), np.array([united])).tolist() == [3]


def test_wordfreq_is_read_as_arabic_words_with_log_frequencies() -> None:
    web = read_wordfreq()
    assert len(web) > 500_000
    assert -2 < web["في"] < -1
    assert "the" not in web

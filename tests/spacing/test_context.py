import numpy as np

from warraq.spacing.context import CARRIED, CONTEXT_FEATURES, Occurrence, context_features, document_shift
from warraq.spacing.model import SpacingModel
from warraq.spacing.repair import find_doubts

MODEL = SpacingModel.load(0.85)
EVIDENCE = MODEL.evidence
SHAPES = MODEL._knowledge.shapes


def _column(name: str, before: int, after: int) -> float:
    whole, first, last = EVIDENCE.lookup(["لاعب", "لا", "عب"]).tolist()
    occurrence = Occurrence(whole, first, last, before, after, 0, 0, 0, 0, 0.0, np.zeros(len(CARRIED)))
    features = context_features([occurrence], EVIDENCE, SHAPES)
    assert features.shape == (1, len(CONTEXT_FEATURES))
    return float(features[0, CONTEXT_FEATURES.index(name)])


def test_neighbours_speak_for_the_word_that_they_stand_beside() -> None:
    [club] = EVIDENCE.lookup(["الأهلي"]).tolist()
    assert _column("after_whole", -1, club) > _column("after_last", -1, club)


def test_punctuation_is_no_neighbour() -> None:
    assert _column("has_before", -1, 3) == 0
    assert _column("has_after", -1, 3) == 1


def test_only_words_next_to_the_doubtful_one_are_neighbours() -> None:
    model = SpacingModel.load(0.85)
    doubts = find_doubts(["قالت المحكمةإنها، تنظر"], model)
    [court] = [d.occurrence for d in doubts if d.way.split.after == "المحكمة إنها"]
    assert court is not None
    assert court.before == EVIDENCE.numbers["قالت"]
    assert court.after == -1


def test_merged_words_come_together() -> None:
    assert document_shift(0, 300) < 0 < document_shift(10, 300)
    assert document_shift(3, 300) > document_shift(3, 3000)


def test_what_a_document_repeats_and_never_writes_apart_is_more_likely_a_name() -> None:
    assert document_shift(0, 300, repeats=2) < document_shift(0, 300, repeats=2, apart=1)
    assert document_shift(0, 300, repeats=2, apart=1) == document_shift(0, 300)


def test_what_is_surely_merged_stays_so_however_often_it_is_repeated() -> None:
    assert document_shift(0, 300, repeats=9000, log_odds=9.5) == document_shift(0, 300, log_odds=9.5)
    assert document_shift(0, 300, repeats=9000, log_odds=2.0) == document_shift(
        0, 300, repeats=3, log_odds=2.0
    )


def test_a_long_text_without_merged_words_says_no_more_than_a_page() -> None:
    assert document_shift(0, 1_000_000) == document_shift(0, 10_000) < document_shift(0, 300)


def test_ways_to_take_one_word_apart_are_weighed_against_each_other() -> None:
    model = SpacingModel.load(0.85)
    doubts = find_doubts(["في تصريحاتلبي بي سي"], model)
    occurrences = [d.occurrence for d in doubts if d.occurrence is not None]
    assert [o.way for o in occurrences] == list(range(len(occurrences)))
    ahead = context_features(occurrences, EVIDENCE, SHAPES)[:, CONTEXT_FEATURES.index("ahead")]
    assert len(occurrences) > 1
    assert ahead.max() > 0 > ahead.min()

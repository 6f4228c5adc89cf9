import numpy as np

from warraq.spacing.context import CARRIED, CONTEXT_FEATURES, Occurrence, context_features, document_shift
from warraq.spacing.model import SpacingModel
from warraq.spacing.repair import find_doubts

EVIDENCE = SpacingModel.load(0.85).evidence


def _column(name: str, before: int, after: int) -> float:
    whole, first, last = EVIDENCE.lookup(["لاعب", "لا", "عب"]).tolist()
    occurrence = Occurrence(whole, first, last, before, after, 0, 0, 0, 0, 0.0, np.zeros(len(CARRIED)))
    features = context_features([occurrence], EVIDENCE)
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

import numpy as np
import pytest

from warraq.entities.corpora import TAGS
from warraq.entities.transformer.document import LENT, bare_forms, second_look
from warraq.entities.transformer.labels import INDEX, Floats

# "Charcot", "to Charcot", "and to Charcot", "the city".
CHARCOT = "\u0634\u0627\u0631\u0643\u0648\u0647"
TO_CHARCOT = "\u0644" + CHARCOT
AND_TO_CHARCOT = "\u0648" + TO_CHARCOT
CITY = "\u0627\u0644\u0645\u062f\u064a\u0646\u0629"


def sure_of(*tags: str, chance: float = 0.99) -> Floats:
    rows = np.full((len(tags), len(TAGS)), (1 - chance) / (len(TAGS) - 1))
    for row, tag in zip(rows, tags, strict=True):
        row[INDEX[tag]] = chance
    return np.log(rows).astype(np.float32)


def chance(scores: Floats, word: int, tag: str) -> float:
    return float(np.exp(scores[word, INDEX[tag]]))


def test_one_letter_words_come_off() -> None:
    assert list(bare_forms(AND_TO_CHARCOT)) == [AND_TO_CHARCOT, TO_CHARCOT, CHARCOT]
    assert list(bare_forms(CITY)) == [CITY]


@pytest.mark.parametrize("later", [CHARCOT, TO_CHARCOT, AND_TO_CHARCOT])
def test_a_sure_name_lends_to_its_other_places(later: str) -> None:
    scores = [sure_of("I-PERS"), sure_of("O", chance=0.5)]
    _, after = second_look([[CHARCOT], [later]], scores)
    assert chance(after, 0, "B-PERS") + chance(after, 0, "I-PERS") > LENT
    assert np.exp(after).sum() == pytest.approx(1, abs=1e-4)


def test_evidence_against_weighs_too() -> None:
    once = second_look([[CHARCOT], [CHARCOT]], [sure_of("B-PERS"), sure_of("O")])[1]
    rarely = second_look([[CHARCOT], [CHARCOT] * 9], [sure_of("B-PERS"), sure_of(*["O"] * 9)])[1]
    assert chance(rarely, 0, "O") > 0.9 > chance(once, 0, "O")


def test_other_words_and_sure_ones_stay_as_they_are() -> None:
    scores = [sure_of("B-PERS", "O"), sure_of("B-LOC", chance=0.5)]
    first, second = second_look([[CHARCOT, CITY], ["other"]], scores)
    assert np.allclose(first, scores[0], atol=1e-4)
    assert np.allclose(second, scores[1], atol=1e-4)


def test_shapes_stay_with_empty_sentences() -> None:
    scores = [sure_of(), sure_of("O"), sure_of()]
    after = second_look([[], [CITY], []], scores)
    assert [len(rows) for rows in after] == [0, 1, 0]
    assert second_look([], []) == []

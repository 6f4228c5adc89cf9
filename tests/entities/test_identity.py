import pytest

from warraq.entities.identity import (
    Identified,
    Pairs,
    across_documents,
    b_cubed,
    mistaken,
    variant_pairs,
    within_documents,
)


def test_b_cubed_of_a_case_worked_by_hand():
    # Things A A A B B, clusters 1 1 2 2 2.
    # Precision: 1, 1, 1/3, 2/3, 2/3. Recall: 2/3, 2/3, 1/3, 1, 1. Sums 11/3 each.
    scores = b_cubed(zip("AAABB", "11222", strict=True))
    assert scores.mentions == 5
    assert scores.precision == pytest.approx(11 / 15)
    assert scores.recall == pytest.approx(11 / 15)
    assert scores.f1 == pytest.approx(11 / 15)


def test_one_heap_is_all_recall_and_dust_is_all_precision():
    heap = b_cubed((thing, 0) for thing in "AABB")
    assert (heap.precision, heap.recall) == (0.5, 1.0)
    dust = b_cubed((thing, i) for i, thing in enumerate("AABB"))
    assert (dust.precision, dust.recall) == (1.0, 0.5)


def test_nothing_scores_nothing():
    assert b_cubed([]) == (0, 0.0, 0.0)
    assert b_cubed([]).f1 == 0.0


MENTIONS = [
    Identified("one", "هيلاري كلينتون", "hillary", "id-1"),
    Identified("one", "كلينتون", "hillary", "id-1"),
    Identified("two", "كلنتون", "bill", "id-2"),
    Identified("two", "كلينتون", "bill", "id-1"),
    Identified("two", "بوش", "bush", "id-3"),
]


def test_an_identifier_shared_with_another_document_counts_only_across():
    # Hillary's two share id-1 with one of Bill's: precision across documents (2/3 + 2/3 + 1 + 1/3 + 1) / 5.
    assert within_documents(MENTIONS).precision == 1.0
    assert across_documents(MENTIONS).precision == pytest.approx(11 / 15)
    # Bill's two are apart in both: recall (1 + 1 + 1/2 + 1/2 + 1) / 5.
    assert within_documents(MENTIONS).recall == across_documents(MENTIONS).recall == pytest.approx(0.8)


def test_pairs_of_variants():
    # Within: (Hillary's two: joined), (Bill's two: apart), and two pairs of strangers with Bush.
    assert variant_pairs(MENTIONS, same_document=True) == Pairs(2, 1, 2, 0)
    # Across: Hillary's two names with each of the three of the other document; Bill's surname is confused.
    assert variant_pairs(MENTIONS, same_document=False) == Pairs(0, 0, 6, 2)


def test_wrong_pairs_are_told():
    (apart,) = mistaken(MENTIONS, same_document=True)
    assert {m.name for m in apart} == {"كلنتون", "كلينتون"}
    together = list(mistaken(MENTIONS, same_document=False))
    assert len(together) == 2
    assert all({one.judged, other.judged} == {"hillary", "bill"} for one, other in together)


def test_a_name_counts_once_a_document_with_its_usual_identifier():
    many = [*MENTIONS, *[Identified("two", "كلينتون", "bill", "id-2")] * 3]
    assert variant_pairs(many, same_document=True) == Pairs(2, 2, 2, 0)
    assert variant_pairs(many, same_document=False).confused == 0


def test_the_same_name_in_two_documents_is_no_variant():
    twice = [Identified("one", "بوش", "bush", "a"), Identified("two", "بوش", "bush", "b")]
    assert variant_pairs(twice, same_document=False) == Pairs(0, 0, 0, 0)

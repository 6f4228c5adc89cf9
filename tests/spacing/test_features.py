import numpy as np

from warraq.spacing.candidates import Candidates, Parts
from warraq.spacing.evidence import FLOOR
from warraq.spacing.features import WORD_FEATURES, describe, lead
from warraq.spacing.model import SpacingModel

MODEL = SpacingModel.load(0.85)
SHAPES = MODEL._knowledge.shapes


def _column(name: str, words: list[str], cuts: list[tuple[int, ...]]) -> np.ndarray:
    found = Candidates(list(range(len(words))), cuts)
    return describe(words, found, MODEL.evidence, SHAPES).features[:, WORD_FEATURES.index(name)]


def test_frequent_pairs_have_lift() -> None:
    good, bad = _column("lift", ["الولاياتالمتحدة", "الولاياتالقدم"], [(8,), (8,)])
    assert good > bad + 2


def test_names_look_like_one_word() -> None:
    name, merged = _column("joined_over_word", ["ويلزدون", "الولاياتالمتحدة"], [(4,), (8,)])
    assert name < merged


def test_towns_look_like_foreign_names() -> None:
    name, merged = _column("foreign", ["بورنستاد", "إلىالمدرسة"], [(4,), (3,)])
    assert name > merged


def test_only_what_follows_a_particle_is_looked_up_as_a_verb() -> None:
    after_particle, after_noun = _column("verb", ["لايحترمها", "رجليحترمها"], [(2,), (3,)])
    assert after_particle > after_noun == FLOOR


def test_the_better_of_two_ways_is_ahead() -> None:
    found = Candidates([0, 0], [(2,), (3,)])
    described = describe(["إلىمصر"], found, MODEL.evidence, SHAPES)
    worse, better = described.features[:, WORD_FEATURES.index("margin")]
    assert better > 0 > worse


def test_three_parts_are_only_as_strong_as_the_weakest() -> None:
    [weaker] = _column("weaker", ["وهوعضوبمجلس"], [(3, 6)])
    numbers = MODEL.evidence.lookup(["وهو", "عضو", "بمجلس"])
    assert weaker == MODEL.evidence.logp[numbers].min()


def test_a_word_is_described_the_same_in_any_company() -> None:
    words = ["الولاياتالمتحدة", "إلىمصر", "ويلزدون", "لايحترمها"]
    parts = Parts(MODEL.evidence)
    together = describe(words, parts.candidates(words), MODEL.evidence, SHAPES)
    for i, word in enumerate(words):
        alone = describe([word], parts.candidates([word]), MODEL.evidence, SHAPES)
        assert np.array_equal(alone.features, together.features[together.owner == i])


def test_lead_over_the_best_other_way() -> None:
    ahead = lead(np.array([0, 1, 0, 0]), np.array([1.0, 5.0, 3.0, 3.0]), alone=7.0)
    assert ahead.tolist() == [-2.0, 7.0, 0.0, 0.0]
    assert lead(np.zeros(0, dtype=np.int64), np.zeros(0)).tolist() == []


def test_listed_names_are_known_with_a_conjunction_too() -> None:
    assert _column("named", ["يافوز", "ويافوز", "يافوزو"], [(2,), (3,), (2,)]).tolist() == [1, 1, 0]

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from warraq.entities.corpora import TAGS
from warraq.entities.transformer.labels import INDEX, best_tags, log_softmax

SCORES = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 4), st.just(len(TAGS))),
    elements=st.floats(-20, 0, width=32),
)


def lawful(tags: list[str]) -> bool:
    return all(
        not tag.startswith("I-") or before[1:] == tag[1:] for before, tag in itertools.pairwise(["O", *tags])
    )


@given(scores=SCORES)
def test_no_mention_begins_inside(scores: np.ndarray) -> None:
    assert lawful([TAGS[tag] for tag in best_tags(scores)])


def test_it_is_the_best_of_all_lawful_sequences() -> None:
    scores = np.random.default_rng(1).normal(size=(3, len(TAGS))).astype(np.float32) * 3
    every = itertools.product(range(len(TAGS)), repeat=3)
    allowed = [tags for tags in every if lawful([TAGS[tag] for tag in tags])]
    best = max(allowed, key=lambda tags: sum(scores[word, tag] for word, tag in enumerate(tags)))
    assert best_tags(scores) == list(best)


def test_an_inside_tag_pulls_its_beginning_along() -> None:
    scores = np.full((2, len(TAGS)), -9, np.float32)
    scores[0, INDEX["O"]], scores[0, INDEX["B-ORG"]] = -0.6, -0.8
    scores[1, INDEX["I-ORG"]], scores[1, INDEX["O"]] = -0.1, -3
    assert [TAGS[tag] for tag in best_tags(scores)] == ["B-ORG", "I-ORG"]


def test_log_softmax_sums_to_one_even_for_large_logits() -> None:
    logits = np.array([[1000, 0, -1000], [3, 3, 3]], np.float32)
    assert np.allclose(np.exp(log_softmax(logits)).sum(axis=1), 1)

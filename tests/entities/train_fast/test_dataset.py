import numpy as np
import pytest

from warraq.entities.corpora import TAGS, Sentence
from warraq.entities.train_fast.dataset import (
    Lexicon,
    annotated,
    batches,
    collect_features,
    corrected,
    joined,
    labelled,
    spread,
)
from warraq.entities.train_fast.news import Labelled

GOLD = [Sentence(("زار", "جون", "لندن"), ("O", "B-PERS", "B-LOC")), Sentence(("كأس", "جون"), ("?", "B-PERS"))]


def test_masked_words_teach_nothing():
    lexicon = Lexicon()
    data = annotated(GOLD, lexicon)
    assert [lexicon.words[i] for i in data.words] == ["زار", "جون", "لندن", "كأس", "جون"]
    assert data.targets.sum(axis=1).tolist() == [1, 1, 1, 0, 1]
    assert TAGS[data.targets[2].argmax()] == "B-LOC"
    assert data.starts.tolist() == [0, 3]


def test_repeated_and_unwanted_sentences_are_left_out():
    words = ["أ", "ب", "ج", "أ", "ب", "د", "د"]
    chances = np.tile(np.arange(1, 10, dtype=np.float16) / 45, (7, 1))
    news = Labelled(words, np.array([2, 1, 2, 1, 1], np.int32), chances)
    lexicon = Lexicon()
    data = labelled(news, lexicon, {("ج",)})
    assert [lexicon.words[i] for i in data.words] == ["أ", "ب", "د"]
    assert data.lengths.tolist() == [2, 1]
    assert data.targets.sum(axis=1) == pytest.approx(1, abs=0.01)


def test_a_town_that_the_corpus_passes_over_is_put_right_behind_prepositions():
    lexicon = Lexicon()
    tags = ("O", "O", "O", "O")
    sentences = [
        Sentence(("في", "الموصل", "الطريق", "الموصل"), tags),
        Sentence(("الموصل", "في", "بيت", "من"), tags),
    ]
    data = corrected(annotated([sentences[1], *sentences], lexicon), lexicon)
    found = [TAGS[tag] for tag in data.targets.argmax(axis=1)]
    assert found == [*tags, "O", "B-LOC", "O", "O", *tags]


def test_batches_hold_every_word_once_with_gaps_between_sentences():
    lexicon = Lexicon()
    data = joined([annotated(GOLD * 30, lexicon), annotated(GOLD[:1], lexicon)])
    seen = list(batches(data, 20, 2, np.random.default_rng(0)))
    assert len(seen) > 5
    tokens = np.concatenate([batch.tokens for batch in seen])
    assert sorted(tokens.tolist()) == list(range(len(data.words)))
    for batch in seen:
        assert len(set(batch.places.tolist())) == len(batch.places)
        assert batch.places.max() < batch.size - 1
        steps = {(a, b): q - p for a, b, p, q in zip(
            batch.tokens, batch.tokens[1:], batch.places, batch.places[1:], strict=False)}  # fmt: skip
        starts = set(data.starts.tolist())
        assert all(step == (3 if b in starts else 1) for (_, b), step in steps.items())


def test_spread():
    assert spread(np.array([5, 0]), np.array([2, 3])).tolist() == [5, 6, 0, 1, 2]


def test_rare_features_are_left_out():
    features = collect_features(["اب", "اج"], np.array([3, 1]), lambda word: [f"w={word}", "h=a"], 3)
    assert features.names == ["h=a", "w=اب"]
    rows, owners = features.of(np.array([1, 0]))
    assert [(features.names[r], o) for r, o in zip(rows, owners, strict=True)] == [
        ("h=a", 0),
        ("w=اب", 1),
        ("h=a", 1),
    ]
    assert features.by_form.tolist() == [False, True]

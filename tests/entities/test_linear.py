import itertools
import tempfile
from pathlib import Path

import numpy as np
import pycrfsuite
import pytest

from warraq.entities.corpora import TAGS, Sentence
from warraq.entities.features import analyse, sentence_features
from warraq.entities.knowledge import Knowledge
from warraq.entities.lexicon import load_lexicon
from warraq.entities.linear import (
    LinearTagger,
    build_model,
    constrain,
    marginals,
    read_model,
    save_model,
    viterbi,
)

SENTENCES = [
    Sentence(("سافر", "جون", "سميث", "إلى", "باريس", "."), ("O", "B-PERS", "I-PERS", "O", "B-LOC", "O")),
    Sentence(("قالت", "وكالة", "رويترز", "إن", "لندن", "هادئة"), ("O", "O", "B-ORG", "O", "B-LOC", "O")),
    Sentence(
        ("عاد", "سميث", "|", "من", "لندن", "إلى", "باريس"), ("O", "B-PERS", "O", "O", "B-LOC", "O", "B-LOC")
    ),
]
KNOWLEDGE = Knowledge(load_lexicon(), {"باريس": ("64:1", "256:9"), "لندن": ("64:1", "256:3")}, {"سافر": 1e-5})


@pytest.fixture(scope="module")
def crf():
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.0, "c2": 0.05, "max_iterations": 30})
    for sentence in SENTENCES:
        words = [analyse(w, KNOWLEDGE) for w in sentence.words]
        trainer.append(sentence_features(words), sentence.tags)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        yield tagger
        tagger.close()


@pytest.fixture(scope="module")
def model(crf):
    info = crf.info()
    return build_model(info.state_features, info.transitions)


def test_arrays_give_the_scores_of_crfsuite(crf, model):
    """Every weight of the trained model is at its place: the sums per token are the same."""
    info = crf.info()
    tagger = LinearTagger(model, KNOWLEDGE)
    for sentence in SENTENCES:
        words = [analyse(w, KNOWLEDGE) for w in sentence.words]
        expected = [
            [sum(info.state_features.get((f, tag), 0.0) for f in set(row)) for tag in TAGS]
            for row in sentence_features(words)
        ]
        scores = tagger._scores([sentence.words])[:, 0]
        np.testing.assert_allclose(scores, expected, rtol=1e-4, atol=1e-4)


def test_what_was_learned_is_found_again(model):
    tagger = LinearTagger(model, KNOWLEDGE)
    tagged = tagger.tag([s.words for s in SENTENCES])
    assert [tuple(tag for tag, _ in row) for row in tagged] == [s.tags for s in SENTENCES]


def test_a_model_survives_writing(model, tmp_path):
    save_model(model, tmp_path / "a.npz")
    again = read_model(tmp_path / "a.npz")
    assert again.features == model.features
    assert again.word_pairs.names == model.word_pairs.names
    np.testing.assert_array_equal(again.word_pairs.keys, model.word_pairs.keys)
    np.testing.assert_allclose(again.weights, model.weights, rtol=1e-3, atol=1e-6)
    np.testing.assert_array_equal(again.transitions, model.transitions)
    save_model(model, tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def _brute_force(scores, transitions):
    """Probability of every path, computed one by one."""
    length, slots = scores.shape
    totals = {}
    for path in itertools.product(range(slots), repeat=length):
        total = 0.0 if transitions[0, path[0]] > -5000 else -10000.0
        total += sum(scores[t, tag] for t, tag in enumerate(path))
        total += sum(transitions[a, b] for a, b in itertools.pairwise(path))
        totals[path] = total
    return totals


def test_viterbi_and_marginals_agree_with_brute_force():
    random = np.random.default_rng(5)
    lengths = [1, 2, 4]
    scores = random.normal(size=(4, 3, len(TAGS))).astype(np.float32)
    transitions = constrain(random.normal(size=(len(TAGS), len(TAGS))).astype(np.float32))
    best = viterbi(scores, lengths, transitions)
    chances = marginals(scores, lengths, transitions)
    for column, length in enumerate(lengths):
        totals = _brute_force(scores[:length, column], transitions)
        assert tuple(best[:length, column]) == max(totals, key=totals.__getitem__)
        weights = {path: np.exp(total) for path, total in totals.items()}
        whole = sum(weights.values())
        for t in range(length):
            for tag in range(len(TAGS)):
                share = sum(w for path, w in weights.items() if path[t] == tag) / whole
                assert chances[t, column, tag] == pytest.approx(share, abs=1e-5)


def test_no_tag_continues_what_did_not_begin():
    random = np.random.default_rng(7)
    scores = random.normal(scale=5, size=(12, 40, len(TAGS))).astype(np.float32)
    best = viterbi(scores, [12] * 40, constrain(np.zeros((len(TAGS), len(TAGS)), np.float32)))
    for path in best.T:
        for before, after in itertools.pairwise(["O", *(TAGS[tag] for tag in path)]):
            assert not after.startswith("I-") or before[2:] == after[2:]

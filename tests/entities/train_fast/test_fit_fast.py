import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")

from warraq.entities.corpora import Sentence  # noqa: E402
from warraq.entities.fast import WordTagger  # noqa: E402
from warraq.entities.features import analyse, features  # noqa: E402
from warraq.entities.knowledge import load_knowledge  # noqa: E402
from warraq.entities.train_fast.dataset import Batch, Lexicon, annotated, collect_features  # noqa: E402
from warraq.entities.train_fast.export import export  # noqa: E402
from warraq.entities.train_fast.fit import GAP, Recipe, fit, lay_out  # noqa: E402

SENTENCES = [
    Sentence(("أعلنت", "رويترز", "ذلك"), ("O", "B-ORG", "O")),
    Sentence(("زار", "جون", "سميث", "لندن"), ("O", "B-PERS", "I-PERS", "B-LOC")),
    Sentence(("لا", "أحد", "هنا"), ("O", "O", "O")),
] * 40


@pytest.fixture(scope="module")
def trained():
    torch.set_num_threads(1)
    lexicon, knowledge = Lexicon(), load_knowledge()
    data = annotated(SENTENCES, lexicon)
    known = collect_features(
        lexicon.words,
        np.bincount(data.words),
        lambda word: features(analyse(word, knowledge)),
        1,
    )
    model = fit(data, known, Recipe(epochs=30, tokens=100, warm_up=10))
    return data, known, model, export(model, known, data)


def test_what_was_learned_is_found_again(trained):
    tagger = WordTagger(trained[-1], load_knowledge())
    tagged = [tuple(tag for tag, _ in row) for row in tagger.tag([s.words for s in SENTENCES[:3]])]
    assert tagged == [s.tags for s in SENTENCES[:3]]


def test_whole_numbers_give_nearly_the_scores_of_floats(trained):
    data, known, model, network = trained
    words = data.words[:3].astype(np.int64)
    batch = Batch(np.arange(3), np.arange(3), 3 + GAP)
    rows, owners = known.of(words)
    with torch.no_grad():
        vectors = model.word_vectors(torch.from_numpy(rows), torch.from_numpy(owners), 3)
        expected = torch.log_softmax(model(*lay_out(vectors, np.arange(3), batch)), dim=1)[:3].numpy()
    scores = WordTagger(network, load_knowledge()).scores([SENTENCES[0].words])
    assert np.exp(scores) == pytest.approx(np.exp(expected), abs=0.03)

from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")

from warraq.entities.corpora import TAGS, Sentence  # noqa: E402
from warraq.entities.train_accurate.encoder import TokenClassifier  # noqa: E402
from warraq.entities.train_accurate.fit import Recipe, train  # noqa: E402
from warraq.entities.transformer.pieces import PieceEncoder  # noqa: E402

WORDS = "abcdefgh"
RECIPE = Recipe(epochs=30, rate=3e-3, swapped=0, row=32, rows=2, window=28, seed=1)


@pytest.fixture
def encoder() -> PieceEncoder:
    """One piece a word: a is 4, b is 5 and so on."""
    vocabulary = [(piece, -1.0) for piece in ("<s>", "<pad>", "</s>", "<unk>", *WORDS)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return PieceEncoder(tokenizer)


def small_network() -> TokenClassifier:
    torch.manual_seed(0)
    return TokenClassifier(12, positions=32, width=24, inner=48, heads=2, layers=1, dropout=0.0)


def predicted(network: TokenClassifier, words: str) -> list[str]:
    pieces = torch.tensor([[0, *(4 + WORDS.index(word) for word in words), 2]])
    places = torch.arange(pieces.shape[1])[None]
    with torch.no_grad():
        logits = network.eval()(pieces, places, torch.zeros(1, 1, 1, 1))
    return [TAGS[number] for number in logits[0, 1:-1].argmax(dim=1).tolist()]


def test_it_learns_what_depends_on_the_word_before(encoder: PieceEncoder, tmp_path: Path) -> None:
    # After "a" the word "h" is a person, after "b" a place.
    person = Sentence(("c", "a", "h", "d"), ("O", "O", "B-PERS", "O"))
    place = Sentence(("c", "b", "h", "d"), ("O", "O", "B-LOC", "O"))
    network = small_network()
    train(network, [person, place] * 20, encoder, RECIPE, tmp_path / "run.pt")
    assert predicted(network, "cahd") == list(person.tags)
    assert predicted(network, "cbhd") == list(place.tags)
    saved = small_network()
    saved.load_state_dict(torch.load(tmp_path / "run.pt"))
    assert predicted(saved, "cbhd") == list(place.tags)
    assert [file.name for file in tmp_path.iterdir()] == ["run.pt"]


def test_the_same_seed_gives_the_same_weights(encoder: PieceEncoder, tmp_path: Path) -> None:
    weights = []
    for name in ("one.pt", "two.pt"):
        network = small_network()
        sentence = Sentence(("a", "h"), ("O", "B-PERS"))
        train(network, [sentence] * 9, encoder, Recipe(epochs=2, row=32, window=28), tmp_path / name)
        weights.append(network.head.weight.detach())
    assert torch.equal(*weights)

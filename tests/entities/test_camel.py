"""The adapter of camel-tools' recogniser, run on a small network with random weights.

The real weights cannot be had without a download, so what is tested is everything around them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from warraq.entities.camel import CamelRecogniser, installed_model
from warraq.entities.corpora import TAGS
from warraq.entities.recognise import load_recogniser
from warraq.errors import MissingDataError
from warraq.text.letters import LETTERS_EXTENDED

HAS_TORCH = find_spec("torch") is not None and find_spec("transformers") is not None
LABELS = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
"""In the order of camel-tools."""
WORDS = [
    "قال",
    "الرئيس",
    "الروسي",
    "فلاديمير",
    "بوتين",
    "(",
    "في",
    ")",
    "موسكو",
    "إن",
    "الأمم",
    "المتحدة",
    "2016",
    ".",
]


@pytest.mark.skipif(HAS_TORCH, reason="torch and transformers are installed")
def test_without_torch_it_says_what_to_install():
    with pytest.raises(
        MissingDataError, match=r"needs torch.*uv sync --extra bert.*camel_data -i ner-arabert"
    ):
        load_recogniser("camel")


def test_without_data_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(MissingDataError, match=r"no data in .*CAMELTOOLS_DATA.*camel_data -i ner-arabert"):
        installed_model()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """camel-tools' data folder with a small checkpoint where its own would be."""
    torch = pytest.importorskip("torch", reason="the extra `bert` is not installed")
    transformers = pytest.importorskip("transformers", reason="the extra `bert` is not installed")
    root = tmp_path_factory.mktemp("camel")
    folder = root / "data/ner/arabert"
    folder.mkdir(parents=True)
    component = {"default": "arabert", "datasets": {"arabert": {"path": "ner/arabert"}}}
    catalogue = {"version": "1.6", "packages": {}, "components": {"NamedEntityRecognition": component}}
    (root / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    characters = [*LETTERS_EXTENDED, *"0123456789"]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters, *(f"##{c}" for c in characters)]
    vocabulary = [*dict.fromkeys([*pieces, *".,()"])]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    torch.manual_seed(3)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, initializer_range=0.5,
        id2label=dict(enumerate(LABELS)), label2id={label: i for i, label in enumerate(LABELS)},
    )  # fmt: skip
    transformers.BertForTokenClassification(config).save_pretrained(folder)
    return root


@pytest.fixture(scope="module")
def recogniser(data: Path) -> Iterator[CamelRecogniser]:
    # camel-tools reads its environment when it is first imported, and never again.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAMELTOOLS_DATA", str(data))
        assert installed_model() == data / "data/ner/arabert"
        yield CamelRecogniser()


def test_tags_are_those_of_camel_tools(recogniser: CamelRecogniser):
    chance = random.Random(5)
    for length in (1, 12, 200):  # the last is read in several windows
        words = [chance.choice(WORDS) for _ in range(length)]
        theirs = recogniser._recogniser.predict_sentence(words)
        (ours,) = recogniser.tag([words])
        assert [tag.partition("-")[2] for tag, _ in ours] == [tag.partition("-")[2] for tag in theirs]
        assert all(tag in TAGS and 0 < probability <= 1 for tag, probability in ours)
        assert len({tag for tag, _ in ours}) > 1 or length == 1


def test_no_tag_continues_what_is_not_there(recogniser: CamelRecogniser):
    (tags,) = recogniser.tag([WORDS * 20])
    before = "O"
    for tag, _ in tags:
        assert not tag.startswith("I-") or before[2:] == tag[2:]
        before = tag


def test_every_word_gets_a_tag(recogniser: CamelRecogniser):
    # Words of which the tokenizer makes nothing, very many pieces, or one unknown piece.
    odd = ["\u200f", "", "." * 3000, "ا" * 3000, "\U0001f600"]
    sentences = [[*WORDS, *odd], odd, [], ["\u200f"], WORDS * 60]
    tagged = recogniser.tag(sentences)
    assert [len(row) for row in tagged] == [len(words) for words in sentences]
    assert tagged[3] == [("O", 1.0)]


def test_tags_do_not_depend_on_what_else_is_tagged(recogniser: CamelRecogniser):
    chance = random.Random(7)
    documents = [
        [[chance.choice(WORDS) for _ in range(chance.randrange(0, 40))] for _ in range(3)] for _ in range(4)
    ]
    together = recogniser.tag_documents(documents)
    assert together == [recogniser.tag(document) for document in documents]
    assert together[0][0] == recogniser.tag([documents[0][0]])[0]


def test_its_version_is_that_of_its_files(recogniser: CamelRecogniser, data: Path):
    assert recogniser.name == "camel"
    assert recogniser.version.startswith("camel-")
    assert CamelRecogniser(data / "data/ner/arabert").version == recogniser.version


def test_a_folder_without_a_model_is_refused(recogniser: CamelRecogniser, tmp_path: Path):
    with pytest.raises(MissingDataError, match="There is no model in"):
        CamelRecogniser(tmp_path)

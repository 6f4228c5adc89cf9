from pathlib import Path

from warraq.entities.augment import with_latin_names
from warraq.entities.classes import build_classes
from warraq.entities.corpora import Sentence
from warraq.entities.knowledge import load_knowledge
from warraq.entities.linear import LinearTagger
from warraq.entities.scoring import spans
from warraq.entities.train import main, train

SENTENCES = [
    Sentence(("أعلنت", "رويترز", "ذلك"), ("O", "B-ORG", "O")),
    Sentence(("زار", "جون", "سميث", "لندن"), ("O", "B-PERS", "I-PERS", "B-LOC")),
    Sentence(("لا", "أحد", "هنا"), ("O", "O", "O")),
] * 20


def test_copies_with_latin_names_are_well_formed_and_repeatable():
    copies = with_latin_names(SENTENCES)
    assert copies == with_latin_names(SENTENCES)
    assert copies
    for copy in copies:
        assert len(copy.words) == len(copy.tags)
        named = [copy.words[a:b] for a, b, _ in spans(copy.tags)]
        assert any(words[0].isascii() and words[0].isalpha() for words in named)


def test_training_learns_its_sentences_and_latin_names():
    tagger = LinearTagger(train(SENTENCES), load_knowledge())
    tagged = [tuple(tag for tag, _ in row) for row in tagger.tag([s.words for s in SENTENCES[:3]])]
    assert tagged == [s.tags for s in SENTENCES[:3]]


def test_words_of_like_contexts_share_a_class(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("warraq.entities.classes.SIZES", (6,))
    monkeypatch.setattr("warraq.entities.classes.DIMENSIONS", 6)
    towns, people = ["باريس", "لندن", "تونس"], ["زيد", "عمرو", "هند"]
    lines = [f"سافرت إلى {town} أمس . قالت {who} نعم ." for town in towns for who in people] * 10
    (tmp_path / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    classes = build_classes([tmp_path])
    assert len({tuple(classes[town]) for town in towns}) == 1
    assert len({tuple(classes[name]) for name in people}) == 1
    assert classes["باريس"] != classes["زيد"]


def test_a_model_is_scored_on_sentences_that_it_did_not_see(tmp_path: Path, capsys):
    corpus = tmp_path / "gold.txt"
    blocks = ["\n".join(f"{w} {t}" for w, t in zip(*sentence, strict=True)) for sentence in SENTENCES * 20]
    corpus.write_text("\n\n".join(blocks), encoding="utf-8")
    main([str(corpus), "--hold-out"])
    shown = capsys.readouterr().out
    assert "trained on 1100 sentences" in shown
    assert "  LOC     1.000     1.000     1.000 " in shown

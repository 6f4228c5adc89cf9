from pathlib import Path

import pytest

from warraq.entities.corpora import BLOCK, Sentence, hold_out, read_corpus
from warraq.entities.evaluate import comparison, main
from warraq.entities.scoring import Measured, Score
from warraq.errors import MissingDataError


def test_a_corpus_is_read_with_our_names(tmp_path):
    path = tmp_path / "corpus.txt"
    path.write_text("جون B-PER\nفي O\n\n\nكأس B-MIS\nالعالم I-MIS\n", encoding="utf-8")
    assert read_corpus(path) == [
        Sentence(("جون", "في"), ("B-PERS", "O")),
        Sentence(("كأس", "العالم"), ("B-MISC", "I-MISC")),
    ]
    with pytest.raises(MissingDataError):
        read_corpus(Path("none"))


def test_blocks_stay_together():
    sentences = [Sentence((str(i),), ("O",)) for i in range(20 * BLOCK)]
    train, held = hold_out(sentences)
    assert len(held) == 2 * BLOCK
    assert sorted(train + held, key=lambda s: int(s.words[0])) == sentences
    assert {int(s.words[0]) // BLOCK for s in held}.isdisjoint({int(s.words[0]) // BLOCK for s in train})


def test_taggers_stand_side_by_side():
    nothing = Score(0, 0, 0)
    scores = {"all": Score(4, 5, 3), "PERS": Score(4, 5, 3), "LOC": nothing, "ORG": nothing, "MISC": nothing}
    kinds, heads, row = comparison({"mine": Measured(scores, 1234.5)}).split("\n")
    assert kinds.split() == ["all", "PERS", "LOC", "ORG", "MISC"]
    assert heads.split() == [*["P", "R", "F1"] * 5, "words/s"]
    assert row.split() == ["mine", *["0.600", "0.750", "0.667"] * 2, *["0.000"] * 9, "1,234"]


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for name in ("anercorp_train", "anercorp_test", "anercorp_test_repaired", "aqmar_test"):
        lines = ["زار O", "بوتين B-PERS", "باريس B-LOC", ""] * 12
        (tmp_path / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_recognisers_and_peers_are_measured_in_one_run(corpora: Path, capsys):
    main(["--data", str(corpora), "--recogniser", "fast"])
    shown = capsys.readouterr().out
    assert shown.count("fast ") == shown.count("plain CRF ") == shown.count("gazetteer only ") == 3
    (crf, *_) = [line for line in shown.splitlines() if line.startswith("plain CRF")]
    assert crf.split()[2:5] == ["1.000"] * 3
    assert "Linking is not measured: give --news FOLDER." in shown


def test_what_is_not_installed_is_said(corpora: Path, capsys, monkeypatch):
    monkeypatch.setenv("CAMELTOOLS_DATA", str(corpora / "none"))
    main([f"mine={corpora / 'aqmar_test.txt'}", "--recogniser", "camel", "--recogniser", "fast"])
    shown = capsys.readouterr().out
    assert "camel is not measured." in shown
    assert "camel_data -i ner-arabert" in shown
    assert "mine: 36 words" in shown


def test_linking_without_its_articles_is_said(corpora: Path, capsys):
    main(["--news", str(corpora), "--recogniser", "fast"])
    assert "Linking is not measured. None of the judged articles is in" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["--data", "none"], ["mine=none.txt"]])
def test_without_corpora_the_usage_is_shown(arguments: list[str], capsys):
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    shown = capsys.readouterr().err
    assert shown.startswith("usage: python -m warraq.entities.evaluate")
    assert "--news" in shown

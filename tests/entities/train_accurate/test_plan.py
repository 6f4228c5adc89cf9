from pathlib import Path

import pytest

pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("torch", reason="the extra `train` is not installed")

from warraq.entities.corpora import Sentence
from warraq.entities.train_accurate.examples import MASKED_TAG
from warraq.entities.train_accurate.plan import Corpora
from warraq.errors import MissingDataError


def test_another_corpus_misc_is_masked(tmp_path: Path) -> None:
    wikipedia = tmp_path / "wikipedia.txt"
    wikipedia.write_text("a B-PER\nb O\nc B-MIS\nd I-MIS\n", encoding="utf-8")
    sentences = Corpora(tmp_path, wikipedia, tmp_path).wikipedia_sentences()
    assert sentences == [Sentence(("a", "b", "c", "d"), ("B-PERS", "O", MASKED_TAG, MASKED_TAG))]


def test_texts_are_found_in_folders_and_in_order(tmp_path: Path) -> None:
    names = ("b/2.txt", "a/1.txt", "c.md")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = Corpora(tmp_path, tmp_path, tmp_path).news_files()
    assert [file.relative_to(tmp_path).as_posix() for file in found] == ["a/1.txt", "b/2.txt"]


def test_packed_news_are_not_taken_for_no_news(tmp_path: Path) -> None:
    (tmp_path / "news.tar.zst").touch()
    with pytest.raises(MissingDataError, match="Unpack"):
        Corpora(tmp_path, tmp_path, tmp_path).news_files()

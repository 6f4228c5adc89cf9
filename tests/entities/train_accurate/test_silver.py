from pathlib import Path

import pytest

from warraq.entities.corpora import Sentence
from warraq.entities.train_accurate.examples import MASKED_TAG
from warraq.entities.train_accurate.silver import label, news_documents, read_sentences, write_sentences
from warraq.entities.transformer.recogniser import TransformerRecogniser

# "Jacques Chirac visited Cairo."
VISIT = ("زار", "جاك", "شيراك", "القاهرة", ".")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for number in range(20):
        text = f"Title {number}\n\nOne two three. Four (five)!\nSix"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    return sorted(tmp_path.iterdir())


def test_articles_are_cut_into_sentences_of_words(files: list[Path]) -> None:
    (document,) = news_documents(files[:1], words=5)
    expected = ["Title 0", "One two three .", "Four ( five ) !", "Six"]
    assert [" ".join(sentence) for sentence in document] == expected


def test_the_draw_stops_at_the_number_of_words_and_repeats_itself(files: list[Path]) -> None:
    drawn = list(news_documents(files, words=30, seed=1))
    assert len(drawn) == 3
    assert drawn == list(news_documents(files, words=30, seed=1))
    assert drawn != list(news_documents(files, words=30, seed=2))


def test_words_that_are_not_sure_are_masked() -> None:
    recogniser = TransformerRecogniser()
    (all_of_it,) = label(recogniser, [[VISIT]], sure=0)
    assert all_of_it == Sentence(VISIT, ("O", "B-PERS", "I-PERS", "B-LOC", "O"))
    (nothing,) = label(recogniser, [[VISIT]], sure=1.1)
    assert set(nothing.tags) == {MASKED_TAG}


def test_sentences_are_read_as_written(tmp_path: Path) -> None:
    sentences = [Sentence(VISIT, ("O", MASKED_TAG, "I-PERS", "B-LOC", "O")), Sentence(("a",), ("O",))]
    write_sentences(sentences, tmp_path / "silver.txt")
    assert read_sentences(tmp_path / "silver.txt") == sentences

import numpy as np
import pytest

from warraq.entities.corpora import TAGS
from warraq.entities.train_fast.news import label_news, read_labelled, shards, write_labelled
from warraq.entities.transformer.recogniser import TransformerRecogniser
from warraq.errors import MissingDataError


@pytest.fixture
def news(tmp_path):
    for source, number in (("a", 300), ("b", 10)):
        for i in range(number):
            path = tmp_path / "news" / source / "2018" / f"{i}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"وصل الرئيس الروسي فلاديمير بوتين إلى باريس. عدد {i}\n", encoding="utf-8")
    (tmp_path / "news" / "b" / "empty.txt").write_text("\n", encoding="utf-8")
    return tmp_path / "news"


def test_every_article_is_in_one_shard_and_sources_take_turns(news):
    found = shards(news)
    assert [name for name, _ in found] == ["a-000", "b-000", "a-001"]
    files = [file for _, some in found for file in some]
    assert sorted(files) == sorted(news.rglob("*.txt"))
    assert all(file.parts[-3] == name[0] for name, some in found for file in some if file.stem != "empty")


def test_no_news(tmp_path):
    with pytest.raises(MissingDataError, match="Unpack"):
        shards(tmp_path)


def test_news_is_labelled_up_to_a_number_of_words_and_only_once(news, tmp_path):
    teacher = TransformerRecogniser()
    done = list(label_news(teacher, news, tmp_path / "silver", 2510))
    assert [name for name, _ in done] == ["a-000", "b-000"]
    first = read_labelled(tmp_path / "silver" / "a-000.npz")
    assert done[0][1] == len(first.words) == first.lengths.sum() == len(first.chances)
    assert first.chances.sum(axis=1) == pytest.approx(1, abs=0.01)
    tags = [TAGS[tag] for tag in first.chances[:9].argmax(axis=1)]
    assert list(zip(first.words[3:5], tags[3:5], strict=True)) == [
        ("فلاديمير", "B-PERS"),
        ("بوتين", "I-PERS"),
    ]
    write_labelled(
        first._replace(words=first.words[:9], lengths=first.lengths[:1]), tmp_path / "silver/a-000.npz"
    )
    assert next(label_news(teacher, news, tmp_path / "silver", 5)) == ("a-000", 9)


def test_what_is_written_is_read(tmp_path):
    from warraq.entities.train_fast.news import Labelled

    chances = np.eye(9, dtype=np.float16)[:3]
    write_labelled(Labelled(["في", "باريس", "."], np.array([2, 1], np.int32), chances), tmp_path / "x.npz")
    again = read_labelled(tmp_path / "x.npz")
    assert again.words == ["في", "باريس", "."]
    np.testing.assert_array_equal(again.lengths, [2, 1])
    np.testing.assert_array_equal(again.chances, chances)
    assert [path.name for path in tmp_path.iterdir()] == ["x.npz"]

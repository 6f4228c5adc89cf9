from __future__ import annotations

from datetime import date
from functools import partial
from operator import eq
from pathlib import Path

import pytest

from tests.places import CHECKOUT
from warraq.dates.evaluate import (
    HALVES,
    PARTS,
    UNKNOWN,
    Found,
    Gold,
    Score,
    dateparser_peer,
    main,
    ours,
    read_judged,
)

JUDGED = CHECKOUT / "tests/dates/data/news_dates.tsv"


def found(start: int, end: int, value: str) -> Found:
    return Found(start, end, partial(eq, value))


def test_scores() -> None:
    score = Score()
    gold = [Gold(0, 4, "أمس", "2016-10-11"), Gold(10, 14, "غدا", "2016-10-13"), Gold(20, 24, "", UNKNOWN)]
    wrong = score.add(gold, [found(0, 4, "2016-10-11"), found(9, 14, "2016-10-14"), found(30, 31, "2016")])
    assert (score.gold, score.found, score.touching, score.exact, score.valued) == (3, 3, 2, 1, 1)
    assert [line.split()[0] for line in wrong] == ["misread", "missed", "extra"]


def test_the_judged_list_is_whole() -> None:
    texts = read_judged(JUDGED)
    assert sum(len(text.dates) for text in texts) == 450
    assert len({text.path for text in texts}) == len(texts) == 335
    assert {text.part for text in texts} == set(PARTS)
    assert {text.half for text in texts} == set(HALVES)
    for text in texts:
        assert text.published.year in range(2012, 2019)
        for judged in text.dates:
            assert text.start <= judged.start < judged.end <= text.end
            assert judged.end - judged.start >= len(judged.surface)


def test_offsets_are_those_of_the_raw_text() -> None:
    raw = "عنوان\n\nقال الوزيــر  يوم  الجمعة 12   أكتوبر 2018 إن"
    [mention] = ours(raw, date(2018, 10, 13))
    assert raw[mention.start : mention.end] == "يوم  الجمعة 12   أكتوبر 2018"
    assert mention.means("2018-10-12")


def test_the_peer_runs() -> None:
    peer = dateparser_peer()
    assert peer is not None
    [mention] = peer("عقد الاجتماع في 12 أكتوبر 2018", date(2018, 10, 13))
    assert mention.means("2018-10-12")
    assert mention.means("2018-10")
    assert mention.means("2018-10-10/2018-10-20")
    assert not mention.means("2018-10-13")


def test_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news = tmp_path / "news/bbc/2018/10/13"
    news.mkdir(parents=True)
    (news / "1.txt").write_text("وصل أمس", "utf-8")
    judged = tmp_path / "judged.tsv"
    rows = [
        f"bbc/2018/10/13/1.txt\t{part}\t{half}\t0\t7\n\t4\t7\tأمس\t2018-10-12\n"
        for part in PARTS
        for half in HALVES
    ]
    judged.write_text("# judged\n" + "".join(rows), "utf-8")
    main(["--news", str(tmp_path / "news"), "--judged", str(judged), "--errors"])
    table = capsys.readouterr().out
    assert sum(line.startswith("warraq") and " 1.000" in line for line in table.splitlines()) == 4
    assert "dateparser" in table

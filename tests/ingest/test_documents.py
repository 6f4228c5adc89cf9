from __future__ import annotations

import hashlib
import html
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warraq.ingest.discover import discover, found_table
from warraq.ingest.documents import read_documents
from warraq.ingest.items import QuarantinedItem, RawDocument
from warraq.settings import Settings

from .conftest import ARABIC, Reader, summary


def test_a_plain_file(inbox: Path, read: Reader) -> None:
    (inbox / "bbc/2018/01/02").mkdir(parents=True)
    data = f"عنوان \r\n\r\n {ARABIC}".encode("windows-1256")
    (inbox / "bbc/2018/01/02/7.txt").write_bytes(data)
    assert read() == [
        RawDocument(
            doc_id=hashlib.sha256(data).hexdigest()[:32],
            source="bbc",
            path="bbc/2018/01/02/7.txt",
            item="",
            raw_text=f"عنوان \r\n\r\n {ARABIC}",
            title_end=6,
            published_at=datetime(2018, 1, 2, tzinfo=UTC),
            encoding="windows-1256",
        )
    ]


def test_names_decide_the_format(inbox: Path, read: Reader) -> None:
    text = ARABIC.encode()
    for name in ("a.TXT", "b", "c.2018.01.02", "d.pdf", "e.json", "f.zip.gz", "g.خبر"):
        (inbox / name).write_bytes(text)
    assert {item.path: getattr(item, "reason", "document") for item in read()} == {
        "a.TXT": "document",
        "b": "document",
        "c.2018.01.02": "document",
        "d.pdf": "unsupported_format",
        "e.json": "unsupported_format",
        "f.zip.gz": "nested_archive",
        "g.خبر": "document",
    }


def test_scripts_are_weighed_by_letters(inbox: Path, read: Reader) -> None:
    (inbox / "a.txt").write_text("Reuters " * 20 + ARABIC, "utf-8")
    (inbox / "b.txt").write_text("12345 --- 678", "utf-8")
    (inbox / "c.txt").write_text("Reuters " * 2 + ARABIC, "utf-8")
    assert [reason for _, reason in summary(read())] == ["not_arabic", "not_arabic", "document"]
    assert [reason for _, reason in summary(read(min_arabic=0.1))] == ["document", "not_arabic", "document"]


def test_html_does_not_count_against_a_text(inbox: Path, read: Reader) -> None:
    tags = '<div class="article-body paragraph"><p style="text-align: right"><span lang="ar">'
    (inbox / "a.txt").write_text(f"{tags * 5}{ARABIC}</span></p></div>", "utf-8")
    (inbox / "b.txt").write_text(html.escape(f"{tags * 5}{ARABIC}"), "utf-8")
    (inbox / "c.txt").write_text(f"<p>{'Reuters ' * 20}{ARABIC}</p>", "utf-8")
    (inbox / "d.txt").write_text(tags, "utf-8")
    items = read()
    assert [reason for _, reason in summary(items)] == ["document", "document", "not_arabic", "not_arabic"]
    assert isinstance(items[3], QuarantinedItem)
    assert items[3].detail == "There are no letters in it."


def test_a_document_of_exactly_the_limit_is_kept(inbox: Path, read: Reader) -> None:
    data = (ARABIC + "\n") * 20
    size = len(data.encode())
    (inbox / "a.txt").write_text(data, "utf-8")
    assert summary(read(max_document_bytes=size)) == [("", "document")]
    assert summary(read(max_document_bytes=size - 1)) == [("", "too_large")]


def test_the_same_result_in_any_company(inbox: Path) -> None:
    for number in range(12):
        (inbox / f"{number}.txt").write_text(f"{ARABIC} {number}", "utf-8")
    files = found_table(discover(inbox))
    together = list(read_documents(inbox, files, Settings()))
    order = list(range(12))
    random.Random(3).shuffle(order)
    apart = [item for row in order for item in read_documents(inbox, files.slice(row, 1), Settings())]
    assert sorted(apart, key=lambda item: item.path) == sorted(together, key=lambda item: item.path)


@pytest.mark.shared
def test_the_seeds(shared: Path) -> None:
    seeds = shared / "data/seeds"
    items = list(read_documents(seeds, found_table(discover(seeds)), Settings()))
    first, second = items
    assert isinstance(first, RawDocument)
    assert isinstance(second, RawDocument)
    assert first.raw_text[: first.title_end].endswith("من كلينتون ")
    assert second.title_end == 0
    assert not any(isinstance(item, QuarantinedItem) for item in items)
    for item, file in zip((first, second), sorted(seeds.iterdir()), strict=True):
        assert item.raw_text.encode() == file.read_bytes()
        assert item.published_at is None


def test_text_read_in_the_wrong_encoding_is_left_to_be_mended(inbox: Path, read: Reader) -> None:
    (inbox / "utf8.txt").write_text((ARABIC * 3).encode().decode("latin-1"), "utf-8")
    (inbox / "other.txt").write_text("Le président a reçu les délégués à l'Élysée. " * 5, "utf-8")
    assert summary(read()) == [("", "not_arabic"), ("", "document")]

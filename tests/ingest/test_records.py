from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warraq.ingest.items import RawDocument

from .conftest import ARABIC, Reader, ingest, summary


def document(item: object) -> RawDocument:
    assert isinstance(item, RawDocument)
    return item


def write_jsonl(path: Path, *records: object, encoding: str = "utf-8") -> None:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    path.write_bytes("\n".join(lines).encode(encoding))


def test_fields_are_found_by_name(inbox: Path, read: Reader) -> None:
    write_jsonl(
        inbox / "a.jsonl",
        {"Headline": "عنوان", "BODY": ARABIC, "date": "2016-11-12", "publisher": " رويترز "},
    )
    found = document(read()[0])
    assert found.raw_text == f"عنوان\n\n{ARABIC}"
    assert found.raw_text[: found.title_end] == "عنوان"
    assert (found.source, found.item, found.encoding) == ("رويترز", "1", "utf-8")
    assert found.published_at == datetime(2016, 11, 12, tzinfo=UTC)


def test_a_record_without_title_date_and_source(inbox: Path, read: Reader) -> None:
    (inbox / "bbc/2018/01/02").mkdir(parents=True)
    write_jsonl(inbox / "bbc/2018/01/02/a.jsonl", {"text": f"عنوان في النص\n\n{ARABIC}", "date": None})
    found = document(read()[0])
    assert found.raw_text[: found.title_end] == "عنوان في النص"
    assert (found.source, found.published_at) == ("bbc", datetime(2018, 1, 2, tzinfo=UTC))


def test_the_same_record_has_the_same_id_wherever_it_stands(inbox: Path, read: Reader) -> None:
    record = {"title": "عنوان", "text": ARABIC}
    write_jsonl(inbox / "a.jsonl", record)
    write_jsonl(inbox / "b.jsonl", record, encoding="utf-16")
    (inbox / "c.csv").write_text(f"text|title\n{ARABIC}|عنوان\n", "utf-8")
    (inbox / "d.txt").write_text(f"عنوان\n\n{ARABIC}", "utf-8")
    assert len({document(item).doc_id for item in read()}) == 1


def test_bad_lines_do_not_take_good_ones_with_them(inbox: Path, read: Reader) -> None:
    good = json.dumps({"text": ARABIC}, ensure_ascii=False).encode()
    lines = [
        good,
        b"{",
        b"",
        b'["text"]',
        b'{"id": 1}',
        b'{"text": "  "}',
        b'{"text": 5}',
        good.replace("أ".encode(), b"\xd8"),
        b'{"text": "Only English words here"}',
        b'{"text": "' + b"[" * 10 + b'"' + b"[" * 100_000,
        b'{"n": ' + b"9" * 5000 + b', "text": "x"}',
        rb'{"text": "\ud800 ' + ARABIC.encode() + b'"}',
        good,
    ]
    (inbox / "a.jsonl").write_bytes(b"\r\n".join(lines))
    assert summary(read()) == [
        ("1", "document"),
        ("2", "bad_json"),
        ("4", "bad_json"),
        ("5", "missing_text"),
        ("6", "empty"),
        ("7", "missing_text"),
        ("8", "damaged_encoding"),
        ("9", "not_arabic"),
        ("10", "bad_json"),
        ("11", "bad_json"),
        ("12", "damaged_encoding"),
        ("13", "document"),
    ]


def test_a_line_that_never_ends_is_refused_in_bounded_memory(inbox: Path, read: Reader) -> None:
    good = json.dumps({"text": ARABIC}).encode()
    (inbox / "a.jsonl").write_bytes(good + b"\n" + b'{"text": "' + b"x" * 300_000 + b'"}\n' + good)
    assert summary(read(max_document_bytes=4096)) == [
        ("1", "document"),
        ("2", "too_large"),
        ("3", "document"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "windows-1256", "iso-8859-6"])
def test_records_in_other_encodings(inbox: Path, read: Reader, encoding: str) -> None:
    write_jsonl(inbox / "a.jsonl", *[{"text": ARABIC, "n": n} for n in range(3)], encoding=encoding)
    header = "text,n\n"
    (inbox / "a.csv").write_bytes((header + f'"{ARABIC}",1\n' * 3).encode(encoding))
    items = [document(item) for item in read()]
    assert {item.raw_text for item in items} == {ARABIC}
    assert {item.encoding for item in items} == {encoding}
    assert len(items) == 6


def test_files_without_a_record(inbox: Path, read: Reader) -> None:
    (inbox / "a.jsonl").write_bytes(b"\n \n")
    (inbox / "b.jsonl").write_bytes(b"")
    (inbox / "c.csv").write_bytes(b"text,date\n")
    (inbox / "d.csv").write_bytes(b"")
    (inbox / "e.csv").write_text("المتن,التاريخ\nنص,2016\n", "utf-8")
    (inbox / "f.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    reasons = [reason for _, reason in summary(read())]
    assert reasons == ["empty", "empty", "empty", "empty", "missing_text", "binary"]


def test_csv_with_quotes_breaks_and_the_usual_delimiters(inbox: Path, read: Reader) -> None:
    for number, mark in enumerate(",;\t|"):
        rows = [
            mark.join(["id", "Title", "Text"]),
            mark.join(["1", "عنوان", f'"سطر أول{mark} ثم\n\nقال ""نعم"". {ARABIC}"']),
        ]
        (inbox / f"{number}.csv").write_text("\n".join(rows), "utf-8", newline="")
    for mark, item in zip(",;\t|", read(), strict=True):
        found = document(item)
        assert found.raw_text == f'عنوان\n\nسطر أول{mark} ثم\n\nقال "نعم". {ARABIC}'
        assert found.item == "2"


def test_bad_rows_do_not_take_good_ones_with_them(inbox: Path, read: Reader) -> None:
    rows = [
        "text,n",
        f"{ARABIC},1",
        f'"{ARABIC},2',  # the quote is never closed
        f"{ARABIC},3",
        "",
        f"{ARABIC}",
        f"{ARABIC},5,5",
        f'"{ARABIC}" بقية,6',
        f"{ARABIC},7",
    ]
    (inbox / "a.csv").write_text("\r\n".join(rows), "utf-8", newline="")
    assert summary(read()) == [
        ("2", "document"),
        ("3", "bad_csv_row"),
        ("4", "document"),
        ("6", "bad_csv_row"),
        ("7", "bad_csv_row"),
        ("8", "bad_csv_row"),
        ("9", "document"),
    ]


def test_a_row_with_damaged_bytes(inbox: Path, read: Reader) -> None:
    good = ARABIC.encode()
    (inbox / "a.csv").write_bytes(b"n,text\n1," + good + b"\n2," + good[:-2] + b"\xd8\n3," + good)
    assert summary(read()) == [("2", "document"), ("3", "damaged_encoding"), ("4", "document")]


def test_large_fields(inbox: Path, read: Reader) -> None:
    long = " ".join([ARABIC] * 3000)
    (inbox / "a.csv").write_text(f'text,n\n"{long}",1\n{ARABIC},2\n', "utf-8")
    assert len(document(read()[0]).raw_text) == len(long)
    assert summary(read(max_document_bytes=10_000)) == [("2", "too_large"), ("3", "document")]


def test_the_field_names_are_settings(inbox: Path, read: Reader) -> None:
    write_jsonl(inbox / "a.jsonl", {"المتن": ARABIC, "text": "شيء آخر تماما"})
    assert document(read(text_fields="المتن, text")[0]).raw_text == ARABIC
    assert document(read()[0]).raw_text == "شيء آخر تماما"


@given(content=st.text(alphabet='اب"،,;\n\r\t|x\x00', max_size=80))
@settings(max_examples=150)
def test_any_csv_gives_items(tmp_path_factory: pytest.TempPathFactory, content: str) -> None:
    folder = tmp_path_factory.mktemp("csv")
    (folder / "a.csv").write_bytes(("text,n\n" + content).encode())
    assert ingest(folder)


@given(content=st.binary(max_size=200))
@settings(max_examples=150)
def test_any_jsonl_gives_items(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("jsonl")
    (folder / "a.jsonl").write_bytes(content)
    assert ingest(folder)


@given(
    rows=st.lists(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30).map(
            lambda text: ARABIC + text + '"\n' + text
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=50)
def test_records_come_back_exactly(tmp_path_factory: pytest.TempPathFactory, rows: list[str]) -> None:
    folder = tmp_path_factory.mktemp("exact")
    write_jsonl(folder / "a.jsonl", *[{"text": row} for row in rows])
    quoted = ['"' + row.replace('"', '""') + '"' for row in rows]
    (folder / "b.csv").write_bytes(("text\n" + "\n".join(quoted)).encode())
    texts = [item.raw_text for item in ingest(folder) if isinstance(item, RawDocument)]
    good = [row for row in rows if "\ufffd" not in row]
    assert texts == good * 2

from __future__ import annotations

import gzip
import io
import tarfile
from typing import Any

import pytest

from warraq.ingest.discover import discover, found_table
from warraq.ingest.documents import read_documents
from warraq.ingest.items import QuarantinedItem, RawDocument
from warraq.ingest.language import language_of
from warraq.sample import SAMPLE_INBOX, SAMPLE_PARTS, sample_expectations
from warraq.sample.build import binary_files
from warraq.settings import Settings

EXPECTED = sample_expectations()


@pytest.fixture(scope="module")
def items() -> list[RawDocument | QuarantinedItem]:
    return list(read_documents(SAMPLE_INBOX, found_table(discover(SAMPLE_INBOX)), Settings()))


def by_place(rows: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["path"], row["item"]): row for row in rows}


def test_every_file_ends_where_it_should(items: list[RawDocument | QuarantinedItem]) -> None:
    documents = {(i.path, i.item) for i in items if isinstance(i, RawDocument)}
    assert documents == set(by_place(EXPECTED["documents"])) | set(by_place(EXPECTED["duplicates"]))
    quarantined = {(i.path, i.item): i.reason for i in items if isinstance(i, QuarantinedItem)}
    assert quarantined == {p: row["reason"] for p, row in by_place(EXPECTED["quarantine"]).items()}


def test_every_path_in_the_folder_is_expected() -> None:
    on_disk = {p.relative_to(SAMPLE_INBOX).as_posix() for p in SAMPLE_INBOX.rglob("*") if p.is_file()}
    rows = (*EXPECTED["documents"], *EXPECTED["duplicates"], *EXPECTED["quarantine"])
    assert on_disk == {row["path"] for row in rows} | set(EXPECTED["ignored"])


def test_documents_are_read_right(items: list[RawDocument | QuarantinedItem]) -> None:
    expected = by_place(EXPECTED["documents"])
    for item in items:
        if isinstance(item, RawDocument) and (row := expected.get((item.path, item.item))):
            found = {
                "path": item.path,
                "item": item.item,
                "source": item.source,
                "title": item.raw_text[: item.title_end].strip() or None,
                "published_at": item.published_at and item.published_at.isoformat(),
                "encoding": item.encoding,
                "language": language_of(item.raw_text),
            }
            assert found == row


def test_duplicates_have_the_same_bytes(items: list[RawDocument | QuarantinedItem]) -> None:
    ids = {(i.path, i.item): i.doc_id for i in items if isinstance(i, RawDocument)}
    for row in EXPECTED["duplicates"]:
        assert ids[row["path"], row["item"]] == ids[row["of_path"], row["of_item"]]
    assert len(set(ids.values())) == len(EXPECTED["documents"])


def test_merged_words_and_mentions_are_in_the_texts(items: list[RawDocument | QuarantinedItem]) -> None:
    texts = {(i.path, i.item): i.raw_text for i in items if isinstance(i, RawDocument)}
    for row in EXPECTED["merged_words"]:
        assert row["before"] in texts[row["path"], row["item"]]
        assert row["after"].replace(" ", "") == row["before"].replace(" ", "")
    repaired = dict(texts)
    for row in EXPECTED["merged_words"]:
        place = row["path"], row["item"]
        repaired[place] = repaired[place].replace(row["before"], row["after"])
    for row in EXPECTED["mentions"]:
        assert row["name"] in repaired[row["path"], row["item"]]


def unpacked(path: str, content: bytes) -> object:
    """What is inside, as another zlib packs the same content into other bytes."""
    if path.endswith(".tar.gz"):
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            return [(member.name, member.size) for member in archive]
    return gzip.decompress(content) if path.endswith(".gz") else content


def test_the_binary_files_are_what_the_script_makes() -> None:
    for path, content in binary_files(SAMPLE_PARTS):
        assert unpacked(path, (SAMPLE_INBOX / path).read_bytes()) == unpacked(path, content)


def test_it_is_small() -> None:
    assert sum(p.stat().st_size for p in SAMPLE_INBOX.parent.rglob("*") if p.is_file()) < 200_000

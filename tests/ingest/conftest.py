from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from warraq.ingest.discover import discover, found_table
from warraq.ingest.documents import read_documents
from warraq.ingest.items import QuarantinedItem, RawDocument
from warraq.settings import Settings

ARABIC = "أعلنت وزارة الثقافة في عمان أن معرض الكتاب سيفتح أبوابه يوم الخميس المقبل بمشاركة واسعة."

Item = RawDocument | QuarantinedItem
Reader = Callable[..., list[Item]]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def read(inbox: Path) -> Reader:
    """Read everything in the inbox; check what must hold for any input."""

    def read_all(**settings: object) -> list[Item]:
        return ingest(inbox, **settings)

    return read_all


def ingest(folder: Path, **settings: object) -> list[Item]:
    files = found_table(discover(folder))
    items = list(read_documents(folder, files, Settings(**settings)))  # type: ignore[arg-type]
    assert {item.path for item in items} == set(files["path"].to_pylist())
    assert len({(item.path, item.item) for item in items}) == len(items)
    for item in items:
        for value in item:
            if isinstance(value, str):
                value.encode("utf-8")
    return items


def summary(items: list[Item]) -> list[tuple[str, str]]:
    """Item and reason, or item and `document`."""
    return [(item.item, getattr(item, "reason", "document")) for item in items]

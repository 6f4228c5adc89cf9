"""What comes out of ingest: raw documents, and items that go to quarantine."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class RawDocument(NamedTuple):
    """One document as it came, decoded and nothing else."""

    doc_id: str
    """First 128 bits of the SHA-256 of its bytes, 32 hexadecimal digits."""
    source: str
    path: str
    """File, relative to the input folder, with `/`."""
    item: str
    """Document within the file; empty for a plain file. With `path` it is unique in a run."""
    raw_text: str
    title_end: int
    """Where the title line ends in `raw_text`, in code points; 0 if there is no title."""
    published_at: datetime | None
    """With time zone UTC."""
    encoding: str
    """`bytes.decode(encoding)` of the document's bytes gives `raw_text`."""


class QuarantinedItem(NamedTuple):
    """A file, or a part of one, that could not become a document."""

    path: str
    item: str
    sha256: str
    """Of the file's bytes; `warraq.ingest.discover.UNREADABLE` if they could not be read."""
    reason: str
    """A code of `warraq.ingest.reasons.REASONS`."""
    detail: str


def printable(text: str) -> str:
    """`text` with lone surrogates, which no UTF-8 column can hold, written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")

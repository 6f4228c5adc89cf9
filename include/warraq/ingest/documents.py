"""Files to raw documents: every format, every file giving at least one document or quarantined item."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from warraq.ingest.archives import tar_members, zip_members
from warraq.ingest.dates import date_of_path, parse_date
from warraq.ingest.decode import decode
from warraq.ingest.discover import FOUND_COLUMNS, UNREADABLE, locate
from warraq.ingest.items import QuarantinedItem, RawDocument, printable
from warraq.ingest.language import letter_counts
from warraq.ingest.paths import format_of
from warraq.ingest.reasons import Refusal
from warraq.ingest.records import BadRecord, Record, read_csv, read_jsonl
from warraq.ingest.streams import BoundedStream, Budget, read_whole
from warraq.ingest.titles import title_end
from warraq.settings import Settings
from warraq.text.markup import without_markup
from warraq.text.mojibake import mojibake_patches

_DOC_ID_DIGITS = 32


class _File(NamedTuple):
    """One row of the files to read."""

    path: str
    sha256: str
    bytes: int
    source: str


def read_documents(
    input_dir: Path, files: pa.Table, settings: Settings
) -> Iterator[RawDocument | QuarantinedItem]:
    """The documents in `files`, in their order, and what had to go to quarantine.

    One document is held in memory at a time, however large the archive. The pair of path and
    item is unique. The same bytes give the same result, whatever other files are read with them.

    Args:
        input_dir: Folder that the paths are relative to.
        files: Columns path, sha256, bytes, source of `schema.FILES`, one row a file.
        settings: Names of fields, limits, share of Arabic letters, time zone.

    Yields:
        At least one item for every file.
    """
    root = os.path.realpath(input_dir)
    for row in files.select(FOUND_COLUMNS).to_pylist():
        file = _File(**row)
        count = 0
        for item in _read_file(root, file, settings):
            count += 1
            yield item
        if not count:
            yield _quarantined(file, "", Refusal("empty", "It holds no documents."))


def _read_file(root: str, file: _File, settings: Settings) -> Iterator[RawDocument | QuarantinedItem]:
    try:
        with open(locate(root, file.path), "rb") as stream:  # noqa: PTH123 - speed
            yield from _read_format(file, stream, settings)
    except Refusal as refusal:
        yield _quarantined(file, "", refusal)
    except OSError as error:
        yield _quarantined(file, "", Refusal("unreadable", f"{error.strerror or error}."))


def _read_format(
    file: _File, stream: BufferedReader, settings: Settings
) -> Iterator[RawDocument | QuarantinedItem]:
    """What an open file gives.

    Raises:
        Refusal: The file, or what is left of it, cannot be read.
    """
    kind, gzipped = format_of(file.path)
    if kind == "text" and not gzipped:
        yield _document(file, "", read_whole(stream, settings.max_document_bytes), settings)
        return
    if not stream.peek(1):
        raise Refusal("empty", "0 bytes.")
    budget = Budget(settings.max_archive_bytes)
    if kind == "tar" or (kind == "zip" and not gzipped):
        members = zip_members(stream, budget) if kind == "zip" else tar_members(stream, budget)
        for name, content in members:
            if isinstance(content, Refusal):
                yield _quarantined(file, name, content)
            else:
                yield from _read_member(file, name, content, budget, settings)
    else:
        plain = Budget(max(file.bytes, settings.max_archive_bytes))
        yield from _read_content(file, "", BoundedStream(stream, plain), budget, settings)


def _read_member(
    file: _File, name: str, content: BoundedStream, budget: Budget, settings: Settings
) -> Iterator[RawDocument | QuarantinedItem]:
    count = 0
    try:
        for item in _read_content(file, name, content, budget, settings):
            count += 1
            yield item
        if not count:
            raise Refusal("empty", "It holds no documents.")
    except Refusal as refusal:
        yield _quarantined(file, name, refusal)


def _read_content(
    file: _File, member: str, content: BoundedStream, budget: Budget, settings: Settings
) -> Iterator[RawDocument | QuarantinedItem]:
    """What a file or member of one document or of records gives.

    Raises:
        Refusal: It, or what is left of it, cannot be read.
    """
    name = member or file.path
    kind, gzipped = format_of(name)
    if kind == "unknown":
        raise Refusal("unsupported_format", f"Warraq does not read files called *.{name.rsplit('.', 1)[-1]}.")
    if kind in ("zip", "tar"):
        raise Refusal("nested_archive", "An archive inside another archive or compressed file.")
    if gzipped:
        content = BoundedStream(gzip.GzipFile(fileobj=content), budget)
    if kind == "text":
        yield _document(file, member, read_whole(content, settings.max_document_bytes), settings)
        return
    records = read_jsonl(content, settings) if kind == "jsonl" else read_csv(content, settings)
    for record in records:
        item = f"{member}:{record.number}" if member else str(record.number)
        if isinstance(record, BadRecord):
            yield _quarantined(file, item, record.refusal)
        else:
            yield _record_document(file, item, record, settings)


def _document(file: _File, item: str, data: bytes, settings: Settings) -> RawDocument | QuarantinedItem:
    """The document that `data` holds as a whole."""
    try:
        text, encoding = decode(data)
        _check_script(text, settings)
    except Refusal as refusal:
        return _quarantined(file, item, refusal)
    return RawDocument(
        doc_id=_doc_id(data),
        source=file.source,
        path=file.path,
        item=item,
        raw_text=text,
        title_end=title_end(text),
        published_at=date_of_path(f"{file.path}/{item}"),
        encoding=encoding,
    )


def _record_document(
    file: _File, item: str, record: Record, settings: Settings
) -> RawDocument | QuarantinedItem:
    text = f"{record.title}\n\n{record.text}" if record.title else record.text
    data = text.encode("utf-8")
    try:
        if len(data) > settings.max_document_bytes:
            limit = settings.max_document_bytes
            raise Refusal("too_large", f"The document is larger than {limit:,} bytes.")
        _check_script(text, settings)
    except Refusal as refusal:
        return _quarantined(file, item, refusal)
    return RawDocument(
        doc_id=_doc_id(data),
        source=record.source or file.source,
        path=file.path,
        item=item,
        raw_text=text,
        title_end=len(record.title.rstrip()) or title_end(text),
        published_at=_record_date(file, item, record, settings),
        encoding=record.encoding,
    )


def _record_date(file: _File, item: str, record: Record, settings: Settings) -> datetime | None:
    if record.date is None:
        member = item.rpartition(":")[0]
        return date_of_path(f"{file.path}/{member}")
    return parse_date(record.date, settings.timezone)


def _check_script(text: str, settings: Settings) -> None:
    """Refuse a text with too few Arabic letters; those of HTML tags, which cleaning takes out, do not count.

    Raises:
        Refusal: `not_arabic`.
    """
    arabic, letters = letter_counts(text)
    if arabic < settings.min_arabic * letters and ("<" in text or "&" in text):
        arabic, letters = letter_counts(without_markup(text))
    if not letters:
        raise Refusal("not_arabic", "There are no letters in it.")
    if arabic < settings.min_arabic * letters and not mojibake_patches(text):
        share = arabic / letters
        raise Refusal("not_arabic", f"{share:.0%} of its {letters:,} letters are Arabic.")


def _doc_id(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DOC_ID_DIGITS]


def _quarantined(file: _File, item: str, refusal: Refusal) -> QuarantinedItem:
    unread = not item and refusal.reason in ("unreadable", "link_not_followed")
    sha256 = UNREADABLE if unread else file.sha256
    return QuarantinedItem(file.path, item, sha256, refusal.reason, printable(refusal.detail))

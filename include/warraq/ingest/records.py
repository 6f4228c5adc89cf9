"""Documents in the lines of .jsonl and the rows of .csv."""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from warraq.ingest.decode import is_blank
from warraq.ingest.reasons import Refusal
from warraq.ingest.streams import BoundedStream, Line, Lines, is_damaged
from warraq.settings import Settings

_DELIMITERS = ",;\t|"


class Record(NamedTuple):
    """One document of a file of records, its fields found by name."""

    number: int
    """Line of a .jsonl file, or row as a spreadsheet counts them; from 1, the header included."""
    title: str
    text: str
    date: object
    """As it stands in the record; None if there is no such field or it is blank."""
    source: str
    """"" if there is none."""
    encoding: str


class BadRecord(NamedTuple):
    """A line or row that holds no document."""

    number: int
    refusal: Refusal


class _Fields(NamedTuple):
    """Names of the fields of a record, in the order in which they are looked for."""

    text: tuple[str, ...]
    title: tuple[str, ...]
    date: tuple[str, ...]
    source: tuple[str, ...]


def _names(setting: str) -> tuple[str, ...]:
    return tuple(name.strip().casefold() for name in setting.split(",") if name.strip())


def _fields(settings: Settings) -> _Fields:
    return _Fields(
        _names(settings.text_fields),
        _names(settings.title_fields),
        _names(settings.date_fields),
        _names(settings.source_fields),
    )


def read_jsonl(stream: BoundedStream, settings: Settings) -> Iterator[Record | BadRecord]:
    """The documents of a file with one JSON object a line; blank lines are passed over.

    Args:
        stream: The file's bytes, unpacked.
        settings: Names of the fields, and the largest document.

    Raises:
        Refusal: The whole file, or what is left of it, cannot be read.
    """
    fields = _fields(settings)
    lines = Lines(stream, settings.max_document_bytes)
    for line in lines:
        if line.text.isspace():
            continue
        try:
            _check(line, settings)
            yield _record(line.number, _json_object(line.text.rstrip("\r\n")), fields, lines.encoding)
        except Refusal as refusal:
            yield BadRecord(line.number, refusal)


def _check(line: Line, settings: Settings) -> None:
    if line.too_long:
        raise Refusal("too_large", f"The line is longer than {settings.max_document_bytes:,} characters.")
    if is_damaged(line.text):
        raise Refusal("damaged_encoding", "The line holds bytes that are wrong in the file's encoding.")


def _json_object(text: str) -> Mapping[str, object]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise Refusal("bad_json", f"Column {error.colno}: {error.msg}.") from error
    except (ValueError, RecursionError) as error:
        raise Refusal("bad_json", f"{error}.") from error
    if not isinstance(value, dict):
        raise Refusal("bad_json", f"A JSON {type(value).__name__}, not an object.")
    return {name.strip().casefold(): item for name, item in reversed(value.items())}


def _record(number: int, values: Mapping[str, object], fields: _Fields, encoding: str) -> Record:
    text = _first(values, fields.text)
    if text is None:
        blank = [name for name in fields.text if isinstance(values.get(name), str)]
        if blank:
            raise Refusal("empty", f"The field {blank[0]} holds no text.")
        found = ", ".join(sorted(values)[:20]) or "none"
        raise Refusal("missing_text", f"None of {', '.join(fields.text)} among its fields: {found}.")
    title = _first(values, fields.title) or ""
    if is_damaged(title + text):
        raise Refusal("damaged_encoding", "The text holds U+FFFD or half a surrogate pair.")
    date = next((values[name] for name in fields.date if _holds(values.get(name))), None)
    return Record(number, title, text, date, (_first(values, fields.source) or "").strip(), encoding)


def _first(values: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    """The first of the named fields that holds text."""
    for name in names:
        value = values.get(name)
        if isinstance(value, str) and not is_blank(value):
            return value
    return None


def _holds(value: object) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())


def read_csv(stream: BoundedStream, settings: Settings) -> Iterator[Record | BadRecord]:
    """The documents of a file with a header and one row a document; blank rows are passed over.

    The delimiter is the one of comma, semicolon, tab and bar that makes a text column appear in
    the header. Quotes have to be closed properly: where a row fails, only its first line is
    refused and reading goes on with the next, so that one stray quote does not swallow the rest.

    Args:
        stream: The file's bytes, unpacked.
        settings: Names of the columns, and the largest document.

    Raises:
        Refusal: The whole file, or what is left of it, cannot be read; `missing_text` if the
            header names no text column.
    """
    fields = _fields(settings)
    lines = Lines(stream, settings.max_document_bytes)
    csv.field_size_limit(settings.max_document_bytes)  # for the whole process; its default is 128 KiB
    source = iter(lines)
    first = next(source, None)
    delimiter, header = _header(first.text if first else "", fields)
    rows = _Rows(source, delimiter, settings)
    for number, row in rows:
        if isinstance(row, Refusal):
            yield BadRecord(number, row)
            continue
        try:
            yield _record(number, _named(header, row), fields, lines.encoding)
        except Refusal as refusal:
            yield BadRecord(number, refusal)


def _header(line: str, fields: _Fields) -> tuple[str, list[str]]:
    headers = [(len(names), mark, names) for mark in _DELIMITERS if (names := _split(line, mark))]
    matching = [found for found in headers if set(found[2]) & set(fields.text)]
    if not matching:
        widest = max(headers, default=(0, "", []))[2]
        raise Refusal(
            "missing_text", f"None of {', '.join(fields.text)} among the columns: {', '.join(widest)[:200]}."
        )
    _, delimiter, names = max(matching, key=lambda found: found[0])
    return delimiter, names


def _split(line: str, delimiter: str) -> list[str]:
    try:
        row = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [name.strip().casefold() for name in row]


def _named(header: list[str], row: list[str]) -> Mapping[str, object]:
    if len(row) != len(header):
        raise Refusal("bad_csv_row", f"{len(row)} columns where the header has {len(header)}.")
    # Of two columns of one name the first counts.
    return dict(reversed(list(zip(header, row, strict=True))))


class _Rows:
    """The rows of a CSV file after its header, numbered as a spreadsheet shows them."""

    def __init__(self, lines: Iterator[Line], delimiter: str, settings: Settings) -> None:
        self._lines = lines
        self._settings = settings
        self._again: deque[Line] = deque()
        """Lines to read again, because a row that began before them failed."""
        self._taken: list[Line] = []
        """Lines of the row that is being read."""
        self._size = 0
        self._reader = csv.reader(self._feed(), delimiter=delimiter, strict=True)

    def _feed(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else next(self._lines, None)
            if line is None:
                # The reader asks for a line in the middle of a row only if quotes are open.
                if not self._taken:
                    return
                raise csv.Error("the quotes are not closed")
            self._taken.append(line)
            self._size += len(line.text)
            if line.too_long or self._size > self._settings.max_document_bytes:
                raise csv.Error("the row is too large, or its quotes are not closed")
            yield line.text

    def __iter__(self) -> Iterator[tuple[int, list[str] | Refusal]]:
        number = 1
        while True:
            self._taken, self._size = [], 0
            number += 1
            outcome = self._next()
            if outcome is None:
                return
            if outcome:
                yield number, outcome

    def _next(self) -> list[str] | Refusal | None:
        """The next row, [] for a blank one, None at the end."""
        try:
            row = next(self._reader)
        except StopIteration:
            return None
        except csv.Error as error:
            first, *rest = self._taken
            self._again.extendleft(reversed(rest))
            self._reader = csv.reader(self._feed(), dialect=self._reader.dialect)
            reason = "too_large" if first.too_long else "bad_csv_row"
            return Refusal(reason, f"Line {first.number} of the file: {error}.")
        if any(is_damaged(line.text) for line in self._taken):
            return Refusal("damaged_encoding", "The row holds bytes that are wrong in the file's encoding.")
        return row

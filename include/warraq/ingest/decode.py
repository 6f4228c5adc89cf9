"""Bytes to text, and only if nothing is lost by it."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from warraq.ingest.plausible import arabic_plausibility
from warraq.ingest.reasons import Refusal


class Decoded(NamedTuple):
    """A text and the encoding it was in; `data.decode(encoding)` is `text`."""

    text: str
    encoding: str


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, the longer ones before those that they begin with."""

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_MAX_CONTROLS = 0.01
"""Share of control characters above which bytes are no text; fewer are left to the cleaning."""

_SINGLE_BYTE = ("windows-1256", "iso-8859-6")
_RARE = ("cp720", "mac_arabic", "cp864")
_EXAMINED = ("utf_8", "utf_7", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be")
_SURE = 0.3
_SAMPLE = 1 << 15
"""Bytes that are enough to tell an encoding from."""

_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_VISIBLE = re.compile("[^\\s\ufeff\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Anything but white space, zero-width characters and bidirectional controls."""


def decode(data: bytes) -> Decoded:
    """The text in `data`.

    UTF-8 and UTF-16 with or without byte order mark, UTF-32 with one, Windows-1256 and
    ISO 8859-6 are told apart by their bytes and by how Arabic the result reads; for anything
    else charset-normalizer is asked. No character is replaced or dropped: what cannot be decoded
    exactly is refused.

    Args:
        data: A whole document.

    Raises:
        Refusal: `empty`, `binary`, `damaged_encoding` or `unknown_encoding`.
    """
    encoding = detect(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal("damaged_encoding", _damage(data, encoding, error)) from error
    if is_blank(text):
        raise Refusal("empty", f"{len(data)} bytes, all of them white space.")
    return Decoded(text, encoding)


def is_blank(text: str) -> bool:
    """Whether `text` shows nothing: white space, zero-width characters, bidirectional controls."""
    return _VISIBLE.search(text) is None


def detect(data: bytes) -> str:
    """The encoding that `data` is in, even if some of its bytes are damaged.

    Args:
        data: A document or the beginning of one, cut between two lines.

    Returns:
        The name of a Python codec.

    Raises:
        Refusal: `empty`, `binary` or `unknown_encoding`.
    """
    if not data:
        raise Refusal("empty", "0 bytes.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Refusal("binary", f"It is {what}.")
    if encoding := _utf16(data):
        return encoding
    _refuse_controls(data)
    return "utf-8" if _is_utf8(data) else _single_byte(data)


def _utf16(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be` if every second byte is a high byte of Arabic or ASCII, or ""."""
    sample = data[: _SAMPLE // 2 * 2]
    half = len(sample) // 2
    if not half:
        return ""
    # The high bytes of Arabic letters and of ASCII, which UTF-8 text and Windows-1256 never hold.
    low_first, high_first = (
        sum(part.count(high) for high in (0, 6)) / half for part in (sample[1::2], sample[0::2])
    )
    share, encoding = max((low_first, "utf-16-le"), (high_first, "utf-16-be"))
    if share < 0.7 or min(low_first, high_first) > 0.3:
        return ""
    text = sample[: 2 * half].decode(encoding, "replace")
    readable = sum(char.isprintable() or char.isspace() for char in text)
    return encoding if readable >= 0.9 * len(text) else ""


def _refuse_controls(data: bytes) -> None:
    if nul := data.count(0):
        raise Refusal("binary", f"{nul} of its {len(data)} bytes are NUL.")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _MAX_CONTROLS * len(data):
        raise Refusal("binary", f"{controls} of its {len(data)} bytes are control characters.")


def _is_utf8(data: bytes) -> bool:
    """Whether it is UTF-8, a few damaged bytes aside."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data[:_SAMPLE].decode("utf-8", "surrogateescape")
        broken = sum("\udc80" <= char <= "\udcff" for char in text)
        whole = sum(char >= "\x80" for char in text) - broken
        # In a single-byte encoding now and then two bytes look like a character of UTF-8.
        return whole > broken or (broken == 0 and whole == 0)
    return True


def _single_byte(data: bytes) -> str:
    first = _NOT_ASCII.search(data)
    start = first.start() if first else 0
    sample = data[start : start + _SAMPLE // 4]
    score, encoding = max(_score(sample, name) for name in _SINGLE_BYTE)
    if score >= _SURE:
        return encoding
    rare_score, rare = max(_score(sample, name) for name in _RARE)
    if rare_score >= _SURE:
        return rare
    return _ask_detector(sample) or (encoding if score > 0 else _unknown(sample))


def _score(sample: bytes, encoding: str) -> tuple[float, str]:
    try:
        return arabic_plausibility(sample.decode(encoding)), encoding
    except UnicodeDecodeError:
        return -1.0, encoding


def _ask_detector(sample: bytes) -> str:
    """charset-normalizer's answer, or "": it knows some ninety encodings, but errs on short Arabic."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_exclusion=list(_EXAMINED)).best()
    return "" if best is None else codecs.lookup(best.encoding).name


def _unknown(sample: bytes) -> str:
    raise Refusal("unknown_encoding", f"It begins with the bytes {sample[:16].hex(' ')}.")


def _damage(data: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    mark = len(data) - len(error.object)  # a byte order mark that the codec took off
    start, end = error.start + mark, error.end + mark
    where = f"{encoding}: byte {start} of {len(data)} ({data[start : start + 4].hex(' ')})"
    if len(data) - start < 4 and end >= len(data):
        return f"{where} begins a character that is cut off: the end of the file is missing."
    if encoding.startswith("utf-8"):
        damaged = data.decode(encoding, "replace").count("\ufffd")
        return f"{where} and {damaged - 1} more places cannot be decoded."
    return f"{where} cannot be decoded."

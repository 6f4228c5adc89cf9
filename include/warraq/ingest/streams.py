"""Reading bytes and lines within bounds, whatever a compressed file turns out to hold."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol, cast

from warraq.ingest.decode import detect
from warraq.ingest.reasons import Refusal

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_HEAD = 1 << 16
"""Bytes that the encoding of a file of records is told from."""


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""


class Budget:
    """Bytes that one file of the input folder may still unpack to, all of its members together.

    Args:
        limit: Bytes in all.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.left = limit

    def spend(self, count: int) -> None:
        """Take `count` bytes off.

        Raises:
            Refusal: `too_large`: nothing is left.
        """
        self.left -= count
        if self.left < 0:
            raise Refusal("too_large", f"It unpacks to more than {self.limit:,} bytes.")


class BoundedStream(io.RawIOBase):
    """A stream that charges a budget and turns faults of compression into refusals.

    Args:
        inner: Where the bytes come from.
        budget: What they are charged to.
    """

    def __init__(self, inner: Readable, budget: Budget) -> None:
        super().__init__()
        # `read` of a compressed file asks until it has all bytes or fails, and then loses those that it had.
        self._some = getattr(inner, "read1", inner.read)
        self._budget = budget
        self._kept = b""
        self._fault: Refusal | None = None
        """Met while looking ahead, to be raised once what came before it has been read."""

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer` as far as bytes come at once.

        Raises:
            Refusal: `too_large`, `truncated_archive`, `damaged_archive` or `unreadable`.
        """
        view = memoryview(buffer).cast("B")
        block = self._kept or self._read(len(view))
        block, self._kept = block[: len(view)], block[len(view) :]
        view[: len(block)] = block
        return len(block)

    def head(self, size: int) -> bytes:
        """The next `size` bytes, or fewer at the end or before a fault, still to be read.

        Raises:
            Refusal: As `readinto`, if not a single byte can be read.
        """
        while len(self._kept) < size:
            try:
                block = self._read(size - len(self._kept))
            except Refusal as fault:
                if not self._kept:
                    raise
                self._fault = fault
                break
            if not block:
                break
            self._kept += block
        return self._kept[:size]

    def _read(self, size: int) -> bytes:
        if self._fault:
            raise self._fault
        try:
            block = self._some(size)
        except (EOFError, tarfile.ReadError) as error:
            raise Refusal("truncated_archive", "The data end too early.") from error
        except (zlib.error, lzma.LZMAError, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            raise Refusal("damaged_archive", f"It cannot be unpacked: {error}.") from error
        except OSError as error:
            reason = "unreadable" if error.errno else "damaged_archive"
            raise Refusal(reason, f"{error.strerror or error}.") from error
        self._budget.spend(len(block))
        return block


def unpack(stream: Readable, magic: bytes) -> Readable:
    """`stream` through the decompressor that its first bytes ask for, or as it is.

    Args:
        stream: Compressed or plain bytes.
        magic: Its first six bytes, which have not been read from it.
    """
    file = cast("IO[bytes]", stream)
    if magic.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file, mode="rb")
    if magic.startswith(b"BZh"):
        return bz2.BZ2File(file)
    if magic.startswith(b"\xfd7zXZ"):
        return lzma.LZMAFile(file)
    return stream


def read_whole(stream: Readable, limit: int) -> bytes:
    """All bytes of a document.

    Args:
        stream: Where they come from.
        limit: Bytes at most.

    Raises:
        Refusal: `too_large`, or a fault of the stream.
    """
    blocks: list[bytes] = []
    left = limit + 1
    while left and (block := stream.read(min(left, _HEAD))):
        blocks.append(block)
        left -= len(block)
    if not left:
        raise Refusal("too_large", f"The document is larger than {limit:,} bytes.")
    return b"".join(blocks)


class Line(NamedTuple):
    """One line of a file of records."""

    number: int
    """From 1."""
    text: str
    """With its line break; cut short if `too_long`."""
    too_long: bool = False


class Lines:
    """The lines of a stream, decoded, in bounded memory.

    Bytes that are wrong in the encoding become lone surrogates or U+FFFD; `is_damaged` finds
    them, so that one bad line does not spoil the others.

    Args:
        stream: Bytes of a file of records.
        max_chars: A longer line is cut, and skipped to its end.

    Raises:
        Refusal: `empty`, `binary` or `unknown_encoding`, from the first bytes.
    """

    def __init__(self, stream: BoundedStream, max_chars: int) -> None:
        head = stream.head(_HEAD)
        cut = head.rfind(b"\n") if len(head) == _HEAD else -1
        self.encoding = detect(head[:cut] if cut > 0 else head)
        self._max_chars = max_chars
        errors = "replace" if self.encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
        buffered = io.BufferedReader(stream, _HEAD)
        self._text = io.TextIOWrapper(buffered, encoding=self.encoding, errors=errors, newline="\n")

    def __iter__(self) -> Iterator[Line]:
        number = 0
        while text := self._text.readline(self._max_chars):
            number += 1
            too_long = len(text) == self._max_chars and not text.endswith("\n")
            yield Line(number, text, too_long)
            while too_long and (rest := self._text.readline(self._max_chars)):
                too_long = not rest.endswith("\n")


def is_damaged(text: str) -> bool:
    """Whether bytes of `text` could not be decoded, or it holds half a surrogate pair."""
    if "\ufffd" in text:
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False

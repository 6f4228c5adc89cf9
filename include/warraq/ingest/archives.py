"""The members of .zip and .tar archives, one after the other, never unpacked to disk."""

from __future__ import annotations

import stat
import tarfile
import zipfile
from collections.abc import Iterator
from tarfile import HeaderError, ReadError, TarError, TarFile, TarInfo
from typing import IO, NamedTuple, Self, cast

from warraq.ingest.items import printable
from warraq.ingest.paths import is_leftover
from warraq.ingest.reasons import Refusal
from warraq.ingest.streams import BoundedStream, Budget, unpack

MAX_MEMBERS = 1_000_000
_LEAST_HEADER = 31
"""Bytes of a member's header with the shortest name."""
_MAX_TAR_HEADER = 1 << 20
"""Bytes of a long name or of extended attributes; tarfile would read them whole, however large."""

_READ_WHOLE = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)


class Member(NamedTuple):
    """One file in an archive."""

    name: str
    """Its path inside; `#2` is added to the second of the same name."""
    content: BoundedStream | Refusal
    """To be read before the next member is asked for, or why it cannot be."""


class _Names:
    """Makes the names of members distinct, and fit to stand before `:line`."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}

    def distinct(self, name: str) -> str:
        if len(self._count) >= MAX_MEMBERS:
            raise Refusal("too_many_members", f"It has more than {MAX_MEMBERS:,} members.")
        # A colon separates the member from the line, and "" is the archive itself.
        wanted = chosen = printable(name).replace(":", "%3A") or "?"
        while chosen in self._count:
            self._count[wanted] += 1
            chosen = f"{wanted}#{self._count[wanted]}"
        self._count[chosen] = 1
        return chosen


def zip_members(file: IO[bytes], budget: Budget) -> Iterator[Member]:
    """The files in a .zip archive, in the order of its directory, without leftovers.

    Args:
        file: The archive, seekable.
        budget: Bytes that all members may unpack to.

    Raises:
        Refusal: The archive, or the rest of it, cannot be read.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise _zip_refusal(file, error) from error
    names = _Names()
    with archive:
        if not _begins_at_once(archive):
            detail = "Its directory is missing; the one found is that of an archive within it."
            raise Refusal("truncated_archive", detail)
        for info in archive.infolist():
            if info.filename.endswith("/") or is_leftover(info.filename):
                continue
            name = names.distinct(info.filename)
            try:
                yield Member(name, BoundedStream(_open_member(archive, info), budget))
            except Refusal as refusal:
                yield Member(name, refusal)


def _begins_at_once(archive: zipfile.ZipFile) -> bool:
    """Whether the first member stands at the file's beginning.

    In a file that is cut off, zipfile falls back on the directory of an archive stored inside, and
    would pass over all that stands before that.
    """
    return min((info.header_offset for info in archive.infolist()), default=0) < _LEAST_HEADER


def _zip_refusal(file: IO[bytes], error: Exception) -> Refusal:
    file.seek(0)
    if file.read(4) == b"PK\x03\x04":
        return Refusal("truncated_archive", f"Its directory, at the end of the file, is missing: {error}.")
    return Refusal("damaged_archive", f"It is no ZIP archive: {error}.")


def _open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refusal("unsupported_format", "It is a symbolic link, not a file.")
    if info.flag_bits & 0x1:
        raise Refusal("encrypted", "The member is encrypted.")
    try:
        return archive.open(info)
    except NotImplementedError as error:
        raise Refusal("unsupported_format", f"Its compression method is not known: {error}.") from error
    except (zipfile.BadZipFile, RuntimeError, ValueError, OSError) as error:
        raise Refusal("damaged_archive", f"The member cannot be opened: {error}.") from error


def tar_members(file: IO[bytes], budget: Budget) -> Iterator[Member]:
    """The files in a .tar archive, plain or with gzip, bzip2 or xz around it, without leftovers.

    The archive is read once from front to end; its compression is told from its first bytes.

    Args:
        file: The archive.
        budget: Bytes that the archive may unpack to.

    Raises:
        Refusal: The archive, or the rest of it, cannot be read.
    """
    magic = file.read(6)
    file.seek(0)
    stream = BoundedStream(unpack(file, magic), budget)
    names = _Names()
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|", tarinfo=_StrictHeader) as archive:
            for info in archive:
                # tarfile keeps every header it has seen; the next one does not need them.
                archive.members.clear()  # type: ignore[attr-defined]
                if info.isdir() or is_leftover(info.name):
                    continue
                yield Member(names.distinct(info.name), _tar_content(archive, info, budget.limit))
    except _DamagedHeaderError as error:
        raise Refusal("damaged_archive", f"It cannot be read as a tar archive: {error}.") from error
    except ReadError as error:
        raise Refusal("truncated_archive", f"It breaks off: {error}.") from error
    except (TarError, ValueError, OverflowError) as error:
        raise Refusal("damaged_archive", f"It cannot be read as a tar archive: {error}.") from error


def _tar_content(archive: TarFile, info: TarInfo, limit: int) -> BoundedStream | Refusal:
    content = archive.extractfile(info) if info.isreg() else None
    if content is None:
        return Refusal("unsupported_format", "It is a link, pipe or device, not a file.")
    # Its bytes are charged where the archive is unpacked; but the holes of a sparse file are not.
    return BoundedStream(content, Budget(limit))


class _DamagedHeaderError(ReadError):
    """A header that is no header; all other read errors of tarfile mean that data are missing."""


class _StrictHeader(TarInfo):
    """A header that does not take the end of a cut archive for its proper end.

    tarfile stops without a word at a header that is damaged, cut or missing, and every member
    behind it would be lost.
    """

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """A header from its 512 bytes.

        Raises:
            tarfile.ReadError: There are fewer.
            _DamagedHeaderError: It is damaged, or announces a name or attributes of absurd size.
            tarfile.HeaderError: It is the end mark.
        """
        if len(buf) < tarfile.BLOCKSIZE:
            raise ReadError("there is no end mark")
        try:
            info = super().frombuf(buf, encoding, errors)
        except HeaderError as error:
            if not any(buf):
                raise
            raise _DamagedHeaderError(f"a damaged header ({error})") from error
        if info.type in _READ_WHOLE and info.size > _MAX_TAR_HEADER:
            raise _DamagedHeaderError(f"a header of {info.size:,} bytes")
        return info

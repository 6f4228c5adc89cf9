"""Find the files of an input folder and what is in them, by content hash."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from warraq.errors import InputError
from warraq.ingest.paths import decode_path, encode_path, is_leftover
from warraq.ingest.reasons import Refusal
from warraq.schema import FILES

UNREADABLE = "0" * 64
"""Stands for the content hash of a file that could not be read. Any later content differs from it."""

_AT_ONCE = 1 << 18
FOUND_COLUMNS = ("path", "sha256", "bytes", "source")


class FoundFile(NamedTuple):
    """One file of the input folder."""

    path: str
    """Relative to the input folder, with `/`; see `warraq.ingest.paths.encode_path`."""
    bytes: int
    source: str
    """First folder under the input folder; for files at the top the input folder's own name."""
    sha256: str
    """Of the content, 64 hexadecimal digits, or `UNREADABLE`."""


def discover(
    input_dir: Path,
    sources: Sequence[str] = (),
    limit: int | None = None,
    leave_out: Iterable[Path] = (),
) -> Iterator[FoundFile]:
    """All files under `input_dir`, sorted by path.

    Hidden files and leftovers (`warraq.ingest.paths.is_leftover`) are passed over. Links are
    followed inside the folder only. Whatever cannot be read is found as well, with the hash
    `UNREADABLE`: `read_documents` says why.

    Args:
        input_dir: Folder to search, with all folders in it.
        sources: First folders to take; all if empty.
        limit: Files to take at most, in the order of their paths.
        leave_out: Folders that are not entered, wherever they are: what Warraq writes itself.

    Returns:
        An iterator that hashes each file as it gets to it.

    Raises:
        InputError: The folder is not there or cannot be listed, or a source is not in it.
    """
    root = os.path.realpath(input_dir)
    try:
        with os.scandir(root) as entries:
            known = {encode_path(entry.name) for entry in entries if _is_folder(entry)}
    except OSError as error:
        raise InputError(f"Cannot read the input folder {input_dir}: {error.strerror}.") from error
    top = encode_path(Path(root).name) or "input"
    missing = [name for name in sources if name not in known | {top}]
    if missing:
        raise InputError(
            f"No source {', '.join(missing)} in {input_dir}. There are: {', '.join(sorted(known)[:20]) or 'none'}."
        )
    wanted = frozenset(sources)
    closed = {real for folder in leave_out if _inside(real := os.path.realpath(folder), root)}
    paths = (path for path in _walk(root, closed) if not wanted or _source(path, top) in wanted)
    return (_found(root, path, _source(path, top)) for path in islice(paths, limit))


def found_table(found: Iterable[FoundFile]) -> pa.Table:
    """`found` as a table with the columns path, sha256, bytes, source of `schema.FILES`."""
    rows = list(found)
    columns = {name: [getattr(row, name) for row in rows] for name in FOUND_COLUMNS}
    return pa.table(columns, schema=pa.schema([FILES.arrow.field(name) for name in FOUND_COLUMNS]))


def locate(root: str, path: str) -> str:
    """The operating system's path of a found file, checked again before it is opened.

    Args:
        root: The input folder, as `os.path.realpath` gives it.
        path: `FoundFile.path`.

    Raises:
        Refusal: It is not a regular file, or leads out of the input folder (a link may have
            been put there since it was found).
    """
    named = os.path.join(root, decode_path(path))  # noqa: PTH118 - surrogates, speed
    real = os.path.realpath(named)
    if not _inside(real, root):
        raise Refusal("link_not_followed", "The link leads out of the input folder.")
    is_link = os.path.islink(named)  # noqa: PTH114
    try:
        mode = os.stat(real).st_mode  # noqa: PTH116
    except FileNotFoundError as error:
        if is_link:
            raise Refusal("link_not_followed", "The link leads nowhere.") from error
        raise Refusal("unreadable", "The file is not there any more.") from error
    except OSError as error:
        reason = "link_not_followed" if error.errno == errno.ELOOP else "unreadable"
        raise Refusal(reason, f"{error.strerror}.") from error
    if stat.S_ISDIR(mode):
        if is_link:
            raise Refusal("link_not_followed", "The link leads to a folder that is read already.")
        raise Refusal("unreadable", "The folder cannot be listed.")
    if not stat.S_ISREG(mode):
        raise Refusal("unreadable", "It is a pipe, socket or device, not a file.")
    return real


def _source(path: str, top: str) -> str:
    first, slash, _ = path.partition("/")
    return first if slash else top


def _inside(real: str, root: str) -> bool:
    return real == root or real.startswith(root if root.endswith(os.sep) else root + os.sep)


class _Pending(NamedTuple):
    """A place that the walk has still to go to."""

    path: str
    is_folder: bool
    through_link: bool
    """Whether a link was followed on the way. No second one to a folder is then: what it
    leads to is found at its own place, and so circles end."""


def _walk(root: str, closed: Set[str]) -> Iterator[str]:
    """Encoded paths of the files under `root` but not in `closed` folders, sorted as whole strings."""
    pending = [_Pending("", True, False)]
    while pending:
        place = pending.pop()
        if not place.is_folder:
            yield place.path
            continue
        try:
            inside = _list(root, place, closed)
        except OSError:
            yield place.path
            continue
        pending.extend(reversed(inside))


def _list(root: str, folder: _Pending, closed: Set[str]) -> list[_Pending]:
    with os.scandir(os.path.join(root, decode_path(folder.path))) as entries:  # noqa: PTH118
        found = [
            _pending(root, folder, name, entry)
            for entry in entries
            if not is_leftover(name := encode_path(entry.name))
            and not (closed and _is_folder(entry) and os.path.realpath(entry.path) in closed)
        ]
    # A folder sorts as `name/`, so that the order is that of the whole paths.
    return sorted(found, key=lambda place: place.path + "/" * place.is_folder)


def _pending(root: str, folder: _Pending, name: str, entry: os.DirEntry[str]) -> _Pending:
    path = f"{folder.path}/{name}" if folder.path else name
    if not _is_folder(entry):
        return _Pending(path, False, folder.through_link)
    if not entry.is_symlink():
        return _Pending(path, True, folder.through_link)
    target = os.path.realpath(entry.path)
    circular = _inside(os.path.realpath(os.path.dirname(entry.path)), target)  # noqa: PTH120
    followed = not (folder.through_link or circular) and _inside(target, root)
    return _Pending(path, followed, True)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _found(root: str, path: str, source: str) -> FoundFile:
    try:
        size, sha256 = _hash(locate(root, path))
    except (OSError, Refusal):
        return FoundFile(path, 0, source, UNREADABLE)
    return FoundFile(path, size, source, sha256)


def _hash(real: str) -> tuple[int, str]:
    with open(real, "rb", buffering=0) as file:  # noqa: PTH123 - speed
        first = file.read(_AT_ONCE)
        digest = hashlib.sha256(first)
        size = len(first)
        while block := file.read(_AT_ONCE):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()

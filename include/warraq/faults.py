"""What the machine does to a run, in words: a full disk, a missing right, a damaged file.

The libraries below tell it in exceptions of their own; here these become ours, with what to do next.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from warraq.errors import LakeError, StorageError, WarraqError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
REFUSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
FAILING = frozenset({errno.EIO, errno.ENOTDIR, errno.EMFILE, errno.ENFILE, errno.ENAMETOOLONG, errno.ESTALE})
NEARLY_NOTHING = 2**20
"""Free bytes below which a failure to write is put down to the disk, whatever its message says:
SQLite under DuckLake rolls back by itself on a full disk, and only that is reported."""


def explained(error: BaseException, home: Path) -> WarraqError | None:
    """The error to show in place of one that the machine brought about, or None for any other.

    Args:
        error: What was raised.
        home: WARRAQ_HOME, where most is written.
    """
    if isinstance(error, MemoryError):
        return _out_of_memory(error)
    if isinstance(error, OSError):
        return _of_system(error, home)
    if type(error).__module__.partition(".")[0] in ("duckdb", "_duckdb"):
        return _of_duckdb(error, home)
    return None


def _of_system(error: OSError, home: Path) -> StorageError | None:
    named = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
    if error.errno in FULL:
        return _full(home, error)
    if error.errno in REFUSED:
        return StorageError(
            f"{named or home}: {error.strerror}. Let the user that runs Warraq write there, or set "
            "WARRAQ_HOME to a folder where it may. What was published before is as it was."
        )
    if error.errno in FAILING:
        return StorageError(
            f"{named or home}: {error.strerror or error}. Mend that, then run again; what was published "
            "before is as it was."
        )
    return None


def _of_duckdb(error: BaseException, home: Path) -> WarraqError | None:
    import duckdb

    text = str(error)
    if isinstance(error, duckdb.OutOfMemoryException):
        return _out_of_memory(error)
    if "No space left on device" in text or (
        isinstance(error, duckdb.Error) and _free(home) < NEARLY_NOTHING
    ):
        return _full(home, error)
    if "Permission denied" in text or "Read-only file system" in text:
        return StorageError(f"{text}. Let the user that runs Warraq write there, then run again.")
    if isinstance(error, (duckdb.IOException, duckdb.FatalException, duckdb.SerializationException)):
        return LakeError(
            f"A database file is damaged or missing: {text}. If it is the serving database, delete it: "
            "the next `warraq run` builds it again from the lake."
        )
    return None


def lake_damage(error: BaseException) -> LakeError | None:
    """The error to show for one of DuckDB's while it reads the lake, if a file is missing or spoilt."""
    import duckdb

    text = str(error)
    spoilt = isinstance(error, (duckdb.IOException, duckdb.SerializationException)) or (
        isinstance(error, duckdb.InvalidInputException) and ".parquet" in text
    )
    if not spoilt or any(sign in text for sign in ("No space left", "Permission denied", "Read-only")):
        return None
    return LakeError(
        f"A file of the lake is missing or damaged, and nothing was changed: {text}. Put the lake's folder back "
        "from a copy; or move it away and run again, which takes all texts in anew."
    )


def _full(home: Path, error: BaseException) -> StorageError:
    return StorageError(
        f"The disk is full: {error}. {_free(home) / 2**20:,.0f} MB are free in {home}. Nothing half-done is "
        "visible to readers: make room, then run again."
    )


def _out_of_memory(error: BaseException) -> StorageError:
    return StorageError(
        f"Memory has run out ({error}): use fewer workers (--workers), or lower WARRAQ_CHUNK_CHARS, then run again."
    )


def _free(folder: Path) -> int:
    """Bytes that can still be written where `folder` is or would be."""
    for place in (folder, *folder.parents):
        try:
            return shutil.disk_usage(place).free
        except OSError:
            continue
    return 0

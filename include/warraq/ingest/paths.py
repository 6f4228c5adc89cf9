"""File names: how a path is written in tables, what is left out, which format a name means."""

from __future__ import annotations

import os
import re
from typing import Literal, NamedTuple

Kind = Literal["text", "jsonl", "csv", "zip", "tar", "unknown"]

_EXTENSIONS: dict[str, Kind] = {
    "txt": "text",
    "text": "text",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "csv": "csv",
    "tsv": "csv",
    "zip": "zip",
    "tar": "tar",
    "tgz": "tar",
    "tbz": "tar",
    "tbz2": "tar",
    "txz": "tar",
}

_EXTENSION = re.compile(r"\.(?=[0-9]*[A-Za-z])([A-Za-z0-9]{1,10})$")
"""A suffix that says what a file holds; `.12` in `report.2026.11.12` or an Arabic word does not."""

_LEFTOVER_NAMES = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"}
_LEFTOVER_FOLDERS = {"__macosx", "lost+found", "$recycle.bin", "system volume information"}
_LEFTOVER_ENDINGS = ("~", ".part", ".partial", ".tmp", ".crdownload", ".download", ".swp", ".filepart")

_UNDECODED = re.compile("[\udc80-\udcff]")
_ESCAPE = re.compile(r"\\x([0-9a-f]{2})")


class Format(NamedTuple):
    """What a file name says about the content."""

    kind: Kind
    gzipped: bool
    """Whether the content is inside one gzip stream (for tar the content itself is asked)."""


def format_of(name: str) -> Format:
    """The format that a file or member called `name` has; no extension means text.

    Args:
        name: File name or path, `/` between folders.
    """
    base = name.rsplit("/", 1)[-1]
    extension, gzipped = _extension(base), False
    if extension == "gz":
        base, gzipped = base[:-3], True
        extension = _extension(base)
    if not extension:
        return Format("text", gzipped)
    if extension in ("bz2", "xz") and _extension(base[: -len(extension) - 1]) == "tar":
        return Format("tar", gzipped)
    return Format(_EXTENSIONS.get(extension, "unknown"), gzipped)


def _extension(base: str) -> str:
    found = _EXTENSION.search(base)
    return found[1].lower() if found else ""


def is_leftover(name: str) -> bool:
    """Whether a file, folder or archive member path is hidden or left by an editor, system or download.

    Args:
        name: File name or path, `/` between folders; any of its parts can make it a leftover.
    """
    *folders, base = name.lower().rstrip("/").split("/")
    if any(folder in _LEFTOVER_FOLDERS or _hidden(folder) for folder in (*folders, base)):
        return True
    return base in _LEFTOVER_NAMES or base.startswith("~$") or base.endswith(_LEFTOVER_ENDINGS)


def _hidden(part: str) -> bool:
    return part.startswith(".") and part not in (".", "..")


def encode_path(os_path: str) -> str:
    r"""A path of the file system as tables hold it: `/` between folders, valid Unicode.

    Bytes of a name that are no UTF-8 are written `\xNN`, and so is the backslash itself,
    so that `decode_path` finds the file again.
    """
    if os.sep != "/":
        os_path = os_path.replace(os.sep, "/")
    escaped = os_path.replace("\\", r"\x5c")
    return _UNDECODED.sub(lambda found: f"\\x{ord(found[0]) - 0xDC00:02x}", escaped)


def decode_path(path: str) -> str:
    """The inverse of `encode_path`: a name that the operating system takes."""
    if "\\" not in path:
        return path
    return _ESCAPE.sub(lambda found: _unescape(int(found[1], 16)), path)


def _unescape(byte: int) -> str:
    return chr(byte) if byte < 0x80 else chr(0xDC00 + byte)

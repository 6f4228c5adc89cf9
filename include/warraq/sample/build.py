"""Write the files of the sample corpus that are not plain UTF-8: `python -m warraq.sample.build`.

The files are committed; this is how they came about. Nothing in them depends on when or where
they are written, except that another version of zlib may pack the same text into other bytes.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from warraq.sample import SAMPLE_INBOX, SAMPLE_PARTS

_ZIP_TIME = (2026, 11, 15, 0, 0, 0)

# The beginning of a JPEG file, and of a PNG: enough for everybody to see what they are.
_JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + bytes(range(256))
_PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")


def binary_files(parts: Path) -> Iterator[tuple[str, bytes]]:
    """The path in the inbox and the content of each binary file.

    Args:
        parts: Folder of the texts they are made from.
    """
    yield "al_wadi/2026-11-06/match.txt", _text(parts, "match").encode("windows-1256")
    yield "al_wadi/2026-11-07/museum.txt", _text(parts, "museum").encode("utf-16")
    yield "al_wadi/2026-11-08/library.txt.gz", gzip.compress(_text(parts, "library").encode(), mtime=0)
    yield "al_wadi/2026-11-09/airport.txt", _text(parts, "airport").encode("iso-8859-6")
    yield "al_wadi/2026-11-09/photo.txt", _JPEG
    # Cut inside the last letter of the last word.
    yield "al_wadi/2026-11-10/cut.txt", _text(parts, "cut").strip().encode()[:-1]
    yield "sawt_al_bahr/bridge.zip", _zip(parts)
    yield "sawt_al_bahr/coast.tar.gz", gzip.compress(_tar(parts / "tar"), mtime=0)


def _text(parts: Path, name: str) -> str:
    return (parts / f"{name}.txt").read_bytes().decode("utf-8")


def _zip(parts: Path) -> bytes:
    """Two texts, another one under the name of the first, a picture, and a text with a wrong checksum."""
    packed = io.BytesIO()
    first = "2026/11/15/a.txt"
    with zipfile.ZipFile(packed, "w") as archive:
        for name in (first, "2026/11/15/b.txt"):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), (parts / "zip" / name).read_bytes())
        # zipfile warns of the same name twice, so it is given to the member afterwards.
        archive.writestr(zipfile.ZipInfo("2026/11/15/A.txt", _ZIP_TIME), _text(parts, "zip_second_a"))
        archive.writestr(zipfile.ZipInfo("2026/11/15/map.png", _ZIP_TIME), _PNG)
        archive.writestr(zipfile.ZipInfo("2026/11/15/broken.txt", _ZIP_TIME), "broken contents")
    return packed.getvalue().replace(b"15/A.txt", b"15/a.txt").replace(b"broken contents", b"BROKEN contents")


def _tar(folder: Path) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for file in sorted(folder.rglob("*.txt")):
            info = tarfile.TarInfo(file.relative_to(folder).as_posix())
            info.size = file.stat().st_size
            with file.open("rb") as content:
                archive.addfile(info, content)
    return packed.getvalue()


def main() -> None:
    """Write all of them."""
    for path, content in binary_files(SAMPLE_PARTS):
        target = SAMPLE_INBOX / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(f"{len(content):6} {path}")


if __name__ == "__main__":
    main()

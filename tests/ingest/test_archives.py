from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warraq.ingest.items import RawDocument

from .conftest import ARABIC, Reader, ingest, summary

TEXT = ARABIC.encode()
MEMBERS: Mapping[str, bytes] = {
    "2018/01/02/a.txt": TEXT,
    "b.jsonl": b'{"text": "' + TEXT + b'"}\n{\n',
    "c.csv": b"text\n" + TEXT + b"\n",
    "d.txt.gz": gzip.compress(TEXT),
    "e.jsonl.gz": gzip.compress(b'{"text": "' + TEXT + b'"}\n'),
    "noext": TEXT,
    ".DS_Store": b"\0",
    "__MACOSX/._a.txt": b"\0",
    "f.png": b"\x89PNG",
    "g.txt": b"",
    "h.zip": b"PK\x03\x04",
    "i.txt.gz": b"no gzip",
    "j.jsonl": b"\n",
}
OUTCOME = [
    ("2018/01/02/a.txt", "document"),
    ("b.jsonl:1", "document"),
    ("b.jsonl:2", "bad_json"),
    ("c.csv:2", "document"),
    ("d.txt.gz", "document"),
    ("e.jsonl.gz:1", "document"),
    ("noext", "document"),
    ("f.png", "unsupported_format"),
    ("g.txt", "empty"),
    ("h.zip", "nested_archive"),
    ("i.txt.gz", "damaged_archive"),
    ("j.jsonl", "empty"),
]
PACKERS = {
    "tar": bytes,
    "tar.gz": gzip.compress,
    "tgz": gzip.compress,
    "tar.bz2": bz2.compress,
    "tar.xz": lzma.compress,
}


def make_zip(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.mkdir("folder")
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def make_tar(*members: tuple[str | tarfile.TarInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name, content in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def test_zip(inbox: Path, read: Reader) -> None:
    (inbox / "a.zip").write_bytes(make_zip(MEMBERS))
    items = read()
    assert summary(items) == OUTCOME
    first = items[0]
    assert isinstance(first, RawDocument)
    assert first.published_at is not None
    assert first.raw_text == ARABIC


@pytest.mark.parametrize("extension", PACKERS)
def test_tar(inbox: Path, read: Reader, extension: str) -> None:
    (inbox / f"a.{extension}").write_bytes(PACKERS[extension](make_tar(*MEMBERS.items())))
    assert summary(read()) == OUTCOME


def test_a_member_is_the_same_document_as_the_plain_file(inbox: Path, read: Reader) -> None:
    (inbox / "a.txt").write_bytes(TEXT)
    (inbox / "b.txt.gz").write_bytes(gzip.compress(TEXT))
    (inbox / "c.zip").write_bytes(make_zip({"a.txt": TEXT}))
    (inbox / "d.tar").write_bytes(make_tar(("a.txt", TEXT)))
    items = read()
    assert len(items) == 4
    assert len({item.doc_id for item in items if isinstance(item, RawDocument)}) == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_would_collide(inbox: Path, read: Reader) -> None:
    names = ["a.txt", "a.txt", "a.txt#2", "a.txt", "a.jsonl:1", "a.jsonl", "\udcff.txt"]
    contents = [TEXT + str(n).encode() for n in range(5)] + [b'{"text": "' + TEXT + b'"}', TEXT + b"7"]
    (inbox / "a.tar").write_bytes(make_tar(*zip(names, contents, strict=True)))
    items = read()
    assert [item.item for item in items] == [
        *("a.txt", "a.txt#2", "a.txt#2#2", "a.txt#3", "a.jsonl%3A1", "a.jsonl:1", "\\udcff.txt"),
    ]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_zip_members_of_one_name_keep_their_own_content(inbox: Path, read: Reader) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(3):
            archive.writestr("a.txt", TEXT + str(number).encode())
    (inbox / "a.zip").write_bytes(packed.getvalue())
    texts = {item.item: item.raw_text for item in read() if isinstance(item, RawDocument)}
    assert texts == {"a.txt": ARABIC + "0", "a.txt#2": ARABIC + "1", "a.txt#3": ARABIC + "2"}


def test_encrypted_damaged_and_unknown_members(inbox: Path, read: Reader) -> None:
    names = ("ok.txt", "secret.txt", "broken.txt", "method.txt", "last.txt")
    data = bytearray(make_zip(dict.fromkeys(names, TEXT), zipfile.ZIP_STORED))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        offsets = {info.filename: info.header_offset for info in archive.infolist()}
    directory = data.index(b"PK\x01\x02")
    entry = {name: data.index(name.encode(), directory) - 46 for name in names}
    for header, flags in ((offsets["secret.txt"], 6), (entry["secret.txt"], 8)):
        data[header + flags] |= 1
    data[offsets["broken.txt"] + 30 + len("broken.txt") + 5] ^= 0xFF
    data[entry["method.txt"] + 10] = 99
    (inbox / "a.zip").write_bytes(bytes(data))
    assert summary(read()) == [
        ("ok.txt", "document"),
        ("secret.txt", "encrypted"),
        ("broken.txt", "damaged_archive"),
        ("method.txt", "unsupported_format"),
        ("last.txt", "document"),
    ]


def test_a_zip_member_without_a_name(inbox: Path, read: Reader) -> None:
    (inbox / "a.zip").write_bytes(make_zip({"x.txt": TEXT, "y.txt": TEXT}).replace(b"x.txt", b"\0.txt"))
    assert [item for item, _ in summary(read())] == ["?", "y.txt"]


def test_links_in_archives_are_not_followed(inbox: Path, read: Reader) -> None:
    link = tarfile.TarInfo("link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    (inbox / "a.tar").write_bytes(make_tar((link, b""), ("../../up.txt", TEXT), ("/etc/abs.txt", TEXT)))
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    (inbox / "b.zip").write_bytes(packed.getvalue())
    assert summary(read()) == [
        ("link.txt", "unsupported_format"),
        ("../../up.txt", "document"),
        ("/etc/abs.txt", "document"),
        ("link.txt", "unsupported_format"),
    ]


TAR = make_tar(*[(f"{n}.txt", TEXT + str(n).encode()) for n in range(3)])


@pytest.mark.parametrize("keep", range(512, 1024 * 3 + 513, 512))
def test_a_tar_cut_at_any_block_is_noticed(inbox: Path, read: Reader, keep: int) -> None:
    (inbox / "a.tar").write_bytes(TAR[:keep])
    *_, last = summary(read())
    assert last == ("", "truncated_archive")


@pytest.mark.parametrize("extension", ["tar.gz", "tar.bz2", "tar.xz"])
def test_a_compressed_tar_that_is_cut(inbox: Path, read: Reader, extension: str) -> None:
    packed = PACKERS[extension](make_tar(*[(f"{n}.txt", TEXT + bytes(str(n), "ascii")) for n in range(40)]))
    (inbox / f"a.{extension}").write_bytes(packed[: len(packed) * 3 // 4])
    assert summary(read())[-1] == ("", "truncated_archive")


def test_compressed_files_that_are_cut_or_damaged(inbox: Path, read: Reader) -> None:
    lines = b"".join(b'{"text": "%s %d"}\n' % (TEXT, n) for n in range(5000))
    packed = gzip.compress(lines)
    (inbox / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (inbox / "b.txt.gz").write_bytes(gzip.compress(TEXT)[:-9])
    (inbox / "c.txt.gz").write_bytes(gzip.compress(TEXT)[:-8] + b"\0" * 8)
    (inbox / "d.txt.gz").write_bytes(TEXT)
    (inbox / "e.zip").write_bytes(make_zip({"a.txt": TEXT * 50})[:-30])
    (inbox / "f.zip").write_bytes(TEXT)
    (inbox / "g.tar").write_bytes(TEXT * 20)
    (inbox / "h.zip").write_bytes(b"")
    (inbox / "i.zip").write_bytes(make_zip({}))
    items = read()
    jsonl = [s for i, s in zip(items, summary(items), strict=True) if i.path == "a.jsonl.gz"]
    assert len(jsonl) > 1000
    assert {reason for _, reason in jsonl[:-1]} == {"document"}
    assert jsonl[-1] == ("", "truncated_archive")
    assert [getattr(i, "reason", "") for i in items if i.path != "a.jsonl.gz"] == [
        *("truncated_archive", "damaged_archive", "damaged_archive", "truncated_archive"),
        *("damaged_archive", "damaged_archive", "empty", "empty"),
    ]


@pytest.mark.parametrize("compress", [gzip.compress, lzma.compress])
def test_what_stands_before_the_break_of_a_small_file_is_kept(
    inbox: Path, read: Reader, compress: Callable[[bytes], bytes]
) -> None:
    """Small: all that is unpacked fits into one buffer."""
    lines = b"".join(b'{"text": "%s %d"}\n' % (TEXT, number**5) for number in range(20))
    texts = {f"{number}.txt": TEXT + b" %d" % number**5 for number in range(20)}
    files = {"a.tar": make_tar(*texts.items())}
    if compress is gzip.compress:
        files |= {"a.jsonl": lines, "a.csv": b"text\n" + b"".join(t + b"\n" for t in texts.values())}
    for name, data in files.items():
        packed = compress(data)
        (inbox / f"{name}.gz").write_bytes(packed[: len(packed) * 4 // 5])
    for path in [f"{name}.gz" for name in files]:
        outcome = [reason for _, reason in summary([item for item in read() if item.path == path])]
        assert outcome.count("document") > 2, path
        assert set(outcome) == {"document", "truncated_archive"}, path
        assert outcome[-1] == "truncated_archive"


def test_bombs_are_bounded(inbox: Path, read: Reader) -> None:
    many = {f"{n:03}.txt": (TEXT + b" ") * 4000 for n in range(10)}
    (inbox / "a.zip").write_bytes(make_zip(many))
    (inbox / "b.tar.gz").write_bytes(gzip.compress(make_tar(*many.items())))
    (inbox / "c.txt.gz").write_bytes(gzip.compress(b"x" * 30_000_000))
    (inbox / "d.jsonl.gz").write_bytes(gzip.compress(b'{"text": "%s"}\n' % TEXT * 20_000))
    items = read(max_archive_bytes=2**20, max_document_bytes=2**19 + 2**18)
    for path in ("a.zip", "b.tar.gz", "c.txt.gz", "d.jsonl.gz"):
        outcome = summary([item for item in items if item.path == path])
        assert "too_large" in dict(outcome).values()
        if path in ("a.zip", "b.tar.gz", "d.jsonl.gz"):
            assert outcome[0][1] == "document"


def test_a_tar_header_of_absurd_size_is_not_read(inbox: Path, read: Reader) -> None:
    info = tarfile.TarInfo("pax")
    info.type, info.size = tarfile.XHDTYPE, 2**40
    (inbox / "a.tar").write_bytes(TAR[:1536] + info.tobuf(tarfile.GNU_FORMAT) + b"\0" * 2048)
    assert summary(read())[-1] == ("", "damaged_archive")


@given(data=st.data())
@settings(max_examples=150)
def test_archives_with_damage_anywhere_give_items(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Cut it, or overwrite bytes in it, wherever: the run goes on, and nothing raises."""
    name, whole = data.draw(st.sampled_from(DAMAGEABLE))
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del damaged[data.draw(st.integers(1, len(damaged))) :]
    folder = tmp_path_factory.mktemp("damaged")
    (folder / name).write_bytes(bytes(damaged))
    assert ingest(folder)


SMALL = {name: MEMBERS[name] for name in ("2018/01/02/a.txt", "b.jsonl", "c.csv", "d.txt.gz")}
DAMAGEABLE = [
    ("a.zip", make_zip(SMALL)),
    ("a.zip", make_zip(SMALL, zipfile.ZIP_LZMA)),
    ("a.zip", make_zip(SMALL, zipfile.ZIP_BZIP2)),
    ("a.jsonl.gz", gzip.compress(MEMBERS["b.jsonl"])),
    *((f"a.{extension}", pack(make_tar(*SMALL.items()))) for extension, pack in PACKERS.items()),
]


def test_a_zip_that_is_cut_behind_an_archive_within_it(inbox: Path, read: Reader) -> None:
    inner = make_zip({"x.txt": TEXT}, zipfile.ZIP_STORED)
    outer = make_zip({"a.txt": TEXT, "inner.zip": inner}, zipfile.ZIP_STORED)
    (inbox / "cut.zip").write_bytes(outer[: outer.rindex(b"PK\x01\x02")])
    assert summary(read()) == [("", "truncated_archive")]

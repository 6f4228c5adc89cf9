from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from warraq.errors import InputError
from warraq.ingest.discover import UNREADABLE, discover, found_table
from warraq.ingest.documents import read_documents
from warraq.ingest.items import QuarantinedItem, RawDocument
from warraq.ingest.paths import decode_path
from warraq.settings import Settings

from .conftest import ARABIC, Reader


def write(folder: Path, *paths: str, text: str = ARABIC) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def paths(folder: Path, **options: object) -> list[str]:
    return [found.path for found in discover(folder, **options)]  # type: ignore[arg-type]


def test_finds_all_files_sorted_by_whole_path(inbox: Path) -> None:
    write(inbox, "b/2.txt", "a b/1.txt", "a/x/1.txt", "a.txt", "a/x.txt", "a-b/1.txt")
    found = paths(inbox)
    assert found == sorted(found)
    assert len(found) == 6


def test_source_is_first_folder_or_the_input_folder(inbox: Path) -> None:
    write(inbox, "bbc/2018/01/02/1.txt", "top.txt")
    assert {f.path: f.source for f in discover(inbox)} == {
        "bbc/2018/01/02/1.txt": "bbc",
        "top.txt": "inbox",
    }


def test_size_and_hash_are_those_of_the_content(inbox: Path) -> None:
    content = os.urandom(700_000)
    (inbox / "large.txt").write_bytes(content)
    (found,) = discover(inbox)
    assert (found.bytes, found.sha256) == (700_000, hashlib.sha256(content).hexdigest())


def test_sources_and_limit_choose(inbox: Path) -> None:
    write(inbox, "a/1.txt", "a/2.txt", "b/1.txt", "c/1.txt", "top.txt")
    assert paths(inbox, sources=["c", "a"]) == ["a/1.txt", "a/2.txt", "c/1.txt"]
    assert paths(inbox, sources=["c", "a"], limit=2) == ["a/1.txt", "a/2.txt"]
    assert paths(inbox, limit=0) == []


def test_what_warraq_writes_itself_is_no_input(inbox: Path) -> None:
    write(inbox, "a/1.txt", "home/lake/x.txt", "home/reports/r1/x.txt", "home/inbox/2.txt", "lake/3.txt")
    (inbox / "link").symlink_to(inbox / "home" / "reports")
    state = Settings(home=inbox / "home").state_dirs
    assert paths(inbox, leave_out=state) == ["a/1.txt", "home/inbox/2.txt", "lake/3.txt"]
    assert paths(inbox / "home", leave_out=state) == ["inbox/2.txt"]
    assert paths(inbox / "home" / "lake", leave_out=state) == ["x.txt"]


def test_unknown_source_says_which_there_are(inbox: Path) -> None:
    write(inbox, "bbc/1.txt")
    with pytest.raises(InputError, match=r"No source cnn.*bbc"):
        discover(inbox, sources=["cnn"])


def test_missing_folder_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        discover(tmp_path / "nowhere")


def test_leftovers_are_passed_over(inbox: Path) -> None:
    write(
        inbox,
        *("a/.hidden.txt", ".git/1.txt", "a/Thumbs.db", "a/1.txt~", "a/~$1.docx", "__MACOSX/a/1.txt"),
        *("a/1.txt.part", "a/1.txt.tmp", "a/1.txt.crdownload", "a/desktop.ini", "a/kept.txt"),
    )
    assert paths(inbox) == ["a/kept.txt"]


def test_an_empty_folder_gives_an_empty_table(inbox: Path) -> None:
    table = found_table(discover(inbox))
    assert table.num_rows == 0
    assert table.schema.names == ["path", "sha256", "bytes", "source"]


def test_undecodable_names_are_found_again(inbox: Path, read: Reader) -> None:
    name = b"\xe3\xde\xc7\xe1 \\x41.txt"
    with open(os.fsencode(inbox) + b"/" + name, "wb") as file:  # noqa: PTH123
        file.write(ARABIC.encode())
    (document,) = read()
    assert isinstance(document, RawDocument)
    assert document.path == r"\xe3\xde\xc7\xe1 \x5cx41.txt"
    assert os.fsencode(decode_path(document.path)) == name


def test_links_are_followed_inside_only(inbox: Path, tmp_path: Path, read: Reader) -> None:
    write(tmp_path, "outside.txt", "elsewhere/1.txt", text="سر لا يقرأ")
    write(inbox, "a/1.txt")
    links = {
        "b/file.txt": inbox / "a/1.txt",
        "b/folder": inbox / "a",
        "a/circle": inbox,
        "a/self": inbox / "a",
        "b/outside.txt": tmp_path / "outside.txt",
        "b/elsewhere": tmp_path / "elsewhere",
        "b/dangling.txt": inbox / "nothing",
    }
    (inbox / "b").mkdir()
    for link, target in links.items():
        (inbox / link).symlink_to(target)
    outcome = {item.path: getattr(item, "reason", "document") for item in read()}
    assert {path for path, reason in outcome.items() if reason == "document"} == {
        "a/1.txt",
        "b/file.txt",
        "b/folder/1.txt",
    }
    assert set(outcome.values()) == {"document", "link_not_followed"}
    assert {"b/outside.txt", "b/elsewhere", "b/dangling.txt", "a/circle", "a/self"} <= set(outcome)


def test_mutual_links_end(inbox: Path) -> None:
    for name in "abcdef":
        write(inbox, f"{name}/1.txt")
        for other in "abcdef":
            (inbox / name / f"to_{other}").symlink_to(inbox / other)
    assert len(paths(inbox)) < 300


def test_a_file_that_vanishes_or_becomes_a_link_is_quarantined(inbox: Path, tmp_path: Path) -> None:
    write(inbox, "1.txt", "2.txt")
    write(tmp_path, "secret.txt")
    files = found_table(discover(inbox))
    (inbox / "1.txt").unlink()
    (inbox / "2.txt").unlink()
    (inbox / "2.txt").symlink_to(tmp_path / "secret.txt")
    items = list(read_documents(inbox, files, Settings()))
    assert [getattr(item, "reason", "") for item in items] == ["unreadable", "link_not_followed"]
    assert all(isinstance(item, QuarantinedItem) and item.sha256 == UNREADABLE for item in items)


def test_a_pipe_is_not_opened(inbox: Path, read: Reader) -> None:
    os.mkfifo(inbox / "pipe.txt")
    (item,) = read()
    assert isinstance(item, QuarantinedItem)
    assert (item.reason, item.sha256) == ("unreadable", UNREADABLE)


def test_folders_deeper_than_recursion_allows(inbox: Path) -> None:
    here = os.open(inbox, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    write(inbox, "kept.txt")
    try:
        assert paths(inbox) == ["kept.txt"]
    finally:  # pytest's own cleaning up is recursive
        os.removedirs(inbox / "/".join("d" * 1200))


@pytest.fixture
def open_to_nobody() -> Iterator[Path]:
    """A folder that another user can enter; and this process as that user, if it can be."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_forbidden_files_and_folders_are_quarantined(open_to_nobody: Path) -> None:
    write(open_to_nobody, "a/1.txt", "locked/1.txt", "ok.txt")
    (open_to_nobody / "a/1.txt").chmod(0)
    (open_to_nobody / "locked").chmod(0)
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    try:
        files = found_table(discover(open_to_nobody))
        items = list(read_documents(open_to_nobody, files, Settings()))
    finally:
        if was_root:
            os.seteuid(0)
        (open_to_nobody / "locked").chmod(0o755)
    assert {item.path: getattr(item, "reason", "document") for item in items} == {
        "a/1.txt": "unreadable",
        "locked": "unreadable",
        "ok.txt": "document",
    }

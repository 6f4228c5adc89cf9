from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.ingest.paths import Format, decode_path, encode_path, format_of, is_leftover


@given(st.binary().map(os.fsdecode))
def test_paths_are_valid_unicode_and_come_back(name: str) -> None:
    path = encode_path(name)
    path.encode("utf-8")
    assert decode_path(path) == name


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\\")))
def test_ordinary_paths_stay_as_they_are(name: str) -> None:
    assert encode_path(name) == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", Format("text", False)),
        ("x/a.TXT.GZ", Format("text", True)),
        ("a", Format("text", False)),
        ("a.gz", Format("text", True)),
        ("report.2026.11.12", Format("text", False)),
        ("a.ndjson", Format("jsonl", False)),
        ("a.tsv.gz", Format("csv", True)),
        ("a.tar.gz", Format("tar", True)),
        ("a.tar.xz", Format("tar", False)),
        ("a.txt.xz", Format("unknown", False)),
        ("a.tgz", Format("tar", False)),
        ("a.7z", Format("unknown", False)),
        ("folder.zip/a", Format("text", False)),
    ],
)
def test_format_of(name: str, expected: Format) -> None:
    assert format_of(name) == expected


@pytest.mark.parametrize("name", ["a.txt", "a/b.partial.txt", "thumbs/a.txt", "a..txt", "./a.txt", "~a.txt"])
def test_what_is_no_leftover(name: str) -> None:
    assert not is_leftover(name)

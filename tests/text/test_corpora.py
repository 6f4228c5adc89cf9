"""The text stages on real news: the two seed articles and 10,131 articles of ANT."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from warraq.text.characters import clean
from warraq.text.draft import Draft
from warraq.text.edit import replay, undo
from warraq.text.sentences import sentence_spans

pytestmark = pytest.mark.shared


def articles(archive: Path) -> Iterator[str]:
    """The articles of a corpus, one text each."""
    with (
        pa.CompressedInputStream(pa.OSFile(str(archive)), "zstd") as stream,
        tarfile.open(fileobj=io.BufferedReader(stream), mode="r|") as members,  # type: ignore[arg-type]
    ):
        for member in members:
            content = members.extractfile(member) if member.isfile() else None
            if content is not None:
                yield content.read().decode("utf-8")


def cleaned(raw: str) -> Draft:
    draft = Draft(raw)
    clean(draft)
    return draft


def test_the_seeds_come_out_right_and_nothing_else_is_touched(shared_data: Path) -> None:
    with_title, without_title = (
        cleaned(path.read_text(encoding="utf-8")) for path in sorted((shared_data / "seeds").glob("*.txt"))
    )
    changes = [(edit.rule, edit.before, edit.after) for edit in with_title.edits()]
    assert changes.count(("space_after_stop", "", " ")) == 8
    assert ("line_end", " \n\n ", "\n\n") in changes
    assert ("form_ten_damma", "\u064f", "") in changes  # istuliyat
    assert ("form_ten_damma", "\u064f\u062a", "\u062a\u064f") in changes  # wastukhdimat
    assert len(changes) == 11
    assert "يعتقد الـ “إف بي آي” أن" in with_title.text
    assert "استُوليت واستُخدمت" in with_title.text
    assert [(edit.rule, edit.after) for edit in without_title.edits()] == [("space_around_bracket", " ")]
    assert "أمريكية (CIA و NSAوFBI)" in without_title.text


def test_the_seeds_have_their_sentences(shared_data: Path) -> None:
    texts = [
        cleaned(path.read_text(encoding="utf-8")).text
        for path in sorted((shared_data / "seeds").glob("*.txt"))
    ]
    title_end = texts[0].index("\n")
    spans = sentence_spans(texts[0], title_end)
    assert spans[0] == (0, title_end)
    assert len(spans) == 16
    assert len(sentence_spans(texts[1])) == 13


@pytest.mark.slow
def test_ten_thousand_articles_are_clean_once_cleaned(shared_data: Path) -> None:
    count = 0
    for raw in articles(shared_data / "news" / "ant_jawhara.tar.zst"):
        draft = cleaned(raw)
        edits = draft.edits()
        assert replay(raw, edits) == draft.text
        assert undo(raw, edits, {edit.kind for edit in edits}) == raw
        keys = {(edit.raw_start, edit.raw_end, edit.kind) for edit in edits}
        assert len(keys) == len(edits)
        assert cleaned(draft.text).edits() == []
        count += 1
    assert count > 10_000

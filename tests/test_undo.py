from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.text.texts import anything
from warraq.cli import app
from warraq.errors import InputError, SettingsError
from warraq.execute import execute
from warraq.lake.serve import open_warehouse
from warraq.pipeline import clean_texts
from warraq.runs import RunRequest
from warraq.sample import SAMPLE_INBOX
from warraq.schema import EDIT_KINDS
from warraq.settings import Settings, get_settings
from warraq.spacing.model import SpacingModel
from warraq.undo import clean_without, edit_kinds, stored_without

MODEL = SpacingModel.load(0.85)
MERGED = ["الولاياتالمتحدة", "الولايـاتالمتحدة", "NSAوFBI", "إلىتحديد", "الأُممالمتحدة"]
glued = st.lists(anything | st.sampled_from(MERGED), max_size=5).map(" ".join)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The sample corpus, published."""
    home = tmp_path_factory.mktemp("undo") / "home"
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("WARRAQ_HOME", str(home))
        get_settings.cache_clear()
        execute(RunRequest("first", str(SAMPLE_INBOX)), 1, lambda *_: None)
        yield get_settings()
    get_settings.cache_clear()


@given(glued)
def test_without_any_edit_a_text_is_raw_again(raw: str) -> None:
    assert clean_without(raw, 0, MODEL, EDIT_KINDS) == raw


@given(glued)
def test_with_every_edit_a_text_is_clean(raw: str) -> None:
    assert clean_without(raw, 0, MODEL, ()) == clean_texts([(raw, 0)], MODEL)[0].text


@given(glued)
def test_merged_words_taken_back_leave_every_other_letter_as_it_is(raw: str) -> None:
    without, cleaned = clean_without(raw, 0, MODEL, ["merged_word"]), clean_texts([(raw, 0)], MODEL)[0].text
    assert without.replace(" ", "") == cleaned.replace(" ", "")
    assert len(without) <= len(cleaned)


@pytest.mark.parametrize("merged", MERGED)
def test_a_merged_word_comes_back_with_everything_else_cleaned(merged: str) -> None:
    raw = f"قال  {merged} ،اليوم"
    assert " " in clean_without(merged, 0, MODEL, ())
    assert clean_without(raw, 0, MODEL, ["merged_word"]) == f"قال {merged.replace('ـ', '')}، اليوم"


def test_every_stored_document_leads_back_to_its_raw_text(stored: Settings) -> None:
    with open_warehouse(stored) as connection:
        documents = connection.execute(
            "SELECT doc_id, text, raw_text FROM documents JOIN raw_documents USING (doc_id)"
        ).fetchall()
        assert len(documents) > 20
        for doc_id, text, raw_text in documents:
            assert stored_without(connection, doc_id, EDIT_KINDS) == raw_text
            assert stored_without(connection, doc_id, ()) == text


def test_stored_and_single_texts_agree(stored: Settings) -> None:
    path = next(
        p
        for p in SAMPLE_INBOX.rglob("*.txt")
        if "الولاياتالمتحدة" in p.read_bytes().decode("utf-8", "ignore")
    )
    with open_warehouse(stored) as connection:
        [(doc_id,)] = connection.execute(
            "SELECT doc_id FROM documents WHERE path = ?", [path.relative_to(SAMPLE_INBOX).as_posix()]
        ).fetchall()
    for kinds in (["merged_word"], ["characters", "spaces"], ["all"]):
        options = [word for kind in kinds for word in ("--kind", kind)]
        of_file = CliRunner().invoke(app, ["undo", str(path), *options])
        of_corpus = CliRunner().invoke(app, ["undo", "--doc", doc_id, *options])
        assert of_file.exit_code == of_corpus.exit_code == 0
        assert of_file.stdout == of_corpus.stdout
    assert of_file.stdout_bytes == path.read_bytes().removeprefix(b"\xef\xbb\xbf")


def test_an_unknown_kind_is_told_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match="merged_word"):
        edit_kinds(["merged_words"])
    assert edit_kinds(["spaces", "all"]) == EDIT_KINDS
    assert edit_kinds(["spaces"]) == ("spaces",)


def test_an_unknown_document_is_told(stored: Settings) -> None:
    with open_warehouse(stored) as connection, pytest.raises(InputError, match="no document"):
        stored_without(connection, "0" * 32, ["spaces"])


def test_a_file_and_a_document_at_once_are_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["undo", str(tmp_path / "x"), "--doc", "y", "--kind", "all"])
    assert isinstance(result.exception, InputError)

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from tests.corpus_lexicon.conftest import WRITTEN
from warraq.cli import app
from warraq.corpus_lexicon import build as room
from warraq.errors import MissingDataError
from warraq.pipeline import load_spacing
from warraq.settings import Settings, get_settings
from warraq.spacing.corpus import (
    current_lexicon,
    drop_lexicons,
    lexicon_dir,
    load_lexicon,
    stored_lexicons,
    use_lexicon,
)
from warraq.spacing.exceptions import Exceptions
from warraq.spacing.local import LocalKnowledge, keep_knowledge, local_knowledge

lexicon = pytest.importorskip("warraq.spacing.lexicon")


def test_the_lexicon_holds_what_the_corpus_writes(corpus: Settings) -> None:
    about = room.build(corpus)
    expected = lexicon.build_lexicon(WRITTEN.values())
    stored = load_lexicon(corpus, about["version"])
    assert about["version"] == expected.version == stored.version
    assert about["documents"] == len(WRITTEN)
    assert "ريالدول" in stored.words
    assert "دول" not in stored.words, "the model would be confirmed by its own work"


def test_nothing_is_in_use_before_it_is_put_in_use(corpus: Settings) -> None:
    version = room.build(corpus)["version"]
    assert current_lexicon(corpus) == ""
    assert room.put_in_use(corpus, version) == {"version": version, "before": "", "dropped": []}
    assert current_lexicon(corpus) == version == local_knowledge(corpus).lexicon
    assert [about["in_use"] for about in room.about_lexicons(corpus)] == [True]


def test_runs_load_it_and_its_version_is_part_of_theirs(corpus: Settings) -> None:
    without = load_spacing(corpus)
    version = room.build(corpus)["version"]
    room.put_in_use(corpus, version)
    model = load_spacing(corpus)
    assert version in model.version
    assert version not in without.version


def test_the_same_corpus_gives_the_same_lexicon_and_leaves_nothing_behind(corpus: Settings) -> None:
    first, second = room.build(corpus), room.build(corpus)
    assert first["version"] == second["version"]
    assert {path.name for path in lexicon_dir(corpus).iterdir()} == {first["version"], "build.lock"}


def test_a_failed_build_leaves_nothing_behind(corpus: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(lexicon.Lexicon, "write", broken)
    with pytest.raises(OSError, match="disk full"):
        room.build(corpus)
    assert [path.name for path in lexicon_dir(corpus).iterdir()] == ["build.lock"]


def test_without_a_corpus_it_says_what_to_do(home: Path) -> None:
    with pytest.raises(MissingDataError, match="warraq run"):
        room.build(get_settings())


def test_a_lexicon_that_is_not_there_cannot_be_used(corpus: Settings) -> None:
    version = room.build(corpus)["version"]
    for wrong in ("0123456789ab", "", "..", "building-x"):
        with pytest.raises(MissingDataError, match=version):
            use_lexicon(corpus, wrong)


def test_a_lexicon_that_was_deleted_is_missed(corpus: Settings) -> None:
    with pytest.raises(MissingDataError, match="lexicon use none"):
        load_spacing(corpus, LocalKnowledge(Exceptions(), "gone"))


def versions(settings: Settings, number: int) -> list[str]:
    """So many lexicons, oldest first."""
    found = []
    for n in range(number):
        with duckdb.connect(str(settings.warehouse)) as warehouse:
            warehouse.execute("INSERT INTO documents (doc_id, text) VALUES (?, ?)", [f"n{n}", "كلمة أخرى"])
        found.append(room.build(settings)["version"])
        os.utime(lexicon_dir(settings) / found[-1] / "words.parquet", (n, n))
    return found


def test_old_lexicons_go_but_not_those_in_use(corpus: Settings) -> None:
    made = versions(corpus, 5)
    use_lexicon(corpus, made[0])
    run = corpus.staging_dir / "r1"
    run.mkdir(parents=True)
    keep_knowledge(run, LocalKnowledge(Exceptions(), made[1]))
    assert drop_lexicons(corpus, 2) == [made[2]]
    assert [folder.name for folder in stored_lexicons(corpus)] == [made[0], made[1], made[3], made[4]]


def test_the_command_line_builds_uses_and_shows(corpus: Settings) -> None:
    def warraq(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["lexicon", *arguments])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "No corpus lexicon is in use" in warraq("status")
    assert "3 documents" in warraq("build")
    assert "in use already" in warraq("build")
    version = current_lexicon(corpus)
    assert f"* {version}" in warraq("status")
    warraq("use", "none")
    assert f"  {version}" in warraq("status")
    assert "No corpus lexicon is in use" in warraq("status")
    assert version in warraq("use", version)
    assert current_lexicon(corpus) == version

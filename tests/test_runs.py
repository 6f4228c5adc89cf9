"""Whole runs through `execute`, the way the command line does them."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from warraq import journal, runs
from warraq.errors import InputError, LakeError, SettingsError, StorageError, ValidationError
from warraq.execute import execute
from warraq.lake.publish import balance
from warraq.lake.serve import open_warehouse
from warraq.sample import SAMPLE_INBOX, sample_expectations
from warraq.settings import get_settings


def run(run_id: str, workers: int = 1, **request: Any) -> dict[str, Any]:
    return execute(runs.RunRequest(run_id, **request), workers, lambda *_: None)


def ask(query: str) -> list[tuple[Any, ...]]:
    with open_warehouse(get_settings()) as connection:
        return connection.sql(query).fetchall()


def content() -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table that must not depend on how the work was cut up."""
    columns = {
        "documents": "doc_id, path, item, title, text, published_at, words, edits, mentions",
        "edits": "*",
        "sentences": "*",
        "mentions": "*",
        "dates": "*",
        "entities": "*",
        "duplicates": "doc_id, path, item",
        "quarantine": "path, item, sha256, reason, detail",
        "files": "path, sha256, items, status",
    }
    return {table: ask(f"SELECT {wanted} FROM {table} ORDER BY ALL") for table, wanted in columns.items()}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE_INBOX, tmp_path / "inbox"))


@pytest.mark.usefixtures("home")
def test_the_sample_corpus_comes_out_as_expected(inbox: Path) -> None:
    outcome = run("r1", input_dir=str(inbox))
    assert outcome["status"] == "published"
    expected = sample_expectations()
    for table, columns in {
        "documents": ("path", "item", "title", "source", "encoding", "language"),
        "duplicates": ("path", "item"),
        "quarantine": ("path", "item", "reason"),
    }.items():
        wanted = {tuple(row[column] for column in columns) for row in expected[table]}
        assert set(ask(f"SELECT {', '.join(columns)} FROM {table}")) == wanted, table
    repaired = set(
        ask(
            "SELECT path, item, before, after FROM edits JOIN documents USING (doc_id) WHERE kind = 'merged_word'"
        )
    )
    certain = {
        (row["path"], row["item"], row["before"], row["after"])
        for row in expected["merged_words"]
        if row["certain"]
    }
    assert certain <= repaired
    dates = {
        (row["path"], row["item"], row["surface"], row["starts_on"] and date.fromisoformat(row["starts_on"]))
        for row in expected["dates"]
    }
    assert dates == set(ask("SELECT path, item, surface, starts_on FROM dates JOIN documents USING (doc_id)"))
    with open_warehouse(get_settings()) as connection:
        assert balance(connection, "main").holds


@pytest.mark.usefixtures("home")
def test_the_same_rows_however_the_work_is_cut_up(
    inbox: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("whole", input_dir=str(inbox))
    whole = content()
    shutil.rmtree(home)
    monkeypatch.setattr(runs, "batch_bytes", lambda settings, files: 1500)
    monkeypatch.setenv("WARRAQ_CHUNK_CHARS", "10000")
    get_settings.cache_clear()
    outcome = run("pieces", workers=2, input_dir=str(inbox))
    assert len(outcome["stages"]["plan"]["batches"]) > 5
    assert content() == whole


def kill_a_worker() -> None:
    """Kill one worker process as soon as there is one, as a system without memory does."""
    for _ in range(600):
        if workers := multiprocessing.active_children():
            assert workers[0].pid is not None
            os.kill(workers[0].pid, signal.SIGKILL)
            return
        time.sleep(0.05)


def test_a_batch_whose_worker_is_killed_is_begun_again(
    inbox: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "batch_bytes", lambda settings, files: 12_000)
    killer = threading.Thread(target=kill_a_worker)
    killer.start()
    outcome = run("r1", workers=2, input_dir=str(inbox))
    killer.join()
    assert outcome["status"] == "published"
    assert outcome["stages"]["publish"]["items"] == len(
        [
            *sample_expectations()["documents"],
            *sample_expectations()["duplicates"],
            *sample_expectations()["quarantine"],
        ]
    )


def test_a_run_whose_workers_are_killed_again_and_again_ends_with_a_report(
    inbox: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "batch_bytes", lambda settings, files: 12_000)
    monkeypatch.setattr("warraq.execute.ATTEMPTS", 1)
    killer = threading.Thread(target=kill_a_worker)
    killer.start()
    with pytest.raises(StorageError, match="fewer workers") as caught:
        run("r1", workers=2, input_dir=str(inbox))
    killer.join()
    report = home / "reports" / "r1" / "report.html"
    assert caught.value.__notes__ == [f"Report: {report}"]
    assert "Nothing was published." in report.read_text(encoding="utf-8")
    assert not (home / "warehouse").exists()


def test_what_broke_a_run_stands_in_its_report(inbox: Path, home: Path) -> None:
    run("r1", input_dir=str(inbox))
    for file in (home / "lake" / "data" / "main" / "mentions").iterdir():
        file.unlink()
    with pytest.raises(
        LakeError, match=r"A file of the lake is missing or damaged.*Put the lake's folder back"
    ):
        run("r2", input_dir=str(inbox), reprocess="all")
    html = (home / "reports" / "r2" / "report.html").read_text(encoding="utf-8")
    assert "A file of the lake is missing or damaged" in html
    with pytest.raises(LakeError, match="The serving database could not be built"):
        run("r3", input_dir=str(inbox))


@pytest.mark.usefixtures("home")
def test_a_second_run_finds_nothing_new_and_a_third_what_changed(inbox: Path) -> None:
    run("r1", input_dir=str(inbox))
    before = content()
    assert run("r2", input_dir=str(inbox))["status"] == "nothing_new"
    assert content() == before
    new = inbox / "al_wadi" / "2026-11-20" / "new.txt"
    new.parent.mkdir(parents=True)
    new.write_text("وصل وفد من الأممالمتحدة إلى عمّان اليوم لبحث التعاون في مجال المياه.", encoding="utf-8")
    third = run("r3", input_dir=str(inbox))
    assert third["stages"]["publish"]["documents"] == 1
    assert ask("SELECT after FROM edits JOIN documents USING (doc_id) WHERE path LIKE '%new.txt'") == [
        ("الأمم المتحدة",)
    ]


@pytest.mark.usefixtures("home")
def test_reprocessing_everything_changes_nothing(inbox: Path) -> None:
    run("r1", input_dir=str(inbox))
    before = content()
    assert run("r2", input_dir=str(inbox), reprocess="outdated")["status"] == "nothing_new"
    assert run("r3", input_dir=str(inbox), reprocess="all")["stages"]["publish"]["documents"] == 23
    assert content() == before


@pytest.mark.usefixtures("home")
def test_a_dry_run_publishes_nothing_but_reports(inbox: Path) -> None:
    outcome = run("dry", input_dir=str(inbox), dry_run=True)
    assert outcome["status"] == "dry_run"
    assert Path(outcome["report"]).is_file()
    assert not get_settings().warehouse.exists()
    assert not (get_settings().staging_dir / "dry").exists()


@pytest.mark.usefixtures("home")
def test_limit_takes_the_corpus_in_by_pieces(inbox: Path) -> None:
    counts = [run(f"r{n}", input_dir=str(inbox), limit=9)["stages"]["plan"]["files"] for n in range(4)]
    assert counts == [9, 9, 5, 0]
    assert ask("SELECT count(*) FROM files") == [(23,)]


@pytest.mark.usefixtures("home")
def test_a_broken_critical_expectation_publishes_nothing(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from warraq import pipeline

    honest = pipeline._add_mentions

    def dishonest(rows: dict[str, Any], *rest: Any) -> None:
        honest(rows, *rest)
        rows["mentions"] = [(*row[:6], f"{row[6]}!", *row[7:]) for row in rows["mentions"]]

    run("good", input_dir=str(inbox), limit=2)
    monkeypatch.setattr(pipeline, "_add_mentions", dishonest)
    with pytest.raises(ValidationError) as caught:
        run("bad", input_dir=str(inbox))
    assert {failure["table"] for failure in caught.value.failures} == {"mentions"}
    report = json.loads((get_settings().reports_dir / "bad" / "report.json").read_text(encoding="utf-8"))
    assert report["run"]["status"] == "refused"
    assert ask("SELECT count(*) FROM files") == [(2,)]
    monkeypatch.setattr(pipeline, "_add_mentions", honest)
    assert run("mended", input_dir=str(inbox))["status"] == "published"
    assert ask("SELECT run_id, status FROM runs ORDER BY started_at") == [
        ("good", "published"),
        ("bad", "refused"),
        ("mended", "published"),
    ]


@pytest.mark.usefixtures("home")
def test_a_published_run_that_is_repeated_gets_another_name(inbox: Path) -> None:
    run("nightly", input_dir=str(inbox), limit=1)
    again = run("nightly", input_dir=str(inbox), limit=1)
    assert again["run_id"] == "nightly.2"
    assert journal.read_stages(get_settings(), "nightly.2")["plan"]["result"]["files"] == 1


@pytest.mark.usefixtures("home")
def test_publishing_again_after_a_death_at_the_last_moment_changes_nothing(inbox: Path) -> None:
    first = run("r1", input_dir=str(inbox), limit=5)["stages"]["publish"]
    assert not (get_settings().staging_dir / "r1").exists()
    assert runs.publish("r1") == first
    assert ask("SELECT count(*) FROM runs") == [(1,)]


@pytest.mark.usefixtures("home")
def test_another_recogniser_is_a_new_version_that_can_be_taken_back(inbox: Path) -> None:
    run("r1", input_dir=str(inbox), recogniser="accurate")
    assert ask("SELECT DISTINCT recogniser FROM mentions") == [("accurate",)]
    assert ask("SELECT count(*) > 100 FROM mentions") == [(True,)]
    assert run("r2", input_dir=str(inbox))["status"] == "nothing_new"
    assert run("r3", input_dir=str(inbox), reprocess="outdated")["status"] == "published"
    assert ask("SELECT DISTINCT recogniser FROM mentions") == [("fast",)]


@pytest.mark.usefixtures("home")
def test_an_empty_inbox_is_a_quiet_night(home: Path) -> None:
    assert run("r1")["status"] == "nothing_new"
    assert (home / "inbox").is_dir()


@pytest.mark.usefixtures("home")
def test_what_cannot_be_asked_for_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        run("r1", input_dir=str(tmp_path / "nowhere"))
    with pytest.raises(SettingsError, match="limit"):
        runs.RunRequest("r1", limit=0)
    with pytest.raises(SettingsError, match="reprocess"):
        runs.RunRequest("r1", reprocess="some")  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="recogniser"):
        runs.RunRequest("r1", recogniser="best")  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="folder"):
        runs.RunRequest("../r1")


def test_a_run_id_is_a_folder_name() -> None:
    assert runs.run_id_for("manual__2026-11-21T03:00:00+00:00") == "manual__2026-11-21T03_00_00+00_00"
    assert runs.run_id_for("../../etc") == "_.._etc"
    assert runs.run_id_for("..") == "run"

"""The nightly DAG from raw files to the serving database, as `make run` starts it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.e2e.airflow_server import clean_environment, ops
from warraq.sample import SAMPLE_INBOX as SAMPLE
from warraq.sample import sample_expectations

pytestmark = [pytest.mark.airflow, pytest.mark.timeout(900)]

SAME_ROWS = ("documents", "raw_documents", "alignments", "edits", "suggestions", "sentences", "mentions", "dates", "quotes", "entities", "duplicates", "quarantine", "files")  # fmt: skip
OF_THE_RUN = ("run_id", "batch")
"""Columns that say which run made a row, not what the row is."""


@dataclass(frozen=True)
class Night:
    """What one run of the DAG left behind."""

    home: Path
    environment: dict[str, str]
    printed: str

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.home / "warehouse" / "news.duckdb"), read_only=True) as connection:
            return connection.execute(query).fetchall()


def night(home: Path, folder: Path) -> Night:
    environment = clean_environment(home)
    done = ops(environment, "run", "--input", str(folder))
    log = home / "logs" / "run.log"
    assert done.returncode == 0, done.stdout + done.stderr + (log.read_text()[-5000:] if log.exists() else "")
    return Night(home, environment, done.stdout)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Night:
    return night(tmp_path_factory.mktemp("nightly") / "home", SAMPLE)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Night:
    return night(tmp_path_factory.mktemp("seeds") / "home", shared / "data" / "seeds")


@pytest.fixture(params=["sample", pytest.param("seeds", marks=pytest.mark.shared)])
def corpus(request: pytest.FixtureRequest) -> Night:
    return request.getfixturevalue(request.param)


def test_one_line_tells_of_each_stage(sample: Night) -> None:
    names = [line.split()[0] for line in sample.printed.splitlines()]
    assert names == ["plan", "batch", "settle", "validate", "publish", "serve", "report"]
    assert "Nothing new" not in sample.printed


def test_every_file_of_the_sample_becomes_what_was_expected(sample: Night) -> None:
    expected = sample_expectations()
    for table, columns in {
        "documents": ("path", "item", "source", "title", "encoding", "language"),
        "duplicates": ("path", "item"),
        "quarantine": ("path", "item", "reason"),
    }.items():
        found = set(sample.rows(f"SELECT {', '.join(columns)} FROM {table}"))
        assert found == {tuple(row[column] for column in columns) for row in expected[table]}, table


def test_the_certain_merged_words_of_the_sample_are_repaired(sample: Night) -> None:
    expected = sample_expectations()["merged_words"]
    found = Counter(
        sample.rows(
            "SELECT path, item, before, after FROM edits JOIN documents USING (doc_id) WHERE kind = 'merged_word'"
        )
    )
    wanted = Counter((w["path"], w["item"], w["before"], w["after"]) for w in expected if w["certain"])
    assert wanted - found == Counter()


def test_most_of_who_and_what_the_sample_names_is_found(sample: Night) -> None:
    found = set(
        sample.rows("SELECT path, item, name, mentions.label FROM mentions JOIN documents USING (doc_id)")
    )
    expected = {(m["path"], m["item"], m["name"], m["label"]) for m in sample_expectations()["mentions"]}
    assert len(expected & found) >= 0.8 * len(expected), sorted(expected - found)


def test_nothing_is_lost(corpus: Night) -> None:
    [(items, ended)] = corpus.rows(
        "SELECT (SELECT sum(items) FROM files), "
        "(SELECT count(*) FROM documents) + (SELECT count(*) FROM duplicates) + (SELECT count(*) FROM quarantine)"
    )
    assert items == ended > 0


@pytest.mark.parametrize(
    ("table", "document", "start", "end", "value"),
    [
        ("mentions", "documents.text", "text_start", "text_end", "surface"),
        ("quotes", "documents.text", "text_start", "text_end", "quote"),
        ("dates", "documents.text", "text_start", "text_end", "surface"),
        ("sentences", "documents.text", "text_start", "text_end", "sentences.text"),
        ("edits", "documents.text", "text_start", "text_end", "after"),
        ("edits", "raw_text", "raw_start", "raw_end", "before"),
    ],
)
def test_offsets_lead_to_what_they_name(
    corpus: Night, table: str, document: str, start: str, end: str, value: str
) -> None:
    [(rows, right)] = corpus.rows(
        f"SELECT count(*), count(*) FILTER (substr({document}, {table}.{start} + 1, {table}.{end} - {table}.{start}) = {value}) "
        f"FROM {table} JOIN documents USING (doc_id) JOIN raw_documents USING (doc_id)"
    )
    assert rows == right > 0


def test_the_merged_words_of_the_seeds_and_no_others_are_taken_apart(seeds: Night) -> None:
    found = Counter(seeds.rows("SELECT before, after FROM edits WHERE kind = 'merged_word'"))
    assert found == {
        ("الولاياتالمتحدة", "الولايات المتحدة"): 3,
        ("الأممالمتحدة", "الأمم المتحدة"): 1,
        ("NSAوFBI", "NSA وFBI"): 1,
    }
    # In the word for American, an opening bracket follows at once: a matter of punctuation.
    assert seeds.rows("SELECT count(*) FROM documents WHERE contains(text, 'أمريكية (CIA')") == [(1,)]


def test_the_second_run_finds_nothing_new_and_ends_well(sample: Night) -> None:
    before = sample.rows("SELECT doc_id, run_id FROM documents ORDER BY doc_id")
    done = ops(sample.environment, "run", "--input", str(SAMPLE))
    assert done.returncode == 0, done.stdout
    assert "nothing to do" in done.stdout
    assert "Nothing new" in done.stdout
    assert sample.rows("SELECT doc_id, run_id FROM documents ORDER BY doc_id") == before
    [(status, files)] = sample.rows("SELECT status, files FROM runs ORDER BY started_at DESC LIMIT 1")
    assert (status, files) == ("nothing_new", 0)


def test_a_dry_run_publishes_nothing(tmp_path: Path) -> None:
    environment = clean_environment(tmp_path / "home")
    done = ops(environment, "run", "--input", str(SAMPLE), "--dry-run")
    assert done.returncode == 0, done.stdout
    assert "validate" in done.stdout
    assert not (tmp_path / "home" / "warehouse" / "news.duckdb").exists()


def test_a_missing_folder_ends_red_with_a_report(tmp_path: Path) -> None:
    environment = clean_environment(tmp_path / "home")
    done = ops(environment, "run", "--input", str(tmp_path / "nowhere"))
    assert done.returncode == 1
    assert "plan                 FAILED" in done.stdout
    assert f"plan: There is no folder {tmp_path / 'nowhere'}" in done.stdout
    [report] = (tmp_path / "home" / "reports").glob("*/report.html")
    assert f"Report: {report}" in done.stdout
    assert "run.log" in done.stdout


def test_the_command_line_gives_the_same_rows(sample: Night, tmp_path: Path) -> None:
    environment = clean_environment(tmp_path / "home")
    command = [str(Path(sys.executable).with_name("warraq")), "run", "--input", str(SAMPLE), "--workers", "2"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    other = Night(tmp_path / "home", environment, "")
    for table in SAME_ROWS:
        names = [row[0] for row in sample.rows(f"DESCRIBE {table}")]
        columns = ", ".join(f'"{name}"' for name in names if name not in OF_THE_RUN)
        query = f"SELECT {columns} FROM {table} ORDER BY ALL"
        assert sample.rows(query) == other.rows(query), table

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from tests.lake.corpus import run
from warraq.errors import LakeError, MissingDataError
from warraq.lake.catalog import connect, current_snapshot, data_path, ledger, retrying, writer_lock
from warraq.lake.ddl import duckdb_type
from warraq.lake.maintain import compact
from warraq.schema import TABLES
from warraq.settings import Settings

HOLD = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1])
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


def test_the_lake_has_every_table_and_comment_of_the_registry(settings: Settings) -> None:
    with connect(settings) as lake:
        columns = lake.execute(
            "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() "
            "WHERE database_name = 'lake' AND table_name <> 'lake_version' ORDER BY table_oid, column_index"
        ).fetchall()
        comments = lake.execute(
            "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'lake'"
        ).fetchall()
    registry = [
        (table.name, column.name, duckdb_type(column.type), column.nullable, column.description)
        for table in TABLES.values()
        for column in table.columns
    ]
    unquoted = [(*column[:2], column[2].replace('"', ""), *column[3:]) for column in registry]
    assert sorted(columns) == sorted(unquoted)
    assert {table.name: table.description for table in TABLES.values()}.items() <= dict(comments).items()


def test_connecting_again_changes_nothing(settings: Settings) -> None:
    with connect(settings) as lake:
        first = current_snapshot(lake)
    with connect(settings) as lake:
        assert current_snapshot(lake) == first


def test_rows_are_in_parquet_files_and_not_in_the_catalog(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "خبر"})
    tables = {path.parent.name for path in data_path(settings).rglob("*.parquet")}
    assert {"documents", "raw_documents", "files", "runs"} <= tables


def test_a_moved_home_still_works(settings: Settings, tmp_path: Path) -> None:
    run(settings, "r1", {"a/1.txt": "خبر"})
    settings.home.rename(tmp_path / "moved")
    with connect(Settings(home=tmp_path / "moved"), read_only=True) as lake:
        assert lake.execute("SELECT text FROM lake.documents").fetchall() == [("خبر",)]


def test_reading_a_lake_that_is_not_there(settings: Settings) -> None:
    with pytest.raises(MissingDataError, match="run `warraq run` first"), connect(settings, read_only=True):
        pass
    assert not settings.home.exists()


def test_a_reader_cannot_write(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "خبر"})
    with connect(settings, read_only=True) as lake, pytest.raises(duckdb.Error, match="read-only"):
        lake.execute("DELETE FROM lake.documents")


def test_the_ledger_is_empty_before_the_first_run(settings: Settings) -> None:
    assert ledger(settings).num_rows == 0
    run(settings, "r1", {"a/1.txt": "خبر"})
    assert ledger(settings).select(["path", "text_version"]).to_pylist() == [
        {"path": "a/1.txt", "text_version": "t1"}
    ]


def test_a_damaged_catalog_is_named(settings: Settings) -> None:
    settings.lake_dir.mkdir(parents=True)
    (settings.lake_dir / "catalog.sqlite").write_bytes(b"not a database " * 100)
    with (
        pytest.raises(LakeError, match=r"catalog\.sqlite cannot be opened; if it is damaged"),
        connect(settings),
    ):
        pass


@pytest.mark.parametrize("emptied", [False, True])
def test_parquet_files_without_their_catalog_are_left_alone(settings: Settings, emptied: bool) -> None:
    run(settings, "r1", {"a/1.txt": "خبر"})
    catalog = settings.lake_dir / "catalog.sqlite"
    kept = catalog.rename(catalog.with_name("copy"))
    files = sorted(data_path(settings).rglob("*.parquet"))
    if emptied:
        catalog.touch()
    for ask in (
        lambda: run(settings, "r2", {"a/2.txt": "نبأ"}),
        lambda: compact(settings),
        lambda: ledger(settings),
    ):
        with pytest.raises(LakeError, match="put back a copy of the catalog"):
            ask()
    assert sorted(data_path(settings).rglob("*.parquet")) == files
    kept.replace(catalog)
    run(settings, "r2", {"a/2.txt": "نبأ"})
    assert ledger(settings).num_rows == 2


def test_a_lake_of_another_version_is_refused(settings: Settings) -> None:
    with connect(settings) as lake:
        lake.execute("UPDATE lake.lake_version SET version = 99")
    for read_only in (True, False):
        with pytest.raises(LakeError, match="has version 99"), connect(settings, read_only):
            pass


def test_a_lake_of_another_ducklake_version_is_refused(settings: Settings) -> None:
    with connect(settings):
        pass
    change = "UPDATE ducklake_metadata SET value = '9.0' WHERE key = 'version'"
    # In a process of its own: two SQLite libraries in one process break each other's locks.
    code = f"import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute({change!r}); c.commit()"
    subprocess.run([sys.executable, "-c", code, settings.lake_dir / "catalog.sqlite"], check=True)
    with pytest.raises(LakeError, match="another version of DuckLake"), connect(settings):
        pass


def test_columns_that_are_new_in_the_registry_are_added(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "خبر"})
    with connect(settings) as lake:
        lake.execute("ALTER TABLE lake.runs DROP COLUMN mentions")
        lake.execute("DROP TABLE lake.suggestions")
    with connect(settings) as lake:
        assert lake.execute("SELECT run_id, mentions FROM lake.runs").fetchall() == [("r1", None)]
        assert lake.execute("SELECT count(*) FROM lake.suggestions").fetchone() == (0,)
    run(settings, "r2", {"a/2.txt": "قال ترامب"})


def test_a_column_of_another_type_is_refused(settings: Settings) -> None:
    with connect(settings) as lake:
        lake.execute("ALTER TABLE lake.runs DROP COLUMN mentions")
        lake.execute("ALTER TABLE lake.runs ADD COLUMN mentions VARCHAR")
    with (
        pytest.raises(LakeError, match=r"runs\.mentions of the lake is VARCHAR, not BIGINT"),
        connect(settings),
    ):
        pass


def test_a_catalog_that_is_locked_for_a_while_is_waited_for(settings: Settings) -> None:
    with connect(settings):
        pass
    command = [sys.executable, "-c", HOLD, settings.lake_dir / "catalog.sqlite", "7"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with connect(settings) as lake:
            assert current_snapshot(lake) >= 0


def test_retrying_gives_up_in_the_end_and_passes_on_other_errors() -> None:
    calls = []

    def locked() -> None:
        calls.append(1)
        raise duckdb.IOException("database is locked")

    def broken() -> None:
        calls.append(1)
        raise duckdb.IOException("disk on fire")

    with pytest.raises(duckdb.Error, match="locked"):
        retrying(locked, attempts=2)
    assert len(calls) == 2
    with pytest.raises(duckdb.Error, match="fire"):
        retrying(broken)
    assert len(calls) == 3


def test_a_second_writer_is_told_who_holds_the_lake(settings: Settings) -> None:
    message = r"(?s)Another run has been publishing.*writer\.lock is held"
    with writer_lock(settings), pytest.raises(LakeError, match=message), writer_lock(settings, timeout=0.1):
        pass


def test_types_without_a_counterpart_are_refused() -> None:
    with pytest.raises(TypeError, match="no DuckDB type"):
        duckdb_type(pa.binary())

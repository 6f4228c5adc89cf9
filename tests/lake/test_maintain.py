from __future__ import annotations

from datetime import timedelta

import duckdb
import pytest

from tests.lake.corpus import run, stage
from warraq.lake.catalog import connect, current_snapshot, data_path, table_path
from warraq.lake.maintain import compact
from warraq.schema import TABLES
from warraq.settings import Settings


def contents(settings: Settings) -> dict[str, list[str]]:
    with connect(settings, read_only=True) as lake:
        return {table: sorted(map(str, lake.execute(f"FROM lake.{table}").fetchall())) for table in TABLES}


def several_nights(settings: Settings) -> None:
    for night in range(3):
        files = {
            "a/1.txt": f"قال ترامب {night}",
            f"a/{night + 2}.txt": "خبر في_اليوم",
            "b/1.txt": f"!bad {night}",
        }
        run(settings, f"r{night}", files)


def test_compaction_keeps_every_row_and_drops_what_nobody_needs(settings: Settings) -> None:
    several_nights(settings)
    before = contents(settings)
    done = compact(settings, keep=timedelta(0), grace=timedelta(0))
    assert contents(settings) == before
    assert done.files_after < done.files_before
    assert done.snapshots_expired > 1
    assert len(list(data_path(settings).rglob("*.parquet"))) <= done.files_after + 1
    again = compact(settings, keep=timedelta(0), grace=timedelta(0))
    assert (again.files_before, again.files_deleted, again.orphans_deleted) == (done.files_after, 0, 0)
    run(settings, "later", {"a/1.txt": "خبر", "c/1.txt": "قالت كلينتون"})
    compact(settings, keep=timedelta(0), grace=timedelta(0))
    with connect(settings) as lake:
        assert lake.execute("SELECT count(*) FROM lake.documents").fetchone() == (3,)


def test_kept_snapshots_can_still_be_read(settings: Settings) -> None:
    several_nights(settings)
    with connect(settings) as lake:
        version = current_snapshot(lake) - 1
        old = lake.execute(f"SELECT text FROM lake.documents AT (VERSION => {version}) ORDER BY 1").fetchall()
    done = compact(settings)
    assert done.snapshots_expired == 0
    with connect(settings) as lake:
        rows = lake.execute(
            f"SELECT text FROM lake.documents AT (VERSION => {version}) ORDER BY 1"
        ).fetchall()
    assert rows == old
    compact(settings, keep=timedelta(0))
    with connect(settings) as lake, pytest.raises(duckdb.Error):
        lake.execute(f"SELECT text FROM lake.documents AT (VERSION => {version})").fetchall()


def test_files_that_may_still_be_read_are_not_deleted_yet(settings: Settings) -> None:
    several_nights(settings)
    assert compact(settings, keep=timedelta(0)).files_deleted == 0
    assert compact(settings, keep=timedelta(0), grace=timedelta(0)).files_deleted > 0


def test_after_every_row_was_replaced(settings: Settings) -> None:
    # DuckLake once failed to compact a table of which all rows were deleted (issue 971).
    run(settings, "r1", {"a/1.txt": "قال ترامب"})
    run(settings, "r2", {"a/1.txt": "!bad"})
    before = contents(settings)
    compact(settings, keep=timedelta(0), grace=timedelta(0))
    assert contents(settings) == before
    assert before["documents"] == before["mentions"] == before["entities"] == []


def test_orphans_and_dead_runs_are_removed(settings: Settings) -> None:
    several_nights(settings)
    orphan = table_path(settings, "edits") / "killed-0123456789ab-0000.parquet"
    orphan.write_bytes(b"")
    stage(settings, "dead", {"a/9.txt": "خبر"})
    done = compact(settings, dead_after=timedelta(0))
    assert (done.orphans_deleted, done.runs_swept) == (1, ("dead",))
    assert not orphan.exists()

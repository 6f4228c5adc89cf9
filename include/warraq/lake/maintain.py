"""Keep the lake small: fewer, larger files, old snapshots forgotten, left-overs removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import duckdb

from warraq.lake.catalog import connect, retrying, table_path, writer_lock
from warraq.lake.stage import sweep
from warraq.schema import TABLES
from warraq.settings import Settings

REWRITE_SHARE = 0.25
"""Share of deleted rows from which a file is written anew without them."""


@dataclass(frozen=True)
class Compacted:
    """What one compaction did."""

    files_before: int
    """Data and delete files of the newest snapshot."""
    files_after: int
    snapshots_expired: int
    files_deleted: int
    """Files that no kept snapshot needs."""
    orphans_deleted: int
    """Files of killed publishes, which no snapshot ever had."""
    runs_swept: tuple[str, ...]
    """Dead runs whose staging folders were removed."""


def compact(
    settings: Settings,
    keep: timedelta = timedelta(days=30),
    grace: timedelta = timedelta(days=1),
    dead_after: timedelta = timedelta(days=7),
) -> Compacted:
    """Merge small files, forget old snapshots and delete what nobody needs any more.

    Time travel reaches back to the snapshots that are kept.

    Args:
        settings: Where the lake is.
        keep: Snapshots younger than this are kept, and the newest one in any case.
        grace: Files that are not needed any more are deleted when nobody can still be reading
            them: so long after they were replaced. The next compaction deletes them.
        dead_after: Staging folders without a sign of life for so long are removed; longer
            than any run can take.

    Raises:
        LakeError: Another writer kept the lake.
    """
    with writer_lock(settings), connect(settings) as lake:
        orphans = _delete_orphans(lake, settings)
        before = _live_files(lake)
        _run(lake, f"CALL ducklake_rewrite_data_files('lake', delete_threshold => {REWRITE_SHARE})")
        _run(lake, "CALL ducklake_merge_adjacent_files('lake')")
        expired = _run(lake, f"CALL ducklake_expire_snapshots('lake', older_than => {_ago(keep)})")
        deleted = _run(lake, f"CALL ducklake_cleanup_old_files('lake', older_than => {_ago(grace)})")
        return Compacted(
            files_before=before,
            files_after=_live_files(lake),
            snapshots_expired=expired,
            files_deleted=deleted,
            orphans_deleted=orphans,
            runs_swept=tuple(sweep(settings.staging_dir, dead_after)),
        )


def _run(lake: duckdb.DuckDBPyConnection, statement: str) -> int:
    """Number of rows that a maintenance call reports."""
    return retrying(lambda: len(lake.execute(statement).fetchall()))


def _ago(age: timedelta) -> str:
    return f"now() - INTERVAL {int(age.total_seconds())} SECOND"


def _live_files(lake: duckdb.DuckDBPyConnection) -> int:
    files = 0
    for table in TABLES:
        for _, delete_file in lake.execute(
            "SELECT data_file, delete_file FROM ducklake_list_files('lake', ?)", [table]
        ).fetchall():
            files += 2 if delete_file else 1
    return files


def _delete_orphans(lake: duckdb.DuckDBPyConnection, settings: Settings) -> int:
    """Delete Parquet files that no snapshot has: a killed publish linked but never registered them.

    DuckLake's own sweep is not used: it compares paths as they are written, and has counted
    live files as orphans (duckdb/ducklake issue 815). Here only names are compared, table by
    table, and the caller holds the writer's lock, so nobody is about to register one.
    """
    known = _known_files(lake)
    deleted = 0
    for table in TABLES:
        for path in table_path(settings, table).glob("*.parquet"):
            if path.name not in known:
                path.unlink()
                deleted += 1
    return deleted


def _known_files(lake: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of all files that the catalog mentions: live, deleted since, or waiting for clean-up."""
    names = set()
    for table in ("ducklake_data_file", "ducklake_delete_file", "ducklake_files_scheduled_for_deletion"):
        rows = lake.execute(f"SELECT path FROM __ducklake_metadata_lake.{table}").fetchall()
        names |= {path.rsplit("/", 1)[-1] for (path,) in rows}
    return names

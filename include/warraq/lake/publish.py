"""Publish a run: all its tables in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warraq.errors import LakeError, MissingDataError
from warraq.lake.catalog import connect, current_snapshot, retrying, writer_lock
from warraq.lake.corpus_entities import Describe, Unify, refresh_entities
from warraq.lake.settle import Settled, read_settled, settle_against, settled_files
from warraq.lake.stage import discard, run_folder
from warraq.lake.statements import statement
from warraq.schema import DUPLICATES, FILES, RUNS, STAGED, Table, conform
from warraq.settings import Settings

DOCUMENT_TABLES = tuple(table.name for table in STAGED if "doc_id" in table.arrow.names)
"""Staged tables whose rows belong to a document."""
ROWS_AT_A_TIME = 4096
VERSIONS = ("text_version", "spacing_version", "entities_version")


@dataclass(frozen=True)
class PublishedCounts:
    """What one run published; fields are columns of `runs`."""

    status: str
    files: int
    items: int
    documents: int
    duplicates: int
    quarantined: int
    edits: int
    merged_words: int
    mentions: int
    batches: int
    bytes: int


@dataclass(frozen=True)
class Balance:
    """Both sides of the promise that every item of every file is accounted for."""

    files_items: int
    documents: int
    duplicates: int
    quarantined: int

    @property
    def holds(self) -> bool:
        """Whether the items of all files are the documents, duplicates and quarantined items."""
        return self.files_items == self.documents + self.duplicates + self.quarantined


def balance(connection: duckdb.DuckDBPyConnection, database: str = "lake") -> Balance:
    """The balance of a whole corpus.

    Args:
        connection: Any connection that sees the tables.
        database: Name under which they are attached: `lake`, or that of a serving database.
    """
    row = connection.execute(
        f"""SELECT (SELECT coalesce(sum(items), 0)::BIGINT FROM {database}.files),
                   (SELECT count(*) FROM {database}.documents),
                   (SELECT count(*) FROM {database}.duplicates),
                   (SELECT count(*) FROM {database}.quarantine)"""
    ).fetchone()
    assert row is not None
    return Balance(*row)


def publish(
    settings: Settings,
    run_id: str,
    run_row: Mapping[str, Any],
    describe: Describe,
    unify: Unify | None = None,
) -> PublishedCounts:
    """Make a settled run part of the lake, in one transaction, and remove its staging folder.

    What the run's files gave before is replaced. A run that is in the lake already is left
    as it is, so a publish that was killed at any moment can simply be tried again. A run
    without files leaves only its row in `runs`.

    Args:
        settings: Where the lake and the staging folder are.
        run_id: The run.
        run_row: The columns of `runs` that only the caller knows: `started_at`, `discovered`,
            `unchanged`, the three versions, `validation`, `report`. The counts are added here.
        describe: Facts about an entity id, or None.
        unify: Says which entities of the corpus are the same; None: each is for itself.

    Raises:
        LakeError: Another writer kept the lake, a batch is unfinished, or the sums do not balance.
    """
    with writer_lock(settings), connect(settings) as lake:
        counts = published_counts(lake, run_id)
        if counts is None:
            counts = retrying(lambda: _attempt(lake, settings, run_id, run_row, describe, unify))
        discard(settings.staging_dir, run_id)
    return counts


def record_refused(settings: Settings, run_id: str, run_row: Mapping[str, Any]) -> None:
    """Note in `runs` that validation stopped a run; publishing it later replaces the note.

    Args:
        settings: Where the lake is.
        run_id: The run.
        run_row: All columns of `runs` but `run_id`, `finished_at` and `status`; counts may be left out.
    """
    nothing = {field.name: 0 for field in fields(PublishedCounts)}
    row = {**nothing, **run_row, "run_id": run_id, "status": "refused"}
    with writer_lock(settings), connect(settings) as lake:
        if published_counts(lake, run_id) is None:
            retrying(lambda: _in_transaction(lake, lambda: _write_run(lake, row)))


def published_counts(lake: duckdb.DuckDBPyConnection, run_id: str) -> PublishedCounts | None:
    """What a run published according to the lake, or None if it has not been published."""
    names = ", ".join(field.name for field in fields(PublishedCounts))
    row = lake.execute(
        f"SELECT {names} FROM lake.runs WHERE run_id = ? AND status <> 'refused'", [run_id]
    ).fetchone()
    return PublishedCounts(*row) if row else None


def unpublished_run_id(settings: Settings, run_id: str) -> str:
    """`run_id`, or `run_id.2`, `run_id.3`, ... where a run of that name is published already.

    A person may clear and repeat a run that has been published; what it finds the second time
    must not be taken for what was published under its name the first time.
    """
    candidate, number = run_id, 2
    while find_published(settings, candidate) is not None:
        candidate, number = f"{run_id}.{number}", number + 1
    return candidate


def find_published(settings: Settings, run_id: str) -> PublishedCounts | None:
    """`published_counts` of a run, asked by somebody who has no lake at hand, or none yet."""
    try:
        with connect(settings, read_only=True) as lake:
            return published_counts(lake, run_id)
    except MissingDataError:
        return None


def _attempt(
    lake: duckdb.DuckDBPyConnection,
    settings: Settings,
    run_id: str,
    run_row: Mapping[str, Any],
    describe: Describe,
    unify: Unify | None,
) -> PublishedCounts:
    """One try at publishing; leaves the lake as it was if it fails."""
    settled = read_settled(settings, run_id)
    if settled is None or settled.snapshot_id != current_snapshot(lake):
        settled = settle_against(lake, settings, run_id)
    counts = _counts(settings, run_id, settled)
    row = {**run_row, **asdict(counts), "run_id": run_id}

    def change() -> None:
        if settled.files:
            _replace(lake, settings, run_id)
            _add(lake, settings, run_id, row)
            refresh_entities(lake, describe, unify)
        _write_run(lake, row)
        _check_balance(lake, run_id)

    _in_transaction(lake, change)
    return counts


def _in_transaction(lake: duckdb.DuckDBPyConnection, change: Callable[[], None]) -> None:
    lake.begin()
    try:
        change()
        lake.commit()
    except BaseException:
        # A failed commit has already ended the transaction.
        with suppress(duckdb.TransactionException):
            lake.rollback()
        raise


def _counts(settings: Settings, run_id: str, settled: Settled) -> PublishedCounts:
    """Counts of a settled run from its files."""
    edits = merged = mentions = 0
    for path in settled_files(settings, run_id, "edits"):
        kinds = pq.ParquetFile(path).read(columns=["kind"])["kind"]
        edits += len(kinds)
        merged += sum(1 for kind in kinds.to_pylist() if kind == "merged_word")
    for path in settled_files(settings, run_id, "mentions"):
        mentions += pq.ParquetFile(path).metadata.num_rows
    return PublishedCounts(
        status="published" if settled.files else "nothing_new",
        files=settled.files,
        items=settled.items,
        documents=settled.documents,
        duplicates=settled.duplicates,
        quarantined=settled.quarantined,
        edits=edits,
        merged_words=merged,
        mentions=mentions,
        batches=settled.batches,
        bytes=settled.bytes,
    )


def _replace(lake: duckdb.DuckDBPyConnection, settings: Settings, run_id: str) -> None:
    """Take out of the lake what the run's files gave before.

    Leaves the temporary table `touched_entities` with the entities of the rows that went.
    """
    ledger = pq.ParquetFile(run_folder(settings.staging_dir, run_id) / "settled" / "files.parquet")
    lake.register("ledger", ledger.read())
    lake.register("staged_ids", _staged_ids(settings, run_id))
    lake.execute(statement("lake/replaced"))
    for table in DOCUMENT_TABLES:
        lake.execute(f"DELETE FROM lake.{table} WHERE doc_id IN (FROM removed_documents)")
    lake.execute(statement("lake/promote"))
    for table in ("duplicates", "quarantine", "files"):
        lake.execute(f"DELETE FROM lake.{table} WHERE path IN (SELECT path FROM ledger)")
    lake.unregister("staged_ids")


def _staged_ids(settings: Settings, run_id: str) -> pa.Table:
    parts = [
        pq.ParquetFile(path).read(columns=["doc_id"]) for path in settled_files(settings, run_id, "documents")
    ]
    return pa.concat_tables(parts) if parts else pa.table({"doc_id": pa.array([], pa.string())})


def _add(
    lake: duckdb.DuckDBPyConnection,
    settings: Settings,
    run_id: str,
    row: Mapping[str, Any],
) -> None:
    """Insert the run's staged tables, its duplicates and its part of the ledger."""
    for table in STAGED:
        _insert_staged(lake, table, settled_files(settings, run_id, table.name))
    duplicates = run_folder(settings.staging_dir, run_id) / "settled" / "duplicates.parquet"
    lake.register("duplicate_rows", conform(pq.ParquetFile(duplicates).read(), DUPLICATES))
    lake.execute("INSERT INTO lake.duplicates BY NAME FROM duplicate_rows ORDER BY path, item")
    versions = {name: row[name] for name in VERSIONS} | {"run_id": run_id}
    lake.execute(
        f"""INSERT INTO lake.files BY NAME
            SELECT {", ".join(FILES.arrow.names[:6])}, {", ".join(f"${name} AS {name}" for name in versions)}
            FROM ledger ORDER BY path""",
        versions,
    )
    for path in settled_files(settings, run_id, "mentions"):
        lake.register("ids", pq.ParquetFile(path).read(columns=["entity_id"]))
        lake.execute("INSERT INTO touched_entities SELECT DISTINCT entity_id FROM ids")
        lake.unregister("ids")
    lake.unregister("duplicate_rows")
    lake.unregister("ledger")


def _insert_staged(lake: duckdb.DuckDBPyConnection, table: Table, paths: list[Path]) -> None:
    """Copy staged files into one table of the lake, a few thousand rows in memory at a time.

    Registering the files as they are (`ducklake_add_data_files`) would be cheaper, but is not
    safe in DuckLake 1.0: a file of several row groups, one of them without a minimum (empty,
    only nulls, or long texts), spoils the statistics of the whole column, and queries then
    lose rows and even change numbers. Files that DuckLake writes itself have right ones.
    """
    if not paths:
        return
    # Not pyarrow.dataset, which costs two seconds to import.
    batches = (batch for path in paths for batch in pq.ParquetFile(path).iter_batches(ROWS_AT_A_TIME))
    lake.register("staged", pa.RecordBatchReader.from_batches(table.arrow, batches))
    lake.execute(f"INSERT INTO lake.{table.name} BY NAME FROM staged")
    lake.unregister("staged")


def _write_run(lake: duckdb.DuckDBPyConnection, row: Mapping[str, Any]) -> None:
    complete = {**row, "finished_at": datetime.now(UTC)}
    rows = conform(pa.Table.from_pylist([complete]), RUNS)
    lake.execute("DELETE FROM lake.runs WHERE run_id = ?", [row["run_id"]])
    lake.register("run_rows", rows)
    lake.execute("INSERT INTO lake.runs BY NAME FROM run_rows")
    lake.unregister("run_rows")


def _check_balance(lake: duckdb.DuckDBPyConnection, run_id: str) -> None:
    sums = balance(lake)
    if not sums.holds:
        raise LakeError(
            f"Run {run_id} was not published: the files' items would be {sums.files_items}, but documents "
            f"{sums.documents} + duplicates {sums.duplicates} + quarantined {sums.quarantined}. "
            "The lake is as it was. This is a defect in Warraq: please report it with the staging folder."
        )

"""Settle which of equal documents wins, and what each file gave, before a run is published."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warraq.errors import LakeError
from warraq.lake.catalog import connect, current_snapshot, retrying
from warraq.lake.stage import (
    batch_counts,
    batch_folder,
    batch_numbers,
    run_folder,
    staged_files,
    write_json,
)
from warraq.lake.statements import statement
from warraq.schema import DUPLICATES, STAGED, Table, conform
from warraq.settings import Settings

log = logging.getLogger(__name__)

Strings: TypeAlias = "pa.ChunkedArray[pa.StringScalar]"


@dataclass(frozen=True)
class Settled:
    """What a run will publish, once settled against one snapshot of the lake."""

    snapshot_id: int
    """The lake's snapshot that the run was settled against."""
    files: int
    items: int
    documents: int
    duplicates: int
    quarantined: int
    batches: int
    bytes: int
    """Raw bytes of the files."""
    unread: int = 0
    """Files that the lake has but that could not be read this time: what they gave before stays."""


def settle(settings: Settings, run_id: str) -> Settled:
    """Choose the winners among equal documents of a run and build its part of the ledger.

    Of documents with the same id, one that stands in the lake and is not replaced by this
    run wins; otherwise the one with the least (path, item). Rows of the others are left out
    of the copies under `settled/`, which `staged_files` then prefers; the staged originals
    stay, so settling can be repeated.

    A file that could not be read this time, for a right or a disk that is gone for a night, does
    not replace what it gave when it could: it is left out of the run, and tried again in the next.

    Writes `settled/duplicates.parquet`, `settled/files.parquet` (path, sha256, bytes, source,
    items, status) and, last, `settled/settled.json`.

    Raises:
        LakeError: A batch is unfinished, or a planned file gave no item (a defect).
    """
    with connect(settings) as lake:
        return retrying(lambda: settle_against(lake, settings, run_id))


def settle_against(lake: duckdb.DuckDBPyConnection, settings: Settings, run_id: str) -> Settled:
    """`settle` on a connection that has the lake attached."""
    staging = settings.staging_dir
    folder = run_folder(staging, run_id) / "settled"
    shutil.rmtree(folder, ignore_errors=True)
    batches = batch_numbers(staging, run_id)
    snapshot = current_snapshot(lake)
    if not batches:
        return Settled(snapshot, 0, 0, 0, 0, 0, 0, 0)
    for batch in batches:
        batch_counts(staging, run_id, batch)
    planned, documents, quarantined = _staged_items(settings, run_id, batches)
    with lake.cursor() as cursor:
        cursor.register("planned", planned)
        cursor.register("staged_documents", documents)
        cursor.register("staged_quarantine", quarantined)
        unread = cursor.execute(statement("lake/unread")).to_arrow_table()["path"]
        if len(unread):
            shown = ", ".join(map(str, unread.slice(0, 5).to_pylist()))
            log.warning(
                "%d files cannot be read this time; what they gave before stays: %s", len(unread), shown
            )
        planned, quarantined = _not_of(planned, unread), _not_of(quarantined, unread)
        cursor.register("planned", planned)
        cursor.register("staged_quarantine", quarantined)
        ledger = _ledger(cursor, run_id)
        losers = cursor.execute(statement("lake/losers")).to_arrow_table()
    working = folder.with_name("settling")
    shutil.rmtree(working, ignore_errors=True)
    working.mkdir()
    _write_copies(settings, run_id, working, documents, losers)
    _write_quarantine_copies(settings, run_id, working, unread)
    duplicates = losers.append_column("run_id", pa.array([run_id] * losers.num_rows, pa.string()))
    pq.write_table(conform(duplicates, DUPLICATES), working / "duplicates.parquet", compression="zstd")
    pq.write_table(ledger, working / "files.parquet", compression="zstd")
    settled = Settled(
        snapshot_id=snapshot,
        files=ledger.num_rows,
        items=documents.num_rows + quarantined.num_rows,
        documents=documents.num_rows - losers.num_rows,
        duplicates=losers.num_rows,
        quarantined=quarantined.num_rows,
        batches=len(batches),
        bytes=int(pc.sum(ledger["bytes"]).as_py() or 0),
        unread=len(unread),
    )
    write_json(working / "settled.json", asdict(settled))
    working.rename(folder)
    return settled


def read_settled(settings: Settings, run_id: str) -> Settled | None:
    """What the last `settle` of a run found, or None if there was none that ended."""
    path = run_folder(settings.staging_dir, run_id) / "settled" / "settled.json"
    return Settled(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def _staged_items(settings: Settings, run_id: str, batches: list[int]) -> tuple[pa.Table, pa.Table, pa.Table]:
    """The planned files, the keys of the staged documents, and the quarantined items of a run."""
    planned, documents, quarantined = [], [], []
    for batch in batches:
        folder = batch_folder(settings.staging_dir, run_id, batch)
        planned.append(_read(folder / "files.parquet", ["path", "sha256", "bytes", "source"]))
        columns = ["doc_id", "source", "path", "item", "published_at"]
        rows = _read(folder / "documents.parquet", columns)
        documents.append(rows.append_column("batch", pa.array([batch] * rows.num_rows, pa.int32())))
        quarantined.append(_read(folder / "quarantine.parquet", ["path", "item", "sha256"]))
    return tuple(pa.concat_tables(part) for part in (planned, documents, quarantined))  # type: ignore[return-value]


def _read(path: Path, columns: list[str]) -> pa.Table:
    try:
        return pq.ParquetFile(path).read(columns=columns)
    except (OSError, pa.ArrowInvalid) as error:
        raise LakeError(f"{path} cannot be read ({error}): process its batch again.") from error


def _ledger(cursor: duckdb.DuckDBPyConnection, run_id: str) -> pa.Table:
    """Items and status of every planned file.

    Raises:
        LakeError: Files and items do not fit together.
    """
    unbalanced = cursor.execute(statement("lake/unbalanced_files")).fetchall()
    if unbalanced:
        shown = "; ".join(f"{path}: {fault}" for path, fault in unbalanced[:5])
        raise LakeError(
            f"{len(unbalanced)} files of run {run_id} do not balance ({shown}). Nothing was published. "
            "This is a defect in Warraq: please report it with these paths."
        )
    return cursor.execute(statement("lake/ledger")).to_arrow_table()


def _write_copies(
    settings: Settings, run_id: str, working: Path, documents: pa.Table, losers: pa.Table
) -> None:
    """Write, for each batch that has losers, its tables without their rows."""
    if losers.num_rows == 0:
        return
    lost = _place(losers)
    losing = pc.is_in(_place(documents), lost)
    for batch in batch_numbers(settings.staging_dir, run_id):
        here = pc.equal(documents["batch"], pa.scalar(batch, pa.int32()))
        gone = documents.filter(pc.and_(here, losing))["doc_id"]
        if len(gone) == 0:
            continue
        kept = documents.filter(pc.and_(here, pc.invert(losing)))["doc_id"]
        folder = working / "batches" / f"{batch:04d}"
        folder.mkdir(parents=True)
        for table in STAGED:
            source = batch_folder(settings.staging_dir, run_id, batch) / f"{table.name}.parquet"
            chunks = _without(source, table, gone, kept, lost)
            with pq.ParquetWriter(folder / source.name, table.arrow, compression="zstd") as writer:
                for chunk in filter(len, chunks):
                    writer.write_table(chunk)


def _write_quarantine_copies(settings: Settings, run_id: str, working: Path, unread: Strings) -> None:
    """Write, for each batch that met unread files, its quarantine without them."""
    if len(unread) == 0:
        return
    for batch in batch_numbers(settings.staging_dir, run_id):
        source = batch_folder(settings.staging_dir, run_id, batch) / "quarantine.parquet"
        rows = pq.ParquetFile(source).read()
        kept = _not_of(rows, unread)
        if kept.num_rows == rows.num_rows:
            continue
        folder = working / "batches" / f"{batch:04d}"
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(kept, folder / source.name, compression="zstd")


def _not_of(rows: pa.Table, paths: Strings) -> pa.Table:
    return rows.filter(pc.invert(pc.is_in(rows["path"], paths)))


def _place(rows: pa.Table) -> Strings:
    """(path, item) of each row as one string, for set operations."""
    joined: Strings = pc.binary_join_element_wise(rows["path"], rows["item"], pa.scalar("\0"))  # type: ignore[call-overload]
    return joined


def _without(source: Path, table: Table, gone: Strings, kept: Strings, lost: Strings) -> Iterator[pa.Table]:
    """The rows of a staged file without those of losing documents, a row group at a time.

    A document may lose against an equal one of its own batch. All rows but those of
    `documents` are then there once for each, equal, and the first of each key is kept.

    Args:
        source: The staged file.
        table: Its table.
        gone: Ids of the documents of this batch that lose.
        kept: Ids of those that win.
        lost: Places (path, item) of the losers.
    """
    dropped = gone.filter(pc.invert(pc.is_in(gone, kept)))
    doubled = gone.filter(pc.is_in(gone, kept))
    seen: set[tuple[object, ...]] = set()
    file = pq.ParquetFile(source)
    for number in range(file.num_row_groups):
        rows = file.read_row_group(number)
        if table.name == "documents":
            rows = rows.filter(pc.invert(pc.is_in(_place(rows), lost)))
        elif "doc_id" in table.arrow.names:
            rows = rows.filter(pc.invert(pc.is_in(rows["doc_id"], dropped)))
            rows = _first_of_each_key(rows, table, doubled, seen)
        yield rows


def _first_of_each_key(
    rows: pa.Table, table: Table, doubled: Strings, seen: set[tuple[object, ...]]
) -> pa.Table:
    if len(doubled) == 0:
        return rows
    keep = [True] * rows.num_rows
    suspects = pc.indices_nonzero(pc.is_in(rows["doc_id"], doubled)).to_numpy()
    keys = rows.select(list(table.key)).take(suspects).to_pydict()
    for index, key in zip(suspects, zip(*keys.values(), strict=True), strict=True):
        keep[index] = key not in seen
        seen.add(key)
    return rows.filter(pa.array(keep, pa.bool_()))


def settled_files(settings: Settings, run_id: str, table: str) -> list[Path]:
    """Staged Parquet files of `table` that hold rows; what publish registers."""
    paths = staged_files(settings.staging_dir, run_id, table)
    return [path for path in paths if pq.ParquetFile(path).metadata.num_rows]

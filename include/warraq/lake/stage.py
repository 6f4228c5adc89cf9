"""Staged Parquet: what batches write and nobody sees until a run is published.

Layout of `staging/<run_id>/`: see docs/architecture.md. A batch is whole when its
`done.json` is there; settle puts corrected copies of some files under `settled/`.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from warraq.errors import InputError, LakeError
from warraq.schema import STAGED, TABLES, conform

DONE = "done.json"
ROW_GROUP_ROWS = 100_000


def run_folder(staging_dir: Path, run_id: str) -> Path:
    """The staging folder of one run.

    Raises:
        InputError: The id cannot be the name of a folder.
    """
    if not run_id or run_id in {".", ".."} or "/" in run_id or "\\" in run_id or "\0" in run_id:
        raise InputError(f"{run_id!r} cannot be a run id: it must be usable as the name of a folder.")
    return staging_dir / run_id


def batch_folder(staging_dir: Path, run_id: str, batch: int) -> Path:
    """The folder of one batch, `batches/0007`."""
    return run_folder(staging_dir, run_id) / "batches" / f"{batch:04d}"


def batch_numbers(staging_dir: Path, run_id: str) -> list[int]:
    """Numbers of the batches that were planned for a run, in order."""
    folder = run_folder(staging_dir, run_id) / "batches"
    return sorted(int(path.name) for path in folder.glob("[0-9]*")) if folder.is_dir() else []


class BatchWriter:
    """Write the staged tables of one batch, chunk by chunk, each table into one Parquet file.

    A context manager. Files appear under their names only when the block ends without an
    error, and `done.json` after all of them; writing a batch again replaces it.

    Args:
        staging_dir: Folder of all runs' staging.
        run_id: The run.
        batch: Number of the batch in its run.
    """

    def __init__(self, staging_dir: Path, run_id: str, batch: int) -> None:
        self.folder = batch_folder(staging_dir, run_id, batch)
        self.batch = batch
        self.rows: dict[str, int] = {table.name: 0 for table in STAGED}
        # A name of its own for each attempt: a task that was given up may still be writing.
        self._suffix = f".{uuid4().hex}.part"
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / DONE).unlink(missing_ok=True)
        try:
            for table in STAGED:
                writer = pq.ParquetWriter(self._part(table.name), table.arrow, compression="zstd")
                self._writers[table.name] = self._open.enter_context(writer)
        except OSError:
            self._clear_away()
            raise
        return self

    def _part(self, table: str) -> Path:
        return self.folder / f"{table}.parquet{self._suffix}"

    def write(self, tables: Mapping[str, pa.Table]) -> None:
        """Append rows.

        Args:
            tables: Staged table name to its rows of one chunk; tables without rows may be left out.

        Raises:
            KeyError: A table or column is not in the registry.
            pyarrow.ArrowInvalid: A value does not fit its column.
        """
        for name, rows in tables.items():
            if rows.num_rows == 0:
                # An empty row group has no statistics, which readers do not expect.
                continue
            self._writers[name].write_table(conform(rows, TABLES[name]), row_group_size=ROW_GROUP_ROWS)
            self.rows[name] += rows.num_rows

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._open.close()
            if kind is None:
                self._finish()
        finally:
            self._clear_away()

    def _clear_away(self) -> None:
        """Remove parts that are left: on a full disk they are in the way."""
        for table in STAGED:
            self._part(table.name).unlink(missing_ok=True)
        for writer in self._writers.values():
            # One that could not be closed would try again, in vain and loudly, when it is collected.
            writer.is_open = False

    def _finish(self) -> None:
        for table in STAGED:
            self._part(table.name).replace(self.folder / f"{table.name}.parquet")
        done = {
            "batch": self.batch,
            "rows": self.rows,
            "bytes": sum((self.folder / f"{table.name}.parquet").stat().st_size for table in STAGED),
        }
        write_json(self.folder / DONE, done)


def write_json(path: Path, value: Any) -> None:
    """Write `value` to `path` so that a reader finds all of it or nothing."""
    part = path.with_name(f"{path.name}.{uuid4().hex}.part")
    part.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(path)


def batch_counts(staging_dir: Path, run_id: str, batch: int) -> dict[str, Any]:
    """What `done.json` of a batch says: `batch`, `rows` by table, `bytes` of Parquet.

    Raises:
        LakeError: The batch is not whole.
    """
    path = batch_folder(staging_dir, run_id, batch) / DONE
    try:
        counts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LakeError(
            f"Batch {batch} of run {run_id} is not finished ({path} is missing): process it again first."
        ) from None
    return counts


def staged_files(staging_dir: Path, run_id: str, table: str) -> list[Path]:
    """The Parquet files of one staged table of a run, one a batch, in the order of the batches.

    After settle, a file that lost rows to duplicates is its settled copy.

    Args:
        staging_dir: Folder of all runs' staging.
        run_id: The run.
        table: A staged table's name.
    """
    settled = run_folder(staging_dir, run_id) / "settled" / "batches"
    paths = []
    for batch in batch_numbers(staging_dir, run_id):
        copy = settled / f"{batch:04d}" / f"{table}.parquet"
        original = batch_folder(staging_dir, run_id, batch) / f"{table}.parquet"
        paths += [path for path in (copy, original) if path.exists()][:1]
    return paths


def discard(staging_dir: Path, run_id: str) -> None:
    """Remove all that a run staged. Nothing happens if it staged nothing."""
    shutil.rmtree(run_folder(staging_dir, run_id), ignore_errors=True)


def sweep(staging_dir: Path, older_than: timedelta) -> list[str]:
    """Remove the staging folders of runs that died.

    Args:
        staging_dir: Folder of all runs' staging.
        older_than: A run is dead if nothing was written in its folder for so long; longer
            than any batch takes.

    Returns:
        Ids of the runs that were removed.
    """
    if not staging_dir.is_dir():
        return []
    limit = time.time() - older_than.total_seconds()
    dead = [folder.name for folder in staging_dir.iterdir() if folder.is_dir() and _written(folder) < limit]
    for run_id in dead:
        discard(staging_dir, run_id)
    return sorted(dead)


def _written(folder: Path) -> float:
    """When something in `folder` was last written, in seconds since the epoch."""
    times = [folder.stat().st_mtime]
    for path in folder.rglob("*"):
        try:
            times.append(path.stat().st_mtime)
        except FileNotFoundError:
            # A file that vanishes while we look is a sign of life.
            times.append(time.time())
    return max(times)

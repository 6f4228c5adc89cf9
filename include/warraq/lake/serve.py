"""The serving database: the corpus as one DuckDB file that any client opens."""

from __future__ import annotations

from pathlib import Path

import duckdb
from filelock import FileLock

from warraq.errors import LakeError, MissingDataError
from warraq.lake.catalog import connect, current_snapshot
from warraq.lake.ddl import comments, create_table
from warraq.lake.statements import literal, names, statement
from warraq.schema import TABLES, Table
from warraq.settings import Settings

ORDER = {
    "documents": "published_at, source, path, item",
    "mentions": "entity_id, doc_id, text_start",
    "dates": "starts_on, doc_id, text_start",
    "entities": "mentions DESC, entity_id",
    "runs": "started_at, run_id",
}
"""Row order by table, so that common filters skip most of a file; the others go by their key."""
FOLDERS = ("macros", "pages", "views", "marts", "search")
"""Folders of `sql/` that make the rest of the database; each may use what the ones before it made."""


def serve(settings: Settings) -> Path:
    """Build the serving database from the lake's newest snapshot and put it in place.

    Whoever has the old file open keeps reading it; whoever opens it next finds the new one.

    Returns:
        Its path, HOME/warehouse/news.duckdb.

    Raises:
        MissingDataError: There is no lake yet.
        LakeError: The lake cannot be read.
    """
    target = settings.warehouse
    settings.lake_dir.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.lake_dir / "serve.lock"):
        building = target.with_name(f"{target.name}.tmp")
        _clear_away(building)
        try:
            _copy_tables(settings, building)
            _add_statements(building)
            # Containers run as another user than the analyst who opens the file on the host.
            building.chmod(0o644)
            target.parent.chmod(0o755)
            building.replace(target)
        finally:
            # What a full disk has cut short must not keep it full.
            _clear_away(building)
    return target


def _clear_away(building: Path) -> None:
    for leftover in (building, building.with_name(f"{building.name}.wal")):
        leftover.unlink(missing_ok=True)


def _copy_tables(settings: Settings, building: Path) -> None:
    with connect(settings, read_only=True) as lake:
        snapshot = current_snapshot(lake)
        lake.execute(f"ATTACH {literal(building)} AS warehouse")
        try:
            for table in TABLES.values():
                name = f"warehouse.{table.name}"
                lake.execute(create_table(table, name))
                lake.execute(f"INSERT INTO {name} BY NAME {_rows(table, snapshot)} ORDER BY {_order(table)}")
                for comment in comments(table, name):
                    lake.execute(comment)
        except duckdb.Error as error:
            raise LakeError(
                f"The serving database could not be built from the lake: {error}. "
                "The old one is still in place; run `warraq run` again once this is mended."
            ) from error
        lake.execute("DETACH warehouse")


def _rows(table: Table, snapshot: int) -> str:
    """The query for a table's rows, with the canonical identifiers of the corpus in place of linking's own."""
    version = f"AT (VERSION => {snapshot})"
    columns = [column.name for column in table.columns if column.entity]
    if not columns:
        return f"FROM lake.{table.name} {version}"
    replaced = ", ".join(f"coalesce(m_{name}.canonical_id, t.{name}) AS {name}" for name in columns)
    joins = " ".join(
        f"LEFT JOIN (FROM lake.entity_merges {version}) AS m_{name} ON m_{name}.entity_id = t.{name}"
        for name in columns
    )
    return f"SELECT t.* REPLACE ({replaced}) FROM (FROM lake.{table.name} {version}) AS t {joins}"


def _order(table: Table) -> str:
    return ORDER.get(table.name) or ", ".join(table.key)


def _add_statements(building: Path) -> None:
    """Add macros, views and marts, and write everything into the one file."""
    with duckdb.connect(str(building)) as warehouse:
        for folder in FOLDERS:
            for name in names(folder):
                warehouse.execute(statement(name))
        warehouse.execute("CHECKPOINT")


def open_warehouse(settings: Settings) -> duckdb.DuckDBPyConnection:
    """The serving database, read-only.

    Raises:
        MissingDataError: It has not been built yet.
        LakeError: The file is damaged or was written by a newer DuckDB.
    """
    if not settings.warehouse.is_file():
        raise MissingDataError(f"There is no {settings.warehouse} yet: run `warraq run --input DIR` first.")
    try:
        connection = duckdb.connect(str(settings.warehouse), read_only=True)
        connection.execute("SET TimeZone = 'UTC'")
    except duckdb.Error as error:
        raise LakeError(
            f"{settings.warehouse} cannot be opened ({error}). If another program has it open for "
            "writing, close that; otherwise delete the file and run `warraq run` to build it again."
        ) from error
    return connection

"""The DuckLake: attach it, keep its tables as `warraq.schema` describes them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa
from filelock import FileLock, Timeout

from warraq.errors import LakeError, MissingDataError, StorageError, WarraqError
from warraq.faults import explained, lake_damage
from warraq.lake.ddl import column_comment, comments, create_table, duckdb_type
from warraq.lake.extensions import load_extension
from warraq.lake.statements import literal
from warraq.schema import FILES, TABLES, Table
from warraq.settings import Settings

LAKE_VERSION = 1
"""Raised when rows of an older lake would mean something else; new columns need no new version."""
STAMP = "lake_version"
"""Table of one row that says which `LAKE_VERSION` wrote the lake."""
ATTEMPTS = 6
"""How often a statement is tried while another process holds the catalog."""

_SECRET = re.compile(r"(password\s*=\s*|//[^:/@\s]+:)('[^']*'|[^\s@]+)")
"""A password in the connection string of a catalog, which DuckDB's messages repeat."""

Result = TypeVar("Result")


def data_path(settings: Settings) -> Path:
    """The folder of the lake's Parquet files."""
    return settings.lake_dir / "data"


def table_path(settings: Settings, table: str) -> Path:
    """The folder of one table's Parquet files, where DuckLake itself would put them."""
    return data_path(settings) / "main" / table


@contextmanager
def connect(settings: Settings, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection with the lake attached as `lake`, closed at the end of the block.

    A writing connection creates the lake, new tables and new columns as needed.

    Args:
        settings: Where the lake and its catalog are.
        read_only: Neither create nor change anything.

    Raises:
        MissingDataError: `read_only`, and there is no lake yet.
        LakeError: The catalog is locked, damaged, unreachable, or of another version, or a file
            of the lake that the block reads is missing or damaged.
    """
    connection = duckdb.connect(config={"temp_directory": str(settings.lake_dir / "tmp")})
    try:
        # Timestamps come back in one zone wherever the process runs.
        connection.execute("SET TimeZone = 'UTC'")
        # DuckLake plans scans of old snapshots with statistics of the newest one, which loses
        # rows (duckdb/ducklake issue 1377). Without these two, statistics only skip files.
        connection.execute("SET disabled_optimizers = 'statistics_propagation,compressed_materialization'")
        _attach(connection, settings, read_only)
        yield connection
    except duckdb.Error as error:
        if told := lake_damage(error):
            raise told from error
        raise
    finally:
        connection.close()


def _attach(connection: duckdb.DuckDBPyConnection, settings: Settings, read_only: bool) -> None:
    load_extension(connection, "ducklake")
    load_extension(connection, "postgres_scanner" if settings.catalog else "sqlite_scanner")
    if not settings.catalog and read_only and not _catalog_file(settings).exists():
        raise _no_lake_yet(settings)
    if not read_only:
        data_path(settings).mkdir(parents=True, exist_ok=True)
    attach = _attach_statement(settings, read_only)
    try:
        retrying(lambda: connection.execute(attach))
        if not read_only:
            retrying(lambda: _update_schema(connection))
        elif _stamped_version(connection) is None:
            raise _no_lake_yet(settings)
        _check_version(connection)
    except duckdb.Error as error:
        raise _explained(error, settings) from error


def _no_lake_yet(settings: Settings) -> WarraqError:
    where = "the PostgreSQL database of WARRAQ_CATALOG" if settings.catalog else settings.lake_dir
    if not _has_data(settings):
        return MissingDataError(f"There is no lake in {where} yet: run `warraq run` first.")
    return LakeError(
        f"The catalog of the lake is missing or empty in {where}, but {data_path(settings)} holds Parquet "
        f"files that only it can tell apart: put back a copy of the catalog, or move {settings.lake_dir} "
        "away and run again, which takes all texts in anew. Nothing was changed."
    )


def _has_data(settings: Settings) -> bool:
    return next(data_path(settings).rglob("*.parquet"), None) is not None


def _catalog_file(settings: Settings) -> Path:
    return settings.lake_dir / "catalog.sqlite"


def _attach_statement(settings: Settings, read_only: bool) -> str:
    catalog = settings.catalog or f"sqlite:{_catalog_file(settings)}"
    options = [
        # Written one way, with one slash at the end: a differently spelled path once made
        # DuckLake's clean-up count live files as orphans (duckdb/ducklake issue 815).
        f"DATA_PATH {literal(f'{data_path(settings)}/')}",
        # File paths in the catalog are relative, so a moved or differently mounted HOME works.
        "OVERRIDE_DATA_PATH true",
        # Rows kept inside the catalog would be out of reach of other readers of the Parquet files.
        "DATA_INLINING_ROW_LIMIT 0",
    ]
    if read_only:
        options.append("READ_ONLY")
    elif _has_data(settings):
        # A new catalog beside the files of a lost one would take them for left-overs: the next
        # compaction would delete the corpus.
        options.append("CREATE_IF_NOT_EXISTS false")
    return f"ATTACH {literal(f'ducklake:{catalog}')} AS lake ({', '.join(options)})"


def retrying(action: Callable[[], Result], attempts: int = ATTEMPTS) -> Result:
    """The result of `action`, tried again with growing pauses while the catalog is locked.

    Raises:
        duckdb.Error: The last failure, or at once one that has another cause.
    """
    for attempt in range(attempts):
        try:
            return action()
        except duckdb.Error as error:
            if attempt == attempts - 1 or "database is locked" not in str(error):
                raise
            time.sleep(0.2 * 2**attempt)
    raise AssertionError("unreachable")


def _explained(error: duckdb.Error, settings: Settings) -> WarraqError:
    if isinstance(told := explained(error, settings.home), StorageError):
        return told
    if "creating a new DuckLake is explicitly disabled" in str(error):
        return _no_lake_yet(settings)
    where = "at the PostgreSQL database of WARRAQ_CATALOG" if settings.catalog else _catalog_file(settings)
    text = _SECRET.sub(r"\1***", str(error))
    if "database is locked" in text:
        advice = "another process holds it: wait for that process, then run again"
    elif "version mismatch" in text:
        advice = "it was written by another version of DuckLake: use the Warraq release that wrote it"
    elif settings.catalog:
        advice = "check that the database runs and that WARRAQ_CATALOG names it rightly"
    else:
        advice = "if it is damaged, put back a copy of it, or move the lake folder away and run again"
    return LakeError(f"The lake's catalog {where} cannot be opened; {advice}. DuckDB says: {text.strip()}")


def _stamped_version(connection: duckdb.DuckDBPyConnection) -> int | None:
    if STAMP not in _columns(connection):
        return None
    row = connection.execute(f"SELECT max(version) FROM lake.{STAMP}").fetchone()
    return row[0] if row else None


def _check_version(connection: duckdb.DuckDBPyConnection) -> None:
    version = _stamped_version(connection)
    if version != LAKE_VERSION:
        raise LakeError(
            f"The lake has version {version}, this Warraq reads and writes version {LAKE_VERSION}: "
            "use the release that wrote it, or set WARRAQ_HOME to a new folder and process the texts again."
        )


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Tables of the lake: column name to DuckDB type."""
    rows = connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = 'lake'"
    ).fetchall()
    tables: dict[str, dict[str, str]] = {}
    for table, column, data_type in rows:
        tables.setdefault(table, {})[column] = data_type
    return tables


def _update_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables and columns that the registry has and the lake has not, in one transaction."""
    existing = _columns(connection)
    statements = [] if STAMP in existing else _stamp_statements()
    for table in TABLES.values():
        if table.name not in existing:
            statements += [create_table(table, f"lake.{table.name}"), *comments(table, f"lake.{table.name}")]
        else:
            statements += _missing_columns(table, existing[table.name])
    if not statements:
        return
    connection.begin()
    try:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise


def _stamp_statements() -> list[str]:
    return [
        "CALL lake.set_option('parquet_compression', 'zstd')",
        f"CREATE TABLE lake.{STAMP} (version INTEGER NOT NULL)",
        f"COMMENT ON TABLE lake.{STAMP} IS 'Version of the meaning of the tables beside it.'",
        f"INSERT INTO lake.{STAMP} VALUES ({LAKE_VERSION})",
    ]


def _missing_columns(table: Table, existing: dict[str, str]) -> list[str]:
    """Statements that add new columns; what was published before has NULL there until reprocessed."""
    statements = []
    for column in table.columns:
        wanted = duckdb_type(column.type)
        if column.name not in existing:
            statements.append(f'ALTER TABLE lake.{table.name} ADD COLUMN "{column.name}" {wanted}')
            statements.append(column_comment(column, f"lake.{table.name}"))
        elif existing[column.name].replace('"', "") != wanted.replace('"', ""):
            raise LakeError(
                f"Column {table.name}.{column.name} of the lake is {existing[column.name]}, not {wanted}: "
                "use the release that wrote it, or set WARRAQ_HOME to a new folder and run again."
            )
    return statements


def ledger(settings: Settings) -> pa.Table:
    """The files that the lake has: what discovery leaves out.

    Returns:
        Columns `path`, `sha256` and the three versions of `schema.FILES`; no rows if there is
        no lake yet.

    Raises:
        LakeError: The catalog is locked, damaged, unreachable, or of another version.
    """
    names = ["path", "sha256", "text_version", "spacing_version", "entities_version"]
    schema = pa.schema([FILES.arrow.field(name) for name in names])
    try:
        with connect(settings, read_only=True) as lake:
            return lake.execute(f"SELECT {', '.join(names)} FROM lake.files").to_arrow_table().cast(schema)
    except MissingDataError:
        return schema.empty_table()


def current_snapshot(connection: duckdb.DuckDBPyConnection) -> int:
    """Number of the lake's newest snapshot, or of the one that the open transaction reads."""
    row = connection.execute("FROM lake.current_snapshot()").fetchone()
    if row is None:
        raise LakeError("The lake has no snapshot: its catalog is damaged; put back a copy of it.")
    return int(row[0])


@contextmanager
def writer_lock(settings: Settings, timeout: float = 600.0) -> Iterator[None]:
    """Hold the lake's one writer's place: for publishing, compaction and clean-up.

    The operating system frees the place of a process that dies.

    Args:
        settings: Where the lake is.
        timeout: Seconds to wait for another writer.

    Raises:
        LakeError: Another writer kept the place all that time.
    """
    settings.lake_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.lake_dir / "writer.lock")
    try:
        with lock.acquire(timeout=timeout):
            yield
    except Timeout as error:
        raise LakeError(
            f"Another run has been publishing for over {timeout:.0f} s ({lock.lock_file} is held): "
            "wait until it has ended, or end it, then run again; nothing of this run is lost."
        ) from error

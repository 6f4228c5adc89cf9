"""What a report shows of a run's content, asked of its staged tables before they are published."""

from __future__ import annotations

from typing import Any

import duckdb

from warraq.lake.stage import staged_files
from warraq.lake.statements import statement
from warraq.schema import DUPLICATES, STAGED, Table
from warraq.settings import Settings

FACTS = ("merged_words", "names", "quarantine", "duplicates", "sources", "edits")
"""Each the name of a statement in sql/report/."""


def collect(settings: Settings, run_id: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of every statement of sql/report/, over the settled tables of one run."""
    connection = duckdb.connect()
    try:
        for table in (*STAGED, DUPLICATES):
            files = [str(path) for path in staged_files(settings.staging_dir, run_id, table.name)]
            _view(connection, table, files)
        return {name: _rows(connection, statement(f"report/{name}")) for name in FACTS}
    finally:
        connection.close()


def _view(connection: duckdb.DuckDBPyConnection, table: Table, files: list[str]) -> None:
    if files:
        connection.read_parquet(files).create_view(table.name)
    else:
        connection.register(table.name, table.arrow.empty_table())


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = connection.execute(query).to_arrow_table().to_pylist()
    return found

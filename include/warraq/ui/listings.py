"""The lists that people read: named statements of `sql/report/`, run on any connection that has the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

REPORT_DIR = Path(__file__).resolve().parents[3] / "sql" / "report"


def listing(
    connection: duckdb.DuckDBPyConnection, name: str, limit: int = 50, offset: int = 0
) -> list[dict[str, Any]]:
    """Rows of one list, as dictionaries.

    Args:
        connection: A connection whose current schema holds the tables of `schema.TABLES`.
        name: File name in `sql/report/`, without `.sql`.
        limit: Rows at most.
        offset: Rows to leave out at the beginning.
    """
    statement = (REPORT_DIR / f"{name}.sql").read_text(encoding="utf-8")
    # Variables, because binding parameters makes DuckDB import pandas, two seconds the first time.
    connection.execute(f"SET VARIABLE row_limit = {limit:d}; SET VARIABLE row_offset = {offset:d}")
    result = connection.execute(statement)
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]

"""From staged Parquet files to the frames that Great Expectations judges.

DuckDB computes the columns that rules need (`sql/checks/*.sql`), spilling to disk where a join
outgrows its memory; what reaches pandas is short columns, some hundred thousand rows at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from warraq.lake.statements import statement
from warraq.quality.suites import JUDGED, KEY_RULE, RULES
from warraq.schema import Table

if TYPE_CHECKING:
    import pandas as pd

FRAME_ROWS = 200_000
SHOWN_CHARS = 120
"""Free text is cut to so many characters on its way to pandas: it is shown there, not judged."""


@contextmanager
def open_staged(
    files: Mapping[str, Sequence[Path]], scratch: Path, latest: datetime, max_lost_share: float
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection with the schema `staged` and the views of `sql/checks/views.sql`.

    Args:
        files: Parquet files of each table; a table without files is empty.
        scratch: Folder for what does not fit in memory.
        latest: Latest plausible time of publication.
        max_lost_share: Share of the raw text that cleaning may remove without a warning.
    """
    with duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(scratch)}) as connection:
        connection.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false; CREATE SCHEMA staged")
        connection.execute("SET VARIABLE latest = ?::TIMESTAMPTZ", [latest])
        connection.execute("SET VARIABLE max_lost_share = ?::DOUBLE", [max_lost_share])
        for table in JUDGED:
            _add_view(connection, table, files.get(table.name, ()))
        connection.execute(statement("checks/views"))
        yield connection


def frames(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[pd.DataFrame]:
    """All rows of a table with the columns of its rules, at least one frame, `FRAME_ROWS` rows at most each.

    Args:
        connection: As given by `open_staged`.
        table: One of `suites.JUDGED`.
    """
    query = statement(f"checks/{table.name}")
    extra = {name for rule in RULES.get(table.name, ()) for name in (rule.name, *rule.shows)}
    extra -= set(table.arrow.names)
    columns = [_shortened(field) for field in table.arrow] + [f'j."{name}"' for name in sorted(extra)]
    key = ", ".join(f'"{name}"' for name in table.key)
    judged = f"""
        SELECT {", ".join(columns)}, repeated.repeated IS NULL AS {KEY_RULE}
        FROM ({query}) AS j
        LEFT JOIN (
            SELECT {key}, true AS repeated FROM staged.{table.name} GROUP BY {key} HAVING count(*) > 1
        ) AS repeated USING ({key})
    """
    yield from _pandas(connection, judged)


def run_frame(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The one row of `sql/checks/run.sql`: counts of the whole run."""
    return next(_pandas(connection, statement("checks/run")))


def _add_view(connection: duckdb.DuckDBPyConnection, table: Table, paths: Sequence[Path]) -> None:
    if not paths:
        connection.register(f"empty_{table.name}", table.arrow.empty_table())
        connection.execute(f"CREATE VIEW staged.{table.name} AS SELECT * FROM empty_{table.name}")
        return
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    connection.execute(f"CREATE VIEW staged.{table.name} AS SELECT * FROM read_parquet([{listed}])")


def _shortened(field: pa.Field[pa.DataType]) -> str:
    """A column as pandas gets it: text cut, a list as its length. Null stays null."""
    if pa.types.is_list(field.type):
        return f'len(j."{field.name}") AS "{field.name}"'
    # Ids and codes that a pattern or a set of values judges are at most 64 characters when right.
    if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
        return f'left(j."{field.name}", {SHOWN_CHARS}) AS "{field.name}"'
    return f'j."{field.name}"'


def _pandas(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[pd.DataFrame]:
    reader = connection.execute(query).to_arrow_reader(FRAME_ROWS)
    seen = False
    for batch in reader:
        seen = True
        yield batch.to_pandas()
    if not seen:
        yield reader.schema.empty_table().to_pandas()

"""SQL definitions of the tables that `warraq.schema` describes."""

from __future__ import annotations

import pyarrow as pa

from warraq.lake.statements import literal
from warraq.schema import Column, Table


def create_table(table: Table, name: str) -> str:
    """The CREATE TABLE statement of a registry table under the qualified name `name`."""
    columns = ", ".join(
        f'"{column.name}" {duckdb_type(column.type)}{"" if column.nullable else " NOT NULL"}'
        for column in table.columns
    )
    return f"CREATE TABLE {name} ({columns})"


def comments(table: Table, name: str) -> list[str]:
    """COMMENT statements that carry the registry's descriptions into a database."""
    return [
        f"COMMENT ON TABLE {name} IS {literal(table.description)}",
        *(column_comment(column, name) for column in table.columns),
    ]


def column_comment(column: Column, table: str) -> str:
    """The COMMENT statement of one column of the qualified table name `table`."""
    return f'COMMENT ON COLUMN {table}."{column.name}" IS {literal(column.description)}'


_TYPES = {
    pa.string(): "VARCHAR",
    pa.large_string(): "VARCHAR",
    pa.bool_(): "BOOLEAN",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float32(): "FLOAT",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMP WITH TIME ZONE",
}


def duckdb_type(arrow: pa.DataType) -> str:
    """The DuckDB type of an Arrow type that occurs in the registry.

    Raises:
        TypeError: The registry uses a type that has no entry here.
    """
    if pa.types.is_list(arrow):
        return f"{duckdb_type(arrow.value_type)}[]"
    if pa.types.is_struct(arrow):
        fields = ", ".join(f'"{field.name}" {duckdb_type(field.type)}' for field in arrow)
        return f"STRUCT({fields})"
    if arrow not in _TYPES:
        raise TypeError(f"no DuckDB type is known for {arrow}")
    return _TYPES[arrow]

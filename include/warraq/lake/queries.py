"""The worked queries of `sql/queries/`: what each answers, its parameters, and how to run it.

A query is a plain SQL file. Its parameters are DuckDB variables with defaults, so the same
file runs in any DuckDB client: `SET VARIABLE name = '...';` and then `.read FILE`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from warraq.errors import InputError
from warraq.lake.statements import literal, names, statement

_PARAMETER = re.compile(r"^\s*(\w+): (.*) \(default: (.*)\)$")


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query."""

    name: str
    meaning: str
    default: str


@dataclass(frozen=True)
class Query:
    """One worked query."""

    name: str
    title: str
    """The question it answers."""
    explanation: str
    parameters: tuple[Parameter, ...]
    sql: str
    """The statement, without the leading comment."""


def queries() -> list[Query]:
    """All worked queries, by name."""
    return [_parse(name.removeprefix("queries/"), statement(name)) for name in names("queries")]


def query(name: str) -> Query:
    """The worked query called `name`.

    Raises:
        InputError: There is none.
    """
    try:
        return _parse(name, statement(f"queries/{name}"))
    except KeyError:
        known = ", ".join(path.removeprefix("queries/") for path in names("queries"))
        raise InputError(f"There is no query {name!r}. There are: {known}.") from None


def run_query(
    connection: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, object] | None = None
) -> pa.Table:
    """The rows of a worked query.

    Args:
        connection: The serving database, see `warraq.lake.serve.open_warehouse`.
        name: Name of the query.
        parameters: Values for some of its parameters; the others keep their defaults.

    Raises:
        InputError: There is no such query or parameter, or a value does not fit.
    """
    asked = query(name)
    given = dict(parameters or {})
    known = [parameter.name for parameter in asked.parameters]
    if unknown := sorted(set(given) - set(known)):
        raise InputError(
            f"Query {name} has no parameter {', '.join(unknown)}; it has: {', '.join(known) or 'none'}."
        )
    # A cursor has variables of its own, so values of an earlier call cannot linger.
    with connection.cursor() as cursor:
        for parameter, value in given.items():
            cursor.execute(f"SET VARIABLE {parameter} = {literal(value)}")
        try:
            return cursor.execute(asked.sql).to_arrow_table()
        except duckdb.ConversionException as error:
            raise InputError(f"Query {name} cannot use a parameter's value: {error}") from error


def _parse(name: str, text: str) -> Query:
    """A query file taken apart: comment lines up to the first line of SQL, then the SQL."""
    lines = text.splitlines()
    length = next(number for number, line in enumerate(lines) if not line.startswith("--"))
    comment = [line.removeprefix("--").strip() for line in lines[:length]]
    marker = comment.index("Parameters:") if "Parameters:" in comment else len(comment)
    parameters = [match.groups() for line in comment[marker + 1 :] if (match := _PARAMETER.match(line))]
    return Query(
        name=name,
        title=comment[0],
        explanation=" ".join(line for line in comment[1:marker] if line),
        parameters=tuple(Parameter(*parameter) for parameter in parameters),
        sql="\n".join(lines[length:]),
    )

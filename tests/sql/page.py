"""docs/queries.md, made from the worked queries and what they answer on the test articles.

Write it with `python -m tests.sql.page > docs/queries.md`; a test fails when it is out of date.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import duckdb

from tests.sql.sample import build
from warraq.lake.queries import Query, queries, run_query
from warraq.lake.serve import open_warehouse
from warraq.settings import Settings

INTRODUCTION = """# Worked queries

Questions that people ask of a news corpus, each a file in `sql/queries/`. The answers below come
from the eight short articles of the tests; this page is written by
`python -m tests.sql.page > docs/queries.md` and a test fails when it is out of date.

The files run as they are in any DuckDB client. Parameters are DuckDB variables; a parameter that is
not set has its default:

```
$ duckdb -readonly data/warehouse/news.duckdb
D SET VARIABLE name = 'تونس';
D SET VARIABLE days = 30;
D .read sql/queries/named_this_week.sql
```

From Python:

```python
from warraq.lake.queries import run_query
from warraq.lake.serve import open_warehouse
from warraq.settings import get_settings

with open_warehouse(get_settings()) as news:
    print(run_query(news, "named_this_week", {"name": "تونس", "days": 30}))
```
"""
LONGEST_CELL = 70


def page(warehouse: duckdb.DuckDBPyConnection) -> str:
    """The whole page."""
    parts = [INTRODUCTION, "| query | question |\n| --- | --- |"]
    parts[-1] += "".join(f"\n| [{query.name}](#{query.name}) | {query.title} |" for query in queries())
    parts += [section(query, warehouse) for query in queries()]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def section(query: Query, warehouse: duckdb.DuckDBPyConnection) -> str:
    """One query: its question, parameters, statement and answer."""
    lines = [f"## {query.name}", "", f"**{query.title}** {query.explanation}".strip(), ""]
    lines += [f"- `{p.name}`: {p.meaning}; default `{p.default}`" for p in query.parameters if p.default]
    lines += [f"- `{p.name}`: {p.meaning}" for p in query.parameters if not p.default]
    lines += ["", "```sql", query.sql.strip(), "```", "", answer(query, warehouse)]
    return "\n".join(lines)


def answer(query: Query, warehouse: duckdb.DuckDBPyConnection) -> str:
    """The rows as a Markdown table."""
    rows = run_query(warehouse, query.name)
    lines = [" | ".join(rows.column_names), " | ".join("---" for _ in rows.column_names)]
    lines += [" | ".join(cell(value) for value in row.values()) for row in rows.to_pylist()]
    return "\n".join(f"| {line} |" for line in lines)


def cell(value: object) -> str:
    """A value as it stands in a table, long hashes and texts cut."""
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = text.replace("\n", " ").replace("|", "\\|").strip()
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def main() -> None:
    """Write the page to standard output."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        build(settings)
        with open_warehouse(settings) as warehouse:
            sys.stdout.write(page(warehouse))


if __name__ == "__main__":
    main()

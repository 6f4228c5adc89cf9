"""The data dictionary docs/tables.md, made from `warraq.schema`: `python -m warraq.dictionary > docs/tables.md`."""

from __future__ import annotations

from warraq.schema import TABLES, Column, Table

HEADING = """# Tables

Made from `include/warraq/schema.py` by `python -m warraq.dictionary`. All of them are in the lake and in the
serving database. Offsets are Unicode code points, half-open: `raw_*` into `raw_documents.raw_text`,
`text_*` into `documents.text`.
"""


def dictionary() -> str:
    """The data dictionary of all tables, as Markdown."""
    return HEADING + "".join(_section(table) for table in TABLES.values())


def _section(table: Table) -> str:
    rows = "".join(f"| `{c.name}` | {c.type} | {_meaning(c)} |\n" for c in table.columns)
    return (
        f"\n## {table.name}\n\n{table.description} Key: {', '.join(f'`{k}`' for k in table.key)}.\n\n"
        f"| column | type | meaning |\n| --- | --- | --- |\n{rows}"
    )


def _meaning(column: Column) -> str:
    values = f" One of {', '.join(f'`{v}`' for v in column.values)}." if column.values else ""
    return f"{column.description}{values}{' May be null.' if column.nullable else ''}"


if __name__ == "__main__":
    print(dictionary(), end="")

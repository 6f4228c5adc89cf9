from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pytest

from tests.quality.conftest import FIRST, good_rows
from warraq.schema import TABLES
from warraq.ui.listings import REPORT_DIR, listing


@pytest.fixture
def tables() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for name, rows in good_rows().items():
            connection.register(f"{name}_rows", pa.Table.from_pylist(rows, TABLES[name].arrow))
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}_rows")
        yield connection


def test_a_word_in_a_long_text_shows_whole_neighbours(tables: duckdb.DuckDBPyConnection) -> None:
    before, word = "كلمة " * 20, "الأممالمتحدة"
    tables.execute(
        "UPDATE documents SET text = ?, chars = ? WHERE doc_id = ?",
        [before + "الأمم المتحدة" + "\nكلمة" * 20, 400, FIRST],
    )
    tables.execute(
        "UPDATE edits SET text_start = 100, text_end = 113, before = ? WHERE kind = 'merged_word'", [word]
    )
    (row,) = listing(tables, "merged_words")
    assert row["preceding"] == "…" + "كلمة " * 8
    assert row["following"] == " كلمة" * 8 + "…"


def test_pages_of_a_list_follow_each_other(tables: duckdb.DuckDBPyConnection) -> None:
    both = listing(tables, "entities", limit=2)
    assert [listing(tables, "entities", limit=1, offset=n)[0] for n in range(2)] == both


@pytest.mark.parametrize("name", sorted(path.stem for path in REPORT_DIR.glob("*.sql")))
def test_every_statement_runs_on_empty_tables(name: str) -> None:
    with duckdb.connect() as connection:
        for table in TABLES.values():
            connection.register("incoming", table.arrow.empty_table())
            connection.execute(f"CREATE TABLE {table.name} AS SELECT * FROM incoming")
            connection.unregister("incoming")
        found = listing(connection, name)
    assert [row["documents"] for row in found] == ([0] if name == "corpus_counts" else [])

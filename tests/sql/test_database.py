"""Views, marts and macros on data."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import pytest

from warraq.lake.ddl import create_table
from warraq.lake.statements import names, statement
from warraq.schema import EDITS


def all_rows(warehouse: duckdb.DuckDBPyConnection, sql: str, *values: object) -> list[Any]:
    return warehouse.execute(sql, list(values)).fetchall()


def test_contexts_join_up_to_the_text(warehouse: duckdb.DuckDBPyConnection) -> None:
    wrong = all_rows(
        warehouse,
        "SELECT * FROM edits_in_context JOIN documents USING (doc_id) "
        "WHERE NOT contains(translate(text, chr(10), ' '), before_it || after || after_it)",
    )
    assert wrong == []
    wrong = all_rows(
        warehouse,
        "SELECT * FROM mentions_in_context JOIN documents USING (doc_id) "
        "WHERE NOT contains(text, before_it || surface || after_it)",
    )
    assert wrong == []
    assert all_rows(warehouse, "SELECT count(*) FROM mentions_in_context") == all_rows(
        warehouse, "SELECT count(*) FROM mentions"
    )


def test_dates_show_the_rest_of_their_sentence(warehouse: duckdb.DuckDBPyConnection) -> None:
    wrong = all_rows(
        warehouse,
        "SELECT * FROM dates_in_context JOIN documents USING (doc_id) "
        "WHERE NOT contains(text, before_it || surface || after_it)",
    )
    assert wrong == []
    assert all_rows(warehouse, "SELECT count(*) FROM dates_in_context") == all_rows(
        warehouse, "SELECT count(*) FROM dates"
    )


def test_document_dates_say_how_far_away_a_day_is(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = all_rows(
        warehouse, "SELECT path, value, days_away FROM document_dates ORDER BY published_at, path, starts_on"
    )
    assert found == [
        ("sabah/2024/04/20/1.txt", "2024-04-19", -1),
        ("sabah/2024/05/01/1.txt", "2024-04-30", -1),
        ("sabah/2024/05/01/1.txt", "2024-05-02", 1),
        ("masa/2024/05/02/1.txt", "2024-05-02", 0),
    ]


def test_merged_words_show_their_surroundings(warehouse: duckdb.DuckDBPyConnection) -> None:
    [found] = all_rows(
        warehouse, "SELECT before_it, after_it FROM merged_words_in_context WHERE before = 'معالوفد'"
    )
    assert found == ("وترامب أيضا بتونس في اليوم نفسه ", "")


def test_marts_add_up(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert all_rows(warehouse, "SELECT sum(mentions) FROM entities_by_day") == all_rows(
        warehouse, "SELECT count(*) FROM mentions"
    )
    assert all_rows(warehouse, "SELECT sum(occurrences) FROM merged_words") == all_rows(
        warehouse, "SELECT count(*) FROM edits WHERE kind = 'merged_word'"
    )
    assert all_rows(warehouse, "SELECT sum(mentions) FROM entities") == all_rows(
        warehouse, "SELECT count(*) FROM mentions"
    )


def test_latest_runs(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = all_rows(warehouse, "SELECT run_id, documents, duplicates, quarantined FROM latest_runs")
    assert sorted(found) == [("2024-05-02", 4, 1, 1), ("2024-05-03", 1, 0, 1)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("تونس", ["تونس العاصمة"]),
        ("دونالد ترامب", ["دونالد ترامب"]),
        ("دونالد", ["دونالد ترامب"]),
        ("ترامب دونالد", []),
        # A part of a word is not a word.
        ("ترام", []),
        ("", []),
        ("%", []),
    ],
)
def test_entities_named(warehouse: duckdb.DuckDBPyConnection, asked: str, found: list[str]) -> None:
    assert [row[0] for row in all_rows(warehouse, "SELECT name FROM entities_named(?)", asked)] == found


@pytest.mark.parametrize(
    ("asked", "documents"),
    [
        ("المدرسة", 0),
        ("ترامب", 3),
        # Behind a conjunction or preposition.
        ("تونس", 3),
        ("بتونس", 2),
        # Folded like the other hamza's word.
        ("أن", 2),
        ("إن ترامب", 2),
        ("كلينتون ترامب", 1),
    ],
)
def test_search_finds_documents_with_all_words(
    warehouse: duckdb.DuckDBPyConnection, asked: str, documents: int
) -> None:
    assert len(all_rows(warehouse, "FROM search_ar(?)", asked)) == documents


def test_search_ranks_and_quotes(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = all_rows(warehouse, "SELECT path, score, snippet FROM search_ar('ترامب')")
    scores = [row[1] for row in found]
    assert scores == sorted(scores, reverse=True)
    assert found[0][1] > 0
    assert all("ترامب" in row[2] for row in found)


@pytest.mark.parametrize("length", [16_384, 16_385, 40_000, 1_048_576, 1_070_000])
def test_contexts_in_long_texts_are_those_of_the_whole_text(length: int) -> None:
    text = "".join(chr(0x621 + i * i % 41) for i in range(length))  # Letters that tell where they stand.
    starts = {
        0,
        59,
        61,
        16_000,
        16_383,
        16_384,
        16_444,
        32_768,
        1_048_500,
        1_048_576,
        length - 61,
        length - 1,
    }
    spans = [
        (start, min(start + size, length)) for start in sorted(starts) for size in (0, 1, 9, 200, 17_000)
    ]
    spans = [(start, end) for start, end in spans if start <= end]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE documents AS SELECT 'd' AS doc_id, ? AS text, 's' AS source", [text])
        connection.execute("ALTER TABLE documents ADD COLUMN published_at TIMESTAMPTZ")
        connection.execute("ALTER TABLE documents ADD COLUMN path VARCHAR")
        connection.execute(create_table(EDITS, "edits"))
        row: dict[str, object] = dict.fromkeys(("before", "after", "rule"), "") | {
            "doc_id": "d",
            "kind": "merged_word",
        }
        row |= {"raw_start": 0, "raw_end": 0, "score": 1.0}
        rows = pa.Table.from_pylist([{**row, "text_start": s, "text_end": e} for s, e in spans])
        connection.register("rows", rows)
        connection.execute("INSERT INTO edits BY NAME FROM rows")
        for name in (
            "macros/stretch",
            "pages/text_pages",
            "views/merged_words_in_context",
            "views/edits_in_context",
        ):
            connection.execute(statement(name))
        for view in ("edits_in_context", "merged_words_in_context"):
            found = all_rows(connection, f"SELECT text_start, text_end, before_it, after_it FROM {view}")
            assert sorted(found) == [(s, e, text[max(s - 60, 0) : s], text[e : e + 60]) for s, e in spans]


def test_folding_brings_spellings_together(warehouse: duckdb.DuckDBPyConnection) -> None:
    pairs = [("أحمد", "احمد"), ("مُدَرِّسة", "مدرسه"), ("الـــقاهرة", "القاهرة"), ("على", "علي"), ("FBI", "fbi")]
    for one, other in pairs:
        assert all_rows(warehouse, "SELECT fold_ar(?) = fold_ar(?)", one, other) == [(True,)]
    assert all_rows(warehouse, "SELECT words_ar('قال: «نعم»، (FBI)!')") == [(["قال", "نعم", "fbi"],)]


def test_every_statement_says_what_it_is() -> None:
    for folder in ("macros", "pages", "views", "marts", "search", "queries", "lake"):
        assert names(folder), folder
        for name in names(folder):
            assert statement(name).startswith("-- "), name


def test_every_view_and_mart_is_described(warehouse: duckdb.DuckDBPyConnection) -> None:
    undescribed = all_rows(
        warehouse,
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL "
        "UNION ALL SELECT table_name FROM duckdb_tables() WHERE comment IS NULL",
    )
    assert undescribed == []

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warraq.errors import InputError
from warraq.lake.queries import queries, query, run_query
from warraq.lake.serve import open_warehouse
from warraq.lake.statements import statement
from warraq.settings import Settings


def rows(warehouse: duckdb.DuckDBPyConnection, name: str, /, **parameters: object) -> list[dict[str, Any]]:
    return run_query(warehouse, name, parameters).to_pylist()


def test_named_this_week(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(warehouse, "named_this_week")
    assert [(row["source"], row["mentions"], row["documents"]) for row in found] == [
        ("sabah", 3, 1), ("masa", 2, 2)
    ]  # fmt: skip
    # The newest day only, and a name that is spelled with diacritics.
    found = rows(warehouse, "named_this_week", name="تُونُس", days=1)
    assert [(row["name"], row["mentions"], row["last_day"]) for row in found] == [
        ("تونس العاصمة", 1, date(2024, 5, 3))
    ]
    assert rows(warehouse, "named_this_week", name="لا أحد") == []
    assert rows(warehouse, "named_this_week", name="!") == []


def test_named_beside(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(warehouse, "named_beside")
    assert [(row["name"], row["sentences"]) for row in found] == [("تونس العاصمة", 2), ("كلينتون", 1)]


def test_in_their_words(warehouse: duckdb.DuckDBPyConnection) -> None:
    first = rows(warehouse, "in_their_words", name="كلينتون")[0]
    assert first["before_it"] + first["surface"] + first["after_it"] == statement_text(
        warehouse, first["path"]
    )
    assert len(rows(warehouse, "in_their_words", top=1)) == 1


def test_who_holds_an_office(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(warehouse, "who_holds_an_office", title="الرئيس الامريكى")
    assert [(row["name"], row["times"], row["mostly_as"]) for row in found] == [
        ("دونالد ترامب", 1, "الرئيس الأمريكي")
    ]
    assert rows(warehouse, "who_holds_an_office", title="وزير") == []


def test_countries(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert rows(warehouse, "countries") == [
        {
            "country": "الولايات المتحدة",
            "named": 0,
            "adjectives": 1,
            "documents": 1,
            "entity_id": "iso3166:US",
        }
    ]


def statement_text(warehouse: duckdb.DuckDBPyConnection, path: str) -> str:
    found = warehouse.execute("SELECT text FROM documents WHERE path = ?", [path]).fetchone()
    assert found is not None
    return str(found[0])


def test_most_named(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = [
        (row["name"], row["now"], row["before"], row["sources"]) for row in rows(warehouse, "most_named")
    ]
    assert found[0] == ("دونالد ترامب", 5, 2, 2)
    found = [(row["now"], row["before"]) for row in rows(warehouse, "most_named", days=7.0, label="PER")]
    assert found == [(5, 2), (2, 0)]
    # Twenty days back from the newest document reach the first article.
    assert rows(warehouse, "most_named", days=20, top=1)[0]["now"] == 7


def test_spelling_variants(warehouse: duckdb.DuckDBPyConnection) -> None:
    [found] = rows(warehouse, "spelling_variants")
    assert found["variants"] == "ترامب (4)، دونالد ترامب (3)"


def test_most_repaired_words(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = [
        (row["before"], row["after"], row["occurrences"]) for row in rows(warehouse, "most_repaired_words")
    ]
    assert found == [("فياليوم", "في اليوم", 2), ("معالوفد", "مع الوفد", 1)]


def test_least_sure_repairs(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(warehouse, "least_sure_repairs", top=2)
    assert [(row["repair"], row["score"]) for row in found] == [("made", 0.95), ("made", 0.95)]


def test_trace_to_raw(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(warehouse, "trace_to_raw", name="تونس")
    assert [(row["surface"], row["raw"], row["edits"]) for row in found] == [
        ("بتونس", "بتونس", 0), ("بتونس", "بتونس", 0), ("تونس", "تونس", 0),
    ]  # fmt: skip
    assert all(re.fullmatch("[0-9a-f]{64}", row["sha256"]) for row in found)


def test_most_quoted(warehouse: duckdb.DuckDBPyConnection) -> None:
    [found] = rows(warehouse, "most_quoted")
    assert (found["name"], found["label"], found["quotes"], found["direct"]) == ("كلينتون", "PER", 1, 0)
    assert rows(warehouse, "most_quoted", label="ORG") == []
    assert rows(warehouse, "most_quoted", days=1) == []


def test_said_about(warehouse: duckdb.DuckDBPyConnection) -> None:
    [found] = rows(warehouse, "said_about")
    assert (found["speaker"], found["verb"], found["quote"]) == ("كلينتون", "قال", "ترامب أخطأ")
    assert found["day"] == date(2024, 5, 2)
    # By the words of the quote, and without asking for any.
    assert (
        len(rows(warehouse, "said_about", about="اخطا")) == len(rows(warehouse, "said_about", about="")) == 1
    )
    assert rows(warehouse, "said_about", about="تونس") == []
    assert rows(warehouse, "said_about", name="ترامب") == []
    assert rows(warehouse, "said_about", until="2024-05-01") == []
    assert rows(warehouse, "said_about", since="2024-05-03") == []


def test_quarantine_by_reason(warehouse: duckdb.DuckDBPyConnection) -> None:
    [found] = rows(warehouse, "quarantine_by_reason")
    assert (found["reason"], found["items"], found["example"]) == ("not_arabic", 2, "masa/2024/05/02/3.txt")


def test_printed_more_than_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    [found] = rows(warehouse, "printed_more_than_once")
    assert (found["copies"], found["sources"], found["title"]) == (2, ["masa", "sabah"], "كلينتون ترد")


def test_documents_each_day(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = [
        (row["day"].day, row["source"], row["documents"])
        for row in rows(warehouse, "documents_each_day", days=3)
    ]
    assert found == [(3, "masa", 1), (2, "masa", 2), (1, "sabah", 1)]


def test_days_spoken_of(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(warehouse, "days_spoken_of")
    # Announced on the first, in a text of its own day on the second.
    day = {"day": date(2024, 5, 2), "documents": 2, "times": 2, "sources": 2, "beforehand": 1}
    assert found[0] == day
    assert [row["day"] for row in found] == [date(2024, 5, 2), date(2024, 4, 30)]
    assert [row["day"] for row in rows(warehouse, "days_spoken_of", days=20)][-1] == date(2024, 4, 30)


def test_speaks_of_day(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = [(row["value"], row["surface"]) for row in rows(warehouse, "speaks_of_day")]
    assert found == [("2024-05-02", "غدا الخميس"), ("2024-05-02", "2 أيار/مايو 2024")]
    assert [row["surface"] for row in rows(warehouse, "speaks_of_day", day="2024-04-19")] == ["أمس"]
    assert rows(warehouse, "speaks_of_day", day="2023-05-02") == []


def test_announced(warehouse: duckdb.DuckDBPyConnection) -> None:
    [found] = rows(warehouse, "announced")
    assert (found["starts_on"], found["surface"]) == (date(2024, 5, 2), "غدا الخميس")
    assert found["before_it"].endswith("وسيعود ")
    assert rows(warehouse, "announced", days=1) == []


def test_search(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = [row["path"] for row in rows(warehouse, "search")]
    assert sorted(found) == ["masa/2024/05/03/1.txt", "sabah/2024/05/01/1.txt"]
    # The article is optional in the text, diacritics are in neither.
    assert [row["path"] for row in rows(warehouse, "search", words="مدرسه")] == ["masa/2024/05/02/1.txt"]
    assert rows(warehouse, "search", words="ترامب غائب") == []
    assert rows(warehouse, "search", words="") == []


@pytest.mark.parametrize("name", [query.name for query in queries()])
def test_header_and_statement_agree(name: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    asked = query(name)
    assert asked.title.endswith("?")
    used = dict(re.findall(r"coalesce\(getvariable\('(\w+)'\), '?([^')]*)'?\)", asked.sql))
    assert used == {parameter.name: parameter.default for parameter in asked.parameters}
    assert asked.sql.count("getvariable(") == len(re.findall(r"coalesce\(getvariable\(", asked.sql))
    # With the defaults given as text, as a shell or a form gives them, the rows are the same.
    defaults = {parameter.name: parameter.default for parameter in asked.parameters}
    assert run_query(warehouse, name, defaults).equals(run_query(warehouse, name))


def test_a_query_file_runs_as_it_is_in_any_client(served: Settings) -> None:
    with duckdb.connect(str(served.warehouse), read_only=True) as plain:
        plain.execute("SET VARIABLE name = 'كلينتون'; SET VARIABLE days = 30")
        found = plain.execute(statement("queries/named_this_week")).fetchall()
    assert [row[:2] for row in found] == [("masa", "كلينتون")]


def test_values_of_one_call_do_not_reach_the_next(warehouse: duckdb.DuckDBPyConnection) -> None:
    before = rows(warehouse, "search")
    rows(warehouse, "search", words="كلينتون")
    assert rows(warehouse, "search") == before


def test_faults_are_explained(served: Settings) -> None:
    with open_warehouse(served) as warehouse:
        with pytest.raises(InputError, match=r"no query 'nope'.*named_beside"):
            run_query(warehouse, "nope")
        with pytest.raises(InputError, match="no parameter who; it has: name, days"):
            run_query(warehouse, "named_this_week", {"who": "x"})
        with pytest.raises(InputError, match="cannot use a parameter's value"):
            run_query(warehouse, "named_this_week", {"days": "many"})
        assert rows(warehouse, "search", words="'; DROP TABLE documents; --") == []


def test_there_are_at_least_ten_queries(checkout: Path) -> None:
    assert len(queries()) >= 10
    assert {query.name for query in queries()} == {path.stem for path in (checkout / "sql/queries").iterdir()}

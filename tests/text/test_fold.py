from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.texts import anything
from warraq.text.fold import TABLE, fold_ar, fold_macro

MACRO = Path(__file__).parents[2] / "sql" / "macros" / "fold_ar.sql"


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(MACRO.read_text(encoding="utf-8"))
        yield connection


def test_the_macro_file_is_what_the_table_gives() -> None:
    assert MACRO.read_text(encoding="utf-8") == fold_macro()


def test_the_macro_folds_every_code_point_of_the_table(connection: duckdb.DuckDBPyConnection) -> None:
    text = "|".join(map(chr, range(1, 0x10000))).encode("utf-8", "ignore").decode()
    assert set(map(chr, TABLE)) <= set(text)
    assert connection.execute("SELECT fold_ar(?)", [text]).fetchall() == [(fold_ar(text),)]


@given(texts=st.lists(anything | st.text(alphabet=st.sampled_from(sorted(map(chr, TABLE)))), max_size=20))
def test_the_macro_gives_what_python_gives(connection: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    rows = connection.execute("SELECT fold_ar(x) FROM unnest(?::VARCHAR[]) AS t(x)", [texts]).fetchall()
    assert [row[0] for row in rows] == [fold_ar(text) for text in texts]


@given(anything)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_ar(fold_ar(text)) == fold_ar(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الأمم المتحدة", "الامم المتحده"),
        ("مسؤول", "مسئول"),
        ("مُستشفى", "مستشفي"),
        ("عــلي", "علی"),
        ("کابل", "كابل"),
        ("٢٠١٦", "2016"),
        ("NATO", "nato"),
        ("ڨفصة", "قفصة"),
    ],
)
def test_variants_of_a_word_fold_to_the_same(one: str, other: str) -> None:
    assert fold_ar(one) == fold_ar(other)

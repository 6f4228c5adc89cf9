"""What docs/queries.md and docs/lake.md show is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from tests.sql.page import page
from warraq.lake.catalog import connect
from warraq.settings import Settings, get_settings


def blocks(checkout: Path, name: str, language: str) -> list[str]:
    text = (checkout / "docs" / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def test_the_page_of_queries_is_up_to_date(warehouse: duckdb.DuckDBPyConnection, checkout: Path) -> None:
    written = (checkout / "docs/queries.md").read_text(encoding="utf-8")
    assert page(warehouse) == written, "run: python -m tests.sql.page > docs/queries.md"


def test_statements_of_the_lake_page_run(
    warehouse: duckdb.DuckDBPyConnection, checkout: Path, served: Settings
) -> None:
    found = blocks(checkout, "lake.md", "sql")
    assert len(found) >= 4
    with connect(served, read_only=True) as lake:
        for block in found:
            (lake if "lake." in block else warehouse).execute(block).fetchall()


@pytest.mark.parametrize("name", ["lake.md", "queries.md"])
def test_python_of_the_pages_runs(
    checkout: Path, served: Settings, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").symlink_to(served.home)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WARRAQ_HOME", "data")
    get_settings.cache_clear()
    found = blocks(checkout, name, "python")
    assert found
    try:
        for block in found:
            exec(compile(block, name, "exec"), {})
    finally:
        get_settings.cache_clear()


def test_the_lake_page_names_everything_that_is_served(
    warehouse: duckdb.DuckDBPyConnection, checkout: Path
) -> None:
    text = (checkout / "docs/lake.md").read_text(encoding="utf-8")
    made = warehouse.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal UNION "
        "SELECT function_name FROM duckdb_functions() WHERE NOT internal AND function_type LIKE '%macro' UNION "
        "SELECT table_name FROM duckdb_tables()"
    ).fetchall()
    missing = sorted(name for (name,) in made if f"`{name}" not in text)
    assert missing == []

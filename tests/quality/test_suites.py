from __future__ import annotations

import subprocess
import sys

import duckdb
import pytest

from tests.places import SQL
from warraq.quality.suites import JUDGED, RULES, run_suite, suite
from warraq.schema import TABLES, Table


@pytest.mark.parametrize("table", JUDGED, ids=lambda table: table.name)
def test_every_promise_of_the_registry_is_an_expectation(table: Table) -> None:
    names = {e.meta["name"] for e in suite(table).expectations if e.meta}
    for column in table.columns:
        assert (f"{column.name} is there" in names) == (not column.nullable)
        assert (f"{column.name} is a known value" in names) == bool(column.values)
        assert (f"{column.name} has its form" in names) == bool(column.pattern)
        bounded = column.minimum is not None or column.maximum is not None
        assert (f"{column.name} is in range" in names) == bounded
    assert ("key_is_unique" in names) == bool(table.key)
    assert {rule.name for rule in RULES.get(table.name, ())} <= names


@pytest.mark.parametrize("table", JUDGED, ids=lambda table: table.name)
def test_names_are_unique_and_descriptions_end_in_plain_english(table: Table) -> None:
    expectations = suite(table).expectations
    names = [e.meta["name"] for e in expectations if e.meta]
    assert len(names) == len(set(names)) == len(expectations)
    assert all(e.description for e in expectations)


def test_the_run_has_a_suite_too() -> None:
    assert [e.severity for e in run_suite().expectations] == ["warning"]


def test_every_rule_belongs_to_a_table_and_every_table_has_a_statement() -> None:
    assert set(RULES) <= set(TABLES)
    assert {path.stem for path in (SQL / "checks").glob("*.sql")} == {
        *(table.name for table in JUDGED),
        "views",
        "run",
    }


def test_statements_parse() -> None:
    for path in (SQL / "checks").glob("*.sql"):
        assert duckdb.extract_statements(path.read_text(encoding="utf-8")), path.name


def test_importing_the_rules_does_not_import_great_expectations() -> None:
    code = "import sys, warraq.quality.gate; sys.exit('great_expectations' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

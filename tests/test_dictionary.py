from __future__ import annotations

from tests.places import CHECKOUT
from warraq.dictionary import dictionary
from warraq.schema import TABLES


def test_the_data_dictionary_is_up_to_date() -> None:
    written = (CHECKOUT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert written == dictionary(), "run: python -m warraq.dictionary > docs/tables.md"


def test_it_has_every_table_and_column() -> None:
    text = dictionary()
    for table in TABLES.values():
        assert f"## {table.name}\n" in text
        assert all(f"| `{column.name}` |" in text for column in table.columns)

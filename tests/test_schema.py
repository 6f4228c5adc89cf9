from __future__ import annotations

import pyarrow as pa
import pytest

from warraq import schema


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=lambda t: t.name)
def test_every_table_and_column_is_described(table: schema.Table) -> None:
    assert table.description.endswith(".")
    assert all(column.description.endswith(".") for column in table.columns)
    assert set(table.key) <= set(table.arrow.names)
    assert table.key


def test_rows_become_arrow_in_the_tables_types() -> None:
    row = ("a.txt", "", "0" * 64, "empty", "nothing", "r1")
    found = schema.QUARANTINE.from_rows([row, row])
    assert found.schema == schema.QUARANTINE.arrow
    assert found.num_rows == 2
    assert schema.QUARANTINE.from_rows([]).num_rows == 0


def test_a_value_of_the_wrong_type_is_refused() -> None:
    with pytest.raises(pa.ArrowTypeError):
        schema.DUPLICATES.from_rows([("d", "s", "p", "", "not a time", "r")])


def test_conform_orders_and_casts_columns() -> None:
    loose = pa.table(
        {"run_id": ["r"], "detail": [""], "reason": ["empty"], "sha256": ["0"], "item": [""], "path": ["p"]}
    )
    assert schema.conform(loose, schema.QUARANTINE).schema == schema.QUARANTINE.arrow
    with pytest.raises(KeyError):
        schema.conform(loose.drop_columns(["path"]), schema.QUARANTINE)

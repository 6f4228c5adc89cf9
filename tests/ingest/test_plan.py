from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.ingest.discover import FOUND_COLUMNS
from warraq.ingest.plan import VERSION_COLUMNS, new_files, plan_batches

VERSIONS = dict.fromkeys(VERSION_COLUMNS, "2")


def table(*rows: tuple[str, str, int]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    types = (pa.string(), pa.string(), pa.int64(), pa.string())
    values = (*columns, ["s"] * len(rows))
    return pa.table({n: pa.array(v, t) for n, v, t in zip(FOUND_COLUMNS, values, types, strict=True)})


def ledger(found: pa.Table, **versions: str) -> pa.Table:
    for column, version in (VERSIONS | versions).items():
        found = found.append_column(column, pa.array([version] * found.num_rows, pa.string()))
    return found


def names(files: pa.Table) -> list[str]:
    return files["path"].to_pylist()


FOUND = table(("b.txt", "1", 5), ("a.txt", "2", 5), ("c.txt", "3", 5))


def test_an_empty_ledger_leaves_everything_new() -> None:
    assert names(new_files(FOUND, ledger(FOUND.slice(0, 0)))) == ["a.txt", "b.txt", "c.txt"]


def test_same_path_and_content_is_known() -> None:
    known = table(("b.txt", "1", 5), ("a.txt", "changed", 5), ("gone.txt", "3", 5))
    assert names(new_files(FOUND, ledger(known))) == ["a.txt", "c.txt"]


@pytest.mark.parametrize("column", VERSION_COLUMNS)
def test_outdated_takes_what_another_version_made(column: str) -> None:
    known = pa.concat_tables([ledger(FOUND.slice(0, 1)), ledger(FOUND.slice(1, 1), **{column: "1"})])
    assert names(new_files(FOUND, known, "outdated", VERSIONS)) == ["a.txt", "c.txt"]
    assert names(new_files(FOUND, known, "none")) == ["c.txt"]


def test_outdated_needs_the_versions() -> None:
    with pytest.raises(KeyError):
        new_files(FOUND, ledger(FOUND), "outdated")


def test_all_takes_all() -> None:
    assert names(new_files(FOUND, ledger(FOUND), "all")) == ["a.txt", "b.txt", "c.txt"]


def test_no_files_no_batches() -> None:
    assert plan_batches(FOUND.slice(0, 0), 1000, 10) == []


sizes = st.lists(st.integers(0, 10**7), min_size=1, max_size=80)


@given(sizes, st.integers(2**16, 10**7), st.integers(1, 20), st.randoms(use_true_random=False))
def test_batches_hold_every_file_once_and_are_balanced(
    bytes_: list[int], batch_bytes: int, most: int, random: object
) -> None:
    rows = [(f"{i:03}.txt", "x", size) for i, size in enumerate(bytes_)]
    batches = plan_batches(table(*rows), batch_bytes, most)
    assert 1 <= len(batches) <= min(most, len(rows))
    assert sorted(name for batch in batches for name in names(batch)) == [row[0] for row in rows]
    loads = [sum(b["bytes"].to_pylist()) + 2048 * b.num_rows for b in batches]
    assert all(b.num_rows and names(b) == sorted(names(b)) for b in batches)
    assert max(loads) - min(loads) <= max(bytes_) + 2048
    random.shuffle(rows)  # type: ignore[attr-defined]
    assert [names(b) for b in plan_batches(table(*rows), batch_bytes, most)] == list(map(names, batches))


def test_packed_files_count_four_times() -> None:
    packed = table(("a.zip", "1", 100_000), ("b.txt.gz", "2", 100_000))
    plain = table(("a.txt", "1", 100_000), ("b.txt", "2", 100_000))
    assert len(plan_batches(packed, 250_000, 10)) == 2
    assert len(plan_batches(plain, 250_000, 10)) == 1

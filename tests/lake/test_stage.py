from __future__ import annotations

import json
import os
import time
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.lake.corpus import rows_of
from warraq.errors import InputError, LakeError
from warraq.lake.stage import BatchWriter, batch_counts, discard, run_folder, staged_files, sweep
from warraq.schema import STAGED, TABLES


def tables(*texts: str) -> dict[str, pa.Table]:
    merged: dict[str, list[dict[str, object]]] = {}
    for number, text in enumerate(texts):
        for name, rows in rows_of(f"a/{number}.txt", "", text, 0, "r1").items():
            merged.setdefault(name, []).extend(rows)
    return {name: pa.Table.from_pylist(rows, TABLES[name].arrow) for name, rows in merged.items()}


def stage_batch(staging: Path, batch: int, *chunks: tuple[str, ...]) -> None:
    with BatchWriter(staging, "r1", batch) as writer:
        for chunk in chunks:
            writer.write(tables(*chunk))


def read(staging: Path, table: str) -> list[dict[str, object]]:
    return [
        row for path in staged_files(staging, "r1", table) for row in pq.ParquetFile(path).read().to_pylist()
    ]


def test_chunks_end_up_in_one_file_a_table(tmp_path: Path) -> None:
    stage_batch(tmp_path, 3, ("خبر أول", "خبر ثان"), ("خبر ثالث",))
    assert [row["text"] for row in read(tmp_path, "documents")] == ["خبر أول", "خبر ثان", "خبر ثالث"]
    folder = tmp_path / "r1" / "batches" / "0003"
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [f"{table.name}.parquet" for table in STAGED] + ["done.json"]
    )
    for table in STAGED:
        assert pq.read_schema(folder / f"{table.name}.parquet").equals(table.arrow)


def test_done_file_counts_the_rows(tmp_path: Path) -> None:
    stage_batch(tmp_path, 0, ("قال ترامب", "!bad"))
    counts = batch_counts(tmp_path, "r1", 0)
    assert counts["batch"] == 0
    assert counts["rows"] == {
        "documents": 1, "raw_documents": 1, "alignments": 1, "edits": 0, "suggestions": 0,
        "sentences": 1, "mentions": 1, "nationalities": 0, "dates": 0, "quotes": 0, "quarantine": 1,
    }  # fmt: skip


def test_a_failed_batch_leaves_nothing_behind(tmp_path: Path) -> None:
    def write_half() -> None:
        with BatchWriter(tmp_path, "r1", 0) as writer:
            writer.write(tables("خبر"))
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        write_half()
    assert list((tmp_path / "r1" / "batches" / "0000").iterdir()) == []
    with pytest.raises(LakeError, match="Batch 0 of run r1 is not finished"):
        batch_counts(tmp_path, "r1", 0)


def test_writing_a_batch_again_replaces_it(tmp_path: Path) -> None:
    stage_batch(tmp_path, 0, ("خبر أول",))
    stage_batch(tmp_path, 0, ("خبر ثان",))
    assert [row["text"] for row in read(tmp_path, "documents")] == ["خبر ثان"]


def test_a_batch_begun_again_is_unfinished_until_it_ends(tmp_path: Path) -> None:
    stage_batch(tmp_path, 0, ("خبر أول",))
    with BatchWriter(tmp_path, "r1", 0), pytest.raises(LakeError):
        batch_counts(tmp_path, "r1", 0)
    assert batch_counts(tmp_path, "r1", 0)["rows"]["documents"] == 0


def test_rows_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    wrong = tables("خبر")
    wrong["documents"] = wrong["documents"].drop_columns(["language"])
    with pytest.raises(KeyError), BatchWriter(tmp_path, "r1", 0) as writer:
        writer.write(wrong)


def test_batches_are_listed_in_order(tmp_path: Path) -> None:
    for batch in (10, 2, 0):
        stage_batch(tmp_path, batch, ("خبر",))
    folders = [path.parent.name for path in staged_files(tmp_path, "r1", "documents")]
    assert folders == ["0000", "0002", "0010"]


@pytest.mark.parametrize("run_id", ["", "..", "a/b", "../x", "a\\b"])
def test_run_ids_cannot_leave_the_staging_folder(tmp_path: Path, run_id: str) -> None:
    with pytest.raises(InputError, match="cannot be a run id"):
        run_folder(tmp_path, run_id)


def test_discard_and_sweep_remove_only_what_they_should(tmp_path: Path) -> None:
    for run_id in ("dead", "alive", "gone"):
        with BatchWriter(tmp_path, run_id, 0):
            pass
    discard(tmp_path, "gone")
    discard(tmp_path, "never was")
    yesterday = time.time() - 86_400
    for path in [*(tmp_path / "dead").rglob("*"), tmp_path / "dead"]:
        os.utime(path, (yesterday, yesterday))
    # A run with one old file and one new one is at work.
    os.utime(tmp_path / "alive" / "batches" / "0000" / "done.json", (yesterday, yesterday))
    assert sweep(tmp_path, timedelta(hours=1)) == ["dead"]
    assert [path.name for path in tmp_path.iterdir()] == ["alive"]
    assert sweep(tmp_path / "nowhere", timedelta(0)) == []


def test_done_file_is_json_that_people_can_read(tmp_path: Path) -> None:
    stage_batch(tmp_path, 0, ("خبر",))
    text = (tmp_path / "r1" / "batches" / "0000" / "done.json").read_text(encoding="utf-8")
    assert set(json.loads(text)) == {"batch", "rows", "bytes"}

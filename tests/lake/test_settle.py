from __future__ import annotations

import hashlib

import pyarrow.parquet as pq
import pytest

from tests.lake.corpus import doc_id, plan_batch, run, stage
from warraq.errors import LakeError
from warraq.lake.settle import read_settled, settle
from warraq.lake.stage import BatchWriter, batch_folder, run_folder, staged_files
from warraq.schema import STAGED
from warraq.settings import Settings


def staged(settings: Settings, table: str, run_id: str = "r1") -> list[dict[str, object]]:
    files = staged_files(settings.staging_dir, run_id, table)
    return [row for path in files for row in pq.ParquetFile(path).read().to_pylist()]


def settled_rows(settings: Settings, name: str, run_id: str = "r1") -> list[dict[str, object]]:
    path = run_folder(settings.staging_dir, run_id) / "settled" / f"{name}.parquet"
    return pq.ParquetFile(path).read().to_pylist()


def test_the_least_path_wins_across_batches(settings: Settings) -> None:
    # Batches get every second file: b/2 lands before a/1's batch is read.
    stage(settings, "r1", {"b/2.txt": "قال ترامب", "a/1.txt": "قال ترامب", "c/3.txt": "خبر"}, batches=2)
    result = settle(settings, "r1")
    assert (result.items, result.documents, result.duplicates, result.files) == (3, 2, 1, 3)
    assert [row["path"] for row in staged(settings, "documents")] == ["c/3.txt", "a/1.txt"]
    for table in ("raw_documents", "alignments", "sentences"):
        assert len(staged(settings, table)) == 2
    assert len(staged(settings, "mentions")) == 1
    [duplicate] = settled_rows(settings, "duplicates")
    assert (duplicate["path"], duplicate["doc_id"], duplicate["run_id"]) == (
        "b/2.txt",
        doc_id("قال ترامب"),
        "r1",
    )


def test_equal_documents_of_one_batch_keep_one_set_of_rows(settings: Settings) -> None:
    text = "قال ترامب في_اليوم إن ترامب"
    stage(settings, "r1", {"a/1.txt": [text, "خبر", text], "a/0.txt": text})
    assert settle(settings, "r1").duplicates == 2
    assert [(row["path"], row["item"]) for row in staged(settings, "documents")] == [
        ("a/1.txt", "1"),
        ("a/0.txt", ""),
    ]
    assert len(staged(settings, "mentions")) == 2
    assert len(staged(settings, "edits")) == 1
    assert len(staged(settings, "sentences")) == 2


def test_batches_without_duplicates_are_not_copied(settings: Settings) -> None:
    stage(settings, "r1", {"a/1.txt": "خبر", "a/2.txt": "خبر ثان", "a/3.txt": "خبر"}, batches=3)
    settle(settings, "r1")
    folders = [path.parents[2].name for path in staged_files(settings.staging_dir, "r1", "documents")]
    assert folders == ["r1", "r1", "settled"]


def test_originals_stay_and_settling_again_gives_the_same(settings: Settings) -> None:
    stage(settings, "r1", {"a/1.txt": "خبر", "a/2.txt": "خبر"})
    originals = {
        table.name: hashlib.sha256(
            (batch_folder(settings.staging_dir, "r1", 0) / f"{table.name}.parquet").read_bytes()
        ).hexdigest()
        for table in STAGED
    }
    first = settle(settings, "r1")
    once = staged(settings, "documents")
    assert settle(settings, "r1") == first == read_settled(settings, "r1")
    assert staged(settings, "documents") == once
    for table, digest in originals.items():
        path = batch_folder(settings.staging_dir, "r1", 0) / f"{table}.parquet"
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


def test_a_document_in_the_lake_wins_unless_its_file_is_replaced(settings: Settings) -> None:
    run(settings, "r0", {"z/1.txt": "خبر"})
    stage(settings, "r1", {"a/1.txt": "خبر"})
    assert settle(settings, "r1").duplicates == 1
    stage(settings, "r2", {"a/1.txt": "خبر", "z/1.txt": "خبر جديد"})
    assert settle(settings, "r2").duplicates == 0


def test_ledger_says_what_became_of_each_file(settings: Settings) -> None:
    stage(settings, "r1", {"a/1.jsonl": ["خبر", "!bad", "خبر"], "a/2.txt": "!bad 2", "a/3.txt": "خبر ثان"}, 2)
    settle(settings, "r1")
    rows = [(row["path"], row["items"], row["status"]) for row in settled_rows(settings, "files")]
    assert rows == [("a/1.jsonl", 3, "mixed"), ("a/2.txt", 1, "quarantined"), ("a/3.txt", 1, "published")]


def test_a_planned_file_that_gave_nothing_is_a_defect(settings: Settings) -> None:
    plan_batch(settings, "r1", 0, {"a/1.txt": ["خبر"]})
    with BatchWriter(settings.staging_dir, "r1", 0):
        pass
    with pytest.raises(LakeError, match=r"a/1\.txt: it was planned but gave no item"):
        settle(settings, "r1")


def test_an_item_that_was_not_planned_is_a_defect(settings: Settings) -> None:
    stage(settings, "r1", {"a/1.txt": "خبر", "a/2.txt": "خبر ثان"})
    plan_batch(settings, "r1", 0, {"a/1.txt": ["خبر"]})
    with pytest.raises(LakeError, match=r"a/2\.txt: it gave items but was not planned"):
        settle(settings, "r1")


def test_a_file_planned_twice_is_a_defect(settings: Settings) -> None:
    stage(settings, "r1", {"a/1.txt": "خبر", "a/2.txt": "خبر ثان"}, batches=2)
    plan_batch(settings, "r1", 1, {"a/2.txt": ["خبر ثان"], "a/1.txt": ["خبر"]})
    with pytest.raises(LakeError, match=r"a/1\.txt: it was planned more than once"):
        settle(settings, "r1")


def test_an_unfinished_batch_is_named(settings: Settings) -> None:
    stage(settings, "r1", {"a/1.txt": "خبر", "a/2.txt": "خبر ثان"}, batches=2)
    (batch_folder(settings.staging_dir, "r1", 1) / "done.json").unlink()
    with pytest.raises(LakeError, match="Batch 1 of run r1 is not finished"):
        settle(settings, "r1")


def test_a_run_without_batches_settles_to_nothing(settings: Settings) -> None:
    result = settle(settings, "r1")
    assert (result.files, result.items, result.batches) == (0, 0, 0)
    assert read_settled(settings, "r1") is None

from __future__ import annotations

from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.lake.corpus import describe, doc_id, run, run_row, stage
from warraq.errors import LakeError
from warraq.lake.catalog import connect, current_snapshot, table_path
from warraq.lake.publish import Balance, balance, publish, record_refused
from warraq.lake.settle import settle
from warraq.lake.stage import run_folder, staged_files
from warraq.lake.statements import literal
from warraq.settings import Settings


def query(settings: Settings, sql: str) -> list[Any]:
    with connect(settings, read_only=True) as lake:
        return lake.execute(sql).fetchall()


def test_publishes_every_table_in_one_snapshot(settings: Settings) -> None:
    with connect(settings) as lake:
        before = current_snapshot(lake)
    counts = run(settings, "r1", {"a/1.txt": "قال ترامب", "a/2.txt": "زار تونس في_اليوم", "a/3.txt": "!x"}, 2)
    assert (counts.documents, counts.duplicates, counts.quarantined, counts.items) == (2, 0, 1, 3)
    assert (counts.edits, counts.merged_words, counts.mentions, counts.batches) == (1, 1, 2, 2)
    with connect(settings, read_only=True) as lake:
        assert current_snapshot(lake) == before + 1
        assert balance(lake) == Balance(3, 2, 0, 1)
        rows = lake.execute("SELECT path, items, status FROM lake.files ORDER BY path").fetchall()
        assert rows == [
            ("a/1.txt", 1, "published"),
            ("a/2.txt", 1, "published"),
            ("a/3.txt", 1, "quarantined"),
        ]
        row = lake.execute("SELECT status, files, bytes, discovered FROM lake.runs").fetchall()
        assert row == [("published", 3, counts.bytes, 3)]
    assert not run_folder(settings.staging_dir, "r1").exists()


def test_entities_are_counted_over_the_whole_corpus(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "قال ترامب في تونس"})
    run(settings, "r2", {"a/2.txt": "قال دونالد وترامب"})
    entities = query(settings, "SELECT entity_id, label, name, names, country, mentions FROM lake.entities")
    assert sorted(entities) == [
        ("geonames:2464461", "LOC", "تونس العاصمة", ["تونس"], "TN", 1),
        ("warraq:trump", "PER", "دونالد ترامب", ["ترامب", "دونالد ترامب"], None, 3),
    ]


def test_an_entity_goes_with_its_last_mention(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "قال ترامب", "a/2.txt": "قالت كلينتون"})
    run(settings, "r2", {"a/1.txt": "قال وزير"})
    assert query(settings, "SELECT entity_id FROM lake.entities") == [("warraq:clinton",)]


def test_a_changed_file_replaces_what_it_gave(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "نص قديم", "a/2.txt": "نص آخر"})
    counts = run(settings, "r2", {"a/1.txt": "!broken"})
    assert counts.quarantined == 1
    for table in ("documents", "raw_documents", "alignments", "sentences"):
        assert query(settings, f"SELECT doc_id FROM lake.{table}") == [(doc_id("نص آخر"),)]
    assert query(settings, "SELECT status FROM lake.files ORDER BY path") == [
        ("quarantined",),
        ("published",),
    ]
    with connect(settings) as lake:
        old = lake.execute(
            "SELECT version FROM (SELECT max(version) - 1 AS version FROM "
            "(SELECT snapshot_id AS version FROM lake.snapshots()))"
        ).fetchone()
        assert old is not None
        was = lake.execute(f"SELECT count(*) FROM lake.documents AT (VERSION => {old[0]})").fetchone()
        assert was == (2,)


def test_first_duplicate_takes_the_place_of_a_replaced_document(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "خبر", "b/2024/05/01/2.txt": "خبر", "c/3.txt": "خبر"})
    run(settings, "r2", {"a/1.txt": "خبر جديد"})
    documents = query(
        settings, "SELECT path, source, published_at::VARCHAR FROM lake.documents ORDER BY path"
    )
    assert documents == [
        ("a/1.txt", "a", None),
        ("b/2024/05/01/2.txt", "b", "2024-05-01 00:00:00+00"),
    ]
    assert query(settings, "SELECT path FROM lake.duplicates") == [("c/3.txt",)]
    assert query(settings, "SELECT count(*) FROM lake.raw_documents") == [(2,)]


def test_a_document_in_the_lake_wins_over_a_new_one(settings: Settings) -> None:
    run(settings, "r1", {"b/1.txt": "خبر"})
    counts = run(settings, "r2", {"a/1.txt": "خبر"})
    assert (counts.documents, counts.duplicates) == (0, 1)
    assert query(settings, "SELECT path FROM lake.documents") == [("b/1.txt",)]


def test_reprocessing_the_same_content_renews_the_document(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "خبر", "b/1.txt": "خبر"})
    counts = run(settings, "r2", {"a/1.txt": "خبر"})
    assert (counts.documents, counts.duplicates) == (1, 0)
    assert query(settings, "SELECT path, run_id FROM lake.documents") == [("a/1.txt", "r2")]
    assert query(settings, "SELECT path FROM lake.duplicates") == [("b/1.txt",)]


def test_publishing_twice_changes_nothing(settings: Settings) -> None:
    first = run(settings, "r1", {"a/1.txt": "خبر"})
    with connect(settings) as lake:
        snapshot = current_snapshot(lake)
    assert publish(settings, "r1", run_row(), describe) == first
    with connect(settings) as lake:
        assert current_snapshot(lake) == snapshot


def test_a_run_without_files_leaves_only_its_row(settings: Settings) -> None:
    counts = publish(settings, "r1", run_row(7), describe)
    assert counts.status == "nothing_new"
    assert query(settings, "SELECT run_id, status, discovered, files FROM lake.runs") == [
        ("r1", "nothing_new", 7, 0)
    ]
    assert query(settings, "SELECT count(*) FROM lake.documents") == [(0,)]


def test_a_run_settled_against_an_older_lake_is_settled_again(settings: Settings) -> None:
    stage(settings, "late", {"b/1.txt": "خبر"})
    assert settle(settings, "late").duplicates == 0
    run(settings, "early", {"a/1.txt": "خبر"})
    counts = publish(settings, "late", run_row(), describe)
    assert (counts.documents, counts.duplicates) == (0, 1)
    assert query(settings, "SELECT path FROM lake.documents") == [("a/1.txt",)]


def test_a_refused_run_is_noted_and_can_still_be_published(settings: Settings) -> None:
    stage(settings, "r1", {"a/1.txt": "خبر"})
    record_refused(settings, "r1", {**run_row(1), "files": 1})
    assert query(settings, "SELECT status, files FROM lake.runs") == [("refused", 1)]
    assert publish(settings, "r1", run_row(1), describe).documents == 1
    assert query(settings, "SELECT status FROM lake.runs") == [("published",)]


def test_sums_that_do_not_balance_stop_the_publish(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "خبر"})
    with connect(settings) as lake:
        lake.execute("DELETE FROM lake.documents")
    stage(settings, "r2", {"a/2.txt": "خبر ثان"})
    with pytest.raises(LakeError, match="files' items would be 2, but documents 1"):
        publish(settings, "r2", run_row(), describe)
    assert query(settings, "SELECT run_id FROM lake.runs") == [("r1",)]
    assert run_folder(settings.staging_dir, "r2").exists()


def test_a_reader_sees_the_old_lake_until_the_commit(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "خبر"})
    seen: list[Any] = []

    def look(entity_id: str) -> None:
        # Runs inside the publishing transaction, after the new files were registered.
        seen.extend(query(settings, "SELECT count(*) FROM lake.documents"))

    stage(settings, "r2", {"a/2.txt": "قال ترامب"})
    publish(settings, "r2", run_row(), look)
    assert seen == [(1,)]
    assert query(settings, "SELECT count(*) FROM lake.documents") == [(2,)]


def test_every_staged_value_is_read_back_from_the_lake(settings: Settings) -> None:
    """Chunks without dates, titles or short texts once spoilt DuckLake's column statistics.

    Files of several row groups, of which one has no minimum, were registered as they are;
    queries then lost rows, and sorted integers came back 256 too large.
    """
    long = " ".join(["كلمة"] * 2000)
    nights = {
        "r1": {"a/2024/05/01/1.txt": "عنوان\nقال ترامب في_اليوم", "a/1.txt": long, "b/1.txt": "!bad"},
        "r2": {"b/2.txt": "خبر", "b/2024/05/03/1.txt": "خبر أطول من ذلك قليلا", "b/3.txt": "خبر"},
        "r3": {"c/2024/05/02/1.txt": long + " وترامب"},
    }
    staged: list[dict[str, Any]] = []
    for run_id, files in nights.items():
        stage(settings, run_id, files)
        settle(settings, run_id)
        for path in staged_files(settings.staging_dir, run_id, "documents"):
            staged += pq.ParquetFile(path).read().to_pylist()
        publish(settings, run_id, run_row(), describe)
    with connect(settings, read_only=True) as lake:
        # As any other program reads it, with all of DuckDB's optimizers.
        lake.execute("RESET disabled_optimizers")
        rows = lake.execute("FROM lake.documents ORDER BY chars, doc_id").to_arrow_table().to_pylist()
        assert rows == sorted(staged, key=lambda row: (row["chars"], row["doc_id"]))
        for column in ("chars", "words", "published_at", "title", "text", "path"):
            for row in staged:
                if row[column] is None:
                    continue
                # A literal: the optimizer compares it with the column's statistics.
                found = lake.execute(
                    f"SELECT doc_id FROM lake.documents WHERE {column} = {literal(row[column])}"
                ).fetchall()
                assert (row["doc_id"],) in found, (column, row[column])


def test_parquet_files_of_the_lake_are_compressed(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "خبر"})
    [path] = table_path(settings, "documents").glob("*.parquet")
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_file_that_cannot_be_read_any_more_keeps_what_it_gave(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "قال ترامب", "a/2.txt": "خبر", "a/3.txt": "!unread"})
    counts = run(settings, "r2", {"a/1.txt": "!unread", "a/3.txt": "!unread", "a/4.txt": "قالت كلينتون"}, 3)
    assert (counts.files, counts.documents, counts.quarantined) == (2, 1, 1)
    with connect(settings, read_only=True) as lake:
        assert lake.execute("SELECT path, run_id FROM lake.documents ORDER BY path").fetchall() == [
            ("a/1.txt", "r1"),
            ("a/2.txt", "r1"),
            ("a/4.txt", "r2"),
        ]
        assert lake.execute("SELECT path FROM lake.quarantine").fetchall() == [("a/3.txt",)]
        assert lake.execute("SELECT count(*) FROM lake.mentions").fetchone() == (2,)
        assert balance(lake).holds
    assert run(settings, "r3", {"a/1.txt": "!unread", "a/2.txt": "!unread"}).status == "nothing_new"
    assert run(settings, "r4", {"a/1.txt": "خبر آخر"}).documents == 1
    with connect(settings, read_only=True) as lake:
        assert lake.execute("SELECT count(*) FROM lake.mentions").fetchone() == (1,)


def test_a_duplicate_that_cannot_be_read_any_more_stays_one(settings: Settings) -> None:
    run(settings, "r1", {"a/1.txt": "قال ترامب", "a/2.txt": "قال ترامب"})
    run(settings, "r2", {"a/1.txt": "خبر", "a/2.txt": "!unread"})
    with connect(settings, read_only=True) as lake:
        rows = lake.execute("SELECT path, text FROM lake.documents ORDER BY path").fetchall()
        assert rows == [("a/1.txt", "خبر"), ("a/2.txt", "قال ترامب")]
        assert balance(lake).holds

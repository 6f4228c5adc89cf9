from __future__ import annotations

import os
import stat
import subprocess
import sys

import duckdb
import pytest

from tests.lake.corpus import run
from warraq.errors import LakeError, MissingDataError
from warraq.lake.ddl import duckdb_type
from warraq.lake.publish import balance
from warraq.lake.serve import open_warehouse, serve
from warraq.schema import TABLES
from warraq.settings import Settings

FILES = {"b/2024/05/02/1.txt": "قال ترامب في_اليوم", "a/2024/05/01/1.txt": "خبر عن تونس", "a/3.txt": "!bad"}


def test_every_table_is_served_with_its_types_and_comments(settings: Settings) -> None:
    run(settings, "r1", FILES)
    serve(settings)
    with open_warehouse(settings) as warehouse:
        columns = warehouse.execute(
            "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()"
        ).fetchall()
        sums = balance(warehouse, database="news")
    expected = {
        (
            table.name,
            column.name,
            duckdb_type(column.type).replace('"', ""),
            column.nullable,
            column.description,
        )
        for table in TABLES.values()
        for column in table.columns
    }
    assert expected <= set(columns)
    assert sums.holds
    assert sums.files_items == 3


def test_any_client_reads_it_without_extensions(settings: Settings) -> None:
    run(settings, "r1", FILES)
    path = serve(settings)
    code = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True, config="
        "{'autoinstall_known_extensions': False, 'autoload_known_extensions': False});"
        "print(c.execute(\"SELECT path FROM search_ar('ترامب')\").fetchall());"
        "print([r[0] for r in c.execute('SELECT extension_name FROM duckdb_extensions() "
        "WHERE loaded ORDER BY 1').fetchall()])"
    )
    shown = subprocess.run([sys.executable, "-c", code, path], check=True, capture_output=True, text=True)
    found, loaded = shown.stdout.splitlines()
    assert found == "[('b/2024/05/02/1.txt',)]"
    assert set(eval(loaded)) <= {"core_functions", "icu", "json", "parquet"}


def test_readers_keep_the_old_file_until_they_open_the_new_one(settings: Settings) -> None:
    run(settings, "r1", FILES)
    serve(settings)
    with open_warehouse(settings) as early:
        run(settings, "r2", {"c/1.txt": "خبر جديد"})
        serve(settings)
        assert early.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    with open_warehouse(settings) as late:
        assert late.execute("SELECT count(*) FROM documents").fetchone() == (3,)
    assert [path.name for path in settings.warehouse.parent.iterdir()] == ["news.duckdb"]


def test_others_may_read_it_whatever_the_umask(settings: Settings) -> None:
    before = os.umask(0o077)
    try:
        run(settings, "r1", FILES)
        path = serve(settings)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755


def test_documents_stand_in_the_order_of_their_dates(settings: Settings) -> None:
    run(settings, "r1", FILES)
    with duckdb.connect(str(serve(settings)), read_only=True) as warehouse:
        paths = warehouse.execute("SELECT path FROM documents").fetchall()
    assert paths == [("a/2024/05/01/1.txt",), ("b/2024/05/02/1.txt",)]


def test_a_left_over_of_a_killed_build_is_no_obstacle(settings: Settings) -> None:
    run(settings, "r1", FILES)
    settings.warehouse.parent.mkdir(parents=True)
    settings.warehouse.with_name("news.duckdb.tmp").write_bytes(b"half a file")
    serve(settings)
    with open_warehouse(settings) as warehouse:
        assert warehouse.execute("SELECT count(*) FROM documents").fetchone() == (2,)


def test_missing_and_damaged_databases_are_explained(settings: Settings) -> None:
    with pytest.raises(MissingDataError, match="run `warraq run"):
        open_warehouse(settings)
    with pytest.raises(MissingDataError, match="run `warraq run"):
        serve(settings)
    settings.warehouse.parent.mkdir(parents=True, exist_ok=True)
    settings.warehouse.write_bytes(b"not a database" * 1000)
    with pytest.raises(LakeError, match="delete the file and run"):
        open_warehouse(settings)


def test_an_empty_corpus_can_be_served(settings: Settings) -> None:
    run(settings, "r1", {})
    serve(settings)
    with open_warehouse(settings) as warehouse:
        assert warehouse.execute("SELECT status FROM latest_runs").fetchall() == [("nothing_new",)]
        assert warehouse.execute("FROM search_ar('خبر')").fetchall() == []

from __future__ import annotations

import errno
import os
from pathlib import Path

import duckdb
import pytest

from warraq.errors import LakeError, StorageError
from warraq.faults import explained, lake_damage


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "make room, then run again"),
        (errno.EROFS, "set WARRAQ_HOME to a folder where it may"),
        (errno.EACCES, r"/srv/x: Permission denied\. Let the user"),
        (errno.EIO, "Mend that, then run again"),
    ],
)
def test_errors_of_the_system_say_what_to_do(tmp_path: Path, number: int, advice: str) -> None:
    told = explained(OSError(number, os.strerror(number), "/srv/x"), tmp_path)
    assert isinstance(told, StorageError)
    with pytest.raises(StorageError, match=advice):
        raise told


def test_the_folder_that_is_full_need_not_be_there_yet(tmp_path: Path) -> None:
    told = explained(OSError(errno.ENOSPC, "full"), tmp_path / "not" / "yet")
    assert "MB are free" in str(told)
    assert "\n 0 MB" not in str(told)


@pytest.mark.parametrize("error", [FileNotFoundError(errno.ENOENT, "gone"), ValueError("x"), KeyError("x")])
def test_defects_of_ours_stay_what_they_are(tmp_path: Path, error: Exception) -> None:
    assert explained(error, tmp_path) is None


def test_memory_that_has_run_out(tmp_path: Path) -> None:
    assert "fewer workers" in str(explained(MemoryError(), tmp_path))
    connection = duckdb.connect(config={"memory_limit": "1MB", "temp_directory": ""})
    with pytest.raises(duckdb.Error) as caught:
        connection.execute("SELECT list(range) FROM range(10_000_000)").fetchall()
    assert "fewer workers" in str(explained(caught.value, tmp_path))


def test_a_wrong_statement_is_not_put_down_to_the_machine(tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error) as caught:
        duckdb.sql("SELECT nothing FROM nowhere")
    assert explained(caught.value, tmp_path) is None
    assert lake_damage(caught.value) is None


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE words AS SELECT range AS n, hash(range) AS h FROM range(200_000)")
    content = bytearray(file.read_bytes())
    content[600_000:700_000] = os.urandom(100_000)
    file.write_bytes(content)
    with pytest.raises(duckdb.Error) as caught, duckdb.connect(str(file), read_only=True) as connection:
        connection.execute("SELECT sum(h) FROM words").fetchall()
    told = explained(caught.value, tmp_path)
    assert isinstance(told, LakeError)
    assert "the next `warraq run` builds it again" in str(told)

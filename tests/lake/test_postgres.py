"""The same lake with its catalog in PostgreSQL, as a team uses it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.lake.corpus import run
from warraq.errors import LakeError, MissingDataError
from warraq.lake.catalog import connect, ledger
from warraq.lake.maintain import compact
from warraq.lake.serve import open_warehouse, serve
from warraq.settings import Settings


def _binaries() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def catalog() -> Iterator[str]:
    """The connection string of an empty database of a server that lives as long as this module."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("needs PostgreSQL's server programs (initdb, pg_ctl)")
    # The server refuses to run as root, and its socket path must be short.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        if prefix:
            shutil.chown(folder, "postgres")

        def server(program: str, *arguments: str) -> None:
            command = [*prefix, str(binaries / program), *arguments]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

        server("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "warraq")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}"
        server("pg_ctl", "-D", f"{folder}/data", "-o", options, "-l", f"{folder}/log", "-w", "start")
        try:
            yield f"postgres:dbname=postgres host=127.0.0.1 port={port} user=warraq password=secret"
        finally:
            server("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")


@pytest.mark.slow
def test_runs_are_published_served_and_compacted(tmp_path: Path, catalog: str) -> None:
    settings = Settings(home=tmp_path / "أرشيف", catalog=catalog)
    assert ledger(settings).num_rows == 0
    with pytest.raises(MissingDataError, match="PostgreSQL database of WARRAQ_CATALOG yet"):
        serve(settings)
    run(settings, "r1", {"a/1.txt": "قال ترامب", "a/2.txt": "خبر", "b/2.txt": "خبر"})
    counts = run(settings, "r2", {"a/1.txt": "قالت كلينتون", "c/1.txt": "!bad"})
    assert (counts.documents, counts.quarantined) == (1, 1)
    assert ledger(settings).num_rows == 4
    serve(settings)
    with open_warehouse(settings) as warehouse:
        assert warehouse.execute("SELECT path FROM search_ar('كلينتون')").fetchall() == [("a/1.txt",)]
    assert compact(settings, keep=timedelta(0), grace=timedelta(0)).files_deleted > 0
    with connect(settings, read_only=True) as lake:
        assert lake.execute("SELECT count(*) FROM lake.documents").fetchone() == (2,)
    assert not (settings.lake_dir / "catalog.sqlite").exists()


def test_a_server_that_is_away_is_named_without_the_password(tmp_path: Path) -> None:
    catalog = f"postgres:dbname=lake host=127.0.0.1 port={_free_port()} user=x password=secret"
    with (
        pytest.raises(LakeError, match="check that the database runs") as caught,
        connect(Settings(home=tmp_path, catalog=catalog)),
    ):
        pass
    assert "secret" not in str(caught.value)
    assert "***" in str(caught.value)

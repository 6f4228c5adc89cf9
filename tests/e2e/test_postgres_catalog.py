"""The lake's catalog in PostgreSQL, as docker-compose.yaml has it: only settings differ."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.e2e.airflow_server import clean_environment, free_port
from warraq.sample import SAMPLE_INBOX as SAMPLE
from warraq.sample import sample_expectations

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PASSWORD = "only-for-this-test"


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An empty database `lake`; the settings that lead to it, the password apart from the catalog."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    binaries = found[-1].parent if found else Path(shutil.which("initdb") or "").parent
    if not (binaries / "initdb").is_file():
        pytest.skip("PostgreSQL's server is not installed")
    # PostgreSQL refuses to run as root.
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    data, port = Path("/tmp") / f"warraq-postgres-{os.getpid()}", free_port()
    data.mkdir(mode=0o700)
    secret = tmp_path / "password"
    secret.write_text(PASSWORD)
    if as_user:
        shutil.chown(data, "postgres")
        shutil.copy(secret, data.with_suffix(".password"))
        secret = data.with_suffix(".password")
    try:
        initdb = [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "warraq",
            f"--pwfile={secret}",
            "-A",
            "scram-sha-256",
        ]
        subprocess.run([*as_user, *map(str, initdb)], check=True, capture_output=True)
        command = [
            binaries / "postgres",
            "-D",
            data,
            "-p",
            str(port),
            "-k",
            data,
            "-c",
            "listen_addresses=127.0.0.1",
        ]
        with subprocess.Popen([*as_user, *map(str, command)], stderr=subprocess.DEVNULL) as server:
            try:
                psql = [
                    str(binaries / "psql"),
                    "-h",
                    "127.0.0.1",
                    "-p",
                    str(port),
                    "-U",
                    "warraq",
                    "postgres",
                ]
                _create_lake(psql)
                yield {
                    "WARRAQ_CATALOG": f"postgres:dbname=lake host=127.0.0.1 port={port} user=warraq",
                    "PGPASSWORD": PASSWORD,
                }
            finally:
                server.terminate()
    finally:
        shutil.rmtree(data, ignore_errors=True)
        data.with_suffix(".password").unlink(missing_ok=True)


def _create_lake(psql: list[str]) -> None:
    for _ in range(50):
        done = subprocess.run(
            [*psql, "-c", "CREATE DATABASE lake"],
            env={**os.environ, "PGPASSWORD": PASSWORD},
            capture_output=True,
            check=False,
        )
        if done.returncode == 0:
            return
        time.sleep(0.2)
    raise AssertionError(done.stderr)


def test_two_runs_on_a_postgresql_catalog(tmp_path: Path, postgres: dict[str, str]) -> None:
    home = tmp_path / "home"
    environment = clean_environment(home, **postgres)
    command = [str(Path(sys.executable).with_name("warraq")), "run", "--input", str(SAMPLE)]
    first, second = (
        subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        for _ in range(2)
    )
    assert first.returncode == 0, first.stderr
    assert second.returncode == 0, second.stderr
    assert "Nothing new" in second.stdout
    assert not list(home.rglob("catalog.sqlite"))
    with duckdb.connect(str(home / "warehouse" / "news.duckdb"), read_only=True) as connection:
        [(documents,)] = connection.sql("SELECT count(*) FROM documents").fetchall()
    assert documents == len(sample_expectations()["documents"])

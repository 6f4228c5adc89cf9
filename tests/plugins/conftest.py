"""A real Airflow API server with the plugin, on a port of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.ui.warehouse import write_home

CHECKOUT = Path(__file__).resolve().parents[2]

# A DAG with the names that the link looks for; what its report task returns is what ours returns.
DAG = """
from airflow.sdk import dag, task

@dag(schedule=None)
def news_corpus():
    @task
    def publish():
        return {"run_id": "r1"}

    @task
    def report():
        return {"run_id": "r1", "status": "published", "report": "reports/r1/report.html"}

    publish() >> report()

news_corpus()
"""


@dataclass(frozen=True)
class Airflow:
    """Where it listens, a token of a user who may only look, and WARRAQ_HOME."""

    url: str
    token: str
    home: Path

    def get(self, path: str, signed_in: bool = True) -> httpx.Response:
        """What the server answers, with the token or without."""
        headers = {"Authorization": f"Bearer {self.token}"} if signed_in else {}
        return httpx.get(self.url + path, headers=headers, timeout=60)


@pytest.fixture(scope="session")
def airflow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Airflow]:
    """Starts in 40 s and more: a migrated database, one finished run of the DAG above, the server."""
    home = tmp_path_factory.mktemp("airflow")
    write_home(home / "warraq")
    (home / "dags").mkdir()
    (home / "dags" / "news_corpus.py").write_text(DAG, encoding="utf-8")
    (home / "passwords.json").write_text(json.dumps({"viewer": "only-for-this-test"}), encoding="utf-8")
    url = f"http://127.0.0.1:{_free_port()}"
    environment = _environment(home, url)
    command = [sys.executable, "-m", "airflow"]
    for arguments in (["db", "migrate"], ["dags", "reserialize"], ["dags", "test", "news_corpus"]):
        subprocess.run([*command, *arguments], env=environment, check=True, capture_output=True, timeout=300)
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "api-server"],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Airflow(url, _token(url, server, home / "server.log"), home / "warraq")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)


def _environment(home: Path, url: str) -> dict[str, str]:
    others = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "WARRAQ"))}
    return others | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(home / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(CHECKOUT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "viewer:viewer",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / "passwords.json"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": url.rpartition(":")[2],
        "AIRFLOW__API__BASE_URL": url,
        "WARRAQ_HOME": str(home / "warraq"),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _token(url: str, server: subprocess.Popen[bytes], log: Path) -> str:
    who = {"username": "viewer", "password": "only-for-this-test"}
    for _ in range(180):
        if server.poll() is not None:
            break
        try:
            answer = httpx.post(f"{url}/auth/token", json=who, timeout=10)
            answer.raise_for_status()
            return str(answer.json()["access_token"])
        except httpx.TransportError:
            time.sleep(1)
    raise RuntimeError("The API server did not start:\n" + log.read_text(encoding="utf-8")[-3000:])

"""A real local Airflow for tests, started and stopped as `make up` and `make down` do."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(home: Path, **settings: str) -> dict[str, str]:
    """This process's environment without anything of Airflow's or Warraq's, but for `settings`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "WARRAQ_"))}
    return {**kept, "WARRAQ_HOME": str(home), **settings}


def ops(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "warraq.ops", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )


@dataclass(frozen=True)
class Server:
    """A running Airflow, as the person sees it who read what `up` printed."""

    home: Path
    environment: dict[str, str]
    printed: str

    @property
    def url(self) -> str:
        return re.search(r"Open +(\S+)", self.printed)[1]

    @property
    def password(self) -> str:
        return re.search(r"admin, password (\S+)", self.printed)[1]

    def call(self, method: str, path: str, body: Any = None, token: str | None = "") -> tuple[int, Any]:
        """Status and JSON of one call; with a fresh token unless `token` is None."""
        headers = {"Content-Type": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token or self.token()}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, None

    def token(self) -> str:
        asked = {"username": "admin", "password": self.password}
        return str(self.call("POST", "/auth/token", asked, token=None)[1]["access_token"])

    def finished(self, run_id: str, seconds: float = 300) -> str:
        """The state in which a run of the DAG ended."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            _, run = self.call("GET", f"/api/v2/dags/news_corpus/dagRuns/{run_id}")
            if run["state"] in ("success", "failed"):
                return str(run["state"])
            time.sleep(1)
        raise AssertionError(f"{run_id} has not ended in {seconds} s")

    def states(self, run_id: str) -> dict[str, str]:
        _, found = self.call("GET", f"/api/v2/dags/news_corpus/dagRuns/{run_id}/taskInstances")
        return {ti["task_id"]: ti["state"] for ti in found["task_instances"]}


def group_of(home: Path) -> int:
    """The process group of a running Airflow."""
    return int(json.loads((home / "airflow" / "servers.json").read_text(encoding="utf-8"))["pid"])


def processes_of(group: int) -> list[int]:
    """Living processes of a group; their environments would not do, some servers overwrite theirs."""
    import psutil

    found = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
        except (psutil.Error, ProcessLookupError, PermissionError):
            continue
    return found

"""The few calls to the local Airflow's REST API that starting, waiting and triggering need."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any

from warraq.errors import MissingDataError
from warraq.ops.environment import USER, airflow_home, base_url
from warraq.settings import Settings

DAG_ID = "news_corpus"
SERVERS = ("metadatabase", "scheduler", "triggerer", "dag_processor")

# The API is on loopback, whatever proxy the environment names.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def password(settings: Settings) -> str:
    """The password that Airflow generated for the local administrator.

    Raises:
        MissingDataError: There is none yet.
    """
    path = airflow_home(settings) / "passwords.json"
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))[USER])
    except (OSError, ValueError, KeyError) as error:
        raise MissingDataError(f"There is no password in {path} yet. Start Airflow with: make up") from error


def healthy(settings: Settings) -> bool:
    """Whether all servers answer and send heartbeats."""
    try:
        status = call(settings, "GET", "/api/v2/monitor/health")
    except MissingDataError:
        return False
    return all(status.get(name, {}).get("status") == "healthy" for name in SERVERS)


def sign_in(settings: Settings) -> str:
    """A token for the REST API.

    Raises:
        MissingDataError: No server answers, or it refuses the password.
    """
    asked = {"username": USER, "password": password(settings)}
    return str(call(settings, "POST", "/auth/token", asked)["access_token"])


def dag_known(settings: Settings) -> bool:
    """Whether the DAG has been read, so that Trigger works."""
    try:
        found = call(settings, "GET", f"/api/v2/dags/{DAG_ID}", token=sign_in(settings))
    except MissingDataError:
        return False
    return not found["has_import_errors"]


def trigger(settings: Settings, conf: dict[str, Any]) -> str:
    """Start a run of the DAG with these Params.

    Returns:
        Its Airflow run id.

    Raises:
        MissingDataError: No server answers, or it refuses the Params.
    """
    asked = {"logical_date": None, "conf": conf}
    path = f"/api/v2/dags/{DAG_ID}/dagRuns"
    return str(call(settings, "POST", path, asked, token=sign_in(settings))["dag_run_id"])


def call(
    settings: Settings, method: str, path: str, body: dict[str, Any] | None = None, token: str = ""
) -> dict[str, Any]:
    """One call; the JSON object that came back.

    Raises:
        MissingDataError: Nobody answers, or the answer is an error.
    """
    request = urllib.request.Request(
        base_url(settings) + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"}
        | ({"Authorization": f"Bearer {token}"} if token else {}),
    )
    try:
        with _opener.open(request, timeout=30) as response:
            found: dict[str, Any] = json.load(response)
    except urllib.error.HTTPError as error:
        detail = error.read().decode(errors="replace")[:500]
        raise MissingDataError(f"Airflow answered {error.code} to {method} {path}: {detail}") from error
    except (OSError, ValueError) as error:
        raise MissingDataError(f"No Airflow answers at {base_url(settings)} ({error}).") from error
    return found


def wait_until(ready: Any, seconds: float, every: float = 0.5) -> bool:
    """Whether `ready()` became true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ready():
            return True
        time.sleep(every)
    return bool(ready())

"""The nightly DAG, run now, with one line a stage on the terminal and the rest in a log file."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any, NamedTuple

from warraq.journal import read_stages, run_dir
from warraq.ops import api, servers
from warraq.ops.environment import (
    airflow_command,
    airflow_environment,
    airflow_home,
    base_url,
    logs_dir,
    migrate,
)
from warraq.runs import run_id_for
from warraq.settings import Settings

Say = Callable[[str], None]

FINISHED = ("success", "failed", "skipped", "upstream_failed", "removed")
PLAN = ("ingest.plan", -1)
CONNECTING = ("ingest.batches", "outcome")
"""Tasks that do no work of their own."""
NO_COUNTS = ("batch", "snapshot_id")
"""Numbers among the results of tasks that count nothing."""
EVERY_SECONDS = 0.3


class TaskEnd(NamedTuple):
    """One task that has ended."""

    task: str
    batch: int
    state: str
    seconds: float
    counts: dict[str, int]


def run(settings: Settings, conf: dict[str, Any], say: Say = print) -> bool:
    """Run the DAG now: on the servers of `make up` where they are up, else in a process of its own.

    Args:
        settings: Where the state is.
        conf: Params of the DAG that are not to have their defaults.
        say: Takes the lines for the person.

    Returns:
        Whether the run ended well.

    Raises:
        MissingDataError: Airflow's database could not be set up, or its servers refused the Params.
    """
    migrate(settings)
    if servers.running(settings):
        say(f"Airflow is up, so its scheduler does the work: {base_url(settings)}")
        run_id = api.trigger(settings, conf)
        return _watch(settings, lambda: run_id, lambda: True, say)
    return _run_in_process(settings, conf, say)


def _run_in_process(settings: Settings, conf: dict[str, Any], say: Say) -> bool:
    log = logs_dir(settings) / "run.log"
    earlier = _newest_run(settings)
    with log.open("wb") as output:
        process = subprocess.Popen(
            airflow_command("dags", "test", api.DAG_ID, "--conf", json.dumps(conf)),
            env=airflow_environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )

    def started() -> str | None:
        newest = _newest_run(settings)
        return None if newest == earlier else newest

    try:
        well = _watch(settings, started, lambda: process.poll() is None, say)
        well = process.wait() == 0 and well
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    if not well:
        say(f"The run failed. What Airflow logged: {log}")
    return well


def _watch(settings: Settings, run_id: Callable[[], str | None], alive: Callable[[], bool], say: Say) -> bool:
    """Say what ends until the run does; whether it ended well."""
    said: dict[tuple[str, int], TaskEnd] = {}
    while True:
        going = alive()
        found = run_id()
        if found is not None:
            state = _run_state(settings, found)
            for end in _task_ends(settings, found):
                if (end.task, end.batch) not in said:
                    said[end.task, end.batch] = end
                    if end.task not in CONNECTING:
                        say(line(end))
            if state in FINISHED:
                for note in _notes(settings, found, said):
                    say(note)
                return state == "success"
        if not going:
            return False
        time.sleep(EVERY_SECONDS)


def _notes(settings: Settings, run_id: str, ends: dict[tuple[str, int], TaskEnd]) -> list[str]:
    """What a person wants to know at the end: what failed, in Warraq's own words, or that nothing was new."""
    name = run_id_for(run_id)
    failed = [record for record in read_stages(settings, name).values() if "error" in record]
    if failed:
        report = run_dir(settings, name) / "report.html"
        causes = [f"{record['stage']}: {record['error']['message']}" for record in failed]
        return [*causes, *([f"Report: {report}"] if report.is_file() else [])]
    planned = ends[PLAN].counts if PLAN in ends else {}
    if planned.get("files") == 0:
        return [f"Nothing new: {planned['discovered']:,} files found, all of them in the lake already."]
    return []


def line(end: TaskEnd) -> str:
    """One task's end in one line: its name, how long it took, what it counted."""
    name = end.task.rpartition(".")[2] + (f" {end.batch}" if end.batch >= 0 else "")
    if end.state == "success":
        counts = ", ".join(f"{key.replace('_', ' ')} {count:,}" for key, count in end.counts.items())
        return f"  {name:<10} {end.seconds:6.1f} s  {counts}".rstrip()
    words = {"failed": "FAILED", "upstream_failed": "not reached", "skipped": "nothing to do"}
    return f"  {name:<10} {'':>8}  {words.get(end.state, end.state)}"


def _query(settings: Settings, statement: str, *values: object) -> list[tuple[Any, ...]]:
    # Airflow's database is read, never written; it is in WAL mode, so reading disturbs nobody.
    uri = f"{(airflow_home(settings) / 'airflow.db').as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=30)) as connection:
        return connection.execute(statement, values).fetchall()


def _newest_run(settings: Settings) -> str | None:
    found = _query(
        settings, "SELECT run_id FROM dag_run WHERE dag_id = ? ORDER BY id DESC LIMIT 1", api.DAG_ID
    )
    return str(found[0][0]) if found else None


def _run_state(settings: Settings, run_id: str) -> str:
    found = _query(settings, "SELECT state FROM dag_run WHERE dag_id = ? AND run_id = ?", api.DAG_ID, run_id)
    return str(found[0][0]) if found else ""


def _task_ends(settings: Settings, run_id: str) -> list[TaskEnd]:
    rows = _query(
        settings,
        f"""
        SELECT task_id, map_index, state, start_date, end_date FROM task_instance
        WHERE dag_id = ? AND run_id = ? AND state IN ({", ".join("?" * len(FINISHED))})
        ORDER BY coalesce(end_date, '9'), map_index
        """,
        api.DAG_ID,
        run_id,
        *FINISHED,
    )
    counts: dict[tuple[str, int], dict[str, int]] = {}
    for task, index, key, value in _query(
        settings,
        "SELECT task_id, map_index, key, value FROM xcom WHERE dag_id = ? AND run_id = ? ORDER BY rowid",
        api.DAG_ID,
        run_id,
    ):
        # A task that returns a dictionary leaves each of its items under its own key.
        number = json.loads(value) if isinstance(value, str) else value
        if type(number) is int and key not in NO_COUNTS and "." not in key:
            counts.setdefault((task, index), {})[key] = number
    return [
        TaskEnd(task, index, state, _seconds(start, end), counts.get((task, index), {}))
        for task, index, state, start, end in rows
    ]


def _seconds(start: str | None, end: str | None) -> float:
    if not start or not end:
        return 0.0
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()

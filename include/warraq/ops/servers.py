"""A local Airflow: API server, scheduler, DAG processor and triggerer, started and stopped as one.

`airflow standalone` would start the same four, but lets its log servers listen on every
interface and keeps going when one of the four has died.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from filelock import FileLock, Timeout

from warraq.errors import MissingDataError, SettingsError
from warraq.ops import api
from warraq.ops.environment import (
    HOST,
    USER,
    airflow_command,
    airflow_environment,
    airflow_home,
    base_url,
    logs_dir,
    migrate,
)
from warraq.settings import Settings

# Task logs are files of this machine, so nothing need serve them.
SERVERS = {
    "api-server": ("api-server",),
    "scheduler": ("scheduler", "--skip-serve-logs"),
    "dag-processor": ("dag-processor",),
    "triggerer": ("triggerer", "--skip-serve-logs"),
}
START_SECONDS = 180
STOP_SECONDS = 20
RESTARTS = 5
"""How often a server that died is started again before all are given up."""


def up(settings: Settings) -> str:
    """Start the servers in a session of their own and wait until Trigger would work.

    Returns:
        What to tell the person: address, user, password, what to do next.

    Raises:
        SettingsError: The port is taken.
        MissingDataError: The servers did not come up; their logs are named.
    """
    if running(settings):
        return _welcome(settings, "Airflow is up already.")
    _check_port(settings)
    migrate(settings)
    logs = logs_dir(settings)
    with (logs / "supervisor.log").open("ab") as output:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "warraq.ops", "supervise"],
            env=airflow_environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        ready = api.wait_until(
            lambda: supervisor.poll() is not None or (api.healthy(settings) and api.dag_known(settings)),
            START_SECONDS,
        )
    except BaseException:
        down(settings)
        raise
    if not ready or supervisor.poll() is not None:
        down(settings)
        raise MissingDataError(f"Airflow did not come up. What it said is in {logs}/*.log")
    return _welcome(settings, "Airflow is up.")


def down(settings: Settings) -> str:
    """Stop the servers that `up` started, and nothing else.

    Returns:
        What to tell the person.
    """
    state = _state(settings)
    if not running(settings):
        state.unlink(missing_ok=True)
        return "Airflow is not running."
    group = int(json.loads(state.read_text(encoding="utf-8"))["pid"])
    os.killpg(group, signal.SIGTERM)
    api.wait_until(lambda: not running(settings), STOP_SECONDS + 5, every=0.1)
    # The supervisor waits for its children; what they left behind is in the same group.
    if not api.wait_until(lambda: not _group_lives(group), 5, every=0.1):
        os.killpg(group, signal.SIGKILL)
    state.unlink(missing_ok=True)
    return "Airflow is stopped."


def running(settings: Settings) -> bool:
    """Whether a supervisor holds the lock; a stale pid file of a crashed one does not count."""
    if not _state(settings).is_file():
        return False
    try:
        with _lock(settings, timeout=0):
            return False
    except Timeout:
        return True


def supervise(settings: Settings) -> int:
    """Keep the servers running until a signal says to stop; the process that `up` leaves behind.

    Returns:
        Exit code: 0 if asked to stop, 1 if a server kept dying.
    """
    stopping = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    with _lock(settings, timeout=0):
        _state(settings).write_text(json.dumps({"pid": os.getpid(), "port": settings.port}), encoding="utf-8")
        servers = {name: _start(settings, name) for name in SERVERS}
        deaths = 0
        while not stopping and deaths <= RESTARTS:
            time.sleep(0.5)
            for name, server in servers.items():
                if not stopping and server.poll() is not None:
                    deaths += 1
                    print(f"{name} ended with code {server.returncode}", flush=True)
                    servers[name] = _start(settings, name)
        _stop(servers)
    return 0 if stopping else 1


def _start(settings: Settings, name: str) -> subprocess.Popen[bytes]:
    with (logs_dir(settings) / f"{name}.log").open("ab") as output:
        return subprocess.Popen(
            airflow_command(*SERVERS[name]),
            env=airflow_environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def _stop(servers: dict[str, subprocess.Popen[bytes]]) -> None:
    for server in servers.values():
        server.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for server in servers.values():
        try:
            server.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _state(settings: Settings) -> Path:
    return airflow_home(settings) / "servers.json"


def _lock(settings: Settings, timeout: float) -> FileLock:
    # The system lets go of the lock when its holder dies, however it dies.
    return FileLock(airflow_home(settings) / "servers.lock", timeout=timeout)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _check_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, settings.port))
        except OSError as error:
            raise SettingsError(
                f"Port {settings.port} is taken. Choose another one: WARRAQ_PORT={settings.port + 1} make up"
            ) from error


def _welcome(settings: Settings, first: str) -> str:
    return (
        f"{first}\n"
        f"  Open      {base_url(settings)}\n"
        f"  Sign in   {USER}, password {api.password(settings)}\n"
        f'  Then      put text files into {settings.inbox}, open the DAG "News corpus", press Trigger\n'
        f"  Logs      {logs_dir(settings)}\n"
        f"  Stop      make down"
    )

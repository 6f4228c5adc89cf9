from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from warraq.errors import SettingsError
from warraq.ops import servers
from warraq.settings import get_settings


def test_a_port_that_is_taken_is_named_with_a_way_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("WARRAQ_PORT", str(port))
        get_settings.cache_clear()
        with pytest.raises(SettingsError, match=f"Port {port} is taken.*WARRAQ_PORT={port + 1} make up"):
            servers.up(get_settings())
    assert not (home / "airflow").exists(), "nothing was set up"


def test_down_without_up_says_so(home: Path) -> None:
    assert servers.down(get_settings()) == "Airflow is not running."


def test_a_pid_file_left_by_a_crash_stops_nobody(home: Path) -> None:
    bystander = subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        state = home / "airflow" / "servers.json"
        state.parent.mkdir(parents=True)
        state.write_text(json.dumps({"pid": bystander.pid}))
        assert not servers.running(get_settings())
        servers.down(get_settings())
        assert bystander.poll() is None
        assert not state.exists()
    finally:
        bystander.kill()
        bystander.wait()


def test_down_stops_the_whole_group_of_whoever_holds_the_lock(home: Path) -> None:
    program = (
        "import os, subprocess, sys, time, json; from filelock import FileLock\n"
        "home = sys.argv[1]\n"
        "with FileLock(home + '/servers.lock'):\n"
        "    child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "    open(home + '/servers.json', 'w').write(json.dumps({'pid': os.getpid()}))\n"
        "    print(child.pid, flush=True); time.sleep(60)"
    )
    airflow = home / "airflow"
    airflow.mkdir(parents=True)
    with subprocess.Popen(
        [sys.executable, "-c", program, str(airflow)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as holder:
        assert holder.stdout is not None
        child = int(holder.stdout.readline())
        assert servers.running(get_settings())
        servers.down(get_settings())
        assert holder.wait(10) == -signal.SIGTERM
    assert not servers.running(get_settings())
    assert not _lives(child)


def test_the_lock_is_what_says_running(home: Path) -> None:
    airflow = home / "airflow"
    airflow.mkdir(parents=True)
    (airflow / "servers.json").write_text('{"pid": 1}')
    with FileLock(airflow / "servers.lock"):
        assert servers.running(get_settings())
    assert not servers.running(get_settings())


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"

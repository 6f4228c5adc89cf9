from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

from tests.places import CHECKOUT
from warraq.ops.compose_env import SECRETS, fill

TEMPLATE = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
SCRIPT = CHECKOUT / "include" / "warraq" / "ops" / "compose_env.py"


def values(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line and line[0] != "#")


def test_the_example_holds_no_secret() -> None:
    example = values(TEMPLATE)
    assert {name for name, value in example.items() if not value} == set(SECRETS)


def test_every_secret_is_filled_and_never_the_same() -> None:
    one, other = values(fill(TEMPLATE, 1000)), values(fill(TEMPLATE, 1000))
    assert list(one) == list(values(TEMPLATE))
    for name in SECRETS:
        assert len(one[name]) >= 12
        assert one[name] != other[name]


def test_passwords_can_stand_in_urls_and_the_key_is_fernets() -> None:
    from cryptography.fernet import Fernet

    made = values(fill(TEMPLATE, 1000))
    assert re.fullmatch(r"[\w-]+", made["POSTGRES_PASSWORD"] + made["REDIS_PASSWORD"])
    Fernet(made["AIRFLOW_FERNET_KEY"])


def test_what_is_set_stays_but_for_the_user_id() -> None:
    made = values(fill("REDIS_PASSWORD=mine\nWARRAQ_PORT=9090\nWARRAQ_UID=1000\n", 4711))
    assert made == {"REDIS_PASSWORD": "mine", "WARRAQ_PORT": "9090", "WARRAQ_UID": "4711"}


def test_the_file_is_private_and_never_overwritten(tmp_path: Path) -> None:
    script = tmp_path / "include" / "warraq" / "ops" / "compose_env.py"
    script.parent.mkdir(parents=True)
    shutil.copy(SCRIPT, script)
    shutil.copy(CHECKOUT / ".env.example", tmp_path)
    # -S -E: as on a host that has nothing but Python.
    command = [sys.executable, "-S", "-E", str(script)]
    subprocess.run(command, check=True, capture_output=True)
    written = tmp_path / ".env"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    before = written.read_bytes()
    again = subprocess.run(command, check=False, capture_output=True, text=True)
    assert again.returncode == 1
    assert "Delete it" in again.stderr
    assert written.read_bytes() == before
    assert values(before.decode())["WARRAQ_UID"] == str(os.getuid() or 1000)

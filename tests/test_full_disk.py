"""A whole run on disks that are too small for one stage or another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from warraq.sample import SAMPLE_INBOX

pytestmark = pytest.mark.slow

# A user and mount namespace of its own gives a process a small disk without any right on the machine.
NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]
SCRIPT = """
set -e
mount -t tmpfs -o size=$SIZE tmpfs "$WARRAQ_HOME"
"$PYTHON" -m warraq.cli run && exit 99 || echo "exit code $?"
mount -o remount,size=64m "$WARRAQ_HOME"
find "$WARRAQ_HOME" -name '*.part' -o -name '*.tmp'
"$PYTHON" -m warraq.cli run >/dev/null
"$PYTHON" -m warraq.cli sql --csv 'SELECT count(*) FROM documents'
"""


def _namespaces() -> bool:
    unshare = shutil.which("unshare")
    return unshare is not None and subprocess.call([*NAMESPACE, "true"], stderr=subprocess.DEVNULL) == 0


@pytest.mark.skipif(not _namespaces(), reason="no user namespaces here")
@pytest.mark.parametrize("size", ["40k", "520k", "2m"])
def test_a_full_disk_is_named_and_the_next_run_makes_up_for_it(tmp_path: Path, size: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("WARRAQ_")},
        "SIZE": size,
        "PYTHON": sys.executable,
        "WARRAQ_HOME": str(home),
        "WARRAQ_INPUT_DIR": str(SAMPLE_INBOX),
    }
    done = subprocess.run(
        [*NAMESPACE, "sh", "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False
    )
    assert "The disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.splitlines() == ["exit code 6", "count_star()", "23"]

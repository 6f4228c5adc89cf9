"""A publish that is killed at any moment leaves the old lake or the new one, and can be repeated."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.lake.corpus import describe, run, run_row, stage
from warraq.lake.catalog import connect
from warraq.lake.maintain import compact
from warraq.lake.publish import balance, publish
from warraq.lake.settle import settle
from warraq.lake.stage import run_folder
from warraq.settings import Settings

OLD = {"a/1.txt": "قال ترامب", "a/2.txt": "خبر", "b/2.txt": "خبر"}
NEW = {"a/1.txt": "قالت كلينتون", "a/2.txt": "خبر في_اليوم", "a/3.txt": ["خبر", "!bad", "قال ترامب في تونس"]}

# Runs publish and kills itself with SIGKILL before or after one of its steps.
CHILD = """
import os, signal, sys
from pathlib import Path
from tests.lake.corpus import describe, run_row
from warraq.lake import publish as module
from warraq.settings import Settings

home, step, moment = sys.argv[1:]
original = getattr(module, step, None)

def dying(*args, **kwargs):
    if moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    original(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)

if original:
    setattr(module, step, dying)
print("ready", flush=True)
module.publish(Settings(home=Path(home)), "new", run_row(3), describe)
"""
CHECKOUT = Path(__file__).parents[2]
STEPS = ("settle_against", "_link_files", "_replace", "_add", "refresh_entities", "_write_run",
         "_check_balance", "_in_transaction", "discard")  # fmt: skip


def texts(settings: Settings) -> list[str]:
    with connect(settings, read_only=True) as lake:
        assert balance(lake).holds
        return [row[0] for row in lake.execute("SELECT text FROM lake.documents ORDER BY text").fetchall()]


def state(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the lake says, without times."""
    with connect(settings, read_only=True) as lake:
        rows = {
            table: sorted(map(str, lake.execute(f"FROM lake.{table}").fetchall()))
            for table in ("documents", "raw_documents", "edits", "mentions", "sentences", "entities",
                          "duplicates", "quarantine", "files")
        }  # fmt: skip
        runs = lake.execute("SELECT run_id, status, documents FROM lake.runs ORDER BY ALL").fetchall()
    return {**rows, "runs": runs}  # type: ignore[dict-item]


def child(settings: Settings, step: str, moment: str) -> list[str]:
    return [sys.executable, "-c", CHILD, str(settings.home), step, moment]


@pytest.fixture
def undisturbed(tmp_path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The lake as an undisturbed publish leaves it."""
    settings = Settings(home=tmp_path / "undisturbed")
    run(settings, "old", OLD)
    run(settings, "new", NEW, batches=2)
    return state(settings)


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_any_step(
    settings: Settings, undisturbed: dict[str, list[tuple[object, ...]]], moment: str
) -> None:
    run(settings, "old", OLD)
    before = state(settings)
    for step in STEPS:
        # Not settled beforehand, so that settling is one of the steps.
        if not run_folder(settings.staging_dir, "new").exists():
            stage(settings, "new", NEW, batches=2)
        killed = subprocess.run(child(settings, step, moment), check=False, capture_output=True, cwd=CHECKOUT)
        assert killed.returncode == -9, killed.stderr.decode()
        committed = step == "discard" or (step == "_in_transaction" and moment == "after")
        assert state(settings) == (undisturbed if committed else before), step
        if committed:
            break
    counts = publish(settings, "new", run_row(3), describe)
    assert (counts.documents, counts.quarantined, counts.items) == (4, 1, 5)
    assert state(settings) == undisturbed
    assert not run_folder(settings.staging_dir, "new").exists()


@pytest.mark.slow
def test_killed_at_random_moments(
    settings: Settings, undisturbed: dict[str, list[tuple[object, ...]]]
) -> None:
    run(settings, "old", OLD)
    stage(settings, "new", NEW, batches=2)
    before = state(settings)
    for attempt in range(6):
        with subprocess.Popen(child(settings, "nothing", ""), stdout=subprocess.PIPE) as publisher:
            assert publisher.stdout is not None
            assert publisher.stdout.readline() == b"ready\n"
            time.sleep(0.12 * attempt)
            publisher.kill()
        assert state(settings) in (before, undisturbed)
    publish(settings, "new", run_row(3), describe)
    assert state(settings) == undisturbed


def test_left_over_files_of_a_run_that_never_came_back_are_removed(settings: Settings) -> None:
    run(settings, "old", OLD)
    stage(settings, "new", NEW)
    settle(settings, "new")
    killed = subprocess.run(child(settings, "_add", "after"), check=False, capture_output=True, cwd=CHECKOUT)
    assert killed.returncode == -9
    before = state(settings)
    assert compact(settings).orphans_deleted >= 6
    assert compact(settings).orphans_deleted == 0
    assert state(settings) == before
    # The staged originals are links to the same bytes and still there.
    publish(settings, "new", run_row(3), describe)
    assert "قالت كلينتون" in texts(settings)

"""What each stage of a run did, how long it took and how it failed, on disk.

`WARRAQ_HOME/reports/<run_id>/stages/<stage>.json`. It outlives the staged tables, so the report
can tell the whole story of a run whatever became of it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warraq.errors import ValidationError
from warraq.faults import explained
from warraq.settings import Settings


def run_dir(settings: Settings, run_id: str) -> Path:
    """The folder of a run's journal and report."""
    return settings.reports_dir / run_id


@contextmanager
def stage(settings: Settings, run_id: str, name: str) -> Iterator[dict[str, Any]]:
    """Record one stage: what the block puts into the yielded dictionary, its start, seconds and error.

    The record is written when the block ends, also by an exception. That goes on its way, or
    becomes an error of ours if the machine brought it about.

    Raises:
        StorageError: The disk is full or fails, or WARRAQ_HOME cannot be written.
    """
    result: dict[str, Any] = {}
    record: dict[str, Any] = {"stage": name, "started_at": datetime.now(UTC).isoformat(), "result": result}
    path = run_dir(settings, run_id) / "stages" / f"{name}.json"
    clock = time.monotonic()

    def write() -> None:
        record["seconds"] = round(time.monotonic() - clock, 3)
        _write(path, record)

    try:
        yield result
        write()
    except BaseException as error:
        told = explained(error, settings.home) or error
        record["error"] = {"type": type(told).__name__, "message": str(told)}
        if isinstance(told, ValidationError):
            record["error"]["failures"] = told.failures
        # What breaks a stage, a full disk say, may prevent its record; it must not hide the cause.
        with suppress(OSError):
            write()
        if told is error:
            raise
        raise told from error


def read_stages(settings: Settings, run_id: str) -> dict[str, dict[str, Any]]:
    """The records of a run's stages by name, in the order in which they started."""
    folder = run_dir(settings, run_id) / "stages"
    records = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")]
    return {record["stage"]: record for record in sorted(records, key=lambda r: str(r["started_at"]))}


def _write(path: Path, record: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        scratch.write_text(json.dumps(record, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
        scratch.replace(path)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise

"""A whole run from one process, batches on worker processes: the command line's scheduler."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from typing import Any

from warraq import runs
from warraq.errors import StorageError

ATTEMPTS = 3
"""How often a batch is begun whose worker process is killed, each time with one worker fewer."""

OnStage = Callable[[str, int, int, str], None]
"""Told about progress: stage, done, total, note."""


def execute(request: runs.RunRequest, workers: int, on_stage: OnStage) -> dict[str, Any]:
    """Do the run that `request` asks for, stage after stage.

    Args:
        request: What to do.
        workers: Worker processes; with 1 the work is done in this one.
        on_stage: Called at the beginning and end of every stage and after each batch.

    Returns:
        What `runs.report` returns, and under `stages` what each stage returned.

    Raises:
        WarraqError: A stage failed; the report is written all the same, and a note of the
            error says where.
    """
    done: dict[str, Any] = {}

    def stage(name: str, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        on_stage(name, 0, 1, "")
        result = done[name] = work()
        on_stage(name, 1, 1, "")
        return result

    planned = stage("plan", lambda: runs.plan(request))
    run_id = planned["run_id"]
    try:
        if planned["batches"]:
            done["process"] = _process(run_id, planned["batches"], workers, on_stage)
            stage("settle", lambda: runs.settle(run_id))
            stage("validate", lambda: runs.validate(run_id))
        stage("publish", lambda: runs.publish(run_id))
        if done["publish"]["status"] != "dry_run":
            stage("serve", lambda: runs.serve(run_id))
    except Exception as error:
        # What broke the run, a full disk say, may prevent its report; it must not hide the cause.
        with suppress(OSError):
            error.add_note(f"Report: {runs.report(run_id)['report']}")
        raise
    return {**runs.report(run_id), "stages": done}


def _process(run_id: str, batches: list[int], workers: int, on_stage: OnStage) -> list[dict[str, Any]]:
    counts: list[dict[str, Any]] = []

    def count(result: dict[str, Any]) -> None:
        counts.append(result)
        on_stage("process", len(counts), len(batches), f"{sum(c['documents'] for c in counts):,} documents")

    on_stage("process", 0, len(batches), "")
    if workers == 1 or len(batches) == 1:
        for batch in batches:
            count(runs.process(run_id, batch))
        return counts
    left = batches
    for attempt in range(ATTEMPTS):
        left = _on_pool(run_id, left, max(1, workers - attempt), count)
        if not left:
            return counts
    raise StorageError(
        f"Worker processes were killed {ATTEMPTS} times, most likely by the system for want of memory. Nothing was "
        "published: run again with fewer workers (--workers 1) or a smaller WARRAQ_CHUNK_CHARS."
    )


def _on_pool(
    run_id: str, batches: list[int], workers: int, count: Callable[[dict[str, Any]], None]
) -> list[int]:
    """Process batches on worker processes.

    Returns:
        The batches that are left because a worker process was killed: that takes the others along.
    """
    left = []
    # Spawned, not forked: the parent has DuckDB and Arrow threads, which a fork would break.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(batches)), mp_context=context) as pool:
        try:
            with _termination_deferred():
                waiting = {pool.submit(runs.process, run_id, batch): batch for batch in batches}
            for future in as_completed(waiting):
                try:
                    result = future.result()
                except BrokenProcessPool:
                    left.append(waiting[future])
                else:
                    count(result)
        except Exception:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        except BaseException:
            # Nobody waits for a batch any more: this process is told to end.
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise
    return sorted(left)


@contextmanager
def _termination_deferred() -> Iterator[None]:
    """Let SIGTERM wait: a worker whose start is interrupted complains of half a message."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: waiting.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        if waiting:
            signal.raise_signal(signal.SIGTERM)

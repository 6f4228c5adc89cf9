"""Airflow imports this in each of its processes at start-up, when `config/` is on PYTHONPATH.

A task runs in a fork of the scheduler (LocalExecutor) or of the worker (Celery). What is imported
here, before the fork, no task has to import again: seconds a task for Great Expectations.
"""

from __future__ import annotations

import importlib
import logging
import sys

__all__: list[str] = []  # Airflow takes every public name found here for a setting of its own.

FORKING = {"scheduler", "worker"}
HEAVY = (
    "duckdb",
    "great_expectations",
    "pandas",
    "pyarrow.compute",
    "pyarrow.parquet",
    "warraq.pipeline",
    "warraq.runs",
)


def _preload() -> None:
    for name in HEAVY:
        try:
            importlib.import_module(name)
        except Exception:  # The task that needs it says so where it is seen.
            logging.getLogger(__name__).warning("Could not preload %s", name, exc_info=True)


if FORKING & set(sys.argv):
    _preload()

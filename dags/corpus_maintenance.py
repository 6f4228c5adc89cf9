"""Once a week: keep the lake small.

Merges small Parquet files, forgets snapshots that are older than a month, and removes what
dead runs left in staging. Readers and the nightly run are not held up for longer than one publish.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from airflow.sdk import CronTriggerTimetable, Param, dag, task

from warraq.ops.params import WAIT_FOR_THE_SCHEDULE
from warraq.settings import get_settings

SETTINGS = get_settings()


@task(retries=2, retry_delay=timedelta(minutes=5))
def compact(params: dict[str, Any] | None = None) -> dict[str, Any]:
    """Compact the lake; what was done is this task's return value."""
    from warraq.lake.maintain import compact as compact_lake

    keep = timedelta(days=(params or {})["keep_days"])
    return asdict(compact_lake(get_settings(), keep=keep))


@dag(
    dag_display_name="Corpus maintenance",
    description="Merge small files, forget old snapshots, sweep dead runs.",
    doc_md=__doc__,
    schedule=CronTriggerTimetable(
        "0 5 * * 6", timezone=SETTINGS.timezone, run_immediately=WAIT_FOR_THE_SCHEDULE
    ),
    catchup=False,
    max_active_runs=1,
    default_args={"owner": "warraq"},
    params={"keep_days": Param(30, type="integer", minimum=0, title="Days of snapshots to keep")},
    tags=["corpus", "warraq"],
)
def corpus_maintenance() -> None:
    """One task."""
    compact()


corpus_maintenance()

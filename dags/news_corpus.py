"""The nightly run: raw Arabic news text in; clean, validated, published tables out.

**ingest** finds what is new and cuts it into batches · **process** turns each batch into staged
tables · **gate** settles duplicates and validates · **publish** adds everything to the lake in one
transaction and rebuilds the serving database · **report** tells what came in and what became of it,
whatever failed.

Press *Trigger* to run it now; every Param may stay as it is. A run that finds nothing new skips
most of its tasks and ends green. A failed run has published nothing: mend the cause, then clear the
failed tasks, or leave it to the next run.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import Asset, CronTriggerTimetable, Param, chain, dag, task, task_group
from airflow.sdk.exceptions import AirflowSkipException

from warraq.ops.params import WAIT_FOR_THE_SCHEDULE, run_params
from warraq.schema import TABLES
from warraq.settings import get_settings

# `warraq.runs` holds the work and imports what it needs when it needs it; it is imported inside
# the tasks, because Airflow reads this file every few seconds and again for every task.

SETTINGS = get_settings()
PUBLISHED = [Asset(f"warraq.{name}", uri=f"warraq://corpus/{name}", group="warraq") for name in TABLES]
WAREHOUSE = Asset("warraq.warehouse", uri="warraq://warehouse/news.duckdb", group="warraq")
RUN = "{{ ti.xcom_pull(task_ids='ingest.plan', key='run_id') or run_id }}"
RETRY: dict[str, Any] = {
    "retries": 3,
    "retry_delay": timedelta(seconds=30),
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=10),
}


@task
def plan(run: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
    """Find the files, leave out what the lake has, cut the rest into batches of about the same size."""
    from warraq import runs

    asked = dict(params or {})
    asked["sources"] = asked.get("sources") or []
    return runs.plan(runs.RunRequest(run_id=runs.run_id_for(run), **asked))


@task
def batches(planned: dict[str, Any]) -> list[int]:
    """Number the batches. Where there are none, for want of new files, what follows is skipped."""
    return planned["batches"]


@task(
    map_index_template="batch {{ task.op_kwargs['number'] }}",
    doc_md="Decode, split, clean, find sentences, merged words and entities; stage Parquet files.",
    **RETRY,
)
def batch(run: str, number: int) -> dict[str, Any]:
    """Process one batch; a mapped task takes its text in the UI from `doc_md`, not from here."""
    from warraq import runs

    return runs.process(run, number)


@task(**RETRY)
def settle(run: str) -> dict[str, Any]:
    """Decide which document stands in `documents` where several are byte for byte the same."""
    from warraq import runs

    return runs.settle(run)


@task(retries=0)
def validate(run: str) -> dict[str, Any]:
    """Hold the staged tables against the expectations; a critical failure stops the run here."""
    from warraq import runs

    return runs.validate(run)


@task(trigger_rule="none_failed", outlets=PUBLISHED, **RETRY)
def publish(run: str) -> dict[str, Any]:
    """Add all staged tables to the lake in one transaction. Skipped if there is nothing to publish."""
    from warraq import runs

    published = runs.publish(run)
    if published["status"] != "published":  # A skipped task tells no consumer of new tables.
        raise AirflowSkipException(f"Nothing was published: {published['status']}.")
    return published


@task(trigger_rule="none_failed", outlets=[WAREHOUSE], **RETRY)
def serve(run: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
    """Rebuild the serving database and put it in place, also to make up for a run that could not."""
    from warraq import runs

    if params and params["dry_run"]:
        raise AirflowSkipException("A dry run leaves the serving database alone.")
    return runs.serve(run)


@task(trigger_rule="all_done")
def report(run: str) -> dict[str, Any]:
    """Write the page that says what came in, what became of it and what was dropped, whatever failed."""
    from warraq import runs

    return runs.report(runs.run_id_for(run))


@task_group(group_id="ingest")
def ingest_stage() -> Any:
    """Find what is new, plan the work."""
    return batches(plan("{{ run_id }}"))


@task_group(group_id="process")
def process_stage(numbers: Any) -> Any:
    """Raw bytes to staged tables, one mapped task a batch."""
    return batch.partial(run=RUN).expand(number=numbers)


@task_group(group_id="gate")
def gate_stage() -> None:
    """Nothing that breaks a critical expectation gets past."""
    chain(settle(RUN), validate(RUN))


@task_group(group_id="publish")
def publish_stage() -> None:
    """One transaction, then the database that readers open."""
    chain(publish(RUN), serve(RUN))


@dag(
    dag_display_name="News corpus",
    description="Raw Arabic news text in; clean, validated, entity-annotated tables out.",
    doc_md=__doc__,
    schedule=CronTriggerTimetable(
        SETTINGS.schedule, timezone=SETTINGS.timezone, run_immediately=WAIT_FOR_THE_SCHEDULE
    ),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=20),
    default_args={"owner": "warraq"},
    params={name: Param(**param) for name, param in run_params(SETTINGS).items()},
    tags=["arabic", "corpus", "warraq"],
)
def news_corpus() -> None:
    """Find, process, check, publish, report."""
    ingest = ingest_stage()
    process = process_stage(ingest)
    gate = gate_stage()
    publication = publish_stage()
    written = report(RUN)
    # The report runs whatever failed, so it must not be the last word: this is the one leaf.
    outcome = EmptyOperator(task_id="outcome", trigger_rule="none_failed")

    chain(process, gate, publication, outcome)
    chain([ingest, process, gate, publication], written, outcome)


news_corpus()

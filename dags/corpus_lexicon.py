"""What the corpus teaches: count its words, and let later runs weigh merged words by the counts.

**build** counts the words of all documents, and which ones stand side by side · **put_in_use** makes
the new lexicon the one that later runs load, and drops old ones.

What the corpus writes apart ten thousand times is what a merged word should become, and a name that it
repeats is a word. Runs record the lexicon's version in `spacing_version`. Documents that are in the
lake already stay as they are until a run of *News corpus* is asked to process what is outdated.

It runs once a week rather than after every night: each new lexicon is a new version, and a corpus changes
little in a night. While there is no corpus yet, the run is skipped. To go back to an older lexicon, or to
none: `warraq lexicon use`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import Asset, CronTriggerTimetable, chain, dag, task
from airflow.sdk.exceptions import AirflowSkipException

from warraq.ops.params import WAIT_FOR_THE_SCHEDULE
from warraq.settings import get_settings

SETTINGS = get_settings()
LEXICON = Asset("warraq.lexicon", uri="warraq://lexicon/current", group="warraq")


@task
def build() -> str:
    """Count the corpus in bounded memory and store the lexicon under its version, which is given on."""
    from warraq.corpus_lexicon.build import build
    from warraq.errors import MissingDataError

    try:
        return str(build(SETTINGS)["version"])
    except MissingDataError as nothing_yet:
        raise AirflowSkipException(str(nothing_yet)) from nothing_yet


@task(outlets=[LEXICON])
def put_in_use(version: str) -> dict[str, Any]:
    """Point later runs to the lexicon, in one step, and drop those that no run needs any more."""
    from warraq.corpus_lexicon.build import put_in_use

    return put_in_use(SETTINGS, version)


@dag(
    dag_display_name="Corpus lexicon",
    description="What the corpus writes apart and what it repeats, for the repair of merged words.",
    doc_md=__doc__,
    schedule=CronTriggerTimetable(
        SETTINGS.lexicon_schedule, timezone=SETTINGS.timezone, run_immediately=WAIT_FOR_THE_SCHEDULE
    ),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=6),
    default_args={"owner": "warraq", "retries": 2, "retry_delay": timedelta(minutes=1)},
    tags=["arabic", "corpus", "warraq"],
)
def corpus_lexicon() -> None:
    """Build, put in use."""
    built = build()
    chain(built, put_in_use(built))


corpus_lexicon()

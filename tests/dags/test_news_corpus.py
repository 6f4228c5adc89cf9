from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.places import CHECKOUT
from warraq.runs import RunRequest
from warraq.schema import TABLES
from warraq.settings import get_settings

pytestmark = pytest.mark.airflow


def load() -> Any:
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(str(CHECKOUT / "dags"))
    assert bag.import_errors == {}
    return bag.dags["news_corpus"]


@pytest.fixture(scope="module")
def dag() -> Any:
    return load()


def test_every_dag_file_gives_dags_without_errors() -> None:
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(str(CHECKOUT / "dags"))
    assert bag.import_errors == {}
    assert {Path(dag.fileloc).name for dag in bag.dags.values()} == {
        path.name for path in (CHECKOUT / "dags").glob("*.py")
    }


def test_stages_follow_each_other_as_in_the_design(dag: Any) -> None:
    order = [
        "ingest.plan", "ingest.batches", "process.batch", "gate.settle", "gate.validate",
        "publish.publish", "publish.serve", "outcome",
    ]  # fmt: skip
    for task, following in pairwise(order):
        assert following in dag.get_task(task).downstream_task_ids
    assert set(dag.task_ids) == {*order, "report"}
    assert set(dag.task_group.children) == {"ingest", "process", "gate", "publish", "report", "outcome"}


def test_the_report_waits_for_every_stage_and_runs_whatever_failed(dag: Any) -> None:
    report = dag.get_task("report")
    assert report.trigger_rule == "all_done"
    upstream = {task.task_id for task in report.get_flat_relatives(upstream=True)}
    assert upstream == set(dag.task_ids) - {"report", "outcome"}
    assert "process.batch" in report.upstream_task_ids, "or it is written while batches still run"


def test_one_leaf_carries_the_failures_of_all_tasks(dag: Any) -> None:
    assert [task.task_id for task in dag.leaves] == ["outcome"]
    outcome = dag.get_task("outcome")
    assert outcome.trigger_rule == "none_failed"
    assert {"publish.serve", "report"} == outcome.upstream_task_ids


def test_batches_are_mapped_and_tried_again_but_validation_is_not(dag: Any) -> None:
    from airflow.sdk.definitions.mappedoperator import MappedOperator

    batch = dag.get_task("process.batch")
    assert isinstance(batch, MappedOperator)
    for name in ("process.batch", "gate.settle", "publish.publish", "publish.serve"):
        task = dag.get_task(name)
        assert task.retries >= 2
        assert task.retry_exponential_backoff
        assert task.max_retry_delay
    assert dag.get_task("gate.validate").retries == 0


def test_runs_nightly_one_at_a_time_without_catching_up(dag: Any) -> None:
    assert dag.catchup is False
    assert dag.max_active_runs == 1
    assert timedelta(0) < dag.dagrun_timeout < timedelta(days=1)
    assert dag.start_date is None, "with one, switching the DAG on would start the run that was missed"
    assert dag.timetable.expression == get_settings().schedule


def test_schedule_and_time_zone_come_from_the_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_SCHEDULE", "30 1 * * 0-4")
    monkeypatch.setenv("WARRAQ_TIMEZONE", "Africa/Tunis")
    get_settings.cache_clear()
    timetable = load().timetable
    assert timetable.expression == "30 1 * * 0-4"
    assert str(timetable.timezone) == "Africa/Tunis" or timetable.timezone.name == "Africa/Tunis"


def test_the_params_are_the_fields_of_a_request(dag: Any) -> None:
    assert set(dag.params) == {field.name for field in fields(RunRequest)} - {"run_id"}
    defaults = dag.params.dump()
    assert RunRequest(run_id="x", **defaults) == RunRequest(run_id="x")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", 0), ("limit", "many"), ("reprocess", "some"), ("dry_run", "yes"),
        ("sources", [1]), ("sources", "jawhara"), ("input_dir", 7),
    ],
)  # fmt: skip
def test_the_form_refuses_values_that_cannot_be_used(dag: Any, name: str, value: object) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    with pytest.raises(ParamValidationError):
        dag.params.get_param(name).__copy__().resolve(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("limit", 1), ("limit", None), ("reprocess", "outdated"), ("sources", ["جوهرة"]), ("input_dir", "/x")],
)
def test_the_form_takes_values_that_can(dag: Any, name: str, value: object) -> None:
    assert dag.params.get_param(name).__copy__().resolve(value) == value


def test_every_param_explains_itself_and_every_choice_has_a_label(dag: Any) -> None:
    for name in dag.params:
        schema = dag.params.get_param(name).schema
        assert schema["title"]
        assert schema["description_md"]
        assert set(schema.get("values_display", {})) == set(schema.get("enum", []))


def test_the_ui_finds_documentation_an_owner_and_tags(dag: Any) -> None:
    assert "Trigger" in dag.doc_md
    assert dag.owner == "warraq"
    assert "warraq" in dag.tags
    undocumented = [task.task_id for task in dag.tasks if not task.doc_md and task.task_id != "outcome"]
    assert undocumented == []


def test_publishing_announces_every_table(dag: Any) -> None:
    outlets = {asset.name for asset in dag.get_task("publish.publish").outlets}
    assert outlets == {f"warraq.{name}" for name in TABLES}
    assert [asset.name for asset in dag.get_task("publish.serve").outlets] == ["warraq.warehouse"]


def test_reading_the_file_imports_nothing_heavy() -> None:
    import subprocess
    import sys

    program = (
        "import sys, runpy; runpy.run_path(sys.argv[1]);"
        "print([m for m in ('great_expectations', 'pandas', 'duckdb', 'camel_tools') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(CHECKOUT / "dags" / "news_corpus.py")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"

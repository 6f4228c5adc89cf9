from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.places import CHECKOUT
from warraq.settings import get_settings

pytestmark = pytest.mark.airflow


def load() -> Any:
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(str(CHECKOUT / "dags" / "corpus_lexicon.py"))
    assert bag.import_errors == {}
    return bag.dags["corpus_lexicon"]


@pytest.fixture(scope="module")
def dag() -> Any:
    return load()


def test_what_is_built_is_put_in_use_and_announced(dag: Any) -> None:
    assert set(dag.task_ids) == {"build", "put_in_use"}
    assert dag.get_task("build").downstream_task_ids == {"put_in_use"}
    assert [asset.name for asset in dag.get_task("put_in_use").outlets] == ["warraq.lexicon"]
    assert all(task.retries for task in dag.tasks)


def test_runs_weekly_one_at_a_time_without_catching_up(dag: Any) -> None:
    assert dag.catchup is False
    assert dag.max_active_runs == 1
    assert dag.start_date is None, "with one, switching the DAG on would start the run that was missed"
    assert dag.timetable.expression == get_settings().lexicon_schedule
    assert dag.timetable.expression.split()[4] != "*"


def test_the_schedule_comes_from_the_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_LEXICON_SCHEDULE", "15 4 1 * *")
    get_settings.cache_clear()
    assert load().timetable.expression == "15 4 1 * *"


def test_the_ui_finds_documentation(dag: Any) -> None:
    assert "version" in dag.doc_md
    assert dag.owner == "warraq"
    assert [task.task_id for task in dag.tasks if not task.doc_md] == []

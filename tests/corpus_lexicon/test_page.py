from __future__ import annotations

import re
import shlex

import pytest
from typer.testing import CliRunner

from tests.places import CHECKOUT
from warraq.cli import app
from warraq.execute import execute
from warraq.lake.serve import open_warehouse
from warraq.runs import RunRequest
from warraq.sample import SAMPLE_INBOX
from warraq.settings import Settings, get_settings

pytest.importorskip("warraq.spacing.lexicon")


@pytest.fixture
def sample(home: object, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home of its own with the sample corpus published."""
    monkeypatch.setenv("WARRAQ_INPUT_DIR", str(SAMPLE_INBOX))
    get_settings.cache_clear()
    execute(RunRequest("first"), 1, lambda *_: None)
    return get_settings()


def test_every_command_of_the_page_works(sample: Settings) -> None:
    page = (CHECKOUT / "docs" / "corpus_lexicon.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ warraq (.*)$", page, re.M)
    assert len(commands) >= 4
    for command in commands:
        done = CliRunner().invoke(app, shlex.split(command))
        assert done.exit_code == 0, (command, done.output, done.exception)
        assert done.stdout.strip(), command


def test_the_lexicon_is_recorded_with_the_run_and_its_documents(sample: Settings) -> None:
    assert CliRunner().invoke(app, ["lexicon", "build"]).exit_code == 0
    version = (sample.home / "lexicon" / "current").read_text().strip()
    execute(RunRequest("second", reprocess="outdated"), 1, lambda *_: None)
    with open_warehouse(sample) as connection:
        runs = connection.execute("SELECT spacing_version FROM runs ORDER BY started_at").fetchall()
        made = connection.execute("SELECT DISTINCT spacing_version FROM documents").fetchall()
    assert [version in spacing for (spacing,) in runs] == [False, True]
    assert made == runs[1:]


@pytest.mark.airflow
def test_the_dag_builds_and_puts_in_use_or_skips_what_is_not_there(sample: Settings) -> None:
    from tests.dags.test_corpus_lexicon import load

    dag = load()
    told = {task: dag.get_task(task).python_callable for task in dag.task_ids}
    version = told["build"]()
    assert told["put_in_use"](version)["version"] == version
    sample.warehouse.unlink()
    from airflow.sdk.exceptions import AirflowSkipException

    with pytest.raises(AirflowSkipException, match="warraq run"):
        told["build"]()

from __future__ import annotations

import os
import stat
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.places import CHECKOUT
from warraq.errors import MissingDataError
from warraq.ops import environment
from warraq.settings import Settings, get_settings


def test_all_state_is_under_the_home(home: Path) -> None:
    ours = environment.airflow_environment(get_settings())
    assert ours["AIRFLOW_HOME"] == str(home / "airflow")
    for name in (
        "AIRFLOW_CONFIG",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER",
    ):
        assert Path(ours[name]).is_relative_to(home)
    assert ours["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] == f"sqlite:///{home}/airflow/airflow.db"
    assert ours["AIRFLOW__CORE__DAGS_FOLDER"] == str(CHECKOUT / "dags")
    assert ours["WARRAQ_HOME"] == str(home)


def test_what_another_project_set_is_overruled(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_HOME", "/elsewhere")
    monkeypatch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://production")
    monkeypatch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS", "True")
    ours = environment.airflow_environment(get_settings())
    assert ours["AIRFLOW_HOME"] == str(home / "airflow")
    assert "production" not in ours["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]
    assert ours["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS"] == "False"


def test_servers_listen_on_loopback_at_the_port_of_the_settings(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_PORT", "18123")
    ours = environment.airflow_environment(Settings())
    assert ours["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert ours["AIRFLOW__API__PORT"] == "18123"
    assert ours["AIRFLOW__API__BASE_URL"] == "http://127.0.0.1:18123"


def test_the_rest_of_the_environment_stays(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/mine")
    monkeypatch.setenv("SOMETHING", "else")
    ours = environment.airflow_environment(get_settings())
    assert ours["SOMETHING"] == "else"
    assert ours["PYTHONPATH"].split(os.pathsep) == [str(CHECKOUT / "config"), "/mine"]


@pytest.mark.airflow
def test_migration_makes_a_private_database_once(home: Path) -> None:
    settings = get_settings()
    environment.migrate(settings)
    database = home / "airflow" / "airflow.db"
    assert database.stat().st_size > 0
    assert stat.S_IMODE((home / "airflow").stat().st_mode) == 0o700
    assert (home / "airflow" / "migrated").read_text() == version("apache-airflow")
    database.unlink()
    environment.migrate(settings)
    assert not database.exists(), "a second call found the stamp and did nothing"


@pytest.mark.airflow
def test_a_failed_migration_names_its_log(home: Path) -> None:
    (home / "airflow").mkdir(parents=True)
    (home / "airflow" / "airflow.db").mkdir()
    with pytest.raises(MissingDataError, match=r"migrate\.log"):
        environment.migrate(get_settings())
    assert not (home / "airflow" / "migrated").exists()

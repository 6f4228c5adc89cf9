from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from warraq.errors import SettingsError
from warraq.ops.environment import airflow_home, logs_dir
from warraq.settings import Settings, get_settings
from warraq.spacing.corpus import lexicon_dir
from warraq.spacing.exceptions import exceptions_file

if TYPE_CHECKING:
    from pathlib import Path


def test_all_state_lies_under_home(home: Path) -> None:
    settings = get_settings()
    assert settings.home == home
    for path in (
        settings.inbox,
        settings.staging_dir,
        settings.lake_dir,
        settings.warehouse,
        settings.reports_dir,
    ):
        assert path.is_relative_to(home)


@pytest.mark.usefixtures("home")
def test_an_unusable_value_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_WORKERS", "many")
    with pytest.raises(SettingsError, match="WARRAQ_WORKERS"):
        get_settings()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Africa"])
def test_an_unknown_time_zone_names_its_variable(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("WARRAQ_TIMEZONE", zone)
    with pytest.raises(SettingsError, match="WARRAQ_TIMEZONE: There is no time zone"):
        get_settings()


def test_a_home_that_duckdb_cannot_open_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_HOME", str(home / "what?"))
    with pytest.raises(SettingsError, match=r"WARRAQ_HOME.*question mark"):
        get_settings()


@pytest.mark.usefixtures("home")
def test_every_folder_that_is_written_is_known() -> None:
    settings = get_settings()
    written = {settings.staging_dir, settings.lake_dir, settings.warehouse.parent, settings.reports_dir}
    written |= {settings.names_dir, exceptions_file(settings).parent, lexicon_dir(settings)}
    written |= {airflow_home(settings), logs_dir(settings)}
    assert set(settings.state_dirs) == written


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())

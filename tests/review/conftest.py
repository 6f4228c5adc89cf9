from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from warraq import settings
from warraq.execute import execute
from warraq.runs import RunRequest
from warraq.sample import SAMPLE_INBOX


def _clean_environment(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    for name in [name for name in os.environ if name.startswith("WARRAQ_") and name != "WARRAQ_SHARED"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WARRAQ_HOME", str(home))
    settings.get_settings.cache_clear()


@pytest.fixture(scope="package")
def _published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "home"
    with pytest.MonkeyPatch.context() as monkeypatch:
        _clean_environment(monkeypatch, folder)
        execute(RunRequest("first", str(SAMPLE_INBOX)), 1, lambda *_: None)
    settings.get_settings.cache_clear()
    return folder


@pytest.fixture
def corpus(_published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own with the sample corpus published, as WARRAQ_HOME."""
    folder = tmp_path / "home"
    shutil.copytree(_published, folder)
    _clean_environment(monkeypatch, folder)
    yield folder
    settings.get_settings.cache_clear()

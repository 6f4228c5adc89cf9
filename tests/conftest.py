from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.places import CHECKOUT
from warraq import settings
from warraq.ops.environment import airflow_environment

# Airflow reads its environment when it is first imported, in whichever test that happens; this
# keeps it away from the home, the database and the DAGs of the person who runs the tests.
_AIRFLOW = tempfile.mkdtemp(prefix="warraq-tests-")
atexit.register(shutil.rmtree, _AIRFLOW, ignore_errors=True)
os.environ.update(
    {
        name: value
        for name, value in airflow_environment(settings.Settings(home=Path(_AIRFLOW))).items()
        if name.startswith("AIRFLOW")
    }
)

# In CI the examples are the same every time, so that a change is not refused for an old fault; new
# ones are found elsewhere. `HYPOTHESIS_PROFILE=thorough pytest` tries fifty times as many.
hypothesis.settings.register_profile("default", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=5000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A WARRAQ_HOME of its own, with nothing else set; its name has a blank and Arabic letters."""
    for name in [name for name in os.environ if name.startswith("WARRAQ_") and name != "WARRAQ_SHARED"]:
        monkeypatch.delenv(name)
    folder = tmp_path / "home of ورّاق"
    monkeypatch.setenv("WARRAQ_HOME", str(folder))
    settings.get_settings.cache_clear()
    yield folder
    settings.get_settings.cache_clear()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development corpora beside the checkout; skips where they are absent."""
    folder = Path(os.environ.get("WARRAQ_SHARED") or CHECKOUT.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip("the development corpora (../shared or WARRAQ_SHARED) are not here")
    return folder

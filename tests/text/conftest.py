"""Where the development corpora are, for the tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data(shared: Path) -> Path:
    """The folder of development corpora beside the checkout; WARRAQ_SHARED overrides."""
    return shared / "data"

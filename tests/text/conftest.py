"""Profiles of the property tests, and where the development corpora are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# HYPOTHESIS_PROFILE=thorough pytest tests/text: fifty times as many examples.
settings.register_profile("default", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of development corpora beside the checkout; WARRAQ_SHARED overrides."""
    beside = Path(__file__).parents[3] / "shared"
    folder = Path(os.environ.get("WARRAQ_SHARED", beside)) / "data"
    if not folder.is_dir():
        pytest.skip(f"no development corpora in {folder}")
    return folder

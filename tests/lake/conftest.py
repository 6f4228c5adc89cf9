from __future__ import annotations

from pathlib import Path

import pytest

from warraq.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    # A home whose path would break careless quoting: space, quote, brackets, Arabic letters.
    return Settings(home=tmp_path / "it's [my] أرشيف")

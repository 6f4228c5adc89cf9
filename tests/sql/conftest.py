from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.sql.sample import build
from warraq.lake.serve import open_warehouse
from warraq.settings import Settings


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A lake of a few articles, published in two runs, and its serving database."""
    settings = Settings(home=tmp_path_factory.mktemp("home") / "it's أرشيف")
    build(settings)
    return settings


@pytest.fixture
def warehouse(served: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(served) as connection:
        yield connection


@pytest.fixture(scope="session")
def checkout() -> Path:
    return Path(__file__).parents[2]

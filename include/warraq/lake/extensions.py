"""DuckDB extensions from installed wheels, so that nothing is downloaded at run time."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import duckdb

from warraq.errors import LakeError
from warraq.lake.statements import literal


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load the extension `name` into `connection`, from PyPI's wheel or else from DuckDB's own store.

    Args:
        connection: Any DuckDB connection.
        name: Extension as DuckDB calls it, such as `ducklake` or `sqlite_scanner`.

    Raises:
        LakeError: It is neither installed nor to be had.
    """
    binary = _wheel_binary(name)
    try:
        if binary is not None:
            connection.execute(f"LOAD {literal(binary)}")
        else:
            connection.execute(f"INSTALL {name}; LOAD {name}")
    except duckdb.Error as error:
        package = f"duckdb-extension-{name.replace('_', '-')}"
        raise LakeError(
            f"DuckDB's extension {name} cannot be loaded ({_first_line(error)}). "
            f"Install it with: pip install {package}=={duckdb.__version__}"
        ) from error


def _wheel_binary(name: str) -> Path | None:
    spec = find_spec(f"duckdb_extension_{name}")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations)))
    binary = folder / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    return binary if binary.is_file() else None


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]

"""Named SQL statements, kept as files in `sql/` rather than as strings in the code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warraq.errors import WarraqError

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parents[1] / "sql"


@cache
def sql_dir() -> Path:
    """The folder of SQL files: `sql/` of an editable checkout, or the copy inside a wheel.

    Raises:
        WarraqError: Neither is there, so the installation is broken.
    """
    for folder in (_PACKAGE / "_sql", _CHECKOUT):
        if (folder / "macros").is_dir():
            return folder
    raise WarraqError(f"The SQL files of Warraq are missing from {_PACKAGE / '_sql'}: install it again.")


@cache
def statement(name: str) -> str:
    """The text of one SQL file.

    Args:
        name: Its path under `sql/` without the suffix, for example `views/latest_runs`.

    Raises:
        KeyError: There is no such file.
    """
    path = sql_dir().joinpath(*name.split("/")).with_suffix(".sql")
    if not path.is_file():
        raise KeyError(f"no SQL statement called {name!r}")
    return path.read_text(encoding="utf-8")


def names(folder: str) -> list[str]:
    """Names of the statements in one folder of `sql/`, in the order they are to be run.

    Args:
        folder: Such as `views`.
    """
    return sorted(f"{folder}/{path.stem}" for path in (sql_dir() / folder).glob("*.sql"))


def literal(value: object) -> str:
    """`value` as a quoted SQL string, for statements that take no parameters (LOAD, ATTACH, COMMENT)."""
    return "'" + str(value).replace("'", "''") + "'"

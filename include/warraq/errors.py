"""The few errors Warraq raises on purpose. Each message says what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class WarraqError(Exception):
    """Something the person running Warraq can act on.

    The command line prints the message without a traceback and exits with `exit_code`.
    """

    exit_code = 1


class SettingsError(WarraqError):
    """A setting, Param or option has a value that cannot be used."""

    exit_code = 2


class InputError(WarraqError):
    """The input folder, file or query that was asked for cannot be used."""

    exit_code = 2


class MissingDataError(WarraqError):
    """A database, model or optional data set that is needed is not there (yet)."""

    exit_code = 3


class LakeError(WarraqError):
    """The lake is locked, damaged, or was written by an incompatible version."""

    exit_code = 4


class StorageError(WarraqError):
    """A disk is full or fails, a folder cannot be written, or memory has run out."""

    exit_code = 6


class ValidationError(WarraqError):
    """The staged tables broke a critical expectation, so nothing was published.

    Args:
        message: What broke, in one line.
        failures: One entry a failed expectation: `table`, `column`, `expectation`,
            `unexpected_count`, and `rows`, a sample of the failing rows.
        report: Path of the report that shows all of it, or "" if none was written.
    """

    exit_code = 5

    def __init__(self, message: str, failures: Sequence[dict[str, Any]] = (), report: str = "") -> None:
        super().__init__(message)
        self.failures = list(failures)
        self.report = report

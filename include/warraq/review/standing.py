"""How far the review of a corpus has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from warraq.lake.statements import statement
from warraq.spacing.exceptions import KEEP, Exceptions

if TYPE_CHECKING:
    import duckdb


class Standing(NamedTuple):
    """Counts; words are distinct."""

    kept: int
    """Words that people decided to leave as they are."""
    split: int
    """Words that people decided to take apart."""
    repairs: int
    """Repairs that nobody has decided about."""
    suggestions: int
    outdated: int
    """Documents made by another version of model, lexicon, exceptions or threshold."""
    documents: int


def standing(connection: duckdb.DuckDBPyConnection, exceptions: Exceptions, version: str) -> Standing:
    """Count what is decided, what waits, and what is out of date.

    Args:
        connection: The serving database.
        exceptions: The list as it is now.
        version: Version of the merged-word model that a run would use now.
    """
    kept = sum(decision.decision == KEEP for decision in exceptions.decisions)
    waiting = connection.execute(statement("review/waiting"), {"decided": list(exceptions.words)}).fetchone()
    outdated = connection.execute(statement("review/outdated"), {"version": version}).fetchone()
    assert waiting is not None
    assert outdated is not None
    return Standing(kept, len(exceptions.decisions) - kept, *waiting, *outdated)

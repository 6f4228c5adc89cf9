"""Merged words that were repaired or suggested, as a CSV file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from warraq.errors import InputError
from warraq.lake.statements import statement
from warraq.review.sheet import COLUMNS, context_cell, text_cell
from warraq.spacing.exceptions import Exceptions, fault

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Selection:
    """Which cases a person wants to see.

    Attributes:
        suggestions: What was not sure enough to be repaired.
        repairs: What was repaired.
        limit: At most so many rows; None: all.
        min_score: Least mean score, 0 to 1.
        max_score: Largest mean score.
        decided: Also words that somebody decided about already, with that decision filled in.
    """

    suggestions: bool = True
    repairs: bool = True
    limit: int | None = None
    min_score: float = 0.0
    max_score: float = 1.0
    decided: bool = False


class Case(NamedTuple):
    """One way to take one word apart, wherever it occurs; contexts are up to 80 code points."""

    before: str
    after: str
    occurrences: int
    documents: int
    repaired: int
    """Occurrences that were repaired; the others were suggested."""
    score: float
    """Mean over the occurrences."""
    rule: str
    doc_id: str
    """Document of the first context."""
    before_it: str
    after_it: str
    before_other: str
    after_other: str

    @property
    def status(self) -> str:
        """`repaired`, `suggested`, or `both`."""
        if self.repaired == self.occurrences:
            return "repaired"
        return "both" if self.repaired else "suggested"


class Exported(NamedTuple):
    """What an export came to."""

    rows: int
    left_out: int
    """Repairs joined with another change beside the word, so that they cannot be decided alone."""


def cases(connection: duckdb.DuckDBPyConnection, selection: Selection) -> Iterator[Case]:
    """The distinct repairs and suggestions of the corpus, most frequent first.

    Args:
        connection: The serving database.
        selection: Which ones; `limit` and `decided` are left to the caller.
    """
    bounds = {
        "repairs": selection.repairs,
        "suggestions": selection.suggestions,
        # Scores are stored in 32 bits, so that 0.85 comes back as 0.8500000238.
        "least": selection.min_score - 1e-6,
        "most": selection.max_score + 1e-6,
    }
    with connection.cursor() as cursor:
        found = cursor.execute(statement("review/cases"), bounds)
        while rows := found.fetchmany(10_000):
            yield from (Case(*row) for row in rows)


def export(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    selection: Selection,
    exceptions: Exceptions,
    *,
    delimiter: str = ",",
    overwrite: bool = False,
) -> Exported:
    """Write the selected cases to a CSV file: UTF-8 with byte order mark, CRLF.

    Args:
        connection: The serving database.
        file: What to write.
        selection: Which cases.
        exceptions: What has been decided already.
        delimiter: `;` for a spreadsheet of a country that writes decimals with a comma.
        overwrite: Replace `file` if it exists; somebody's decisions may be in it.

    Raises:
        InputError: The file exists, or cannot be written.
    """
    left_out = 0
    rows: list[list[object]] = []
    for case in cases(connection, selection):
        if len(rows) == selection.limit:
            break
        if fault(case.before, case.after):
            left_out += case.occurrences
        elif selection.decided or case.before not in exceptions.words:
            rows.append(_row(case, exceptions))
    try:
        with file.open("w" if overwrite else "x", encoding="utf-8-sig", newline="") as output:
            # Quoted, a text stays in one cell whatever delimiters the spreadsheet looks for.
            writer = csv.writer(
                output, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC
            )
            writer.writerow(COLUMNS)
            writer.writerows(rows)
    except FileExistsError as error:
        raise InputError(
            f"{file} exists, perhaps with decisions in it: name another file, or add --overwrite."
        ) from error
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}.") from error
    return Exported(len(rows), left_out)


def _row(case: Case, exceptions: Exceptions) -> list[object]:
    decision, instead = "", ""
    decided = exceptions.words.get(case.before)
    if decided is not None:
        decision = "yes" if decided == case.after else "no" if decided == case.before else ""
        instead = "" if decision else decided
    # A repaired word stands in the text as it was repaired.
    shown = case.after if case.repaired else case.before
    other = context_cell(case.before_other, shown, case.after_other)
    return [
        decision,
        text_cell(instead),
        text_cell(case.before),
        text_cell(case.after),
        context_cell(case.before_it, shown, case.after_it),
        other if case.before_other or case.after_other else "",
        case.status,
        case.occurrences,
        case.documents,
        case.score,
        case.rule,
        case.doc_id,
    ]

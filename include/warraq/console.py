"""What `warraq run`, `sql`, `status` and `tour` print."""

from __future__ import annotations

import csv
import json
import re
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from warraq import runs
from warraq.errors import InputError
from warraq.execute import execute
from warraq.lake.maintain import compact
from warraq.lake.publish import balance
from warraq.lake.queries import queries, run_query
from warraq.lake.serve import open_warehouse
from warraq.lake.statements import statement
from warraq.settings import get_settings
from warraq.text.letters import LETTERS

if TYPE_CHECKING:
    import duckdb

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

ARABIC = re.compile(f"[{LETTERS}]")
RIGHT_TO_LEFT, POP = "\u2067", "\u2069"
"""Unicode isolates: a terminal that knows them shows the Arabic between them right to left."""


TOUR = {
    "Merged words that were repaired": "merged_words",
    "Most named": "names",
    "In quarantine": "quarantine",
}
"""Headings of the tour, each with its statement in sql/tour/."""

TRY_NEXT = """  warraq sql @most_named           one of the worked queries (docs/queries.md)
  warraq sql "SELECT * FROM search_ar('الولايات المتحدة')"
  warraq clean FILE --json         one text: edits, sentences, mentions, dates
  make up                          Airflow, with the Corpus page in its navigation
"""


def run_with_progress(request: runs.RunRequest, workers: int | None) -> None:
    """Do one run with a bar a stage on standard error, then say on standard output what came of it."""
    columns = (
        SpinnerColumn(), TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), TextColumn("{task.fields[note]}"),
    )  # fmt: skip
    with Progress(*columns, console=errors) as progress:
        tasks: dict[str, Any] = {}

        def on_stage(stage: str, done: int, total: int, note: str) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=total, note=note)
            progress.update(tasks[stage], completed=done, total=total, note=note)

        outcome = execute(request, workers or get_settings().workers, on_stage)
    _print_outcome(outcome)


def _print_outcome(outcome: dict[str, Any]) -> None:
    stages = outcome["stages"]
    planned, published, settled = stages["plan"], stages["publish"], stages.get("settle", {})
    found = f"{_count(planned['discovered'], 'file')} found, {planned['unchanged']:,} of them known already"
    if outcome["status"] == "nothing_new":
        told = f"Nothing new: {found}."
    elif outcome["status"] == "dry_run":
        told = f"Dry run, nothing published: {found}; {_count(settled.get('documents', 0), 'document')} would be new."
    else:
        told = (
            f"Published: {_count(published['documents'], 'document')}, {_count(published['duplicates'], 'duplicate')}, "
            f"{published['quarantined']:,} in quarantine; {found}."
        )
    say(told)
    if settled.get("unread"):
        say(
            f"{_count(settled['unread'], 'file')} of the corpus could not be read this time; what they gave "
            "before stays."
        )
    say(f"Report: {outcome['report']}")
    if outcome["status"] == "published":
        say("Next: warraq tour, or warraq sql 'SELECT * FROM documents LIMIT 5'")


def say(line: str) -> None:
    """Print a line whole, for the terminal to wrap: a path broken in two cannot be clicked or copied."""
    console.print(line, soft_wrap=True)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def print_query(text: str, form: str, parameters: list[str]) -> None:
    """Print the rows of one statement on the serving database.

    Args:
        text: A statement, or `@` and the name of a worked query.
        form: `box`, `csv` or `json`.
        parameters: `name=value` for parameters of a worked query.

    Raises:
        InputError: The statement is wrong; DuckDB's own message is passed on.
        MissingDataError: There is no serving database yet.
    """
    import duckdb

    with open_warehouse(get_settings()) as connection:
        try:
            if text.startswith("@"):
                found = connection.from_arrow(run_query(connection, text[1:], _assignments(parameters)))
            elif parameters:
                raise InputError("--set goes with a worked query (@NAME); there are " + _query_names())
            else:
                found = connection.sql(text)
            _print_relation(found, form)
        except duckdb.Error as error:
            if "Corrupt database file" in str(error):
                raise
            raise InputError(str(error)) from error


def _assignments(parameters: list[str]) -> dict[str, str]:
    pairs = [parameter.partition("=") for parameter in parameters]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise InputError(f"--set takes NAME=VALUE, not {wrong[0]!r}.")
    return {name: value for name, _, value in pairs}


def _query_names() -> str:
    return ", ".join(f"@{query.name}" for query in queries())


def _print_relation(found: duckdb.DuckDBPyRelation | None, form: str) -> None:
    if found is None:
        return
    if form == "box":
        found.show(max_width=console.width, max_rows=100)
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(found.columns)
        while rows := found.fetchmany(10_000):
            writer.writerows(rows)
    else:
        objects = found.to_arrow_table().to_pylist()
        json.dump(objects, sys.stdout, ensure_ascii=False, indent=1, default=str)
        sys.stdout.write("\n")


def print_status() -> None:
    """Print the counts of the corpus, its last runs, and whether every item is accounted for."""
    settings = get_settings()
    with open_warehouse(settings) as connection:
        sums = balance(connection, "main")
        files = connection.sql("SELECT count(*) FROM files").fetchall()[0][0]
        last = connection.sql(statement("tour/runs"))
        say(f"Warehouse  {settings.warehouse}")
        say(f"Files      {files:,}, holding {_count(sums.files_items, 'item')}")
        say(
            f"Items      {_count(sums.documents, 'document')} + {_count(sums.duplicates, 'duplicate')} "
            f"+ {sums.quarantined:,} in quarantine: {'balances' if sums.holds else 'DOES NOT BALANCE'}"
        )
        console.print(_table("Last runs", last.columns, last.fetchall()))


def print_tour() -> None:
    """Print what a first look at the corpus should show, and what to try next."""
    print_status()
    with open_warehouse(get_settings()) as connection:
        for title, name in TOUR.items():
            found = connection.sql(statement(f"tour/{name}"))
            console.print(_table(title, found.columns, found.fetchall()))
    console.print("[bold]Try next[/bold]")
    say(TRY_NEXT)


def print_compaction(keep_days: int) -> None:
    """Compact the lake and print what that did."""
    done = compact(get_settings(), keep=timedelta(days=keep_days))
    say(f"Files        {done.files_before:,} before, {done.files_after:,} now")
    say(f"Snapshots    {done.snapshots_expired:,} forgotten")
    say(f"Removed      {_count(done.files_deleted + done.orphans_deleted, 'file')} that nobody needs")
    say(f"Dead runs    {', '.join(done.runs_swept) or 'none'}")


def _table(title: str, columns: list[str], rows: list[tuple[Any, ...]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    return table


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and ARABIC.search(value):
        return f"{RIGHT_TO_LEFT}{escape(value)}{POP}"
    return escape(f"{value:,}" if isinstance(value, int) else str(value))

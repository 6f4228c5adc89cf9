"""The Corpus pages: what stands in the serving database, as HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warraq.errors import MissingDataError
from warraq.faults import explained
from warraq.settings import Settings
from warraq.ui.listings import listing
from warraq.ui.render import page

PAGE_ROWS = 50
OVERVIEW_ROWS = 12


@dataclass(frozen=True)
class List:
    """A list with pages of its own."""

    title: str
    note: str
    empty: str


LISTS = {
    "merged_words": List(
        "Merged words",
        "Words that stood together in the raw text and were taken apart, most frequent first. "
        "The text stays as it came in raw_documents, and each repair is a row in edits.",
        "No merged word has been repaired.",
    ),
    "suggestions": List(
        "Suggestions",
        "Repairs that were not sure enough to make, the surest first. The text is unchanged there.",
        "There is no suggestion.",
    ),
    "entities": List(
        "Named entities",
        "Who and what the corpus names, most mentions first.",
        "Nobody and nothing is named yet.",
    ),
    "quarantine": List(
        "Quarantine",
        "Files, and items within files, that could not become documents. Mend the file, and the next run takes it.",
        "Nothing is in quarantine.",
    ),
    "runs": List("Runs", "Latest first. Each run leaves a report.", "There has been no run."),
}


def overview(settings: Settings) -> str:
    """The first page: counts, last runs, and the beginning of each list.

    Before the first run it says what to do instead.
    """
    try:
        with open_warehouse(settings) as connection:
            counts = listing(connection, "corpus_counts")[0]
            lists = {name: listing(connection, name, OVERVIEW_ROWS) for name in LISTS if name != "runs"}
            runs = all_runs(settings, connection, OVERVIEW_ROWS)
    except MissingDataError:
        runs = all_runs(settings, None, OVERVIEW_ROWS)
        return page("corpus_empty.html", inbox=settings.inbox, runs=runs)
    return page("corpus.html", counts=counts, lists=lists, runs=runs, about=LISTS)


def list_page(settings: Settings, name: str, number: int) -> str:
    """One page of one list.

    Args:
        settings: Where the serving database is.
        name: A key of `LISTS`.
        number: Number of the page, from 1.

    Raises:
        KeyError: There is no such list.
        MissingDataError: There is no serving database yet.
    """
    about = LISTS[name]
    offset = (number - 1) * PAGE_ROWS
    with open_warehouse(settings) as connection:
        if name == "runs":
            rows = all_runs(settings, connection, offset + PAGE_ROWS + 1)[offset:]
        else:
            rows = listing(connection, name, PAGE_ROWS + 1, offset)
    return page(
        "corpus_list.html",
        name=name,
        about=about,
        rows=rows[:PAGE_ROWS],
        number=number,
        first=offset + 1,
        more=len(rows) > PAGE_ROWS,
    )


def report_html(settings: Settings, run_id: str) -> str:
    """The report of a run.

    Raises:
        MissingDataError: There is none.
    """
    if run_id not in _reported(settings):
        raise MissingDataError(f"There is no report of a run {run_id!r}.")
    return (settings.reports_dir / run_id / "report.html").read_text(encoding="utf-8")


def all_runs(
    settings: Settings, connection: duckdb.DuckDBPyConnection | None, limit: int
) -> list[dict[str, Any]]:
    """Runs, latest first: those in the table `runs`, and those that published nothing but left a report.

    Each row has the columns of `sql/report/runs.sql` and `has_report`.
    """
    reported = _reported(settings)
    published = listing(connection, "runs", limit) if connection else []
    known = {run["run_id"] for run in published}
    columns = dict.fromkeys(published[0]) if published else {}
    # Only the newest reports can be among the newest runs.
    others = [
        {**columns, **run}
        for run in map(_told, list(reported.values())[: limit + len(known)])
        if run and run["run_id"] not in known
    ]
    runs = [{**run, "has_report": run["run_id"] in reported} for run in [*published, *others]]
    return sorted(runs, key=lambda run: str(run.get("started_at") or ""), reverse=True)[:limit]


@contextmanager
def open_warehouse(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The serving database, read-only.

    Raises:
        MissingDataError: It is not there yet.
        LakeError: It is damaged.
    """
    if not settings.warehouse.is_file():
        raise MissingDataError(f"There is no corpus yet at {settings.warehouse}: run the DAG news_corpus.")
    config: dict[str, Any] = {"memory_limit": "1GB", "threads": 2}
    try:
        with duckdb.connect(settings.warehouse, read_only=True, config=config) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            yield connection
    except duckdb.Error as error:
        raise explained(error, settings.home) or error from error


def _reported(settings: Settings) -> dict[str, Path]:
    """Folders of all reports by run, newest first."""
    found = [path.parent for path in settings.reports_dir.glob("*/report.html")]
    found.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
    return {folder.name: folder for folder in found}


def _told(folder: Path) -> dict[str, Any]:
    """The run as its report tells it; empty if `report.json` cannot be read."""
    try:
        told = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        return {**told["run"], "validation": (told["validation"] or {}).get("status", "none")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}

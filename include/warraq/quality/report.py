"""The report of a run: one page that says what was dropped and why, and what the gate found."""

from __future__ import annotations

import json
import platform
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

from warraq.errors import InputError
from warraq.quality.frames import open_staged
from warraq.quality.gate import ValidationOutcome
from warraq.schema import RUNS
from warraq.ui.listings import listing
from warraq.ui.render import page

LISTS = {
    "merged_words": 40,
    "entities": 30,
    "edits_by_kind": 20,
    "quarantine_reasons": 50,
    "quarantine": 200,
    "duplicates": 50,
}
"""The lists in a report, by the name of their statement in `sql/report/`, and their rows at most."""


def gather_facts(files: Mapping[str, Sequence[Path]]) -> dict[str, Any]:
    """The lists of a report, from the staged tables of its run.

    Args:
        files: Parquet files of each staged table, as for `gate.validate`.

    Returns:
        One list of rows for each name in `LISTS`.
    """
    with (
        tempfile.TemporaryDirectory(prefix="warraq-report-") as scratch,
        open_staged(files, Path(scratch), datetime.now(UTC), 1.0) as connection,
    ):
        connection.execute("USE staged")
        return {name: listing(connection, name, rows) for name, rows in LISTS.items()}


def write_report(
    reports_dir: Path,
    run: Mapping[str, Any],
    outcome: ValidationOutcome | None,
    facts: Mapping[str, Any],
) -> Path:
    """Write `report.html` (self-contained), `report.json` and `validation.json` of a run.

    Args:
        reports_dir: Folder of all reports; a folder named after the run is made in it.
        run: Columns of the table `runs`, and `unread`, files of the corpus that could not be
            read this time; `run_id` and `status` are needed, what is not known may be missing.
        outcome: What the gate found, or None where there was nothing to validate.
        facts: The lists of `gather_facts`, and beside them `durations`, seconds of each
            stage by its name; `failures`, `stage` and `message` of what broke, and `published`,
            whether the tables were published before that; and `versions`, more names and
            versions to show. What is missing is not shown.

    Returns:
        The path of `report.html`.

    Raises:
        InputError: `run_id` cannot name a folder.
    """
    folder = run_folder(reports_dir, str(run["run_id"]))
    row = {**dict.fromkeys(RUNS.arrow.names), "unread": 0, **run}
    told = {
        **{name: [] for name in LISTS},
        "durations": {},
        "failures": [],
        "published": False,
        **facts,
        "versions": {**_versions(row, outcome), **facts.get("versions", {})},
    }
    results = outcome.results if outcome else ()
    by_table = [(table, list(found)) for table, found in groupby(results, key=lambda result: result.table)]
    folder.mkdir(parents=True, exist_ok=True)
    validation = outcome.to_dict() if outcome else None
    _write_json(folder / "validation.json", validation)
    _write_json(folder / "report.json", {"run": row, "facts": told, "validation": validation})
    report = folder / "report.html"
    html = page("report.html", run=row, outcome=outcome, by_table=by_table, facts=told)
    report.write_text(html, encoding="utf-8")
    return report


def run_folder(reports_dir: Path, run_id: str) -> Path:
    """The folder of a run's report.

    Raises:
        InputError: `run_id` is no plain file name.
    """
    if run_id in {"", ".", ".."} or any(character in run_id for character in "/\\\0"):
        raise InputError(f"{run_id!r} cannot be the id of a run: it must be a plain file name.")
    return reports_dir / run_id


def _versions(run: Mapping[str, Any], outcome: ValidationOutcome | None) -> dict[str, str]:
    """What made the rows and what judged them."""
    stages = {name: run[f"{name}_version"] for name in ("text", "spacing", "entities")}
    packages = {name: version(name) for name in ("warraq", "duckdb", "pyarrow", "camel-tools")}
    gate = {"great-expectations": outcome.gx_version} if outcome else {}
    known = {name: str(value) for name, value in stages.items() if value}
    return {**known, **packages, **gate, "python": platform.python_version()}


def _write_json(path: Path, value: Any) -> None:
    # Times become ISO 8601; everything else is plain already.
    text = json.dumps(value, ensure_ascii=False, indent=1, default=_iso)
    path.write_text(text + "\n", encoding="utf-8")


def _iso(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a report")

"""A small serving database, with a text in it that would like to be markup."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tests.quality.conftest import Rows, good_rows
from warraq.quality.report import write_report
from warraq.schema import TABLES

HOSTILE = "<script>alert('x')</script>"
STARTED = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)


def run_row(run_id: str, status: str = "published", **counts: int) -> dict[str, Any]:
    """A row of `runs`."""
    return {
        "run_id": run_id,
        "started_at": STARTED,
        "finished_at": STARTED + timedelta(minutes=4),
        "status": status,
        **dict.fromkeys(("discovered", "unchanged", "files", "items", "documents", "duplicates"), 0),
        **dict.fromkeys(("quarantined", "edits", "merged_words", "mentions", "batches", "bytes"), 0),
        **counts,
        "text_version": "t1",
        "spacing_version": "s1",
        "entities_version": "e1",
        "validation": "passed",
        "report": f"reports/{run_id}/report.html",
    }


def rows() -> Rows:
    """The hand-made run of the quality tests, published, with hostile text in what people see."""
    tables = good_rows()
    tables["quarantine"][0]["detail"] = f"3 % of its letters are Arabic. {HOSTILE}"
    tables["mentions"][1]["name"] = f"تونس{HOSTILE}"
    tables["entities"] = []
    tables["runs"] = [
        run_row("r1", files=3, items=4, documents=2, duplicates=1, quarantined=1, merged_words=1234)
    ]
    return tables


def write_home(home: Path) -> None:
    """A WARRAQ_HOME with that database, the report of its run `r1`, and of a run `r2` that was refused."""
    warehouse = home / "warehouse" / "news.duckdb"
    warehouse.parent.mkdir(parents=True)
    with duckdb.connect(warehouse) as connection:
        for name, listed in rows().items():
            connection.register("incoming", pa.Table.from_pylist(listed, TABLES[name].arrow))
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
            connection.unregister("incoming")
    later = {"started_at": STARTED + timedelta(days=1)}
    write_report(home / "reports", run_row("r1"), None, {})
    write_report(home / "reports", {**run_row("r2", "refused"), **later}, None, {})

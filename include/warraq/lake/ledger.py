"""What the lake knows already: asked before a run is planned."""

from __future__ import annotations

import pyarrow as pa

from warraq.errors import MissingDataError
from warraq.lake.catalog import connect
from warraq.schema import FILES
from warraq.settings import Settings

_COLUMNS = ("path", "sha256", "text_version", "spacing_version", "entities_version")


def read_ledger(settings: Settings) -> pa.Table:
    """Path, content hash and versions of every file that was taken in; no rows before the first run."""
    try:
        with connect(settings, read_only=True) as lake:
            return lake.execute(f"SELECT {', '.join(_COLUMNS)} FROM lake.files").to_arrow_table()
    except MissingDataError:
        return FILES.arrow.empty_table().select(_COLUMNS)


def unpublished_run_id(settings: Settings, run_id: str) -> str:
    """`run_id`, or `run_id.2`, `run_id.3`, ... where a run of that name is published already.

    A person may clear and repeat a run that has been published; what it finds the second time
    must not be taken for what was published under its name the first time.
    """
    try:
        with connect(settings, read_only=True) as lake:
            taken = {
                str(row[0])
                for row in lake.execute("SELECT run_id FROM lake.runs WHERE status <> 'refused'").fetchall()
            }
    except MissingDataError:
        return run_id
    candidate, number = run_id, 2
    while candidate in taken:
        candidate, number = f"{run_id}.{number}", number + 1
    return candidate

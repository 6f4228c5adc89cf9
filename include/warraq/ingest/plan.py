"""Which files are new, and which of them go into which batch."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from warraq.ingest.paths import format_of

VERSION_COLUMNS = ("text_version", "spacing_version", "entities_version")

_UNPACKED = 4
"""How many times larger a compressed file is taken to be; text packs three to five times."""
_PER_FILE = 2048
"""What a file costs beside its bytes, in bytes: so that ten thousand tiny files are not one batch."""

Reprocess = Literal["none", "outdated", "all"]


def new_files(
    found: pa.Table,
    ledger: pa.Table,
    reprocess: Reprocess = "none",
    versions: Mapping[str, str] | None = None,
) -> pa.Table:
    """The found files that are to be taken in, sorted by path.

    Args:
        found: Columns path, sha256, bytes, source, one row a path.
        ledger: Columns path, sha256 and the three version columns of `schema.FILES`.
        reprocess: `none`: files whose path and content the ledger does not have; `outdated`:
            also those that another version of a stage made; `all`: all of them.
        versions: The present versions by column name; needed for `outdated`.

    Returns:
        Rows of `found`.

    Raises:
        KeyError: `outdated` without all three versions.
    """
    if reprocess == "all":
        return found.sort_by("path")
    done = ledger
    if reprocess == "outdated":
        for column in VERSION_COLUMNS:
            done = done.filter(pc.field(column) == pc.scalar((versions or {})[column]))
    keys = ["path", "sha256"]
    return found.join(done.select(keys), keys=keys, join_type="left anti").sort_by("path")


def plan_batches(files: pa.Table, batch_bytes: int, max_batches: int) -> list[pa.Table]:
    """Cut `files` into batches of about the same work.

    The largest file goes first, each into the batch that is smallest so far (the LPT rule of
    Graham, "Bounds on multiprocessing timing anomalies", 1969: at most 4/3 of the best possible
    largest batch). The same files give the same batches, in whatever order they come.

    Args:
        files: Columns path and bytes, and whatever else.
        batch_bytes: Bytes of text aimed at in a batch; compressed files count four times.
        max_batches: Batches at most; they grow beyond `batch_bytes` if need be.

    Returns:
        The batches, none of them empty, each sorted by path; no batch for no files.
    """
    if not files.num_rows:
        return []
    files = files.sort_by("path")
    weights = _weights(files)
    wanted = -(-int(weights.sum()) // batch_bytes)
    count = max(1, min(wanted, max_batches, files.num_rows))
    smallest = [(0, number) for number in range(count)]
    batch_of = np.empty(files.num_rows, dtype=np.int32)
    for row in np.argsort(-weights, kind="stable"):
        weight, number = smallest[0]
        batch_of[row] = number
        heapq.heapreplace(smallest, (weight + int(weights[row]), number))
    return [files.take(np.flatnonzero(batch_of == number)) for number in range(count)]


def _weights(files: pa.Table) -> npt.NDArray[np.int64]:
    packed = [_is_packed(str(path)) for path in files["path"].to_pylist()]
    size = files["bytes"].to_numpy().astype(np.int64)
    return np.where(packed, size * _UNPACKED, size) + _PER_FILE


def _is_packed(path: str) -> bool:
    kind, gzipped = format_of(path)
    return gzipped or kind in ("zip", "tar")

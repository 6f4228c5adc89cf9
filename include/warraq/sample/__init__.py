"""Some twenty short news texts with every defect that real ones show, and what must become of them.

All of it was written for Warraq; people, papers and events are made up, places and
organisations are real. `inbox/` is an input folder; `expected.json` says what each file in it
has to end as; `parts/` holds the texts that `build` packs into binary files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent

SAMPLE_INBOX = _HERE / "inbox"
"""The input folder."""
SAMPLE_PARTS = _HERE / "parts"
"""Texts in UTF-8, before they are packed or written in another encoding."""


def sample_expectations() -> dict[str, Any]:
    """What a run over `SAMPLE_INBOX` must give.

    Returns:
        Lists of objects, each with `path` and `item`: `documents` (title, source, published_at,
        encoding, language), `duplicates` (of_path, of_item), `quarantine` (reason),
        `merged_words` (before, after, certain), `mentions` (name, label),
        `dates` (surface, starts_on: all of them); and `ignored`, paths
        of leftovers.
    """
    expected: dict[str, Any] = json.loads((_HERE / "expected.json").read_text("utf-8"))
    return expected

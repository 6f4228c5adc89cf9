from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warraq.lake.ddl import create_table
from warraq.schema import TABLES
from warraq.settings import Settings, get_settings

RAW = {
    "a": ("زار ريالدول مقر الأممالمتحدة.", [("ريالدول", "ريال دول", "frequency"), ("الأممالمتحدة", "الأمم المتحدة", "reviewed")]),
    "b": ("قال ريالدول إن الأمم المتحدة، وFBI", []),
    "c": ("زار ريالدول مقر NSAوFBI", [("ريالدول", "ريال دول", "frequency"), ("NSAوFBI", "NSA وFBI", "seam")]),
}  # fmt: skip
"""Raw texts by document, each with the repairs that were made: before, after, rule."""
WRITTEN = {
    "a": "زار ريالدول مقر الأمم المتحدة.",
    "b": "قال ريالدول إن الأمم المتحدة، وFBI",
    "c": "زار ريالدول مقر NSA وFBI",
}
"""What the authors wrote, but for what is certain."""


@pytest.fixture
def corpus(home: Path) -> Settings:
    """A home whose serving database holds RAW, cleaned."""
    settings = get_settings()
    settings.warehouse.parent.mkdir(parents=True)
    with duckdb.connect(str(settings.warehouse)) as warehouse:
        for name in ("documents", "edits"):
            warehouse.execute(create_table(TABLES[name], name))
            for column in warehouse.table(name).columns:
                warehouse.execute(f"ALTER TABLE {name} ALTER {column} DROP NOT NULL")
        for doc_id, (raw, repairs) in RAW.items():
            text = raw
            for before, after, rule in repairs:
                start = text.index(before)
                text = text[:start] + after + text[start + len(before) :]
                warehouse.execute(
                    "INSERT INTO edits (doc_id, kind, text_start, text_end, before, after, rule, score) "
                    "VALUES (?, 'merged_word', ?, ?, ?, ?, ?, 1.0)",
                    [doc_id, start, start + len(after), before, after, rule],
                )
            warehouse.execute("INSERT INTO documents (doc_id, text) VALUES (?, ?)", [doc_id, text])
    return settings

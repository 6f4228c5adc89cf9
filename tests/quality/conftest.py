"""A tiny staged run, written by hand: two documents, a duplicate, a quarantined file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warraq.quality.suites import JUDGED
from warraq.schema import TABLES

Rows = dict[str, list[dict[str, Any]]]
Stage = Callable[[Rows], dict[str, list[Path]]]

FIRST = "0" * 31 + "a"
SECOND = "0" * 31 + "b"

# A merged word with a tatweel inside, which gives an edit within an edit.
RAW = "زيارة\nوصل وفد الولايـاتالمتحدة إلى تونس."
TEXT = "زيارة\nوصل وفد الولايات المتحدة إلى تونس."
MERGED, REPAIRED = "الولايـاتالمتحدة", "الولايات المتحدة"

VERSIONS = {"text_version": "t1", "spacing_version": "s1", "entities_version": "e1"}


def _span(raw: str, text: str, before: str, after: str) -> dict[str, int]:
    raw_start, text_start = raw.index(before), text.index(after)
    return {
        "raw_start": raw_start,
        "raw_end": raw_start + len(before),
        "text_start": text_start,
        "text_end": text_start + len(after),
    }


def _document(doc_id: str, path: str, text: str, title: str | None, **counts: int) -> dict[str, Any]:
    return {
        "doc_id": doc_id,
        "source": "sahifa",
        "path": path,
        "item": "",
        "title": title,
        "text": text,
        "published_at": datetime(2016, 10, 5, tzinfo=UTC),
        "language": "ar",
        "encoding": "utf-8",
        "chars": len(text),
        "words": len(text.split()),
        "batch": 0,
        "run_id": "r1",
        **counts,
        **VERSIONS,
    }


def _file(path: str, items: int, status: str) -> dict[str, Any]:
    return {
        "path": path,
        "sha256": "c" * 64,
        "bytes": 90,
        "source": "sahifa",
        "items": items,
        "status": status,
        "run_id": "r1",
        **VERSIONS,
    }


def good_rows() -> Rows:
    """Rows of every judged table that keep every rule."""
    tatweel = RAW.index("ـ")
    seam = TEXT.index(" المتحدة")
    word = _span(RAW, TEXT, MERGED, REPAIRED)
    tunis = _span(RAW, TEXT, "تونس", "تونس")
    plain = "قال نصا."
    return {
        "documents": [
            _document(FIRST, "sahifa/2016/10/05/1.txt", TEXT, "زيارة", sentences=2, edits=2, mentions=2),
            _document(SECOND, "sahifa/2016/10/05/2.txt", plain, None, sentences=1, edits=0, mentions=0),
        ],
        "raw_documents": [
            {"doc_id": FIRST, "raw_text": RAW},
            {"doc_id": SECOND, "raw_text": plain},
        ],
        "alignments": [
            {
                "doc_id": FIRST,
                "runs": [
                    {"raw_start": 0, "text_start": 0, "length": tatweel},
                    {"raw_start": tatweel + 1, "text_start": tatweel, "length": seam - tatweel},
                    {"raw_start": seam + 1, "text_start": seam + 1, "length": len(RAW) - seam - 1},
                ],
            },
            {"doc_id": SECOND, "runs": [{"raw_start": 0, "text_start": 0, "length": len(plain)}]},
        ],
        "edits": [
            {
                "doc_id": FIRST,
                "kind": "characters",
                "raw_start": tatweel,
                "raw_end": tatweel + 1,
                "text_start": tatweel,
                "text_end": tatweel,
                "before": "ـ",
                "after": "",
                "rule": "tatweel",
                "score": 1.0,
            },
            {
                "doc_id": FIRST,
                "kind": "merged_word",
                **word,
                "before": MERGED,
                "after": REPAIRED,
                "rule": "model",
                "score": 0.99,
            },
        ],
        "suggestions": [
            {
                "doc_id": FIRST,
                **_span(RAW, TEXT, "وصل", "وصل"),
                "before": "وصل",
                "after": "و صل",
                "rule": "model",
                "score": 0.3,
            }
        ],
        "sentences": [
            {
                "doc_id": FIRST,
                "sentence": 0,
                **_span(RAW, TEXT, "زيارة", "زيارة"),
                "text": "زيارة",
                "words": 1,
            },
            {
                "doc_id": FIRST,
                "sentence": 1,
                "text_start": 6,
                "text_end": len(TEXT),
                "raw_start": 6,
                "raw_end": len(RAW),
                "text": TEXT[6:],
                "words": 6,
            },
            {
                "doc_id": SECOND,
                "sentence": 0,
                **_span(plain, plain, plain, plain),
                "text": plain,
                "words": 2,
            },
        ],
        "mentions": [
            {
                "doc_id": FIRST,
                "sentence": 1,
                **span,
                "surface": surface,
                "name": surface,
                "label": "LOC",
                "score": 0.9,
                "entity_id": f"warraq:{number}",
                "recogniser": "fast",
                "title": None,
                "title_start": None,
                "title_end": None,
            }
            for number, (surface, span) in enumerate([(REPAIRED, word), ("تونس", tunis)])
        ],
        "nationalities": [
            {
                "doc_id": FIRST,
                "sentence": 1,
                **tunis,
                "surface": "تونس",
                "entity_id": "iso3166:TN",
                "country": "تونس",
                "part": "name",
                "mention_start": tunis["text_start"],
            }
        ],
        "dates": [
            {
                "doc_id": FIRST,
                "sentence": 1,
                **_span(RAW, TEXT, "وصل", "وصل"),
                "surface": "وصل",
                "kind": "relative",
                "calendar": "gregorian",
                "precision": "month",
                "value": "2016-09",
                "starts_on": date(2016, 9, 1),
                "ends_on": date(2016, 9, 30),
                "relative_to": date(2016, 10, 5),
                "unresolved": None,
                "rule": "unit",
            }
        ],
        "quotes": [
            {
                "doc_id": FIRST,
                "sentence": 1,
                **word,
                "quote": REPAIRED,
                "direct": False,
                "cue_start": TEXT.index("وصل"),
                "cue_end": TEXT.index("وصل") + 3,
                "cue": "وصل",
                "verb": "قال",
                "speaker_start": tunis["text_start"],
                "speaker_end": tunis["text_end"],
                "speaker": "تونس",
                "entity_id": "warraq:1",
                "rule": "verb_that",
                "score": 0.9,
            }
        ],
        "duplicates": [
            {
                "doc_id": FIRST,
                "source": "sahifa",
                "path": "sahifa/copy.jsonl",
                "item": "1",
                "published_at": None,
                "run_id": "r1",
            }
        ],
        "quarantine": [
            {
                "path": "sahifa/copy.jsonl",
                "item": "2",
                "sha256": "c" * 64,
                "reason": "not_arabic",
                "detail": "3 % of its letters are Arabic.",
                "run_id": "r1",
            }
        ],
        "files": [
            _file("sahifa/2016/10/05/1.txt", 1, "published"),
            _file("sahifa/2016/10/05/2.txt", 1, "published"),
            _file("sahifa/copy.jsonl", 2, "mixed"),
        ],
    }


@pytest.fixture
def rows() -> Rows:
    return good_rows()


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Writes rows as a batch does, one Parquet file a table; a table without rows gets no file."""

    def write(rows: Rows) -> dict[str, list[Path]]:
        files: dict[str, list[Path]] = {}
        for table in JUDGED:
            if not rows[table.name]:
                continue
            schema = TABLES[table.name].arrow
            # Nullable here, so that tests can write the nulls that a faulty stage would.
            open_schema = pa.schema([field.with_nullable(True) for field in schema])
            path = tmp_path / f"{table.name}.parquet"
            pq.write_table(pa.Table.from_pylist(rows[table.name], open_schema), path)
            files[table.name] = [path]
        return files

    return write

"""Small staged runs made by hand, written through the real BatchWriter.

A file's content stands for its text; content that starts with "!" is quarantined, and "!unread"
stands for content that could not be read. Every word of NAMES is a mention, and every "_" inside a word is a merged word taken apart.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warraq.dates.find import find_dates
from warraq.lake.publish import PublishedCounts, publish
from warraq.lake.settle import settle
from warraq.lake.stage import BatchWriter, batch_folder
from warraq.schema import TABLES
from warraq.settings import Settings

# Reader's names of the people and places that the test texts name: surface -> (name, label, id).
NAMES = {
    "ترامب": ("ترامب", "PER", "warraq:trump"),
    "وترامب": ("ترامب", "PER", "warraq:trump"),
    "دونالد": ("دونالد ترامب", "PER", "warraq:trump"),
    "تونس": ("تونس", "LOC", "geonames:2464461"),
    "بتونس": ("تونس", "LOC", "geonames:2464461"),
    "كلينتون": ("كلينتون", "PER", "warraq:clinton"),
}

VERSIONS = {"text_version": "t1", "spacing_version": "s1", "entities_version": "e1"}


@dataclass(frozen=True)
class Place:
    """Facts about a place, as a gazetteer gives them."""

    name: str
    identifiers: tuple[str, ...]
    country: str | None
    latitude: float | None
    longitude: float | None


PLACES = {"geonames:2464461": Place("تونس العاصمة", ("wikidata:Q3572",), "TN", 36.8, 10.2)}


def describe(entity_id: str) -> Place | None:
    return PLACES.get(entity_id)


def doc_id(raw: str) -> str:
    return hashlib.sha256(raw.encode()).hexdigest()[:32]


def published_at(path: str) -> datetime | None:
    """The date of paths like `source/2024/05/01/1.txt`."""
    parts = path.split("/")
    return datetime(*map(int, parts[1:4]), tzinfo=UTC) if len(parts) == 5 else None


def rows_of(path: str, item: str, raw: str, batch: int, run_id: str) -> dict[str, list[dict[str, object]]]:
    """The staged rows of one document."""
    if raw.startswith("!"):
        sha = "0" * 64 if raw == "!unread" else hashlib.sha256(raw.encode()).hexdigest()
        fault = {"path": path, "item": item, "sha256": sha, "reason": "not_arabic", "detail": raw[1:]}
        return {"quarantine": [{**fault, "run_id": run_id}]}
    identity = doc_id(raw)
    text = raw.replace("_", " ")
    edits = []
    mentions = []
    start = 0
    for word in raw.split(" "):
        end = start + len(word)
        span = {"raw_start": start, "raw_end": end, "text_start": start, "text_end": end}
        if "_" in word:
            after = word.replace("_", " ")
            change = {"kind": "merged_word", "before": word.replace("_", ""), "after": after}
            edits.append({"doc_id": identity, **span, **change, "rule": "lexicon", "score": 0.95})
        if word in NAMES:
            name, label, entity = NAMES[word]
            what = {"surface": word, "name": name, "label": label, "entity_id": entity}
            mentions.append(
                {"doc_id": identity, "sentence": 0, **span, **what, "score": 0.9, "recogniser": "fast"}
                | _title_before(text, start)
            )
        start = end + 1
    document = {
        "doc_id": identity, "source": path.split("/", maxsplit=1)[0], "path": path, "item": item,
        "title": text.split("\n")[0] if "\n" in text else None, "text": text,
        "published_at": published_at(path), "language": "ar", "encoding": "utf-8",
        "chars": len(text), "words": len(text.split()), "sentences": 1, "edits": len(edits),
        "mentions": len(mentions), **VERSIONS, "batch": batch, "run_id": run_id,
    }  # fmt: skip
    sentence = {
        "doc_id": identity, "sentence": 0, "text_start": 0, "text_end": len(text), "raw_start": 0,
        "raw_end": len(raw), "text": text, "words": len(text.split()),
    }  # fmt: skip
    runs = [{"raw_start": 0, "text_start": 0, "length": len(text)}]
    return {
        "documents": [document],
        "raw_documents": [{"doc_id": identity, "raw_text": raw}],
        "alignments": [{"doc_id": identity, "runs": runs}],
        "edits": edits,
        "sentences": [sentence],
        "mentions": mentions,
        "dates": dates_of(identity, text, published_at(path)),
        "quotes": _quotes(identity, text, mentions),
        "nationalities": _nationalities(identity, text),
    }


def dates_of(identity: str, text: str, published: datetime | None) -> list[dict[str, object]]:
    """The rows of `dates` of a text that is one sentence and the same in the raw file."""
    found = []
    for mention in find_dates(text, [(0, len(text))], published.date() if published else None):
        row: dict[str, object] = mention._asdict()
        start, end = row.pop("start"), row.pop("end")
        span = {"raw_start": start, "raw_end": end, "text_start": start, "text_end": end}
        found.append({"doc_id": identity, **span, **row})
    return found


def _quotes(identity: str, text: str, mentions: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """The staged quotes of a text in which at most one sentence reports what a named person says."""
    found = re.search(r"(قالت|قال) (\S+) إن (.+)", text)
    if found is None:
        return []
    (cue_start, cue_end), (start, end), (text_start, text_end) = found.span(1), found.span(2), found.span(3)
    entity = next((m["entity_id"] for m in mentions if m["text_start"] == start), None)
    return [
        {
            "doc_id": identity, "sentence": 0, "text_start": text_start, "text_end": text_end,
            "raw_start": text_start, "raw_end": text_end, "quote": found[3], "direct": False,
            "cue_start": cue_start, "cue_end": cue_end, "cue": found[1], "verb": "قال",
            "speaker_start": start, "speaker_end": end, "speaker": found[2], "entity_id": entity,
            "rule": "verb_that", "score": 0.9,
        }
    ]  # fmt: skip


def _title_before(text: str, start: int) -> dict[str, object]:
    """The title columns of a mention: the president, of whatever nationality."""
    found = re.search(r"(الرئيس( الأمريكي)?) $", text[:start])
    return {"title": found[1], "title_start": found.start(1), "title_end": found.end(1)} if found else {}


def _nationalities(identity: str, text: str) -> list[dict[str, object]]:
    return [
        {
            "doc_id": identity, "sentence": 0, "text_start": m.start(), "text_end": m.end(),
            "raw_start": m.start(), "raw_end": m.end(), "surface": m[0], "entity_id": "iso3166:US",
            "country": "الولايات المتحدة", "part": "text", "mention_start": None,
        }
        for m in re.finditer("الأمريكي", text)
    ]  # fmt: skip


def plan_batch(settings: Settings, run_id: str, batch: int, files: Mapping[str, Sequence[str]]) -> Path:
    """Write the `files.parquet` of a batch, as planning does."""
    rows = [
        {
            "path": path,
            "sha256": hashlib.sha256("\0".join(items).encode()).hexdigest(),
            "bytes": sum(len(raw.encode()) for raw in items),
            "source": path.split("/")[0],
        }
        for path, items in files.items()
    ]
    columns = [TABLES["files"].arrow.field(name) for name in ("path", "sha256", "bytes", "source")]
    folder = batch_folder(settings.staging_dir, run_id, batch)
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, pa.schema(columns)), folder / "files.parquet")
    return folder


def stage(
    settings: Settings, run_id: str, files: Mapping[str, str | Sequence[str]], batches: int = 1
) -> None:
    """Plan and stage a run over `files`: path to its content, or to the contents of its items."""
    whole = {path: [given] if isinstance(given, str) else list(given) for path, given in files.items()}
    for batch in range(min(batches, len(whole))):
        part = dict(list(whole.items())[batch::batches])
        plan_batch(settings, run_id, batch, part)
        with BatchWriter(settings.staging_dir, run_id, batch) as writer:
            for path, items in part.items():
                for number, raw in enumerate(items):
                    rows = rows_of(path, str(number) if len(items) > 1 else "", raw, batch, run_id)
                    writer.write(
                        {name: pa.Table.from_pylist(r, TABLES[name].arrow) for name, r in rows.items() if r}
                    )


def run_row(discovered: int = 0) -> dict[str, object]:
    return {
        "started_at": datetime(2024, 5, 2, 3, 0, tzinfo=UTC), "discovered": discovered, "unchanged": 0,
        **VERSIONS, "validation": "passed", "report": "reports/x/report.html",
    }  # fmt: skip


def run(
    settings: Settings, run_id: str, files: Mapping[str, str | Sequence[str]], batches: int = 1
) -> PublishedCounts:
    """Stage, settle and publish one run."""
    stage(settings, run_id, files, batches)
    settle(settings, run_id)
    return publish(settings, run_id, run_row(len(files)), describe)

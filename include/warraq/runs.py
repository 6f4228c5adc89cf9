"""One run, stage by stage: what the DAG's tasks and the command line both call.

Every function takes and gives plain values that fit into JSON; the state between two stages
lies in `WARRAQ_HOME/staging/<run_id>/` (see docs/architecture.md), its story in `warraq.journal`.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warraq import journal
from warraq.errors import InputError, SettingsError
from warraq.settings import RECOGNISERS, RecogniserName, Settings, get_settings

if TYPE_CHECKING:
    from warraq.ingest.items import QuarantinedItem
    from warraq.pipeline import Models

log = logging.getLogger(__name__)

REFUSED_AT_A_TIME = 50_000
"""Quarantined items held in memory before a chunk is written."""

Reprocess = Literal["none", "outdated", "all"]


@dataclass(frozen=True)
class RunRequest:
    """What one run is asked to do.

    Args:
        run_id: Its name; a folder name, see `run_id_for`.
        input_dir: Folder of raw text; None: the setting's.
        sources: Only these sources; empty: all.
        limit: Take in at most so many new files; None: all.
        dry_run: Do everything up to validation, publish nothing.
        reprocess: Files that the lake has already: `none` of them, those made by an `outdated`
            version of a model, or `all`.
        recogniser: Entity recogniser; None: the setting's.
    """

    run_id: str
    input_dir: str | None = None
    sources: list[str] = field(default_factory=list)
    limit: int | None = None
    dry_run: bool = False
    reprocess: Reprocess = "none"
    recogniser: RecogniserName | None = None

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 1:
            raise SettingsError(f"limit is {self.limit}; give a number of files from 1, or leave it out.")
        if self.reprocess not in ("none", "outdated", "all"):
            raise SettingsError(f"reprocess is {self.reprocess!r}; give none, outdated or all.")
        if self.recogniser not in (None, *RECOGNISERS):
            raise SettingsError(f"recogniser is {self.recogniser!r}; give {' or '.join(RECOGNISERS)}.")
        if self.run_id != run_id_for(self.run_id):
            raise SettingsError(f"{self.run_id!r} cannot be the name of a run's folder; use run_id_for().")


def run_id_for(name: str) -> str:
    """`name` with whatever a folder name had better not contain replaced by `_`."""
    return re.sub(r"[^A-Za-z0-9+._-]", "_", name).lstrip(".") or "run"


def new_run_id(now: datetime | None = None) -> str:
    """A name for a run that nobody named, from the time, unique to the microsecond."""
    return run_id_for((now or datetime.now(UTC)).strftime("cli-%Y%m%dT%H%M%S.%fZ"))


def plan(request: RunRequest) -> dict[str, Any]:
    """Find the files that are new and cut them into batches.

    Returns:
        `run_id` (with a number appended if a run of this name is published already), `batches`
        (their numbers), and counts: `discovered`, `unchanged`, `files`, `bytes`.

    Raises:
        InputError: The input folder is not there.
    """
    from warraq.ingest.discover import discover, found_table
    from warraq.ingest.plan import new_files, plan_batches
    from warraq.lake.catalog import ledger
    from warraq.lake.publish import unpublished_run_id
    from warraq.pipeline import load_models
    from warraq.spacing.local import keep_knowledge, local_knowledge

    settings = get_settings()
    run_id = unpublished_run_id(settings, request.run_id)
    with journal.stage(settings, run_id, "plan") as result:
        started_at = datetime.now(UTC)
        folder = input_folder(settings, request.input_dir)
        local = local_knowledge(settings)
        versions = load_models(_with_recogniser(settings, request.recogniser), local).versions
        found = found_table(discover(folder, request.sources, leave_out=settings.state_dirs))
        new = new_files(found, ledger(settings), request.reprocess, versions)
        unknown = new.num_rows
        new = new if request.limit is None else new.slice(0, request.limit)
        batches = plan_batches(new, batch_bytes(settings, new), settings.max_batches)
        staging = settings.staging_dir / run_id
        _stage_plan(staging, batches)
        keep_knowledge(staging, local)
        result |= {
            "run_id": run_id,
            "batches": list(range(len(batches))),
            "discovered": found.num_rows,
            "unchanged": found.num_rows - unknown,
            "files": new.num_rows,
            "bytes": _total_bytes(new),
            "request": asdict(request),
            "input_dir": str(folder),
            "versions": versions,
            "started_at": started_at.isoformat(),
        }
        (staging / "plan.json").write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    return result


def _with_recogniser(settings: Settings, asked: RecogniserName | None) -> Settings:
    return settings.model_copy(update={"recogniser": asked}) if asked else settings


def input_folder(settings: Settings, asked: str | None) -> Path:
    """The folder that a run reads.

    Raises:
        InputError: It does not exist or is no folder.
    """
    folder = Path(asked).expanduser().absolute() if asked else settings.inbox
    if folder.is_dir():
        return folder
    if not asked and not settings.input_dir:
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    raise InputError(
        f"There is no folder {folder}. Give the folder that holds your sources (--input, the Param input_dir, or WARRAQ_INPUT_DIR)."
    )


def batch_bytes(settings: Settings, files: pa.Table) -> int:
    """Raw bytes to aim at in one batch: small enough that every worker gets several, but not tiny."""
    total = _total_bytes(files)
    return min(settings.batch_bytes, max(total // (4 * settings.workers) + 1, 2**20))


def _total_bytes(files: pa.Table) -> int:
    return int(pc.sum(files["bytes"]).as_py() or 0)


def _stage_plan(staging: Path, batches: list[pa.Table]) -> None:
    import shutil

    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    for number, files in enumerate(batches):
        folder = staging / "batches" / f"{number:04d}"
        folder.mkdir(parents=True)
        pq.write_table(files, folder / "files.parquet")


def process(run_id: str, batch: int) -> dict[str, Any]:
    """Read, clean and annotate the files of one batch and stage its tables.

    Returns:
        Counts: `files`, `documents`, `quarantined`, `edits`, `merged_words`, `mentions`.
    """
    from warraq.lake.stage import BatchWriter
    from warraq.pipeline import load_models
    from warraq.spacing.local import kept_knowledge

    settings = get_settings()
    with journal.stage(settings, run_id, f"process-{batch:04d}") as result:
        planned = _plan_of(settings, run_id)
        folder = planned["input_dir"]
        files = pq.read_table(settings.staging_dir / run_id / "batches" / f"{batch:04d}" / "files.parquet")
        models = load_models(
            _with_recogniser(settings, planned["request"]["recogniser"]),
            kept_knowledge(settings.staging_dir / run_id),
        )
        counts = dict.fromkeys(("documents", "quarantined", "edits", "merged_words", "mentions"), 0)
        with BatchWriter(settings.staging_dir, run_id, batch) as writer:
            for tables in _chunks(Path(folder), files, settings, models, batch, run_id):
                writer.write(tables)
                _count(counts, tables)
                log.info("batch %d: %d documents so far", batch, counts["documents"])
        result |= {"batch": batch, "files": files.num_rows, **counts}
    return result


def _chunks(
    folder: Path, files: pa.Table, settings: Settings, models: Models, batch: int, run_id: str
) -> Iterator[dict[str, pa.Table]]:
    """The tables of one batch, a chunk of documents at a time, so that memory stays bounded."""
    from warraq.ingest.documents import read_documents
    from warraq.ingest.items import RawDocument
    from warraq.pipeline import process_chunk, quarantine_rows

    sha256_of = {row["path"]: row["sha256"] for row in files.select(["path", "sha256"]).to_pylist()}
    documents: list[RawDocument] = []
    refused: list[QuarantinedItem] = []
    chars = 0

    def flush() -> dict[str, pa.Table]:
        tables = process_chunk(documents, models, sha256_of, batch=batch, run_id=run_id)
        tables["quarantine"] = pa.concat_tables([tables["quarantine"], quarantine_rows(refused, run_id)])
        return tables

    for item in read_documents(folder, files, settings):
        if isinstance(item, RawDocument):
            documents.append(item)
            chars += len(item.raw_text)
        else:
            refused.append(item)
        if chars >= settings.chunk_chars or len(refused) >= REFUSED_AT_A_TIME:
            yield flush()
            documents, refused, chars = [], [], 0
    yield flush()


def _count(counts: dict[str, int], tables: dict[str, pa.Table]) -> None:
    counts["documents"] += tables["documents"].num_rows
    counts["quarantined"] += tables["quarantine"].num_rows
    counts["edits"] += tables["edits"].num_rows
    counts["mentions"] += tables["mentions"].num_rows
    counts["merged_words"] += tables["edits"]["kind"].to_pylist().count("merged_word")


def settle(run_id: str) -> dict[str, Any]:
    """Decide which document wins among duplicates, and what each file came to."""
    from warraq.lake.settle import settle as settle_staged
    from warraq.quality.report import gather_facts

    settings = get_settings()
    with journal.stage(settings, run_id, "settle") as result:
        result.update(asdict(settle_staged(settings, run_id)))
        # Told while the staged tables are there: publishing, or a dry run, takes them away.
        result["facts"] = gather_facts(_staged(settings, run_id))
    return {name: count for name, count in result.items() if name != "facts"}


def validate(run_id: str) -> dict[str, Any]:
    """Hold the staged tables against the expectations.

    Raises:
        ValidationError: A critical expectation failed; nothing may be published.
    """
    from warraq.lake.publish import record_refused
    from warraq.quality import gate

    settings = get_settings()
    with journal.stage(settings, run_id, "validate") as result:
        outcome = gate.validate(_staged(settings, run_id), run_id)
        result.update(outcome.to_dict())
        if outcome.status == "failed" and not _plan_of(settings, run_id)["request"]["dry_run"]:
            record_refused(settings, run_id, {**_run_row(settings, run_id), "validation": "failed"})
        gate.raise_if_critical(outcome)
    return {"status": outcome.status, **outcome.statistics}


def _staged(settings: Settings, run_id: str) -> dict[str, list[Path]]:
    """The staged and settled files of a run by table."""
    from warraq.lake.stage import staged_files
    from warraq.schema import STAGED

    settled = settings.staging_dir / run_id / "settled"
    files = {table.name: staged_files(settings.staging_dir, run_id, table.name) for table in STAGED}
    return files | {"duplicates": [settled / "duplicates.parquet"], "files": [settled / "files.parquet"]}


def publish(run_id: str) -> dict[str, Any]:
    """Publish everything in one transaction; a dry run throws its staged tables away instead."""
    from warraq.entities.link import describe
    from warraq.entities.names import load_names
    from warraq.entities.unify import unify
    from warraq.lake.publish import find_published
    from warraq.lake.publish import publish as publish_staged
    from warraq.lake.stage import discard

    settings = get_settings()
    with journal.stage(settings, run_id, "publish") as result:
        if done := find_published(settings, run_id):
            # The task died between its commit and its end, and was tried again.
            result.update(asdict(done))
        elif _plan_of(settings, run_id)["request"]["dry_run"]:
            discard(settings.staging_dir, run_id)
            result["status"] = "dry_run"
        else:
            names = load_names(settings.names_dir)
            row = _run_row(settings, run_id)
            published = publish_staged(
                settings,
                run_id,
                row,
                lambda entity: describe(entity, names),
                lambda uses, company: unify(uses, company, lambda id_: describe(id_, names) is not None),
            )
            result.update(asdict(published))
    return result


def serve(run_id: str) -> dict[str, Any]:
    """Rebuild the serving database from the lake and put it in place."""
    from warraq.lake.serve import serve as serve_lake

    settings = get_settings()
    with journal.stage(settings, run_id, "serve") as result:
        result["warehouse"] = str(serve_lake(settings))
    return result


def report(run_id: str) -> dict[str, Any]:
    """Write the report of a run from its journal, whatever became of it.

    Returns:
        `run_id`, `status` (published, nothing_new, dry_run, refused or failed) and `report`, its path.
    """
    from warraq.quality.gate import ValidationOutcome
    from warraq.quality.report import write_report

    settings = get_settings()
    stages = journal.read_stages(settings, run_id)
    status = status_of(stages)
    results = {name: record.get("result", {}) for name, record in stages.items()}
    planned = dict(results.get("plan", {}))
    planned["batches"] = len(planned.get("batches", []))
    row = {**results.get("settle", {}), **results.get("publish", {}), "run_id": run_id, "status": status}
    row["finished_at"] = max((_ended(record) for record in stages.values()), default=None)
    facts = {
        **row.pop("facts", {}),
        "durations": {name: r["seconds"] for name, r in stages.items()},
        "failures": [{"stage": name, **r["error"]} for name, r in stages.items() if "error" in r],
        "published": results.get("publish", {}).get("status") == "published",
    }
    outcome = ValidationOutcome.from_dict(results["validate"]) if results.get("validate") else None
    path = write_report(
        settings.reports_dir, {**planned, **planned.get("versions", {}), **row}, outcome, facts
    )
    return {"run_id": run_id, "status": status, "report": str(path)}


def _ended(record: dict[str, Any]) -> str:
    """When a stage ended, in ISO 8601."""
    started = datetime.fromisoformat(record["started_at"])
    return (started + timedelta(seconds=record["seconds"])).isoformat()


def status_of(stages: dict[str, dict[str, Any]]) -> str:
    """How a run ended, from the records of its stages."""
    if "error" in stages.get("validate", {}):
        return "refused" if stages["validate"]["error"]["type"] == "ValidationError" else "failed"
    if any("error" in record for record in stages.values()) or "publish" not in stages:
        return "failed"
    return str(stages["publish"]["result"]["status"])


def _plan_of(settings: Settings, run_id: str) -> dict[str, Any]:
    path = settings.staging_dir / run_id / "plan.json"
    if not path.is_file():
        raise InputError(f"The run {run_id} is not planned, or its staged tables were swept: start it again.")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _run_row(settings: Settings, run_id: str) -> dict[str, Any]:
    """The row of `runs`, but for the counts that the publish task makes itself."""
    planned = _plan_of(settings, run_id)
    stages = journal.read_stages(settings, run_id)
    batches = [r["result"] for name, r in stages.items() if name.startswith("process-")]
    return {
        "run_id": run_id,
        "started_at": datetime.fromisoformat(planned["started_at"]),
        "finished_at": datetime.now(UTC),
        "discovered": planned["discovered"],
        "unchanged": planned["unchanged"],
        "files": planned["files"],
        "bytes": planned["bytes"],
        "batches": len(batches),
        **planned["versions"],
        "validation": stages.get("validate", {}).get("result", {}).get("status", "none"),
        "report": f"reports/{run_id}/report.html",
    }

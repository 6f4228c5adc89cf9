"""The gate between staging and publishing: Great Expectations judges the staged tables."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from warraq.errors import ValidationError, WarraqError
from warraq.quality.suites import JUDGED, Severity, load_great_expectations, run_suite, suite
from warraq.schema import Table

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core import ExpectationSuite
    from great_expectations.core.batch_definition import BatchDefinition

Status = Literal["passed", "warned", "failed"]

SAMPLE_ROWS = 20
"""Failing rows that are kept for each expectation."""


@dataclass
class CheckResult:
    """What came of one expectation over all rows of its table."""

    table: str
    column: str
    name: str
    description: str
    expectation: str
    """Great Expectations' own name for it, such as `expect_column_values_to_be_in_set`."""
    severity: Severity
    rows_checked: int = 0
    unexpected_count: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    """At most `SAMPLE_ROWS` of the failing rows: their key and what explains the failure."""

    @property
    def success(self) -> bool:
        """Whether no row broke it."""
        return self.unexpected_count == 0


@dataclass(frozen=True)
class ValidationOutcome:
    """The judgement on a run."""

    run_id: str
    status: Status
    results: tuple[CheckResult, ...]
    statistics: dict[str, int]
    """`expectations`, `passed`, `warned`, `failed`, `rows_checked`, and `rows.<table>` for each table."""
    seconds: float
    gx_version: str

    @property
    def failures(self) -> list[CheckResult]:
        """The expectations that some row broke, critical ones first."""
        broken = [result for result in self.results if not result.success]
        return sorted(broken, key=lambda result: result.severity != "critical")

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain values, for `report.json` and `validation.json`."""
        results = [{**asdict(result), "success": result.success} for result in self.results]
        return {**asdict(self), "results": results}

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> ValidationOutcome:
        """What `to_dict` gave, as an outcome again."""
        results = tuple(
            CheckResult(**{name: v for name, v in result.items() if name != "success"})
            for result in value["results"]
        )
        return cls(**{**value, "results": results})


def validate(
    files: Mapping[str, Sequence[Path]],
    run_id: str,
    *,
    now: datetime | None = None,
    max_lost_share: float = 0.2,
    tables: Sequence[Table] = JUDGED,
) -> ValidationOutcome:
    """Judge the staged tables of a run before they are published.

    Args:
        files: Parquet files of each staged table (`schema.STAGED` and `duplicates`); a table
            without files counts as empty.
        run_id: The run, for the record.
        now: Time that dates of publication are compared with; a day and a half of grace
            covers every time zone. Default: the present.
        max_lost_share: Share of a raw text that cleaning may remove without a warning.
        tables: Tables to judge; in the others their documents and counts are only looked up.

    Raises:
        WarraqError: A check itself is broken, so nothing can be said about the data.
    """
    started = time.perf_counter()
    latest = (now or datetime.now(UTC)) + timedelta(hours=36)
    gx = load_great_expectations()
    judge = _Judge(gx)
    results: list[CheckResult] = []
    statistics: Counter[str] = Counter()
    from warraq.quality.frames import frames, open_staged, run_frame

    with (
        tempfile.TemporaryDirectory(prefix="warraq-validate-") as scratch,
        open_staged(files, Path(scratch), latest, max_lost_share) as staged,
    ):
        for table in tables:
            checks = suite(table)
            found = _open_results(table.name, checks)
            for frame in frames(staged, table):
                judge.add(checks, frame, table.key, found)
                statistics[f"rows.{table.name}"] += len(frame)
                statistics["rows_checked"] += len(frame)
            results += found.values()
        checks = run_suite()
        found = _open_results("run", checks)
        judge.add(checks, run_frame(staged), (), found)
        results += found.values()

    broken = [result for result in results if not result.success]
    failed = sum(result.severity == "critical" for result in broken)
    status: Status = "failed" if failed else "warned" if broken else "passed"
    statistics.update(
        expectations=len(results),
        passed=len(results) - len(broken),
        warned=len(broken) - failed,
        failed=failed,
    )
    seconds = round(time.perf_counter() - started, 3)
    return ValidationOutcome(run_id, status, tuple(results), dict(statistics), seconds, gx.__version__)


def raise_if_critical(outcome: ValidationOutcome, report: str = "") -> None:
    """Stop here if a critical expectation failed.

    Args:
        outcome: What `validate` returned.
        report: Path of the report that shows all of it.

    Raises:
        ValidationError: With one entry a failed critical expectation.
    """
    critical = [result for result in outcome.failures if result.severity == "critical"]
    if not critical:
        return
    first = critical[0]
    more = f", and {len(critical) - 1} more" if len(critical) > 1 else ""
    raise ValidationError(
        f"Run {outcome.run_id} broke {len(critical)} critical expectation(s), so nothing was published. "
        f"{first.table}.{first.column}: {first.description} ({first.unexpected_count} row(s)){more}. "
        f"Read the failing rows in {report or 'the report of the run'}, mend the stage that made them "
        "and run it again.",
        [
            {
                "table": result.table,
                "column": result.column,
                "expectation": result.description,
                "unexpected_count": result.unexpected_count,
                "rows": result.rows,
            }
            for result in critical
        ],
        report,
    )


def _open_results(table: str, checks: ExpectationSuite) -> dict[str, CheckResult]:
    """One result without rows for each expectation, by name."""
    return {
        e.meta["name"]: CheckResult(
            table=table,
            column=e.meta["column"],
            name=e.meta["name"],
            description=e.description or "",
            expectation=e.expectation_type,
            severity="critical" if e.severity == "critical" else "warning",
        )
        for e in checks.expectations
        if e.meta is not None
    }


class _Judge:
    """One ephemeral Great Expectations context, used for every frame."""

    def __init__(self, gx: Any) -> None:
        from great_expectations.data_context.types.base import ProgressBarsConfig

        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        asset = context.data_sources.add_pandas("staged").add_dataframe_asset("frame")
        self._frames: BatchDefinition[Any] = asset.add_batch_definition_whole_dataframe("whole")

    def add(
        self,
        checks: ExpectationSuite,
        frame: pd.DataFrame,
        key: Sequence[str],
        found: dict[str, CheckResult],
    ) -> None:
        """Judge one frame and add what was found to `found`.

        Raises:
            WarraqError: An expectation could not be evaluated.
        """
        frame = frame.assign(_row=range(len(frame)))
        batch = self._frames.get_batch(batch_parameters={"dataframe": frame})
        outcome = batch.validate(
            checks,
            result_format={
                "result_format": "SUMMARY",
                "partial_unexpected_count": SAMPLE_ROWS,
                "unexpected_index_column_names": ["_row"],
            },
        )
        for judged in outcome.results:
            configuration = judged.expectation_config
            if configuration is None or configuration.meta is None:
                raise WarraqError("Great Expectations returned a result that names no expectation of ours.")
            meta = configuration.meta
            result = found[meta["name"]]
            if "unexpected_count" not in judged.result:
                raise WarraqError(
                    f"The check '{result.name}' of {result.table} could not be evaluated; this is a defect of "
                    f"sql/checks/{result.table}.sql or quality/suites.py, not of the data. "
                    f"{_first_message(judged.exception_info)}"
                )
            result.rows_checked += len(frame)
            result.unexpected_count += judged.result["unexpected_count"]
            numbers = [index["_row"] for index in judged.result.get("partial_unexpected_index_list") or ()]
            room = SAMPLE_ROWS - len(result.rows)
            shown = list(dict.fromkeys([*key, *meta["shows"]]))
            result.rows += [
                {name: _plain(frame[name].iat[number]) for name in shown} for number in numbers[:room]
            ]


def _plain(value: Any) -> Any:
    """A value of a frame as JSON knows it."""
    import pandas as pd

    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _first_message(exception_info: Mapping[str, Any]) -> str:
    """The message in Great Expectations' record of an exception, flat or keyed by metric."""
    entries = [exception_info, *(v for v in exception_info.values() if isinstance(v, dict))]
    return next((str(e["exception_message"]) for e in entries if e.get("exception_message")), "")

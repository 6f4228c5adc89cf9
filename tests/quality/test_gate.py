from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.quality.conftest import FIRST, SECOND, TEXT, Rows, Stage
from warraq.errors import ValidationError, WarraqError
from warraq.quality import frames
from warraq.quality.gate import SAMPLE_ROWS, CheckResult, ValidationOutcome, raise_if_critical, validate
from warraq.quality.suites import JUDGED
from warraq.schema import TABLES, conform

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def judge(stage: Stage, rows: Rows, *tables: str) -> ValidationOutcome:
    """Great Expectations takes 5 ms a check, so a test judges only the tables that it is about."""
    return validate(
        stage(rows), "r1", now=NOW, tables=[TABLES[name] for name in tables] if tables else JUDGED
    )


def named(outcome: ValidationOutcome, table: str, name: str) -> CheckResult:
    return next(r for r in outcome.results if (r.table, r.name) == (table, name))


def test_the_hand_made_rows_conform(rows: Rows) -> None:
    for name, listed in rows.items():
        assert conform(pa.Table.from_pylist(listed, TABLES[name].arrow), TABLES[name]).num_rows


def test_good_rows_keep_every_expectation_of_their_tables(stage: Stage, rows: Rows) -> None:
    outcome = judge(stage, rows)
    # One of four items is in quarantine: a warning about the run, not about a row.
    assert [(r.table, r.name, r.severity) for r in outcome.failures] == [
        ("run", "quarantine_share", "warning")
    ]
    assert outcome.status == "warned"
    assert outcome.failures[0].rows == [{"items": 4, "documents": 2, "duplicates": 1, "quarantined": 1}]
    assert outcome.statistics["failed"] == 0
    assert outcome.statistics["rows.mentions"] == 2
    raise_if_critical(outcome)


def test_without_quarantine_it_passes(stage: Stage, rows: Rows) -> None:
    rows["quarantine"] = []
    rows["files"][2] |= {"items": 1, "status": "published"}
    assert judge(stage, rows).status == "passed"


def test_nothing_staged_passes() -> None:
    outcome = validate({}, "empty")
    assert outcome.status == "passed"
    assert outcome.statistics["rows_checked"] == 0


# table, row, what is changed in it, the expectation that breaks
BREAKS: list[tuple[str, int, dict[str, Any], str]] = [
    ("documents", 0, {"doc_id": None}, "doc_id is there"),
    ("documents", 0, {"doc_id": "XYZ"}, "doc_id has its form"),
    ("documents", 0, {"doc_id": SECOND}, "key_is_unique"),
    ("documents", 0, {"source": None}, "source is there"),
    ("documents", 0, {"words": -1}, "words is in range"),
    ("documents", 0, {"language": "arabic"}, "language has its form"),
    ("documents", 0, {"chars": 7}, "chars_match"),
    ("documents", 0, {"title": "عنوان"}, "title_begins_text"),
    ("documents", 0, {"sentences": 3}, "sentences_counted"),
    ("documents", 0, {"edits": 1}, "edits_counted"),
    ("documents", 0, {"mentions": 9}, "mentions_counted"),
    ("documents", 0, {"published_at": datetime(1821, 1, 1, tzinfo=UTC)}, "date_plausible"),
    ("documents", 0, {"published_at": NOW + timedelta(days=3)}, "date_plausible"),
    ("raw_documents", 1, {"doc_id": "0" * 32}, "document_exists"),
    ("raw_documents", 0, {"raw_text": None}, "raw_text is there"),
    ("alignments", 0, {"doc_id": "0" * 32}, "document_exists"),
    ("edits", 0, {"kind": "magic"}, "kind is a known value"),
    ("edits", 0, {"doc_id": "0" * 32}, "document_exists"),
    ("edits", 0, {"score": 1.5}, "score is in range"),
    ("edits", 0, {"text_end": 4000}, "within_document"),
    ("edits", 0, {"raw_start": 2, "raw_end": 3}, "before_matches"),
    ("edits", 1, {"before": "كلمة"}, "before_matches"),
    ("edits", 1, {"after": "كلمة"}, "after_matches"),
    ("edits", 1, {"before": "كلمة", "after": "كلمة"}, "changes_something"),
    ("suggestions", 0, {"before": "كلمة"}, "before_matches"),
    ("suggestions", 0, {"raw_end": 4000}, "within_document"),
    ("suggestions", 0, {"doc_id": "0" * 32}, "document_exists"),
    ("suggestions", 0, {"after": "وصل"}, "changes_something"),
    ("sentences", 1, {"text": "جملة"}, "text_matches"),
    ("sentences", 1, {"text_start": 2}, "follows_previous"),
    ("sentences", 1, {"text_end": 4000}, "within_document"),
    ("sentences", 1, {"doc_id": "0" * 32}, "document_exists"),
    ("sentences", 1, {"sentence": 0}, "key_is_unique"),
    ("mentions", 1, {"surface": "تونسي"}, "surface_matches"),
    ("mentions", 1, {"text_start": 3, "text_end": 7}, "surface_matches"),
    ("mentions", 1, {"sentence": 0}, "inside_sentence"),
    ("mentions", 1, {"label": "PLACE"}, "label is a known value"),
    ("mentions", 1, {"raw_end": -4}, "raw_end is in range"),
    ("mentions", 1, {"raw_end": 4000}, "within_document"),
    ("mentions", 1, {"doc_id": "0" * 32}, "document_exists"),
    ("mentions", 1, {"title": "الرئيس"}, "title_before_name"),
    ("mentions", 1, {"title": "الرئيس", "title_start": 6, "title_end": 4000}, "title_before_name"),
    ("mentions", 1, {"title_start": 6, "title_end": 9}, "title_before_name"),
    ("nationalities", 0, {"surface": "تونسي"}, "surface_matches"),
    ("nationalities", 0, {"sentence": 0}, "inside_sentence"),
    ("nationalities", 0, {"mention_start": 2}, "mention_exists"),
    ("nationalities", 0, {"entity_id": "iso3166:tn"}, "entity_id has its form"),
    ("nationalities", 0, {"part": "verse"}, "part is a known value"),
    ("nationalities", 0, {"raw_end": 4000}, "within_document"),
    ("nationalities", 0, {"doc_id": "0" * 32}, "document_exists"),
    ("dates", 0, {"surface": "أمس"}, "surface_matches"),
    ("dates", 0, {"sentence": 0}, "inside_sentence"),
    ("dates", 0, {"kind": "vague"}, "kind is a known value"),
    ("dates", 0, {"value": None}, "resolved_whole"),
    ("dates", 0, {"unresolved": "no_such_day"}, "resolved_whole"),
    ("dates", 0, {"starts_on": date(2016, 10, 1)}, "days_in_order"),
    ("dates", 0, {"text_end": 4000}, "within_document"),
    ("dates", 0, {"doc_id": "0" * 32}, "document_exists"),
    ("quotes", 0, {"quote": "كلمة"}, "quote_matches"),
    ("quotes", 0, {"text_end": 4000}, "within_document"),
    ("quotes", 0, {"cue": "كلمة"}, "cue_matches"),
    ("quotes", 0, {"sentence": 0}, "cue_inside_sentence"),
    ("quotes", 0, {"speaker": "كلمة"}, "speaker_matches"),
    ("quotes", 0, {"speaker": None}, "speaker_matches"),
    ("quotes", 0, {"entity_id": "warraq:0"}, "speaker_is_mentioned"),
    ("quotes", 0, {"entity_id": "warraq:7"}, "speaker_is_mentioned"),
    ("quotes", 0, {"direct": None}, "direct is there"),
    ("quotes", 0, {"doc_id": "0" * 32}, "document_exists"),
    ("duplicates", 0, {"doc_id": "0"}, "doc_id has its form"),
    ("quarantine", 0, {"path": "elsewhere.txt"}, "file_in_ledger"),
    ("quarantine", 0, {"reason": "Not Arabic"}, "reason has its form"),
    ("files", 2, {"items": 3}, "items_balance"),
    ("files", 0, {"items": 0}, "items is in range"),
    ("files", 0, {"status": "quarantined"}, "status_matches"),
    ("files", 0, {"sha256": "c"}, "sha256 has its form"),
]


@pytest.mark.parametrize(("table", "number", "change", "name"), BREAKS)
def test_each_broken_rule_is_caught_with_its_row(
    stage: Stage, rows: Rows, table: str, number: int, change: dict[str, Any], name: str
) -> None:
    row = rows[table][number]
    row |= change
    result = named(judge(stage, rows, table), table, name)
    assert not result.success
    key = {column: row[column] for column in TABLES[table].key}
    assert any(key.items() <= shown.items() for shown in result.rows), result.rows
    assert result.severity == ("warning" if name in {"date_plausible", "changes_something"} else "critical")


@pytest.mark.parametrize(
    ("name", "runs"),
    [
        ("runs_ordered", [(0, 0, 6), (5, 6, 4)]),
        ("runs_ordered", [(0, 0, 6), (6, 5, 4)]),
        ("runs_ordered", [(0, 0, 0)]),
        ("runs_ordered", [(0, 0, 4000)]),
        ("runs_equal", [(0, 1, 3)]),
        ("runs_equal", [(0, 0, len(TEXT))]),
    ],
)
def test_alignments_that_lead_astray(
    stage: Stage, rows: Rows, name: str, runs: list[tuple[int, int, int]]
) -> None:
    rows["alignments"][0]["runs"] = [
        {"raw_start": raw, "text_start": text, "length": length} for raw, text, length in runs
    ]
    result = named(judge(stage, rows, "alignments"), "alignments", name)
    assert [row["doc_id"] for row in result.rows] == [FIRST]


def test_a_change_without_an_edit_is_caught(stage: Stage, rows: Rows) -> None:
    rows["edits"] = []
    rows["documents"][0]["edits"] = 0
    result = named(judge(stage, rows, "documents"), "documents", "edits_replay")
    assert [row["doc_id"] for row in result.rows] == [FIRST]


@pytest.mark.parametrize("missing", [0, 1])
def test_one_missing_edit_is_caught(stage: Stage, rows: Rows, missing: int) -> None:
    # The outer edit includes the inner one's effect, so only leaving it out breaks the replay.
    del rows["edits"][missing]
    rows["documents"][0]["edits"] = 1
    assert named(judge(stage, rows, "documents"), "documents", "edits_replay").success == (missing == 0)


def test_edits_that_touch_and_edits_that_only_insert_replay(stage: Stage, rows: Rows) -> None:
    document, raw = rows["documents"][1], rows["raw_documents"][1]
    raw["raw_text"], text = "اب.ج", "ا ب. جد"
    document |= {"text": text, "chars": len(text), "edits": 4}
    spans = [(1, 1, 1, 2), (3, 3, 4, 5), (3, 4, 5, 6), (4, 4, 6, 7)]
    rows["edits"] += [
        rows["edits"][0]
        | {"doc_id": SECOND, "before": raw["raw_text"][a:b], "after": text[c:d]}
        | {"raw_start": a, "raw_end": b, "text_start": c, "text_end": d}
        for a, b, c, d in spans
    ]
    assert named(judge(stage, rows, "documents"), "documents", "edits_replay").success
    del rows["edits"][-1]
    assert not named(judge(stage, rows, "documents"), "documents", "edits_replay").success


def test_missing_raw_text_and_alignment(stage: Stage, rows: Rows) -> None:
    del rows["raw_documents"][1], rows["alignments"][1]
    outcome = judge(stage, rows, "documents")
    for name in ("raw_text_exists", "alignment_exists"):
        assert [row["doc_id"] for row in named(outcome, "documents", name).rows] == [SECOND]


def test_a_document_that_lost_much_is_a_warning(stage: Stage, rows: Rows) -> None:
    rows["raw_documents"][1]["raw_text"] = "قال نصا." + "\u200b" * 8
    result = named(judge(stage, rows, "documents"), "documents", "little_lost")
    assert result.severity == "warning"
    assert result.rows == [
        {
            "doc_id": SECOND,
            "path": "sahifa/2016/10/05/2.txt",
            "chars": 8,
            "raw_chars": 16,
            "share_lost": 0.5,
        }
    ]


def test_spans_deep_in_a_long_text(stage: Stage, rows: Rows) -> None:
    text = "س" * 40_000 + " تونس ص"  # pages are 16,384 code points: this crosses two borders
    document, raw, runs = rows["documents"][1], rows["raw_documents"][1], rows["alignments"][1]
    document |= {"text": text, "chars": len(text), "mentions": 2}
    raw["raw_text"] = text
    runs["runs"] = [{"raw_start": 0, "text_start": 0, "length": len(text)}]
    rows["sentences"][2] |= {"text": text, "text_end": len(text), "raw_end": len(text)}
    at = {"text_start": 40_001, "text_end": 40_005, "raw_start": 40_001, "raw_end": 40_005}
    mention = rows["mentions"][1] | {"doc_id": SECOND, "sentence": 0} | at
    wrong = mention | {"text_start": 40_000, "raw_start": 40_000}
    rows["mentions"] += [mention, wrong]
    outcome = judge(stage, rows)
    assert {(r.table, r.name) for r in outcome.failures if r.severity == "critical"} == {
        ("mentions", "surface_matches")
    }
    assert [row["text_start"] for row in named(outcome, "mentions", "surface_matches").rows] == [40_000]


def test_rows_are_counted_over_frames_and_the_sample_is_bounded(
    stage: Stage, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    # DuckDB hands out rows in vectors of 2,048, so this many rows come in several frames.
    monkeypatch.setattr(frames, "FRAME_ROWS", 2048)
    one = rows["quarantine"][0]
    rows["quarantine"] = [one | {"item": str(n), "reason": "BAD"} for n in range(5000)]
    result = named(judge(stage, rows, "quarantine"), "quarantine", "reason has its form")
    assert (result.rows_checked, result.unexpected_count) == (5000, 5000)
    assert len(result.rows) == SAMPLE_ROWS
    assert result.rows[0].keys() == {"path", "item", "reason"}


def test_a_repeated_key_is_caught_across_files(stage: Stage, rows: Rows, tmp_path: Path) -> None:
    files = stage(rows)
    files["mentions"] += files["mentions"]
    result = named(validate(files, "r1", now=NOW, tables=[TABLES["mentions"]]), "mentions", "key_is_unique")
    assert result.unexpected_count == 4


def test_critical_failures_stop_the_run_and_name_the_rows(stage: Stage, rows: Rows) -> None:
    rows["mentions"][1]["surface"] = "تونسي"
    outcome = judge(stage, rows, "mentions")
    assert outcome.status == "failed"
    with pytest.raises(ValidationError, match=r"r1 broke 1 critical.*mentions\.surface_matches") as caught:
        raise_if_critical(outcome, "reports/r1/report.html")
    assert caught.value.report == "reports/r1/report.html"
    (failure,) = caught.value.failures
    assert (failure["table"], failure["unexpected_count"]) == ("mentions", 1)
    assert failure["rows"][0]["surface"] == "تونسي"
    assert failure["rows"][0]["doc_id"] == FIRST


def test_the_outcome_is_plain_json(stage: Stage, rows: Rows) -> None:
    rows["documents"][0]["published_at"] = datetime(1821, 1, 1, tzinfo=UTC)
    told = json.loads(json.dumps(judge(stage, rows, "documents").to_dict(), ensure_ascii=False))
    (row,) = next(r["rows"] for r in told["results"] if r["name"] == "date_plausible")
    assert row["published_at"] == "1821-01-01T00:00:00+00:00"


def test_a_broken_check_is_not_taken_for_bad_data(
    stage: Stage, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = frames.frames

    def without_a_column(*args: Any) -> Any:
        for frame in honest(*args):
            yield frame.drop(columns="surface_matches", errors="ignore")

    monkeypatch.setattr(frames, "frames", without_a_column)
    with pytest.raises(WarraqError, match=r"'surface_matches' of mentions could not be evaluated"):
        judge(stage, rows, "mentions")

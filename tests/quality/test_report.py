from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.quality.conftest import FIRST, MERGED, REPAIRED, Rows, Stage
from warraq.errors import InputError
from warraq.quality.gate import validate
from warraq.quality.report import LISTS, gather_facts, write_report
from warraq.schema import MENTIONS

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>"
RUN: dict[str, Any] = {
    "run_id": "r1",
    "status": "published",
    "started_at": datetime(2026, 11, 1, 3, 0, tzinfo=UTC),
    "finished_at": datetime(2026, 11, 1, 3, 4, tzinfo=UTC),
    "discovered": 12345,
    "unchanged": 12342,
    "files": 3,
    "items": 4,
    "documents": 2,
    "duplicates": 1,
    "quarantined": 1,
    "edits": 2,
    "merged_words": 1,
    "mentions": 2,
    "batches": 1,
    "bytes": 23456,
    "text_version": "t1",
    "spacing_version": "s1",
    "entities_version": "e1",
}


class Page(HTMLParser):
    """Tags, attributes and visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.text += f" {data} "


@pytest.fixture
def report(stage: Stage, rows: Rows, tmp_path: Path) -> Path:
    rows["mentions"][1]["surface"] = f"تونس{HOSTILE}"
    rows["quarantine"][0]["detail"] = HOSTILE
    files = stage(rows)
    outcome = validate(files, "r1", tables=[MENTIONS])
    facts = {**gather_facts(files), "durations": {"process": 200.0}, "versions": {"model": "m7"}}
    return write_report(tmp_path / "reports", {**RUN, "status": "refused"}, outcome, facts)


def test_one_page_tells_what_happened(report: Path) -> None:
    text = re.sub(r"\s+", " ", Page(report.read_text(encoding="utf-8")).text)
    for told in (
        "12,345 files found = 12,342 known already + 3 taken in",
        "4 items in them = 2 documents + 1 duplicate + 1 in quarantine",
        "Nothing was published.",
        "not_arabic",
        "sahifa/ copy.jsonl",  # a line may break after the slash
        "3 min 20 s",
        "m7",
        "substr(text, text_start + 1, text_end - text_start) = surface.",
        f"{MERGED} ← {REPAIRED}",
    ):
        assert told in text, told


def test_the_corpus_cannot_put_markup_into_the_page(report: Path) -> None:
    html = report.read_text(encoding="utf-8")
    page = Page(html)
    assert html.count("<script") == 1, "only our own script, which follows Airflow's theme"
    assert all(not name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert not [tag for tag, _ in page.tags if tag == "img"]
    assert HOSTILE in page.text, "shown, not swallowed"


def test_the_page_stands_alone(report: Path) -> None:
    page = Page(report.read_text(encoding="utf-8"))
    links = [attributes.get("src") or attributes.get("href") for _, attributes in page.tags]
    assert [link for link in links if link] == ["../../"], "only the way back to the Corpus page, hidden"
    assert "url(" not in report.read_text(encoding="utf-8")


def test_arabic_shows_right_to_left(report: Path) -> None:
    cells = [a for tag, a in Page(report.read_text(encoding="utf-8")).tags if tag == "td"]
    assert any(a.get("lang") == "ar" and a.get("dir") == "rtl" for a in cells)
    assert any(a.get("dir") == "auto" for a in cells)


def test_the_same_as_json(report: Path) -> None:
    told = json.loads((report.parent / "report.json").read_text(encoding="utf-8"))
    assert told["run"]["started_at"] == "2026-11-01T03:00:00+00:00"
    assert told["run"]["report"] is None, "columns that the caller does not know yet are null"
    assert told["facts"].keys() == {*LISTS, "durations", "failures", "published", "versions"}
    assert told["validation"]["status"] == "failed"
    assert told["validation"] == json.loads((report.parent / "validation.json").read_text(encoding="utf-8"))


def test_a_run_without_anything_new(tmp_path: Path) -> None:
    run = {"run_id": "r2", "status": "nothing_new", "discovered": 5, "unchanged": 5, "files": 0}
    html = write_report(tmp_path, run, None, {}).read_text(encoding="utf-8")
    assert "there was nothing to do" in html
    assert "Validation" not in html


@pytest.mark.parametrize(
    ("published", "told"), [(False, "Nothing was published."), (True, "The tables were published,")]
)
def test_a_failed_run_says_what_broke(tmp_path: Path, published: bool, told: str) -> None:
    run = {"run_id": "r3", "status": "failed", "discovered": 5, "unchanged": 3, "files": 2, "batches": 2}
    facts = {"failures": [{"stage": "process-0001", "message": f"Full: {HOSTILE}"}], "published": published}
    html = write_report(tmp_path, run, None, facts).read_text(encoding="utf-8")
    assert told in html
    assert HOSTILE not in html
    assert "every item became a document" not in html
    assert f"process-0001 : Full: {HOSTILE}" in " ".join(Page(html).text.split())


def test_files_that_could_not_be_read_this_time_are_told(tmp_path: Path) -> None:
    run = {"run_id": "r4", "status": "nothing_new", "discovered": 5, "unchanged": 3, "files": 0, "unread": 2}
    text = Page(write_report(tmp_path, run, None, {}).read_text(encoding="utf-8")).text
    assert "2 files of the corpus could not be read this time." in text
    assert "there was nothing to do" not in text


@pytest.mark.parametrize("run_id", ["", "..", "../up", "a/b", "a\\b"])
def test_a_run_id_cannot_leave_the_folder(tmp_path: Path, run_id: str) -> None:
    with pytest.raises(InputError, match="plain file name"):
        write_report(tmp_path, {**RUN, "run_id": run_id}, None, {})


def test_facts_from_staged_tables(stage: Stage, rows: Rows) -> None:
    facts = gather_facts(stage(rows))
    (word,) = facts["merged_words"]
    assert (word["before"], word["after"], word["times"], word["doc_id"]) == (MERGED, REPAIRED, 1, FIRST)
    assert (word["preceding"], word["following"]) == ("زيارة وصل وفد ", " إلى تونس.")
    assert facts["quarantine_reasons"][0]["reason"] == "not_arabic"
    assert {(e["name"], e["mentions"], e["documents"]) for e in facts["entities"]} == {
        (REPAIRED, 1, 1),
        ("تونس", 1, 1),
    }
    assert {row["kind"]: row["times"] for row in facts["edits_by_kind"]} == {
        "characters": 1,
        "merged_word": 1,
    }
    assert facts["duplicates"][0]["path"] == "sahifa/copy.jsonl"

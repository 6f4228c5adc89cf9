from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from warraq.errors import InputError
from warraq.lake.serve import open_warehouse
from warraq.review.decisions import read_sheet
from warraq.review.export import Selection, export
from warraq.review.sheet import COLUMNS
from warraq.settings import get_settings
from warraq.spacing.exceptions import Decision, Exceptions, tidy

Rows = list[dict[str, str]]


def exported(file: Path, selection: Selection | None = None, exceptions: Exceptions | None = None) -> Rows:
    with open_warehouse(get_settings()) as connection:
        done = export(connection, file, selection or Selection(), exceptions or Exceptions(), overwrite=True)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [{name: tidy(cell) for name, cell in row.items()} for row in csv.DictReader(lines)]
    assert len(rows) == done.rows
    return rows


@pytest.fixture
def suggested(corpus: Path) -> Path:
    """The sample corpus with two suggestions, as a model that is less sure would make them."""
    with duckdb.connect(str(corpus / "warehouse" / "news.duckdb")) as warehouse:
        warehouse.execute(
            """
            INSERT INTO suggestions
            SELECT doc_id, 0, 7, strpos(text, 'السوداني') - 1, strpos(text, 'السوداني') + 7,
                   'السوداني', 'السودا ني', 'frequency', 0.5
            FROM documents WHERE contains(text, 'السوداني')
            """
        )
    return corpus


def test_the_file_is_one_that_spreadsheets_show_right(corpus: Path, tmp_path: Path) -> None:
    exported(tmp_path / "r.csv")
    data = (tmp_path / "r.csv").read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"decision","instead","before","after",')
    assert data.count(b"\r\n") == data.count(b"\n") == len(data.splitlines())


def test_one_row_a_distinct_repair_with_counts_and_contexts(corpus: Path, tmp_path: Path) -> None:
    rows = exported(tmp_path / "r.csv")
    with open_warehouse(get_settings()) as connection:
        counts = dict(
            connection.execute(
                "SELECT after, (count(*), count(DISTINCT doc_id)) FROM edits WHERE kind = 'merged_word' GROUP BY after"
            ).fetchall()
        )
    assert {row["after"]: (int(row["occurrences"]), int(row["documents"])) for row in rows} == counts
    assert [int(row["occurrences"]) for row in rows] == sorted((n for n, _ in counts.values()), reverse=True)
    for row in rows:
        assert row["before"] == row["after"].replace(" ", "")
        assert f"[{row['after']}]" in row["context"]
        assert (row["other_context"] != "") == (row["occurrences"] != "1")
        assert (row["decision"], row["instead"], row["status"]) == ("", "", "repaired")
        assert 0 < float(row["score"]) <= 1
        assert len(row["doc_id"]) == 32
    assert tuple(rows[0]) == COLUMNS


def test_suggestions_and_repairs_can_be_had_apart(suggested: Path, tmp_path: Path) -> None:
    every = exported(tmp_path / "r.csv")
    only_suggestions = exported(tmp_path / "r.csv", Selection(repairs=False))
    only_repairs = exported(tmp_path / "r.csv", Selection(suggestions=False))
    assert [row["before"] for row in only_suggestions] == ["السوداني"]
    assert "[السوداني]" in only_suggestions[0]["context"]
    assert only_suggestions[0]["status"] == "suggested"
    assert len(every) == len(only_suggestions) + len(only_repairs)
    assert exported(tmp_path / "r.csv", Selection(max_score=0.6)) == only_suggestions
    assert exported(tmp_path / "r.csv", Selection(min_score=0.6)) == only_repairs


def test_the_limit_takes_the_most_frequent(corpus: Path, tmp_path: Path) -> None:
    assert exported(tmp_path / "r.csv", Selection(limit=2)) == exported(tmp_path / "r.csv")[:2]


def test_decided_words_are_left_out_or_shown_with_their_decision(corpus: Path, tmp_path: Path) -> None:
    rows = exported(tmp_path / "r.csv")
    yes, no, other = (row["before"] for row in rows[:3])
    instead = f"{other[:3]} {other[3:]}"
    exceptions = Exceptions((Decision(yes, rows[0]["after"]), Decision(no, no), Decision(other, instead)))
    assert exported(tmp_path / "r.csv", exceptions=exceptions) == rows[3:]
    again = exported(tmp_path / "r.csv", Selection(decided=True), exceptions)
    assert [(row["decision"], row["instead"]) for row in again[:4]] == [
        ("yes", ""), ("no", ""), ("", instead), ("", ""),
    ]  # fmt: skip
    read = read_sheet((tmp_path / "r.csv").read_bytes(), "r.csv")
    assert {d.before: d.after for d in read.decisions} == exceptions.words


def test_a_file_with_decisions_is_not_written_over(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("mine")
    with open_warehouse(get_settings()) as connection, pytest.raises(InputError, match="--overwrite"):
        export(connection, file, Selection(), Exceptions())
    assert file.read_text() == "mine"


def test_a_folder_that_is_not_there_is_named(corpus: Path, tmp_path: Path) -> None:
    with open_warehouse(get_settings()) as connection, pytest.raises(InputError, match="No such file"):
        export(connection, tmp_path / "no" / "r.csv", Selection(), Exceptions())


def test_formulas_in_the_news_stay_text(corpus: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(corpus / "warehouse" / "news.duckdb")) as warehouse:
        warehouse.execute(
            """
            UPDATE documents
            SET text = substr(text, 1, place - 80) || rpad('x =cmd|calc; =1', 79, ' y') || substr(text, place)
            FROM (SELECT doc_id, max(text_start) AS place FROM edits WHERE kind = 'merged_word' GROUP BY doc_id) AS e
            WHERE documents.doc_id = e.doc_id AND place > 100
            """
        )
    cells = [cell for row in exported(tmp_path / "r.csv") for cell in row.values()]
    assert [cell for cell in cells if cell.startswith("'=cmd|calc; '=1")]
    assert not [piece for cell in cells for piece in cell.split(";") if piece.strip().startswith("=")]

"""What LibreOffice 7.4 wrote, kept as data; where it is installed, what it writes now."""

from __future__ import annotations

import csv
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.places import CHECKOUT
from tests.review.libreoffice import ANSWERS, FORMS, TAKEN, answered, saved
from warraq.lake.serve import open_warehouse
from warraq.review.decisions import read_sheet
from warraq.review.export import Selection, export
from warraq.review.sheet import context_cell, text_cell
from warraq.settings import get_settings
from warraq.spacing.exceptions import Exceptions

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
INJECTED = [
    '=HYPERLINK("http://example.com")',
    "+1+2",
    "-1-2",
    "@SUM(1,2)",
    "\t=1+2",
    'كلمة;"=1+2";=1+2',
    "＝1+2",
]


@pytest.mark.parametrize("form", FORMS)
def test_what_it_saved_comes_back(form: str) -> None:
    data = (CHECKOUT / "tests" / "review" / "data" / f"{form}.csv").read_bytes()
    sheet = read_sheet(data, form)
    assert {decision.before: decision.after for decision in sheet.decisions} == TAKEN
    assert sheet.unusable == []
    assert sheet.undecided == 5


@needs_libreoffice
def test_what_it_saves_comes_back(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "review.csv"
    with open_warehouse(get_settings()) as connection:
        export(connection, file, Selection(), Exceptions())
    assert corpus.is_dir()
    answered(file, ANSWERS)
    made = saved(file, tmp_path)
    for form in FORMS:
        sheet = read_sheet(made[form].read_bytes(), form)
        assert {decision.before: decision.after for decision in sheet.decisions} == TAKEN, form


@needs_libreoffice
def test_no_cell_becomes_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "review.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(["decision", "before", "after"])
        for text in INJECTED:
            writer.writerow(["", text_cell(text), context_cell(text, "كلمة", text)])
    workbook = saved(file, tmp_path)["workbook"]
    with zipfile.ZipFile(workbook) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == len(INJECTED) + 1
    assert "<f" not in sheet.partition("<sheetData>")[2].partition("</sheetData>")[0]

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.review.sheet import COLUMNS, NO, YES, context_cell, text_cell
from warraq.spacing.exceptions import tidy

FORMULA = "=+-@＝＋－＠"


@pytest.mark.parametrize("text", ["=1+1", "+49", "-3 درجات", "@اسم", "\t=1", " = HYPERLINK(1)", "\u200f=1", '"=1', "＝1"])  # fmt: skip
def test_no_cell_begins_like_a_formula(text: str) -> None:
    cell = tidy(text_cell(text))
    assert cell[0] in "'\""
    assert cell.lstrip("\"'") == tidy(text).lstrip('"')


def test_other_delimiters_make_no_formula_either() -> None:
    for delimiter in ",;\t|":
        for piece in text_cell(f"قال{delimiter}=cmd|' /C calc'!A0{delimiter} @x").split(delimiter):
            assert tidy(piece)[:1] not in (*FORMULA,), piece


@given(st.text(alphabet=st.sampled_from("اب =+-@;,\t\"'|\n\u200f12")))
def test_whatever_a_spreadsheet_splits_at_no_piece_begins_a_formula(text: str) -> None:
    for delimiter in ",;\t|":
        line = io.StringIO()
        csv.writer(line).writerow([text_cell(text)])
        for piece in next(csv.reader(io.StringIO(line.getvalue()), delimiter=delimiter)):
            assert tidy(piece.strip("\"' "))[:1] not in (*FORMULA,) or "'" in piece


@given(st.text(alphabet="ابتة12aF", min_size=1), st.text(alphabet="ابتة12aF", min_size=1))
def test_words_come_back_as_they_were(one: str, other: str) -> None:
    assert tidy(text_cell(f"{one} {other}")) == f"{one} {other}"


@pytest.mark.parametrize("text", ["NSA وFBI", "2017 وقال", "الأمم"])
def test_a_cell_with_text_is_laid_out_from_the_right(text: str) -> None:
    first = next(c for c in text_cell(text) if unicodedata.bidirectional(c) in ("L", "R", "AL"))
    assert unicodedata.bidirectional(first) == "R"


def test_a_context_is_one_line_of_whole_words_around_the_marked_one() -> None:
    before = "مقطوعة " + "كلمة " * 14 + "\nقال\t"
    assert context_cell(before[-80:], "كلمتان", " بعد\r\nسطر")[2:].startswith("كلمة ")
    assert context_cell("قال\n", "كلم تان", " هنا.")[2:-1] == "قال [كلم تان] هنا."


def test_a_context_is_laid_out_from_the_right_whatever_the_sheet_says() -> None:
    cell = context_cell("CNN ", "كلم تان", " =1")
    assert cell == "\u200f\u202bCNN [كلم تان] =1\u202c"
    assert context_cell("=1 ", "كلم تان", "") == "\u200f\u202b'=1 [كلم تان]\u202c"


def test_answers_are_not_ambiguous() -> None:
    assert not YES & NO
    assert len(set(COLUMNS)) == len(COLUMNS)

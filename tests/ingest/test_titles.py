from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.ingest.titles import title_end


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_line_a_blank_line_and_a_body(line_break: str) -> None:
    text = f"عنوان الخبر {line_break} \u00a0{line_break} أفاد تقرير."
    assert text[: title_end(text)] == "عنوان الخبر "


def test_blank_lines_before_the_title() -> None:
    text = "\ufeff\n\n  عنوان\n\nنص"
    assert text[: title_end(text)].strip("\ufeff\n ") == "عنوان"


def test_a_question_is_a_title() -> None:
    assert title_end("من يفوز بالكأس؟\n\nتقام المباراة غدا.") == len("من يفوز بالكأس؟")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "سطر واحد",
        "سطر\nسطر بلا فراغ",
        "عنوان\n\n \n",
        "جملة تامة.\n\nجملة أخرى.",
        "وقال المصدر:\n\nكذا وكذا.",
        "كلمة " * 50 + "\n\nنص",
    ],
)
def test_no_title(text: str) -> None:
    assert title_end(text) == 0


@given(st.text(alphabet="اب \n\r\t.،\u00a0\ufeff", max_size=60))
def test_the_title_is_one_line_with_something_after_it(text: str) -> None:
    end = title_end(text)
    if end:
        title = text[:end].strip()
        assert title
        assert "\n" not in title
        assert text[end] in "\r\n"
        assert text[end:].strip()

from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.texts import anything
from warraq.text.draft import Draft
from warraq.text.quotes import quote_patches


def quoted(text: str) -> str:
    draft = Draft(text)
    draft.apply(quote_patches(text))
    return draft.text


@given(anything)
def test_only_spaces_come_and_go(text: str) -> None:
    assert quoted(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('قال " نعم " ثم', 'قال "نعم" ثم'),
        ('" نعم " قال', '"نعم" قال'),
        ('قال " نعم "', 'قال "نعم"'),
        ('برنامج "بوليتيكا"اليوم', 'برنامج "بوليتيكا" اليوم'),
        ('منطقتي"أ"و"ب"', 'منطقتي "أ" و"ب"'),
        ('قال :"نعم"', 'قال : "نعم"'),
        ('" أ "\nقال " ب', '"أ"\nقال " ب'),  # each line by itself
    ],
)
def test_quotes_by_turns(before: str, after: str) -> None:
    assert quoted(before) == after


@pytest.mark.parametrize(
    "text",
    [
        'قال "نعم" ثم "لا"',
        'و"نعم" بـ"لا" لـ "أ"',
        'شاشة 27" تعرض " فيلما "',  # three quotes
        'أب" ج "د هـ" و "ز',  # the first one plainly closes
        '""',
        '"',
    ],
)
def test_other_lines_stay(text: str) -> None:
    assert quoted(text) == text

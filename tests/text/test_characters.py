from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from tests.text.texts import anything
from warraq.text.characters import clean
from warraq.text.draft import Draft
from warraq.text.edit import replay


def cleaned(raw: str) -> str:
    draft = Draft(raw)
    clean(draft)
    return draft.text


@given(anything)
def test_cleaning_a_clean_text_changes_nothing(raw: str) -> None:
    once = Draft(cleaned(raw))
    clean(once)
    assert (once.edits(), once.text) == ([], once.raw)


@given(anything)
def test_edits_replay(raw: str) -> None:
    draft = Draft(raw)
    clean(draft)
    assert replay(raw, draft.edits()) == draft.text


@given(anything)
def test_a_clean_text_is_canonical_trimmed_and_without_odd_characters(raw: str) -> None:
    text = cleaned(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()
    assert not set(text) & set("\r\t\u00a0\u200b\u200f\ufeff\u2028")
    assert "  " not in text
    assert " \n" not in text
    assert "\n " not in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize("text", ["", "كتب محمد الرسالة.", "الـFBI", "الـ “إف بي آي”", "في أ.ف.ب. يوم 3.5"])
def test_right_text_stays(text: str) -> None:
    assert cleaned(text) == text

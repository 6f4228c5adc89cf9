from __future__ import annotations

import gc
import time
import unicodedata

import pytest
from hypothesis import given

from tests.text.texts import anything
from warraq.text.characters import clean
from warraq.text.draft import Draft
from warraq.text.edit import replay
from warraq.text.sentences import sentence_spans


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


@pytest.mark.parametrize(
    "text",
    [
        "“ .”",
        "الـﹰـقال",
        "بي.بي.سيقال،أ.ف.ب",
        "ا \n\u064b",
        "( )",
        "( ، )",
        "“ ” .وقال",
        "&quot ;",
        "&\u064bamp;",
    ],
)
def test_rules_that_meet_at_one_place_agree(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once


@pytest.mark.parametrize(
    "piece",
    [" ", "\u00a0", " \u00a0", "\n ", "( ", ") ", '" ', "&amp;", "<!--", "<script>", "<b ", "\u0640", "\u064b",
     " \u064b", "\u06cc\u064b", "\ufefb", "\x00", ".ا", "ا.", "1. ", "ا\u0653", "Ø§Ù„"],
)  # fmt: skip
def test_no_text_takes_more_than_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        spent = []
        for _ in range(3):
            gc.collect()  # the property tests before have left much to be collected
            start = time.process_time()
            sentence_spans(cleaned("قال " + piece * count))
            spent.append(time.process_time() - start)
        return min(spent)

    # Ten times as much text; quadratic time would be a hundred times as long. A machine with other
    # things to do may disturb one comparison, but not each of four.
    assert any(seconds(40_000) < 30 * seconds(4_000) + 0.05 for _ in range(4))

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


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        # Persian: "it goes", "books", with a non-joiner after mi- and before -ha.
        ("او می\u200cرود و کتاب\u200cهای پدر چاپ شد", "او می\u200cرود و کتاب\u200cهای پدر چاپ شد"),
        ("او می\u200c رود و \u200cکتاب چاپ\u200c شد\u200c", "او می رود و کتاب چاپ شد"),
        ("او می\u200c\u200cرود و می\u200f\u200cرود و چاپ شد", "او می\u200cرود و میرود و چاپ شد"),
        # Arabic: only an accident of a keyboard or a web page.
        ("وال\u200cاتفاق نهائي", "والاتفاق نهائي"),
    ],
)
def test_the_non_joiner_stays_in_words_that_are_spelled_with_it(raw: str, text: str) -> None:
    assert cleaned(raw) == text
    assert cleaned(text) == text


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
def test_no_text_takes_quadratic_time(piece: str) -> None:
    gc.collect()
    gc.freeze()  # what other tests left in memory is not walked again for every generation
    start = time.process_time()
    try:
        sentence_spans(cleaned("قال " + piece * 150_000))
    finally:
        gc.unfreeze()
    # Linear time takes at most two seconds of this process's own; one that looks at every pair of
    # pieces takes minutes.
    assert time.process_time() - start < 30

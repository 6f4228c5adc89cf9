from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.sentence_score import boundary_score, read_gold
from tests.text.texts import anything
from warraq.text.sentences import sentence_spans

GOLD = Path(__file__).parent / "data" / "sentences.txt"


@given(anything, st.integers(0, 20))
def test_spans_are_in_order_trimmed_and_leave_out_blanks_only(text: str, title_end: int) -> None:
    title_end = min(title_end, len(text))
    spans = sentence_spans(text, title_end)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""
    assert bool(spans) == bool(text.strip())
    if text[:title_end].strip():
        assert spans[0][1] <= title_end


@pytest.mark.parametrize(
    "sentences",
    [
        ["قال د. محمد علي إنه سافر.", "وأضاف أن العودة غدا."],
        ["بلغت النسبة 3.5 بالمئة في عام 2016.", "وكانت 2.1 قبله."],
        ["هل تعود؟", "لا أحد يعلم!", "وأضاف (!) ثم سكت... وعاد."],
        ['وقال: "لن نعود أبدا."', "ثم خرج."],
        ['"هل جاء؟" قال محمد.', "نعم."],
        ["أعلنت أ.ف.ب. الخبر.", "نهاية."],
    ],
)
def test_traps(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


def test_gold_sentences_reach_the_figure_in_the_documentation() -> None:
    score, errors = boundary_score(read_gold(GOLD), sentence_spans)
    assert score.sentences >= 120
    assert score.f1 >= 0.97, "\n".join(errors)

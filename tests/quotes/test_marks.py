from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.quotes.marks import pair_marks


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('قال "نعم" ثم "لا".', ["نعم", "لا"]),
        ("قال «نعم» ثم “لا”.", ["نعم", "لا"]),
        ('قال: "زرت "المتحف" أمس".', ['زرت "المتحف" أمس', "المتحف"]),
        ('سمي بـ"العار" و"الفرح".', ["العار", "الفرح"]),
        ('"بداية" ونهاية "أخيرة"', ["بداية", "أخيرة"]),
        ('قال: "نعم."', ["نعم."]),
    ],
)
def test_pairs(text: str, inside: list[str]) -> None:
    pairs, unclosed = pair_marks(text)
    assert [text[start + 1 : pairs[start]] for start in sorted(pairs)] == inside
    assert not unclosed


def test_a_pair_stays_within_its_line() -> None:
    text = 'قال "نعم\nثم "لا" وذهب'
    pairs, unclosed = pair_marks(text)
    assert unclosed == {text.index('"')}
    assert [text[start + 1 : pairs[start]] for start in pairs] == ["لا"]


@given(st.text('"«»“” \nاو.:', max_size=60))
def test_pairs_nest(text: str) -> None:
    pairs, unclosed = pair_marks(text)
    assert len(set(pairs.values())) == len(pairs)
    assert not unclosed & (pairs.keys() | set(pairs.values()))
    spans = sorted(pairs.items())
    for start, end in spans:
        assert start < end
        assert "\n" not in text[start:end]
        assert all(other_end < end for other, other_end in spans if start < other < end)

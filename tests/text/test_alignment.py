from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.test_draft import drafts
from warraq.text.alignment import Alignment
from warraq.text.draft import Draft


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    raw = text = 0
    runs = []
    for _ in range(draw(st.integers(0, 5))):
        raw += draw(st.integers(0, 3))
        text += draw(st.integers(0, 3))
        length = draw(st.integers(1, 4))
        runs.append((raw, text, length))
        raw, text = raw + length, text + length
    return Alignment.from_runs(runs, raw + draw(st.integers(0, 3)), text + draw(st.integers(0, 3)))


def all_spans(length: int) -> list[tuple[int, int]]:
    return [(start, end) for start in range(length + 1) for end in range(start, length + 1)]


@given(alignments() | drafts().map(lambda draft: draft.alignment))
def test_both_directions_are_total_and_monotone(alignment: Alignment) -> None:
    for length, other, function in (
        (alignment.text_length, alignment.raw_length, alignment.to_raw),
        (alignment.raw_length, alignment.text_length, alignment.to_text),
    ):
        mapped = {span: function(*span) for span in all_spans(length)}
        for (start, end), (low, high) in mapped.items():
            assert 0 <= low <= high <= other
            for wider in ((start, end + 1), (start + 1, end)):
                if wider in mapped:
                    assert mapped[wider][0] >= low
                    assert mapped[wider][1] >= high


@given(alignments())
def test_equal_stretches_map_exactly(alignment: Alignment) -> None:
    for raw_start, text_start, length in alignment.runs():
        for start, end in all_spans(length):
            if start < end:
                assert alignment.to_raw(text_start + start, text_start + end) == (
                    raw_start + start,
                    raw_start + end,
                )
                assert alignment.to_text(raw_start + start, raw_start + end) == (
                    text_start + start,
                    text_start + end,
                )


@given(drafts())
def test_there_and_back_covers_what_is_the_same_in_both(draft: Draft) -> None:
    alignment = draft.alignment
    same = {i for _, start, length in alignment.runs() for i in range(start, start + length)}
    for start, end in all_spans(len(draft.text)):
        low, high = alignment.to_text(*alignment.to_raw(start, end))
        assert same & set(range(start, end)) <= set(range(low, high))


def test_an_empty_span_becomes_what_was_deleted_there() -> None:
    alignment = Alignment.from_runs([(0, 0, 2), (5, 2, 2)], 8, 4)
    assert alignment.to_raw(2, 2) == (2, 5)
    assert alignment.to_raw(1, 3) == (1, 6)
    assert alignment.to_raw(0, 2) == (0, 2)
    assert alignment.to_raw(2, 4) == (5, 7)
    assert alignment.to_raw(4, 4) == (7, 8)
    assert alignment.to_text(2, 5) == (2, 2)
    assert alignment.to_text(7, 8) == (4, 4)


@pytest.mark.parametrize(
    "runs", [[(0, 0, 0)], [(0, 0, 2), (1, 2, 1)], [(0, 0, 2), (2, 1, 1)], [(0, 0, 5)], [(-1, 0, 1)]]
)
def test_bad_runs_are_refused(runs: list[tuple[int, int, int]]) -> None:
    with pytest.raises(ValueError, match="runs"):
        Alignment.from_runs(runs, 4, 4)


@pytest.mark.parametrize("span", [(-1, 0), (2, 1), (0, 4)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no span"):
        Alignment.identity(3).to_raw(*span)
    with pytest.raises(ValueError, match="no span"):
        Alignment.identity(3).to_text(*span)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.runs import Run, append_run, compose, equal_runs

TEXTS = st.text(alphabet="abc ", max_size=8)


@given(TEXTS, TEXTS)
def test_runs_are_equal_stretches_in_order(before: str, after: str) -> None:
    raw_end = text_end = 0
    for raw_start, text_start, length in equal_runs(before, after):
        assert raw_start >= raw_end
        assert text_start >= text_end
        assert length > 0
        assert before[raw_start : raw_start + length] == after[text_start : text_start + length]
        raw_end, text_end = raw_start + length, text_start + length


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=4), min_size=2, max_size=4))
def test_a_merged_word_taken_apart_is_aligned_letter_by_letter(words: list[str]) -> None:
    merged, apart = "".join(words), " ".join(words)
    assert sum(length for _, _, length in equal_runs(merged, apart)) == len(merged)
    assert sum(length for _, _, length in equal_runs(apart, merged)) == len(merged)


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("", "a", []),
        ("a", "b", []),
        ("abcd", "axyd", [(0, 0, 1), (3, 3, 1)]),
        ("NSAوFBI", "NSA وFBI", [(0, 0, 3), (3, 4, 4)]),
    ],
)
def test_examples(before: str, after: str, runs: list[Run]) -> None:
    assert equal_runs(before, after) == runs


def test_append_joins_neighbours() -> None:
    runs: list[Run] = [(0, 0, 2)]
    append_run(runs, (2, 2, 1))
    append_run(runs, (4, 3, 1))
    assert runs == [(0, 0, 3), (4, 3, 1)]


def test_composition_keeps_what_both_keep() -> None:
    assert compose([(0, 0, 4), (6, 4, 2)], [(1, 0, 4)]) == [(1, 0, 3), (6, 3, 1)]
    assert compose([], [(0, 0, 1)]) == []

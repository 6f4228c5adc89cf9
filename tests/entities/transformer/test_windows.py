from hypothesis import given
from hypothesis import strategies as st

from warraq.entities.transformer.windows import cut_sentence, fill_windows

SIZES = st.lists(st.integers(1, 60), max_size=80)


@given(sizes=SIZES, limit=st.integers(20, 100))
def test_windows_cover_all_parts_in_order_and_keep_the_limit(sizes: list[int], limit: int) -> None:
    windows = fill_windows(sizes, limit)
    assert [part for start, stop in windows for part in range(start, stop)] == list(range(len(sizes)))
    for start, stop in windows:
        assert sum(sizes[start:stop]) <= limit or stop == start + 1


@given(sizes=SIZES, limit=st.integers(20, 100), stops=st.sets(st.integers(0, 79)))
def test_parts_cover_the_sentence_and_keep_the_limit(sizes: list[int], limit: int, stops: set[int]) -> None:
    words = ["." if place in stops else "word" for place in range(len(sizes))]
    parts = cut_sentence(words, sizes, limit)
    assert [word for start, stop in parts for word in range(start, stop)] == list(range(len(sizes)))
    for start, stop in parts:
        assert sum(sizes[start:stop]) <= limit or stop == start + 1


def test_a_long_sentence_is_cut_after_its_last_comma_that_fits() -> None:
    words = ["a", "b", "c", "\u060c", "d", "e"]
    assert cut_sentence(words, [1] * 6, 5) == [(0, 4), (4, 6)]


def test_without_punctuation_a_long_sentence_is_cut_where_it_is_full() -> None:
    assert cut_sentence(list("abcdef"), [1] * 6, 4) == [(0, 4), (4, 6)]


def test_nothing_makes_no_windows() -> None:
    assert cut_sentence([], [], 10) == []
    assert fill_windows([], 10) == []

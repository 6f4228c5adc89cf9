import random

from hypothesis import given
from hypothesis import strategies as st

from warraq.spacing.joins import join_words

TEXT = "قال وزير الخارجية 2017 إن CNN في مصر، وقد أكد الوزير ذلك"


def test_only_arabic_neighbours_with_one_space_are_joined() -> None:
    joined = join_words(TEXT, 1.0, random.Random(1))
    assert [j.after for j in joined.joins] == ["قال وزير", "في مصر", "وقد أكد", "الوزير ذلك"]


@given(st.text(alphabet="ابتة ،2a\n\u064e", max_size=60), st.floats(0, 1), st.integers(0, 9))
def test_the_joins_undo_the_joining(text: str, share: float, seed: int) -> None:
    joined = join_words(text, share, random.Random(seed))
    restored, copied = [], 0
    for join in joined.joins:
        assert joined.text[join.start : join.end] == join.after.replace(" ", "")
        restored += [joined.text[copied : join.start], join.after]
        copied = join.end
    assert "".join([*restored, joined.text[copied:]]) == text


def test_no_share_no_joins() -> None:
    assert join_words(TEXT, 0.0, random.Random(1)) == (TEXT, [])

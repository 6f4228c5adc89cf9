from __future__ import annotations

import pytest

from warraq.text.edit import Edit, replay, undo

RAW = "الولايـاتالمتحدة .وقال"
EDITS = [
    Edit("merged_word", 0, 16, 0, 16, "الولايـاتالمتحدة", "الولايات المتحدة", "model", 0.9),
    Edit("characters", 6, 7, 6, 6, "ـ", "", "tatweel"),
    Edit("punctuation", 16, 17, 16, 16, " ", "", "space_before_mark"),
    Edit("punctuation", 18, 18, 17, 18, "", " ", "space_after_stop"),
]


def test_replay_gives_the_clean_text() -> None:
    assert replay(RAW, EDITS) == "الولايات المتحدة. وقال"
    assert replay(RAW, reversed(EDITS)) == "الولايات المتحدة. وقال"
    assert replay(RAW, []) == RAW


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        ({"merged_word"}, "الولاياتالمتحدة. وقال"),
        ({"characters"}, "الولايـات المتحدة. وقال"),
        ({"punctuation"}, "الولايات المتحدة .وقال"),
        ({"merged_word", "characters"}, "الولايـاتالمتحدة. وقال"),
        ({"merged_word", "characters", "punctuation"}, RAW),
        (set(), "الولايات المتحدة. وقال"),
    ],
)
def test_undo_takes_back_the_edits_of_the_kinds(kinds: set[str], text: str) -> None:
    assert undo(RAW, EDITS, kinds) == text

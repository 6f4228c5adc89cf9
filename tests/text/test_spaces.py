from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.draft import Draft
from warraq.text.spaces import space_patches

BLANKS_AND_LETTERS = st.text(alphabet="اab \n\t\r\u00a0\u2003\u2028\u0085\u3000", max_size=20)


def spaced(text: str) -> str:
    draft = Draft(text)
    draft.apply(space_patches(text))
    return draft.text


@given(BLANKS_AND_LETTERS)
def test_every_run_of_blanks_becomes_what_a_plain_description_says(text: str) -> None:
    def plain(match: re.Match[str]) -> str:
        ends = len(re.findall(r"\r\n|[\n\r\u2028\u0085]", match[0]))
        return "\n" * min(ends, 2) or " "

    assert spaced(text) == re.sub(r"\s+", plain, text.strip())


@pytest.mark.parametrize("text", ["", "ا", "ا ب", "ا\nب", "ا\n\nب"])
def test_right_blanks_stay(text: str) -> None:
    assert space_patches(text) == []


def test_a_text_of_blanks_becomes_empty() -> None:
    assert spaced(" \n\u00a0\n ") == ""

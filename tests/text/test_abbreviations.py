from __future__ import annotations

import pytest

from warraq.text.abbreviations import joins


@pytest.mark.parametrize(
    ("left", "right"),
    [("د", "محمد"), ("سي", "إن"), ("وبي", "إم"), ("الإف", "بي"), ("العربية", "نت"), ("محمد", "ر")],
)
def test_a_stop_inside_an_abbreviation_or_a_name(left: str, right: str) -> None:
    assert joins(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("كلينتون", "وذكر"), ("له", "ورفع"), ("سي", "وقال"), ("السواحل", "و"), ("في", "روسيا")],
)
def test_a_stop_between_sentences(left: str, right: str) -> None:
    assert not joins(left, right)

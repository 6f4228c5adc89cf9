from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.texts import anything
from warraq.text.draft import Draft
from warraq.text.punctuation import extra_space_patches, is_proclitic, missing_space_patches, word_before


def punctuated(text: str) -> str:
    draft = Draft(text)
    draft.apply(extra_space_patches(draft.text))
    draft.apply(missing_space_patches(draft.text))
    return draft.text


@given(anything)
def test_only_spaces_come_and_go(text: str) -> None:
    assert punctuated(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("له.ورفع", "له. ورفع"),
        ("الحكومة .و قال", "الحكومة. و قال"),
        ("(رويترز).وقال", "(رويترز). وقال"),
        ("5%.وقال", "5%. وقال"),
        ("كلينتون.NBC", "كلينتون. NBC"),
        ("كلينتون.“نص”", "كلينتون. “نص”"),
        ("1.تعيين", "1. تعيين"),
        ("اليوم؟أجاب :لا", "اليوم؟ أجاب: لا"),
        ("للأسف !(إن", "للأسف!(إن"),  # the bracket is never closed
        ("جابر,المصنفة", "جابر, المصنفة"),
        ("(76)و(77)", "(76) و(77)"),
        ("بسوسة(2)،", "بسوسة (2)،"),
        ("ما ]السوري[ في", "ما ]السوري[ في"),  # brackets the wrong way round
        ("“ نص ”", "“نص”"),
    ],
)
def test_spaces_are_mended(before: str, after: str) -> None:
    assert punctuated(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "محمد.ر",
        "وبي.إم.دبليو",
        "الإف.بي.آي",
        "996 م.د",
        "ق.م.",
        "سي.آي.ئي.إس",
        "هسبريس.كوم",
        "U.S.A",
        "v1.2.3",
        "12:30",
        "3,5",
        "f(x)",
        "عضو(ات) المرشح(ة)",
        "بال(سيارة)",
        "فوق .5",
        "قال .. ثم",
        "http://example.com/أ.ب/ج,د",
        "x != y",
    ],
)
def test_right_punctuation_stays(text: str) -> None:
    assert punctuated(text) == text


def test_word_before() -> None:
    assert word_before("قال شخصيًا.", 10) == "شخصيا"
    assert word_before("x.", 1) == ""


@pytest.mark.parametrize(("word", "expected"), [("و", True), ("وال", True), ("بال", True), ("قال", False)])
def test_proclitics(word: str, expected: bool) -> None:
    assert is_proclitic(word) is expected

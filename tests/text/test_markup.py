from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.texts import anything
from warraq.text.draft import Draft
from warraq.text.markup import reference_patches, tag_patches, without_markup


def changed(text: str, rule: object) -> str:
    draft = Draft(text)
    draft.apply(rule(text))  # type: ignore[operator]
    return draft.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("&quot;نعم&quot;", '"نعم"'),
        ("&amp;amp;lt;", "<"),
        ("&#1575;&#x644;", "ال"),
        ("AT&T؛ &unknown; &", "AT&T؛ &unknown; &"),
        ("&ampquot; &copy", "&ampquot; &copy"),
    ],
)
def test_references(before: str, after: str) -> None:
    assert changed(before, reference_patches) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>واحد</p><p>اثنان</p>", "\nواحد\n\nاثنان\n"),
        ("كل<b>مة</b>", "كلمة"),
        ("<a href=\"x\" class='y'>رابط</a>", "رابط"),
        ("قبل<script type='a'>var x = '<b>';</script>بعد<!-- > -->.", "قبلبعد."),
        ("<BR/>", "\n"),
        ("<!DOCTYPE html>\nخبر <!doctypes>", "\nخبر <!doctypes>"),
        ("<CNN> 3 < 5 > 2 <بي بي سي> <pre-1>", "<CNN> 3 < 5 > 2 <بي بي سي> <pre-1>"),
    ],
)
def test_tags(before: str, after: str) -> None:
    assert changed(before, tag_patches) == after


@given(anything)
def test_text_without_ampersand_and_tag_stays(text: str) -> None:
    text = text.replace("&", "").replace("<", "")
    assert reference_patches(text) == tag_patches(text) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("&amp;lt;p&amp;gt;كلمة&lt;/p&gt;", "\nكلمة\n"), ("<<b>b>كلمة", "كلمة"), ("كلمة", "كلمة")],
)
def test_markup_that_hides_markup_is_taken_out(before: str, after: str) -> None:
    assert without_markup(before) == after

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.diacritics import diacritic_patches, form_ten_patches
from warraq.text.draft import Draft


def mended(text: str) -> str:
    draft = Draft(text)
    draft.apply(diacritic_patches(text))
    draft.apply(form_ten_patches(draft.text))
    return draft.text


@pytest.mark.parametrize(
    "text", ["طَرِيقٍ اشْتَدَّ", "شخصيًا", "شخصياً", "هُدًى", "مُستخدَم", "اُستخدم", "أسُتاذ", "السُترة", "وَٱللَّهُ"]
)
def test_diacritics_in_their_place_stay(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert mended(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("اسُتُوليت", "استُوليت"),
        ("فاسُتقبل", "فاستُقبل"),
        ("اسُتَقبل", "اسُتَقبل"),  # another vowel on the teh: nothing is certain
        ("كتابا ً.", "كتاباً."),
        ("من ًالميليشيا", "من الميليشيا"),  # noon bears no fathatan
        ("دول ٍخارج", "دولٍ خارج"),
        ("التعريفة ّ دون", "التعريفة  دون"),  # nor teh marbuta a shadda
        ("الخطة ُبمشاركة", "الخطةُ بمشاركة"),
        ("إذا ُطبق", "إذا طُبق"),
        ('"ِشاهد"', '"شاهد"'),  # its sheen has a fatha, before the alef
        ("6 ِأشخاص", "6 أشخاص"),
        ("ًّ كتب", " كتب"),
        ("3ً", "3"),
    ],
)
def test_misplaced_diacritics(before: str, after: str) -> None:
    assert mended(unicodedata.normalize("NFC", before)) == after


MARKS_AND_LETTERS = st.text(
    alphabet="ابتسى \n\u0640\u064b\u064e\u064f\u0650\u0651\u0652\u06541.", max_size=12
)


@given(MARKS_AND_LETTERS)
def test_only_marks_and_blanks_move(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    marks = dict.fromkeys((*range(0x64B, 0x656), ord(" ")))
    assert mended(text).translate(marks) == text.translate(marks)

from __future__ import annotations

import ftfy.bad_codecs  # noqa: F401  registers the sloppy codecs, which know all 256 bytes
import pytest

from warraq.text.characters import clean
from warraq.text.draft import Draft
from warraq.text.mojibake import mojibake_patches

NEWS = "أعلنت وزارة الصحة، أمس، عن 12 إصابة جديدة.\nهل ينتشر المرض؟ قال د. علي (NBC) إنه لا يعلم."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "latin-1"),
        ("utf-8", "sloppy-windows-1252"),
        ("utf-8", "cp1256"),
        ("cp1256", "latin-1"),
        ("cp1256", "sloppy-windows-1252"),
    ],
)
def test_a_wholly_misread_text_is_decoded_anew(written: str, read: str) -> None:
    misread = NEWS.encode(written).decode(read)
    draft = Draft(misread)
    clean(draft)
    assert draft.text == NEWS
    # Offsets lead back to the word, not to the whole text.
    start = NEWS.index("NBC")
    raw_start, raw_end = draft.alignment.to_raw(start, start + 3)
    assert misread[raw_start:raw_end] == "NBC"


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        "",
        "Le président a déclaré: Ça alors, « à bientôt ».",
        "Zażółć gęślą jaźń",
        'وصفها بأنها "Ã©tude" بالفرنسية',
        "Á",
    ],
)
def test_other_texts_stay(text: str) -> None:
    assert mojibake_patches(text) == []

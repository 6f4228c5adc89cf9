import pytest

from warraq.spacing.seams import is_mixed, split_seams

KNOWN = frozenset(["في", "وقال", "عام", "مجلة", "على", "مليار", "ال"])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("NSAوFBI", "NSA وFBI"),
        ("وCNN", "وCNN"),
        ("الـFBI", "الـFBI"),
        ("والـFBI", "والـFBI"),
        ("مجلةMEED", "مجلة MEED"),
        ("CAPITALعلى", "CAPITAL على"),
        ("2017وقال", "2017 وقال"),
        ("في2017", "في 2017"),
        ("2.5مليار", "2.5 مليار"),
        ("و2017", "و2017"),
        ("ال20", "ال20"),
        ("2017م", "2017م"),
        ("إف16", "إف16"),
        ("كلمةغيرمعروفة7", "كلمةغيرمعروفة7"),
        ("F16", "F16"),
        ("بوyبا", "بوyبا"),
        ("مجلة", "مجلة"),
        ("a_ب", "a_ب"),
    ],
)
def test_cuts_only_where_scripts_do_not_belong_together(word: str, expected: str) -> None:
    assert " ".join(split_seams(word, KNOWN.__contains__)) == expected


def test_mixed_means_arabic_touches_latin_or_digits() -> None:
    assert is_mixed("NSAوFBI")
    assert is_mixed("و5")
    assert not is_mixed("F16")
    assert not is_mixed("الولايات")

from __future__ import annotations

import pytest

from warraq.dates.grammar import RULES
from warraq.dates.vocabulary import KINDS, OTHER, Kinds, kind_and_value, letters


@pytest.mark.parametrize(
    ("word", "kind", "value"),
    [
        ("الأربعاء", "WEEKDAY", 2), ("والاربعاء", "WEEKDAY", 2), ("أكتوبر", "MONTH", 10), ("وأكتوبر", "AND_MONTH", 10),
        ("جويلية", "MONTH", 7), ("آب", "MAYBE_MONTH", 8), ("٣١", "DAY_NUMBER", 31), ("و5", "AND_DAY_NUMBER", 5),
        ("الـ13", "DAY_NUMBER", 13), ("2016", "YEAR_NUMBER", 2016), ("1438هـ", "HIJRI_YEAR", 1438),
        ("2016م", "AD_YEAR", 2016), ("70", "NUMBER", 70), ("والعشرين", "TENS_DEF", 20), ("سيزور", "AHEAD", 0),
        ("التسعينيات", "DECADE", 90), ("للعام", "THE_YEAR", 0), ("قالت", "SAYS", 0),
    ],
)  # fmt: skip
def test_kinds_and_values(word: str, kind: str, value: int) -> None:
    assert kind_and_value(word) == (KINDS[kind], value)


@pytest.mark.parametrize(
    "word", ["أب", "الأب", "لامس", "سيارة", "سياسي", "1500م", "كتاب", "3.5", "سنغافورة", "به"]
)
def test_other_words(word: str) -> None:
    assert kind_and_value(word) in ((OTHER, 0), (OTHER, 1500))


def test_kinds_are_kept_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warraq.dates.vocabulary._KEPT", 3)
    kinds = Kinds()
    assert [kinds[word] for word in ("أمس", "كتاب", "قلم", "غدا", "أمس")] == [
        kind_and_value(word)[0] for word in ("أمس", "كتاب", "قلم", "غدا", "أمس")
    ]
    assert len(kinds) <= 3


def test_every_rule_can_be_reached() -> None:
    assert all(rule.needs for rule in RULES)
    assert len(set(KINDS.values())) == len(KINDS)
    assert letters("WEEKDAY MONTH") == {KINDS["WEEKDAY"], KINDS["MONTH"]}

import pytest

from warraq.entities.variants import DIFFERENT, SPELLING, name_words, skeleton, word_distance
from warraq.text.fold import fold_ar


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("بوديستا", "بودستا"), ("كلينتون", "كلنتون"), ("ترامب", "ترمب"), ("غوتيريش", "جوتيريس"),
        ("غورباتشوف", "جورباتشوف"), ("نتنياهو", "نتانياهو"), ("شيابا", "تشيابا"), ("إيتو", "إيطو"),
        ("البارزاني", "بارزاني"), ("ديمتري", "دميتري"),
    ],
)  # fmt: skip
def test_variants(first: str, second: str):
    a, b = fold_ar(first), fold_ar(second)
    assert 0 < word_distance(a, b) == word_distance(b, a) < DIFFERENT
    assert skeleton(a) == skeleton(b)


@pytest.mark.parametrize(
    ("first", "second"),
    [("أحمد", "محمد"), ("حسن", "حسين"), ("سليم", "سالم"), ("سعد", "سعيد"), ("جون", "جان"), ("بوش", "بوتش")],
)
def test_other_names(first: str, second: str):
    assert word_distance(fold_ar(first), fold_ar(second)) >= 0.3


def test_arab_names_are_one_only_by_mere_spelling():
    assert word_distance(fold_ar("قائد"), fold_ar("قايد")) <= SPELLING
    assert word_distance(fold_ar("حسن"), fold_ar("حسين")) == DIFFERENT


def test_particles_belong_to_the_next_word():
    assert name_words("عبد الله صالح") == name_words("عبدالله صالح")
    assert name_words("محمد بن سلمان") == ("محمد", "بنسلمان")
    assert name_words("") == ()

import pytest

from warraq.spacing.model import SpacingModel


@pytest.fixture(scope="module")
def model() -> SpacingModel:
    return SpacingModel.load(0.85)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("الولاياتالمتحدة", "الولايات المتحدة"),
        ("الأممالمتحدة", "الأمم المتحدة"),
        ("إلىتحديد", "إلى تحديد"),
        ("NSAوFBI", "NSA وFBI"),
        ("المحكمةإنها", "المحكمة إنها"),
    ],
)
def test_merged_words_come_apart(model: SpacingModel, word: str, expected: str) -> None:
    [split] = model.split_words([word])
    assert split is not None
    assert split.after == expected
    assert model.threshold <= split.score <= 1


@pytest.mark.parametrize(
    "word",
    [
        "عبدالعزيز",
        "وعبدالله",
        "أبوظبي",
        "لاسيما",
        "مازال",
        "كلينتون",
        "ويكيليكس",
        "الـFBI",
        "السيبرانية",
        "",
        "،",
        "a b",
    ],
)
def test_good_words_stay(model: SpacingModel, word: str) -> None:
    assert model.split_words([word]) == [None]


def test_marks_stay_on_their_letters(model: SpacingModel) -> None:
    [split] = model.split_words(["الولايـاتِالمتّحدة"])
    assert split is not None
    assert split.after == "الولايـاتِ المتّحدة"


def test_the_version_tells_thresholds_apart(model: SpacingModel) -> None:
    assert model.version == SpacingModel.load(0.85).version
    assert model.version != SpacingModel.load(0.9).version

import pytest

from warraq.spacing.lexicon import build_lexicon
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
        ("لايمكنها", "لا يمكنها"),
        ("وللولاياتالمتحدة", "وللولايات المتحدة"),
        ("2017وقال", "2017 وقال"),
        ("عبداللهقال", "عبدالله قال"),
        ("لايزال", "لا يزال"),
        ("قالللصحفيين", "قال للصحفيين"),
        ("ولايَزال", "ولا يَزال"),
        ("1250يمنيا", "1250 يمنيا"),
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
        "ولابد",
        "مالاً",
        "Yنجيل",
        "أنتم",
        "جماعةةةة",  # drawn out
        "رائععععع",
        "كلينتون",
        "ويكيليكس",
        "الـFBI",
        "السيبرانية",
        "",
        "،",
        "a b",
        "فيتجاوز",
        "أوكامبوس",
        "ويلزدون",
        "الفلبينيبن",
        "وهيعمل",
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


def test_a_persons_decision_comes_first() -> None:
    model = SpacingModel.load(0.85, exceptions={"الأممالمتحدة": "الأممالمتحدة", "زقزاقوفي": "زقزاقو في"})
    kept, made = model.split_words(["الأممالمتحدة", "زقزاقوفي"])
    assert kept is None
    assert made == ("زقزاقو في", "reviewed", 1.0)


def test_a_name_that_the_corpus_repeats_is_a_word() -> None:
    corpus = build_lexicon([f"قال الفائزوذلك مرة {i}" for i in range(400)])
    [before] = SpacingModel.load(0.85).best_splits(["الفائزوذلك"])
    [after] = SpacingModel.load(0.85, corpus_lexicon=corpus).best_splits(["الفائزوذلك"])
    assert before is not None
    assert after is None or after.score < before.score


def test_the_version_covers_lexicon_and_exceptions(model: SpacingModel) -> None:
    corpus = build_lexicon(["كلام كلام"])
    versions = {
        model.version,
        SpacingModel.load(0.85, corpus_lexicon=corpus).version,
        SpacingModel.load(0.85, exceptions={"أب": "أب"}).version,
    }
    assert len(versions) == 3


def test_a_person_may_keep_what_is_else_always_two_words() -> None:
    assert SpacingModel.load(0.85, exceptions={"لايزال": "لايزال"}).split_words(["لايزال"]) == [None]

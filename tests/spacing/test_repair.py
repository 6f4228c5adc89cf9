import os
from pathlib import Path

import pytest

from warraq.spacing.model import SpacingModel
from warraq.spacing.repair import find_doubts, repair, repair_many

SHARED = Path(os.environ.get("WARRAQ_SHARED", Path(__file__).parents[3] / "shared"))


@pytest.fixture(scope="module")
def model() -> SpacingModel:
    return SpacingModel.load(0.85)


def test_a_patch_replaces_the_whole_word(model: SpacingModel) -> None:
    text = "في الولاياتالمتحدة، قال (CIA و NSAوFBI) إن الأممالمتحدة"
    patches = repair(text, model).patches
    assert [(text[p.start : p.end], p.after) for p in patches] == [
        ("الولاياتالمتحدة", "الولايات المتحدة"),
        ("NSAوFBI", "NSA وFBI"),
        ("الأممالمتحدة", "الأمم المتحدة"),
    ]
    assert {p.kind for p in patches} == {"merged_word"}


def test_the_batch_does_not_matter(model: SpacingModel) -> None:
    texts = ["في الولاياتالمتحدة", "", "كلام عادي", "قالت المحكمةإنها تنظر، وهولايعلم", "ريالدول وحدها"]
    together = repair_many(texts, model)
    assert together == [repair(text, SpacingModel.load(0.85)) for text in texts]
    assert together == list(reversed(repair_many(texts[::-1], SpacingModel.load(0.85))))


def test_a_higher_threshold_turns_patches_into_suggestions() -> None:
    result = repair("قالت المحكمةإنها تنظر", SpacingModel.load(1.0))
    assert result.patches == []

    [suggestion] = result.suggestions
    assert (suggestion.before, suggestion.after) == ("المحكمةإنها", "المحكمة إنها")


@pytest.mark.shared
def test_the_seeds_come_out_right(model: SpacingModel) -> None:
    paths = sorted(SHARED.glob("data/seeds/*.txt"))
    if not paths:
        pytest.skip(f"no seeds in {SHARED}")
    found = []
    for path in paths:
        text = path.read_text("utf-8")
        found += [(text[p.start : p.end], p.after) for p in repair(text, model).patches]
    assert sorted(found) == sorted(
        [("الولاياتالمتحدة", "الولايات المتحدة")] * 3
        + [("الأممالمتحدة", "الأمم المتحدة"), ("NSAوFBI", "NSA وFBI")]
    )


@pytest.mark.timeout(60)
def test_a_long_text_that_repeats_a_doubtful_word_takes_linear_time(model: SpacingModel) -> None:
    # Two megabytes without a stop; counting the words anew at each occurrence took minutes.
    text = "قال الرئيس باراك أوباما في واشنطن إن الولاياتالمتحدة ستدعم الأمم المتحدة " * 14_000
    assert len({doubt.start for doubt in find_doubts([text], model)}) == 14_000


@pytest.mark.parametrize(("word", "after"), [("لايمكن", "لا يمكن"), ("الولاياتالمتحدة", "الولايات المتحدة")])
def test_a_merged_word_that_a_text_repeats_is_repaired_everywhere(
    model: SpacingModel, word: str, after: str
) -> None:
    text = f"وقال الوزير إن بلاده {word} أن تقبل هذا الاتفاق، " * 1_000
    patches = repair(text, model).patches
    assert [patch.after for patch in patches] == [after] * 1_000

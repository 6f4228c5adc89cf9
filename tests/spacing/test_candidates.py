from itertools import pairwise

import pytest

from warraq.spacing.candidates import Parts
from warraq.spacing.model import SpacingModel


@pytest.fixture(scope="module")
def parts() -> Parts:
    return Parts(SpacingModel.load(0.85).evidence)


def _ways(parts: Parts, word: str) -> list[str]:
    found = []
    for cut in parts.cuts(word):
        found.append(" ".join(word[i:j] for i, j in pairwise((0, *cut, len(word)))))
    return found


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("الولاياتالمتحدة", "الولايات المتحدة"),
        ("لايحترمها", "لا يحترمها"),
        ("وهوعضوبمجلس", "وهو عضو بمجلس"),
        ("وزارةالخارجيةالأمريكية", "وزارة الخارجية الأمريكية"),
        ("رئيسمجلسالوزراءالعراقي", "رئيس مجلس الوزراء العراقي"),
        ("القاهرةزقزاقوف", "القاهرة زقزاقوف"),
        ("الرئيسشي", "الرئيس شي"),
        ("لتهاونزقزاقمع", "لتهاونزقزاق مع"),
        ("الشرطيزقزاقوف", "الشرطي زقزاقوف"),
        ("وينتقلزقزاقوفإلى", "وينتقل زقزاقوف إلى"),
        ("لايستهجنانكما", "لا يستهجنانكما"),
    ],
)
def test_the_right_way_is_among_the_candidates(parts: Parts, word: str, way: str) -> None:
    assert way in _ways(parts, word)


def test_short_strings_are_not_words(parts: Parts) -> None:
    assert all(len(part) > 1 for way in _ways(parts, "والمدرسة") for part in way.split())


@pytest.mark.parametrize("word", ["", "من", "ا" * 41])
def test_too_short_or_too_long_is_left_alone(parts: Parts, word: str) -> None:
    assert parts.cuts(word) == []


def test_a_refused_beginning_is_not_cut_off(parts: Parts) -> None:
    found = parts.candidates(["عبدالله", "لايمكن"], {"عبد"}.__contains__)
    assert (0, (3,)) not in zip(found.word, found.cuts, strict=True)
    assert (1, (2,)) in zip(found.word, found.cuts, strict=True)


def test_well_known_words_that_are_seen_apart_get_a_second_look(parts: Parts) -> None:
    assert parts.outweighed(["لايمكن", "العراق", "أنتم", "وقال"]) == [True, False, True, False]
    assert parts.outweighed([]) == []

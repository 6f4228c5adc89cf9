"""The two articles that must come out right end to end: their people, places and organisations."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from warraq.entities.link import link
from warraq.entities.mentions import find_mentions
from warraq.entities.recognise import load_recogniser

SHARED = Path(os.environ.get("WARRAQ_SHARED", Path(__file__).parents[2].parent / "shared"))
SEEDS = SHARED / "data" / "seeds"

REPAIRED = {
    "الولاياتالمتحدة": "الولايات المتحدة",
    "الأممالمتحدة": "الأمم المتحدة",
    "أمريكية(CIA": "أمريكية (CIA",
    "NSAوFBI": "NSA وFBI",
}
"""Merged words, which other rooms take apart."""

FIRST = Counter({
    ("LOC", "روسيا"): 8, ("PER", "كلينتون"): 7, ("PER", "بوتين"): 7, ("LOC", "الولايات المتحدة"): 6,
    ("ORG", "إن بي سي نيوز"): 2, ("ORG", "NBC News"): 1, ("ORG", "اللجنة الوطنية الديمقراطية"): 2,
    ("ORG", "وكالة المخابرات المركزية"): 2, ("PER", "ترامب"): 2, ("ORG", "اللجنة الوطنية للحزب الجمهوري"): 2,
    ("ORG", "اللجنة الوطنية للحزب الديمقراطي"): 1, ("ORG", "إف بي آي"): 2, ("PER", "فلاديمير بوتين"): 1,
    ("ORG", "الحزب الديمقراطي"): 1, ("PER", "هيلاري كلينتون"): 1, ("PER", "جون بودستا"): 1,
    ("PER", "دونالد ترامب"): 1, ("ORG", "واشنطن بوست"): 1, ("ORG", "سي آي أي"): 1, ("ORG", "CIA"): 1,
    ("ORG", "نيويورك تايمز"): 1, ("ORG", "ويكيليكس"): 1, ("PER", "بوديستا"): 1,
    ("ORG", "مكتب التحقيقات الاتحادي"): 1, ("ORG", "FBI"): 1,
})  # fmt: skip
SECOND = Counter({
    ("LOC", "الولايات المتحدة"): 4, ("LOC", "روسيا"): 3, ("PER", "دونالد ترامب"): 2, ("ORG", "بوليتيكو"): 1,
    ("LOC", "ألمانيا"): 1, ("LOC", "فرنسا"): 1, ("LOC", "النرويج"): 1, ("LOC", "هولندا"): 1,
    ("ORG", "الناتو"): 1, ("ORG", "الأمم المتحدة"): 1, ("ORG", "CIA"): 1, ("ORG", "NSA"): 1, ("ORG", "FBI"): 1,
    ("LOC", "موسكو"): 1, ("PER", "باراك أوباما"): 1, ("PER", "هيلاري كلينتون"): 1, ("PER", "دميتري بيسكوف"): 1,
})  # fmt: skip


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seeds are not at {SEEDS}")
@pytest.mark.parametrize(("number", "expected"), [(0, FIRST), (1, SECOND)])
def test_people_places_and_organisations_of_the_seeds(number: int, expected: Counter[tuple[str, str]]):
    text = sorted(SEEDS.glob("*.txt"))[number].read_text(encoding="utf-8")
    for merged, repaired in REPAIRED.items():
        text = text.replace(merged, repaired)
    sentences = [m.span() for m in re.finditer(r"[^.\n]+", text)]
    mentions = find_mentions(text, sentences, load_recogniser())
    found = Counter((m.label, m.name) for m in mentions if m.label != "MISC")
    right = (found & expected).total()
    assert right / expected.total() >= 0.95
    assert right / found.total() >= 0.9
    names = {one.name for one in link([(m.name, m.label) for m in mentions])}
    assert "مكتب التحقيقات الاتحادي" in names
    assert not {"FBI", "CIA", "بوديستا", "ترامب"} & names  # they are the listed ones

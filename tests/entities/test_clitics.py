import pytest

from warraq.entities.clitics import strip_clitics


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("لكلينتون", "كلينتون"),
        ("بالولايات المتحدة", "الولايات المتحدة"),
        ("وللولايات المتحدة", "الولايات المتحدة"),
        ("للبنان", "لبنان"),
        ("لليبيا", "ليبيا"),
        ("للناتو", "الناتو"),
        ("وروسيا", "روسيا"),
        ("ببوديستا", "بوديستا"),
        ("وحزب الله", "حزب الله"),
        ("لويكيليكس", "ويكيليكس"),
        ("كالصين", "الصين"),
        ("ومحمد صلاح", "محمد صلاح"),
        ("وأسبريا", "أسبريا"),  # in no list
        ("وFBI", "FBI"),
    ],
)
def test_clitics_go(surface, name):
    assert strip_clitics(surface) == name


@pytest.mark.parametrize(
    "name",
    [
        "بوتين", "لندن", "ليبيا", "فرنسا", "واشنطن", "وليد جنبلاط", "كوفي عنان", "بيونغ يانغ", "باسم يوسف",
        "كمال", "لافروف", "ويكيليكس", "بن علي", "الوحدات", "بلقاسم", "كندا", "لله", "وائل", "كأس العالم", "FBI", "",
    ],
)  # fmt: skip
def test_letters_of_the_name_stay(name):
    assert strip_clitics(name) == name

from warraq.entities.features import analyse, features, stems
from warraq.entities.knowledge import Knowledge, load_knowledge

KNOWLEDGE = Knowledge({"باريس": 1}, {"باريس": ("64:1", "256:9")}, {"باريس": 1e-5})


def test_a_word_is_cut_behind_every_proclitic_that_leaves_a_stem():
    assert stems("وبالولايات") == [
        ("وبال", "ولايات"),
        ("وب", "الولايات"),
        ("و", "بالولايات"),
    ]
    assert stems("ولد") == []


def test_a_stem_is_looked_up_where_the_word_is_unknown():
    plain, joined = analyse("باريس", KNOWLEDGE), analyse("وباريس", KNOWLEDGE)
    assert (plain.kinds, plain.classes, plain.usual) == ("0", ("64:1", "256:9"), "5")
    assert (joined.kinds, joined.classes, joined.usual) == ("+0", ("64:1", "256:9"), "+5")


def test_spelling_and_vowels_make_no_difference():
    assert features(analyse("أُسَامة", KNOWLEDGE)) == features(analyse("اسامه", KNOWLEDGE))


def test_numbers_are_alike_and_latin_is_told_from_arabic():
    assert "w=0000" in features(analyse("2016", KNOWLEDGE))
    shapes = {
        word: analyse(word, KNOWLEDGE).shape for word in ("CIA", "Obama", "bin", "بن", "7", "-", "لـCIA")
    }
    assert shapes == {"CIA": "A", "Obama": "L", "bin": "l", "بن": "a", "7": "9", "-": ".", "لـCIA": "A"}


def test_every_word_has_features():
    for word in ("ـ", "\u064b", "؟", "ﷺ", "中", "é", "a_b"):
        assert features(analyse(word, load_knowledge()))

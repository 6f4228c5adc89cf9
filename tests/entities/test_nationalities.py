import pytest

from warraq.entities.mentions import annotate_many
from warraq.entities.nationalities import adjectives, is_nationality
from warraq.entities.recognise import load_recogniser


def found_in(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return [(" ".join(words[a:b]), country) for a, b, country in adjectives(words)]


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("الأمريكي", "US"), ("أميركية", "US"), ("والأمريكيين", "US"), ("الامريكان", "US"),
        ("السعوديون", "SA"), ("للسعوديات", "SA"), ("وبالتونسيين", "TN"), ("لمصريين", "EG"),
        ("المصرى", "EG"), ("الروسيتين", "RU"), ("الأتراك", "TR"), ("المغاربة", "MA"), ("اللبنانيتان", "LB"),
        ("كبريطاني", "GB"), ("فرنسيا", "FR"), ("السّوريّة", "SY"),
    ],
)  # fmt: skip
def test_inflections_clitics_and_spellings(word: str, country: str):
    assert found_in(word) == [(word, country)]


@pytest.mark.parametrize(
    "word",
    [
        "روسيا",
        "سورية",
        "ليبيا",
        "بسوريا",
        "العربي",
        "اليمنى",
        "مجرى",
        "مجريات",
        "المالية",
        "الأفريقي",
        "كوري",
    ],
)
def test_countries_and_ordinary_words_are_no_adjectives(word: str):
    assert found_in(word) == []
    assert not is_nationality(word)


def test_some_need_their_neighbours():
    assert found_in("المنتخب الكوري الجنوبي") == [("الكوري الجنوبي", "KR")]
    assert found_in("الزعيم الكوري الشمالي") == [("الكوري الشمالي", "KP")]
    assert found_in("وفد جنوب أفريقي") == [("جنوب أفريقي", "ZA")]
    assert found_in("جنوب سودانية") == [("جنوب سودانية", "SS")]
    assert found_in("المحيط الهندي") == []
    assert found_in("الهنود الحمر") == []
    assert found_in("القارة الأمريكية الجنوبية") == []


def test_where_they_stand():
    text = "التقى الرئيس الروسي فلاديمير بوتين قادة الحرس الثوري الإيراني والسعوديين محمد المصري"
    (found,) = annotate_many([text], [[(0, len(text))]], load_recogniser("fast"))
    start = {mention.name: mention.start for mention in found.mentions}
    assert [(n.surface, n.country, n.part, n.mention_start) for n in found.nationalities] == [
        ("الروسي", "RU", "title", start["فلاديمير بوتين"]),
        ("الإيراني", "IR", "name", start["الحرس الثوري الإيراني"]),
        ("والسعوديين", "SA", "text", start["محمد المصري"]),
    ]  # a surname is none
    assert all(text[n.start : n.end] == n.surface for n in found.nationalities)


def test_an_adjective_alone_is_no_mention():
    text = "قالت الخارجية الأمريكية إن التونسية فازت"
    (found,) = annotate_many([text], [[(0, len(text))]], load_recogniser("fast"))
    assert not {"الأمريكية", "التونسية"} & {mention.name for mention in found.mentions}
    assert len(found.nationalities) == 2

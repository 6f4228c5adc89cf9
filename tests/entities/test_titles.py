import pytest

from warraq.entities.mentions import Mention, annotate_many
from warraq.entities.recognise import load_recogniser
from warraq.entities.runs import Run
from warraq.entities.titles import cut_titles, find_title, royal_key, title_text


def title_of(before: str, name: str = "فلان", named: str = "") -> str | None:
    """The title found between `before` and the name; `named` are words of other names."""
    words = [*before.split(), *name.split()]
    known = {i for i, word in enumerate(words) if word in named.split()}
    span = find_title(words, len(before.split()), known, ())
    return title_text(" ".join(words[slice(*span)])) if span else None


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("قال الرئيس الروسي", "الرئيس الروسي"),
        ("أعلن المتحدث باسم الخارجية الأمريكية", "المتحدث باسم الخارجية الأمريكية"),
        ("التقى وزير الخارجية", "وزير الخارجية"),
        ("وقالت النائبة", "النائبة"),
        ("وقال د .", "د ."),
        ("مع الشيخ", "الشيخ"),
        ("رسالة للرئيس السوري", "الرئيس السوري"),  # without its preposition
        ("قال السكرتير الصحفي للرئيس الروسي", "السكرتير الصحفي للرئيس الروسي"),  # whose secretary
        ("زوجة الرئيس السوري", "الرئيس السوري"),  # the wife is not part of his title
        ("المتحدث باسم الرئيس الروسي", "الرئيس الروسي"),  # the nearest office
        ("ترأس نائب الرئيس الأميركي ،", "نائب الرئيس الأميركي"),
        ("المتحدث باسم الجيش المصري العقيد", "المتحدث باسم الجيش المصري العقيد"),
        ("وأكد ولي العهد السعودي الأمير", "ولي العهد السعودي الأمير"),
        ("مع الأمين العام للمنظمة", "الأمين العام للمنظمة"),
        ("تحدث الرئيس الفرنسي عن", None),  # about somebody else
        ("الوزير الذي التقى", None),
        ("قال إن رئيس", None),  # of what?
        ("في شارع", None),
    ],
)
def test_titles_before_a_name(before: str, title: str | None):
    assert title_of(before) == title


def test_names_of_organisations_and_places_complete_an_office():
    assert title_of("قال مبعوث الأمم المتحدة إلى سوريا", named="الأمم المتحدة سوريا") == (
        "مبعوث الأمم المتحدة إلى سوريا"
    )


def test_a_title_ends_at_another_person():
    words = ["الرئيس", "باراك", "أوباما", "الروسي", "بوتين"]
    assert find_title(words, 4, (), {1, 2}) is None


def test_titles_are_cut_from_names_but_not_offices_that_are_names():
    words = ["الرئيس", "فلاديمير", "بوتين", "مع", "قائد", "السبسي"]
    runs = [Run(0, 3, "PER", 0.9), Run(4, 6, "PER", 0.9), Run(0, 3, "ORG", 0.9)]
    assert [run.first for run in cut_titles(runs, words)] == [1, 4, 0]
    assert cut_titles([Run(0, 1, "PER", 0.9)], words)[0].first == 0  # nothing would be left


def test_a_royal_title_is_a_part_of_what_somebody_is_called():
    assert royal_key("الملك", "سلمان") == "الملك سلمان"
    assert royal_key("ولي العهد السعودي الأمير", "سلمان") == "الأمير سلمان"
    assert royal_key("الملك", "سلمان بن عبد العزيز") is None
    assert royal_key("الرئيس", "بوتين") is None
    assert royal_key(None, "بوتين") is None


def test_mentions_have_their_title_with_its_place():
    text = "رسالة من الملك سلمان إلى الرئيس الروسي فلاديمير بوتين ثم التقى البابا فرنسيس"
    (found,) = annotate_many([text], [[(0, len(text))]], load_recogniser("fast"))
    titled = {m.name: m for m in found.mentions if m.title}
    assert {name: m.title for name, m in titled.items()} == {
        "سلمان": "الملك",
        "فرنسيس": "البابا",
        "فلاديمير بوتين": "الرئيس الروسي",
    }
    for mention in titled.values():
        assert isinstance(mention, Mention)
        assert text[mention.title_start : mention.title_end] == mention.title

from collections.abc import Sequence

import pytest

from warraq.entities.mentions import find_mentions, find_mentions_many
from warraq.entities.recognise import load_recogniser
from warraq.schema import LABELS


class Marked:
    """Tags the words it is told to: lets the spans be tested apart from any model."""

    name = "marked"
    version = "1"

    def __init__(self, **tags: str) -> None:
        self.tags = tags

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        return [[(self.tags.get(word, "O"), 0.5) for word in words] for words in sentences]

    def tag_documents(
        self, documents: Sequence[Sequence[Sequence[str]]]
    ) -> list[list[list[tuple[str, float]]]]:
        return [self.tag(document) for document in documents]


def test_offsets_are_into_the_whole_text():
    text = "جاء بوتين. وذهب بوتين"
    found = find_mentions(text, [(0, 10), (10, len(text))], Marked(بوتين="B-PERS"))
    assert [(m.sentence, m.start, m.end) for m in found] == [(0, 4, 9), (1, 16, 21)]
    assert all(text[m.start : m.end] == m.surface == "بوتين" for m in found)
    assert {m.label for m in found} == {"PER"}
    assert {m.score for m in found} == {0.5}


def test_clitics_stay_in_the_span_and_leave_the_name():
    (mention,) = find_mentions("قال لكلينتون", [(0, 12)], Marked(لكلينتون="B-PERS"))
    assert (mention.surface, mention.name) == ("لكلينتون", "كلينتون")


def test_punctuation_at_the_ends_is_left_out():
    text = "“ناتو”"
    tags = {"“": "B-ORG", "ناتو": "I-ORG", "”": "I-ORG"}
    (mention,) = find_mentions(text, [(0, len(text))], Marked(**tags))
    assert (mention.start, mention.end, mention.surface) == (1, 5, "ناتو")
    assert find_mentions("“”", [(0, 2)], Marked(**tags)) == []


def test_a_bracket_that_closes_inside_stays():
    text = "فتح (القيادة)"
    tags = {"فتح": "B-ORG", "(": "I-ORG", "القيادة": "I-ORG", ")": "I-ORG"}
    (mention,) = find_mentions(text, [(0, len(text))], Marked(**tags))
    assert mention.surface == text


def test_diacritics_tatweel_and_line_ends_are_not_in_the_name():
    text = "كـلِينتون\nجونيور"
    tags = {"كـلِينتون": "B-PERS", "جونيور": "I-PERS"}
    (mention,) = find_mentions(text, [(0, len(text))], Marked(**tags))
    assert (mention.surface, mention.name) == (text, "كلينتون جونيور")


def test_a_hashtag_is_read_as_words():
    text = "زار #راوول_كاسترو"
    tags = {"راوول": "B-PERS", "كاسترو": "I-PERS"}
    (mention,) = find_mentions(text, [(0, len(text))], Marked(**tags))
    assert (mention.surface, mention.name) == ("راوول_كاسترو", "راوول كاسترو")


def test_neighbours_that_both_begin_stay_two():
    found = find_mentions("ترامب بوتين", [(0, 11)], Marked(ترامب="B-PERS", بوتين="B-PERS"))
    assert [m.surface for m in found] == ["ترامب", "بوتين"]


TEXTS = [
    "أعلن الرئيس الأمريكي دونالد ترامب في واشنطن أن الولايات المتحدة وروسيا اتفقتا.",
    "",
    "وصل وزير الخارجية الفرنسي إلى بيروت.\nوأعلنت الأمم المتحدة في جنيف أنها رحبت بذلك.",
]
SENTENCES = [[(0, len(TEXTS[0]))], [], [(0, 36), (37, len(TEXTS[2]))]]


def test_many_texts_give_what_each_gives():
    recogniser = load_recogniser()
    many = find_mentions_many(TEXTS, SENTENCES, recogniser)
    assert many == [find_mentions(t, s, recogniser) for t, s in zip(TEXTS, SENTENCES, strict=True)]


@pytest.mark.parametrize("name", ["fast"])
def test_plain_news_comes_out_right(name):
    first, _, third = find_mentions_many(TEXTS, SENTENCES, load_recogniser(name))
    assert [(m.name, m.label) for m in first] == [
        ("دونالد ترامب", "PER"),
        ("واشنطن", "LOC"),
        ("الولايات المتحدة", "LOC"),
        ("روسيا", "LOC"),
    ]
    assert [(m.name, m.label) for m in third] == [
        ("بيروت", "LOC"),
        ("الأمم المتحدة", "ORG"),
        ("جنيف", "LOC"),
    ]
    assert {m.label for m in first + third} <= set(LABELS)

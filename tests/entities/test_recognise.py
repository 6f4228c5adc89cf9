import random

import pytest

from warraq.entities.corpora import TAGS
from warraq.entities.recognise import load_recogniser
from warraq.errors import SettingsError

TEXT = "قال الرئيس الروسي فلاديمير بوتين في موسكو إن الأمم المتحدة وروسيا لم تتفقا ، ( CIA ) . 2016"
WORDS = TEXT.split()


def test_tags_do_not_depend_on_the_batch():
    chance = random.Random(3)
    sentences = [[chance.choice(WORDS) for _ in range(chance.randrange(0, 60))] for _ in range(400)]
    recogniser = load_recogniser()
    together = recogniser.tag(sentences)
    assert together == [recogniser.tag([sentence])[0] for sentence in sentences]
    assert together[::-1] == recogniser.tag(sentences[::-1])


def test_every_word_gets_a_tag_and_a_probability():
    (tags,) = load_recogniser().tag([WORDS])
    assert len(tags) == len(WORDS)
    assert all(tag in TAGS and 0 <= chance <= 1 for tag, chance in tags)


def test_nothing_to_tag():
    assert load_recogniser().tag([]) == []
    assert load_recogniser().tag([[], []]) == [[], []]


def test_very_long_sentences_do_not_overflow():
    (tags,) = load_recogniser().tag([WORDS * 500])
    assert len(tags) == len(WORDS) * 500


def test_an_unknown_recogniser_is_refused():
    with pytest.raises(SettingsError, match="fast"):
        load_recogniser("brilliant")

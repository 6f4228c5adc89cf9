import itertools
import os
import random
import subprocess
import sys

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
    assert [len(tags) for tags in load_recogniser().tag([[""], ["", "في"], []])] == [1, 2, 0]


def test_no_tag_continues_what_did_not_begin():
    chance = random.Random(5)
    sentences = [[chance.choice(WORDS) for _ in range(30)] for _ in range(300)]
    for tagged in load_recogniser().tag(sentences):
        for before, after in itertools.pairwise(["O", *(tag for tag, _ in tagged)]):
            assert not after.startswith("I-") or before[2:] == after[2:]


def test_threads_make_no_difference(tmp_path):
    """Sums of whole numbers are the same in any order."""
    script = (
        "import sys; from warraq.entities.recognise import load_recogniser; "
        "print(load_recogniser('fast').tag([sys.argv[1].split()] * 300)[-1])"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", script, TEXT],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(shown) == 1


def test_very_long_sentences_do_not_overflow():
    (tags,) = load_recogniser().tag([WORDS * 500])
    assert len(tags) == len(WORDS) * 500


def test_an_unknown_recogniser_is_refused():
    with pytest.raises(SettingsError, match="fast"):
        load_recogniser("brilliant")

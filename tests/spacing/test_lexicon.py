import random
from pathlib import Path

import numpy as np
import pytest

from warraq.errors import MissingDataError
from warraq.spacing.lexicon import Lexicon, bare, build_lexicon, phrases

TEXTS = ["قال وزير الخارجية إن الأمم المتحدة", "الأمم المتحدة، وزير الخارجية", "قال وزيرٌ"]


def test_marks_are_not_letters() -> None:
    assert bare("الأمَـم") == "الأمم"


def test_neighbours_end_at_punctuation_and_lines() -> None:
    assert phrases("قال، نعم\nهو هنا") == [["قال"], ["نعم"], ["هو", "هنا"]]


def test_counts_words_documents_and_pairs() -> None:
    lexicon = build_lexicon(TEXTS, min_count=1, min_pair_count=1)
    at = lexicon.words.index("وزير")
    assert (lexicon.counts[at], lexicon.documents[at]) == (3, 3)
    pairs = {
        (lexicon.words[left], lexicon.words[right]): int(n)
        for left, right, n in zip(lexicon.pair_left, lexicon.pair_right, lexicon.pair_counts, strict=True)
    }
    assert pairs["الأمم", "المتحدة"] == 2
    assert ("المتحدة", "وزير") not in pairs
    assert lexicon.tokens == 12


def test_rare_words_are_not_kept_but_counted_as_running_words() -> None:
    lexicon = build_lexicon(TEXTS, min_count=2)
    assert "إن" not in lexicon.words
    assert lexicon.tokens == 12


def test_the_order_of_the_texts_does_not_matter() -> None:
    shuffled = TEXTS.copy()
    random.Random(1).shuffle(shuffled)
    assert build_lexicon(TEXTS).version == build_lexicon(shuffled).version
    assert build_lexicon(TEXTS).version != build_lexicon(TEXTS[:2]).version


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    lexicon = build_lexicon(TEXTS, 1, 1)
    folder = lexicon.save(tmp_path)
    assert folder.name == lexicon.version
    again = Lexicon.load(folder)
    assert again.version == lexicon.version
    assert again.words == lexicon.words
    assert np.array_equal(again.pair_counts, lexicon.pair_counts)


def test_a_missing_lexicon_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="build_lexicon"):
        Lexicon.load(tmp_path)


def test_no_texts_make_an_empty_lexicon(tmp_path: Path) -> None:
    assert Lexicon.load(build_lexicon([]).save(tmp_path)).words == []

from collections import Counter
from pathlib import Path

import numpy as np

from warraq.entities.train_accurate.e5 import Checkpoint
from warraq.entities.train_accurate.vocabulary import build_tokenizer, choose_pieces, count_words

# Specials, a mark of the word's beginning, "fi" (in), "katab" (wrote), Persian "cheh+yeh+seh",
# Latin "the" and "xyz", a number, a Cyrillic and a Devanagari piece.
FI = "\u2581\u0641\u064a"
KATAB = "\u0643\u062a\u0628"
PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "\u2581",
    FI,
    KATAB,
    "\u2581the",
    "xyz",
    "20",
    "\u0434\u0430",
    "\u0928\u0947",
]
SCORES = np.array([0, 0, 0, 0, *[-3.0] * 8], np.float32)


def test_arabic_and_numbers_stay_unseen_latin_only_when_used() -> None:
    checkpoint = Checkpoint(1, 1, PIECES, SCORES, {})
    kept = choose_pieces(checkpoint, Counter({"the": 5, "xyz": 1}), at_least=2)
    assert [PIECES[index] for index in kept] == [*PIECES[:8], "20"]


def test_the_tokenizer_does_not_see_vowels_and_tatweel() -> None:
    tokenizer = build_tokenizer(PIECES, SCORES)
    vowelled = "\u0641\u0640\u0650\u064a\u200f"
    assert tokenizer.encode([vowelled], is_pretokenized=True).tokens == [FI]


def test_words_are_counted_over_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one two, one", encoding="utf-8")
    (tmp_path / "b.txt").write_text("two", encoding="utf-8")
    assert count_words(sorted(tmp_path.iterdir())) == {"one": 2, "two": 2, ",": 1}

"""The part of a 250,002-piece vocabulary that Arabic news uses.

A table of word pieces for a hundred languages is 96 MB as floats; what Arabic news needs of it is
a thirteenth. The kept pieces form a tokenizer of their own, so that text is cut the same way when
the model is trained and when it is used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram

from warraq.entities.train_accurate.e5 import Checkpoint
from warraq.text import letters
from warraq.text.words import TOKEN

SPECIALS = 4
"""`<s>`, `<pad>`, `</s>` and `<unk>` come first in every XLM-R vocabulary."""
_UNKNOWN = 3
_SPACE = "\u2581"
"""SentencePiece's mark of a word's beginning."""

_UNSEEN = f"[{letters.TATWEEL}{letters.DIACRITICS}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
"""What newspapers put in or leave out at will: tatweel, vowels, zero-width and bidi marks."""

# Letters of Arabic proper, with the four that Arabic news borrows: peh, tcheh, veh, gaf.
_ARABIC_PIECE = re.compile(f"{_SPACE}?[{letters.LETTERS}\u067e\u0686\u06a4\u06af\u0671]+")
_SINGLE_PIECE = re.compile(
    f"{_SPACE}?[{letters.LETTERS_EXTENDED}\u060c\u061b\u061f\u0020-\u024f\u2000-\u22ff]?"
)
_NUMBER_PIECE = re.compile(f"{_SPACE}?[{letters.DIGITS}.,:/%-]+")
_LATIN_PIECE = re.compile(f"{_SPACE}?[!-~]+")


def build_tokenizer(pieces: Sequence[str], scores: Iterable[float]) -> Tokenizer:
    """A SentencePiece unigram tokenizer that first drops what newspapers write at will.

    Args:
        pieces: Pieces in the order of their ids, the four special ones first.
        scores: Their log probabilities.
    """
    vocabulary = [(piece, float(score)) for piece, score in zip(pieces, scores, strict=True)]
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=_UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(_UNSEEN), "")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_SPACE, prepend_scheme="always")
    return tokenizer


def count_words(files: Iterable[Path]) -> Counter[str]:
    """How often each word and punctuation mark stands in UTF-8 text files."""
    counts: Counter[str] = Counter()
    for file in files:
        counts.update(TOKEN.findall(file.read_text(encoding="utf-8", errors="replace")))
    return counts


def choose_pieces(checkpoint: Checkpoint, words: Counter[str], at_least: int = 2) -> NDArray[np.int64]:
    """Ids of the pieces to keep, in their old order, the special ones first.

    Kept are all pieces of Arabic letters, numbers and single characters, seen or not, and the
    Latin pieces that stand `at_least` so often in the text.
    """
    used = _count_pieces(build_tokenizer(checkpoint.pieces, checkpoint.scores), words)
    kept = list(range(SPECIALS))
    for index, piece in enumerate(checkpoint.pieces[SPECIALS:], start=SPECIALS):
        always = any(pattern.fullmatch(piece) for pattern in (_ARABIC_PIECE, _SINGLE_PIECE, _NUMBER_PIECE))
        if always or (used[index] >= at_least and _LATIN_PIECE.fullmatch(piece)):
            kept.append(index)
    return np.array(kept)


def _count_pieces(tokenizer: Tokenizer, words: Counter[str]) -> Counter[int]:
    used: Counter[int] = Counter()
    distinct = list(words)
    for start in range(0, len(distinct), 20_000):
        part = distinct[start : start + 20_000]
        for word, encoded in zip(part, tokenizer.encode_batch(part), strict=True):
            for index in encoded.ids:
                used[index] += words[word]
    return used

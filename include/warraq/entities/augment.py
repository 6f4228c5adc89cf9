"""Latin names for the training corpus.

ANERcorp, of 2005-07, has 35 Latin words in names; the news of today writes acronyms and names in
Latin letters, in brackets behind the Arabic name or alone. Copies of training sentences get such
names, of random letters, so that the model learns from place and shape instead of from words.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from warraq.entities.corpora import Sentence

SHARE = 0.08
"""Copies made, as a share of the sentences."""

_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvw"
_FRAMES = (("", ""), ("(", ")"), ("(", ")"), ("\u201c", "\u201d"), ('"', '"'))
"""What may stand around the Latin name; twice as often brackets."""


def with_latin_names(sentences: Sequence[Sentence], seed: int = 0) -> list[Sentence]:
    """Altered copies of some of the sentences that hold a name: the originals are not among them.

    Args:
        sentences: Annotated sentences.
        seed: The same seed gives the same copies.
    """
    chance = random.Random(seed)
    named = [s for s in sentences if any(tag[:2] == "B-" for tag in s.tags)]
    picked = chance.sample(named, min(len(named), round(SHARE * len(sentences))))
    return [_altered(sentence, chance) for sentence in picked]


def _altered(sentence: Sentence, chance: random.Random) -> Sentence:
    starts = [i for i, tag in enumerate(sentence.tags) if tag[:2] == "B-"]
    start = chance.choice([i for i in starts if sentence.tags[i] == "B-ORG"] or starts)
    end = start + 1
    while end < len(sentence.tags) and sentence.tags[end][:2] == "I-":
        end += 1
    kind = sentence.tags[start][2:]
    latin = _latin_name(kind, chance)
    tags = [f"B-{kind}", *[f"I-{kind}"] * (len(latin) - 1)]
    opening, closing = chance.choice(_FRAMES)
    if opening:
        latin, tags = [opening, *latin, closing], ["O", *tags, "O"]
    keep = start if chance.random() < 0.3 else end  # instead of the Arabic name, or behind it
    return Sentence(
        (*sentence.words[:keep], *latin, *sentence.words[end:]),
        (*sentence.tags[:keep], *tags, *sentence.tags[end:]),
    )


def _latin_name(kind: str, chance: random.Random) -> list[str]:
    if kind == "ORG" and chance.random() < 0.7:
        name = ["".join(chance.choices("ABCDEFGHIKLMNOPRSTUVW", k=chance.choice((2, 3, 3, 3, 4, 5))))]
        return [*name, _word(chance)] if chance.random() < 0.15 else name
    return [_word(chance) for _ in range(chance.choice((1, 2, 2)))]


def _word(chance: random.Random) -> str:
    syllables = (chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(chance.choice((2, 2, 3))))
    return ("".join(syllables) + chance.choice(("", "n", "s", "r"))).capitalize()

"""Does a decoding look like Arabic? Answered by which letters stand next to each other."""

from __future__ import annotations

import re
from itertools import pairwise

# The 120 most frequent pairs of letters of Arabic, counted over wordfreq's Arabic list with its
# frequencies. In Arabic news 62 % of all pairs are among them (5th percentile over stretches of
# 60 characters: 46 %); in Windows-1256 read as ISO 8859-6 it is 27 %, the other way round 46 %,
# there with Latin letters inside the words.
_PAIRS = (
    "أم أن أو إل اء ائ اب ات اح اد ار اس اع ال ام ان اي با بر بع بل بي تا تح تر تع تم ته تو تي "
    "جا حا حد حي دا دة دو دي ذا را رب رة رو ري سا ست سي شر عا عد عر عل عم عن في قا قد كا كل كن "
    "لأ لإ لا لب لة لت لج لح لد لس لش لع لف لق لك لل لم لن له لو لى لي ما مة مت مر مس مع مل من "
    "مو مي نا نت نه ني ها هذ هم هو وا ور وق ول وم ون وي يا ية يت يد ير يس يع يق يل يم ين يه يو"
)
_FREQUENT_PAIRS = frozenset(_PAIRS.split())

_PROPER_DIACRITICS = re.compile(
    "(?<=[\u0621-\u064a])(?:\u0651[\u064b-\u0650]?|[\u064b-\u0650]\u0651?|\u0652)"
)
"""A vowel, tanween or sukun, with or without shadda, on a letter."""
_FOREIGN_WORD = re.compile(r"[^\W\d_\x00-\x7f\u0640][^\W\d_]*|[\u064b-\u0652]+|[A-Za-z]+[^\W\d_\x00-\x7f]+")
"""Letters that are not all ASCII, which is what the encodings in question differ on, or diacritics on nothing."""
_SEAM = re.compile("[A-Za-z\u00c0-\u024f][\u0621-\u064a]|[\u0621-\u064a][A-Za-z\u00c0-\u024f]")
"""A Latin and an Arabic letter side by side: rare in news, the rule in a wrong decoding."""
_LONE_DIACRITICS = frozenset(map(chr, range(0x64B, 0x653)))
_ODD_SIGN = re.compile(r"[\x80-\x84\x86-\x9f¬\u2219\u2248\u2500-\u25ff]")
"""Signs that news does not have, and that a wrong decoding makes of quotes and commas."""


def arabic_plausibility(text: str) -> float:
    """How much `text` reads like Arabic, from 0 to 1.

    The share of frequent Arabic letter pairs among the pairs of neighbouring letters; pairs with
    a letter of another script count against it (words in ASCII letters do not count at all), and
    so does every odd sign, lone diacritic and seam between Latin and Arabic letters. News is at about 0.62.

    Args:
        text: A candidate decoding, 40 letters or more for a sure answer.
    """
    text = _PROPER_DIACRITICS.sub("", text)
    pairs = len(_ODD_SIGN.findall(text)) + 3 * len(_SEAM.findall(text))
    likely = 0
    for word in _FOREIGN_WORD.findall(text):
        pairs += len(word) - 1 or word[0] in _LONE_DIACRITICS
        likely += sum(a + b in _FREQUENT_PAIRS for a, b in pairwise(word))
    return likely / pairs if pairs else 0.0

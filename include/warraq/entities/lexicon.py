"""Which kinds of names a word is known to stand in: what the recogniser is told beside the text.

The table `data/lexicon.tsv.gz` is written by `python -m warraq.entities.build_gazetteer`.
Words are folded by `fold_word`, which belongs to the trained model: changing it means training
again, so it is kept apart from the folding that matching uses elsewhere.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from warraq.errors import MissingDataError
from warraq.text.letters import (
    ALEF,
    ALEF_HAMZA_ABOVE,
    ALEF_HAMZA_BELOW,
    ALEF_MADDA,
    ALEF_MAKSURA,
    ALEF_WASLA,
    DIACRITICS,
    HAMZA,
    TATWEEL,
    TEH_MARBUTA,
    WAW_HAMZA,
    YEH,
    YEH_HAMZA,
)

LEXICON_FILE = Path(__file__).with_name("data") / "lexicon.tsv.gz"

KINDS = ("arab", "foreign", "country", "region", "large_city", "city", "nationality", "club")
"""Kinds of the lexicon; the place in this list is the bit of the word's flags."""

_HEH = "\u0647"
_FOLDED = str.maketrans(
    {
        ALEF_HAMZA_ABOVE: ALEF,
        ALEF_HAMZA_BELOW: ALEF,
        ALEF_MADDA: ALEF,
        ALEF_WASLA: ALEF,
        ALEF_MAKSURA: YEH,
        TEH_MARBUTA: _HEH,
        WAW_HAMZA: HAMZA,
        YEH_HAMZA: HAMZA,
    }
)
_DROPPED = re.compile(rf"[{DIACRITICS}{TATWEEL}\u200b-\u200f]")


def unvowelled(word: str) -> str:
    """`word` without diacritics, tatweel and marks of direction; unchanged if it is nothing else."""
    return _DROPPED.sub("", word) or word


def fold_word(word: str) -> str:
    """`word` as the recogniser sees it: no diacritics or tatweel, one alef, one hamza; Latin as it is."""
    return fold_letters(unvowelled(word))


def fold_letters(word: str) -> str:
    """`word` with one alef, one hamza, yeh for alef maksura and heh for teh marbuta."""
    return word.translate(_FOLDED)


def write_lexicon(words: Mapping[str, Iterable[str]], path: Path) -> None:
    """Write the words of each kind as gzipped lines of word, tab, flags; same bytes for same words."""
    flags: dict[str, int] = {}
    for kind, members in words.items():
        bit = 1 << KINDS.index(kind)
        for word in members:
            key = fold_word(word)
            if len(key) > 1:
                flags[key] = flags.get(key, 0) | bit
    text = "".join(f"{word}\t{flags[word]}\n" for word in sorted(flags))
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


@lru_cache(maxsize=1)
def load_lexicon() -> dict[str, int]:
    """Folded word to flags, bit `i` for `KINDS[i]`; read once a process.

    Raises:
        MissingDataError: The file is not there.
    """
    if not LEXICON_FILE.is_file():
        raise MissingDataError(
            f"The name lexicon {LEXICON_FILE} is missing. Reinstall warraq, or write it with "
            "`python -m warraq.entities.build_gazetteer`."
        )
    with gzip.open(LEXICON_FILE, "rt", encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").split("\t") for line in lines)
        return {word: int(flags) for word, flags in pairs}

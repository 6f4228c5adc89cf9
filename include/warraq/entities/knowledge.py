"""What the tagger is told about words beside the text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from warraq.entities.classes import CLASSES_FILE, load_classes
from warraq.entities.lexicon import LEXICON_FILE, load_lexicon

FILES = (LEXICON_FILE, CLASSES_FILE)


class Knowledge(NamedTuple):
    """Tables by folded word."""

    lexicon: Mapping[str, int]
    """Kinds of names that it stands in, as flags (`lexicon.KINDS`)."""
    classes: Mapping[str, tuple[str, ...]]
    """Its distributional classes."""
    frequencies: Mapping[str, float]
    """Its frequency in Arabic text, by the word as it is written without diacritics (wordfreq)."""


@lru_cache(maxsize=1)
def load_frequencies() -> Mapping[str, float]:
    """Frequency of every word of wordfreq's Arabic list; read once a process."""
    from wordfreq import get_frequency_dict

    return get_frequency_dict("ar")


def load_knowledge() -> Knowledge:
    """The tables shipped with Warraq.

    Raises:
        MissingDataError: The lexicon is not there.
    """
    return Knowledge(load_lexicon(), load_classes(), load_frequencies())

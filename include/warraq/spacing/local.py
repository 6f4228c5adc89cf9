"""What is known here and nowhere else: decisions of this home's people, and counts of its corpus.

A run reads both once, when it is planned, and keeps a copy beside its plan: all its batches
work with the same knowledge, whatever people decide meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warraq.settings import Settings
from warraq.spacing.corpus import KEPT_VERSION, current_lexicon
from warraq.spacing.exceptions import Exceptions, exceptions_file, read_exceptions, write_exceptions

_EXCEPTIONS = "exceptions.tsv"


@dataclass(frozen=True)
class LocalKnowledge:
    """What a home adds to the models that the package ships."""

    exceptions: Exceptions
    lexicon: str
    """Version of the corpus lexicon in use; empty if none has been built."""


def local_knowledge(settings: Settings) -> LocalKnowledge:
    """What is known now.

    Raises:
        InputError: The list of exceptions has lines that cannot be used.
    """
    return LocalKnowledge(read_exceptions(exceptions_file(settings)), current_lexicon(settings))


def keep_knowledge(folder: Path, knowledge: LocalKnowledge) -> None:
    """Keep a copy for the batches of a run.

    Args:
        folder: The run's staging folder, which exists.
        knowledge: What the run was planned with.
    """
    write_exceptions(folder / _EXCEPTIONS, knowledge.exceptions)
    (folder / KEPT_VERSION).write_text(knowledge.lexicon, encoding="utf-8")


def kept_knowledge(folder: Path) -> LocalKnowledge:
    """What `keep_knowledge` wrote into `folder`."""
    lexicon = (folder / KEPT_VERSION).read_text(encoding="utf-8")
    return LocalKnowledge(read_exceptions(folder / _EXCEPTIONS), lexicon)

"""What is known here and nowhere else: what this home's people decided, and counts of its corpus.

A run reads them once, when it is planned, and keeps a copy beside its plan: all its batches
work with the same knowledge, whatever people decide meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warraq.settings import Settings
from warraq.spacing.analyser import KEPT_VERSION as KEPT_MORPHOLOGY
from warraq.spacing.analyser import about_morphology
from warraq.spacing.corpus import KEPT_VERSION, current_lexicon
from warraq.spacing.exceptions import Exceptions, exceptions_file, read_exceptions, write_exceptions
from warraq.spacing.policy import Form, forms_file, read_forms, write_forms

_EXCEPTIONS = "exceptions.tsv"
_FORMS = "joined_forms.tsv"


@dataclass(frozen=True)
class LocalKnowledge:
    """What a home adds to the models that the package ships."""

    exceptions: Exceptions
    lexicon: str
    """Version of the corpus lexicon in use; empty if none has been built."""
    joined_forms: tuple[Form, ...] = ()
    """The home's own list of joined forms."""
    morphology: str = ""
    """Version of the morphology database; empty if none is installed."""


def local_knowledge(settings: Settings) -> LocalKnowledge:
    """What is known now.

    Raises:
        InputError: The list of exceptions or that of joined forms has lines that cannot be used.
    """
    return LocalKnowledge(
        read_exceptions(exceptions_file(settings)),
        current_lexicon(settings),
        read_forms(forms_file(settings)),
        about_morphology(settings).get("version", ""),
    )


def keep_knowledge(folder: Path, knowledge: LocalKnowledge) -> None:
    """Keep a copy for the batches of a run.

    Args:
        folder: The run's staging folder, which exists.
        knowledge: What the run was planned with.
    """
    write_exceptions(folder / _EXCEPTIONS, knowledge.exceptions)
    (folder / KEPT_VERSION).write_text(knowledge.lexicon, encoding="utf-8")
    write_forms(folder / _FORMS, knowledge.joined_forms)
    (folder / KEPT_MORPHOLOGY).write_text(knowledge.morphology, encoding="utf-8")


def kept_knowledge(folder: Path) -> LocalKnowledge:
    """What `keep_knowledge` wrote into `folder`."""
    lexicon = (folder / KEPT_VERSION).read_text(encoding="utf-8")
    # A run planned by an older Warraq has no such file.
    morphology = folder / KEPT_MORPHOLOGY
    return LocalKnowledge(
        read_exceptions(folder / _EXCEPTIONS),
        lexicon,
        read_forms(folder / _FORMS),
        morphology.read_text(encoding="utf-8") if morphology.is_file() else "",
    )

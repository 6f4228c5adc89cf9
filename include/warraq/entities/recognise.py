"""The recognisers: what finds the words that name somebody or something."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from warraq.entities.fast import WordTagger
from warraq.entities.knowledge import FILES, load_knowledge
from warraq.entities.network import read_network
from warraq.entities.versions import files_hash
from warraq.errors import MissingDataError, SettingsError
from warraq.settings import RECOGNISERS

FAST_MODEL = Path(__file__).with_name("data") / "fast.npz"


class Recogniser(Protocol):
    """Tags the words of sentences."""

    @property
    def name(self) -> str:
        """What settings call it."""

    @property
    def version(self) -> str:
        """Changes whenever its tags may."""

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """Tag the sentences of one document; other documents have no say in the result.

        Args:
            sentences: Words and punctuation marks of each sentence, as `text.words.token_spans` cuts,
                in the order of the document.

        Returns:
            For every word its BIO tag (PERS, LOC, ORG, MISC) and the tag's probability.
        """

    def tag_documents(
        self, documents: Sequence[Sequence[Sequence[str]]]
    ) -> list[list[list[tuple[str, float]]]]:
        """What `tag` gives for each of many documents, only faster where that can be."""


class FastRecogniser(WordTagger):
    """The convolutional network that Warraq ships (`data/README.md` is its model card)."""

    name = "fast"

    def __init__(self) -> None:
        if not FAST_MODEL.is_file():
            raise MissingDataError(
                f"The model {FAST_MODEL} is missing. Reinstall warraq, or train it with "
                "`make train-fast` (docs/entities_fast.md)."
            )
        super().__init__(read_network(FAST_MODEL), load_knowledge())
        self.version = f"fast-{files_hash(FAST_MODEL, *FILES)}"


@lru_cache(maxsize=2)
def load_recogniser(name: str = "fast") -> Recogniser:
    """The recogniser of that name; read once a process.

    Raises:
        SettingsError: There is none of that name.
        MissingDataError: Its model is not installed.
    """
    if name == "fast":
        return FastRecogniser()
    if name == "accurate":
        # ONNX Runtime takes a third of a second to import.
        from warraq.entities.transformer.recogniser import TransformerRecogniser

        return TransformerRecogniser()
    if name == "camel":
        from warraq.entities.camel import CamelRecogniser

        return CamelRecogniser()
    raise SettingsError(f"There is no recogniser {name!r}; choose one of: {', '.join(RECOGNISERS)}.")

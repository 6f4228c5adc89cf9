"""camel-tools' own BERT recogniser behind the same interface (Obeid et al. 2020, "CAMeL Tools").

Needs the extra `bert` and camel-tools' model data, which Warraq does not ship.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from warraq.entities.corpora import TAGS
from warraq.entities.versions import files_hash
from warraq.errors import MissingDataError

WINDOW = 256
"""Pieces that camel-tools' recogniser reads at a time, its marks of beginning and end included."""
MAX_CHARACTERS = 100
"""Letters of a word that are read; BERT's tokenizer makes one unknown piece of a longer one."""
_MODEL_FILES = ("config.json", "vocab.txt", "model.safetensors", "pytorch_model.bin")
_INSTALL = (
    "Install it with `uv sync --extra bert` and `.venv/bin/camel_data -i ner-arabert` "
    "(about 3 GB and 0.5 GB to download), or choose `fast` or `accurate`."
)


class CamelRecogniser:
    """Tags words with PERS, LOC, ORG and MISC, in PyTorch on the processor.

    `NERecognizer.predict` pads every sentence to 256 pieces, gives no probabilities, and leaves out
    words of which its tokenizer makes nothing. Here the same network reads the same pieces, sentence
    by sentence and without padding, so that a tag does not depend on what else is tagged.

    Args:
        folder: A checkpoint of BERT for token classification; None: the one that camel-tools installed.
        threads: Processor threads of one call.

    Raises:
        MissingDataError: The checkpoint, or torch or transformers, are not installed.
    """

    name = "camel"

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        for module in ("torch", "transformers"):
            if find_spec(module) is None:
                raise MissingDataError(f"The recogniser `camel` needs {module}. {_INSTALL}")
        self._folder = folder or installed_model()
        if not (self._folder / "config.json").is_file():
            raise MissingDataError(f"There is no model in {self._folder}. {_INSTALL}")
        require_catalogue()
        import torch
        from camel_tools.ner import NERecognizer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        torch.set_num_threads(threads)
        self._recogniser = NERecognizer(str(self._folder), use_gpu=False)
        self._recogniser.model.eval()
        self._tags: list[str] = [self._recogniser.labels_map[i] for i in sorted(self._recogniser.labels_map)]
        if unknown := set(self._tags) - set(TAGS):
            raise MissingDataError(
                f"The model in {self._folder} has the tags {', '.join(sorted(unknown))}, which are not "
                f"those of ANERcorp. {_INSTALL}"
            )
        self.version = f"camel-{files_hash(*(self._folder / name for name in _MODEL_FILES))}"

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """Tag sentences, each by itself; see `Recogniser.tag`."""
        return [self._tag(list(words)) for words in sentences]

    def tag_documents(
        self, documents: Sequence[Sequence[Sequence[str]]]
    ) -> list[list[list[tuple[str, float]]]]:
        """Tag documents one after the other: what `tag` returns for each."""
        return [self.tag(document) for document in documents]

    def _tag(self, words: list[str]) -> list[tuple[str, float]]:
        sizes = [len(self._recogniser.tokenizer.tokenize(word[:MAX_CHARACTERS])) for word in words]
        read = [i for i, size in enumerate(sizes) if size]
        tagged = [("O", 1.0)] * len(words)
        if read:
            length = min(sum(sizes) + 2, WINDOW)
            found = list(self._predict([words[i][:MAX_CHARACTERS] for i in read], length))
            for i, pair in zip(read, found, strict=True):
                tagged[i] = pair
        return _well_formed(tagged)

    def _predict(self, words: list[str], length: int) -> Iterator[tuple[str, float]]:
        """Tag and probability of words of which each has a piece.

        Args:
            words: Of one sentence.
            length: Pieces to read at a time.
        """
        import torch
        from camel_tools.ner import NERDataset

        segments: Any = NERDataset([words], self._recogniser.tokenizer, self._tags, length)
        for segment in segments.features:
            inputs = {
                name: segment[name].unsqueeze(0) for name in ("input_ids", "token_type_ids", "attention_mask")
            }
            with torch.inference_mode():
                chances = torch.softmax(self._recogniser.model(**inputs)[0][0], dim=-1)
            # The first piece of a word has a label, the others and the marks have a negative one.
            best = chances[segment["label_ids"] >= 0].max(dim=-1)
            for tag, chance in zip(best.indices.tolist(), best.values.tolist(), strict=True):
                yield self._tags[tag], chance


def installed_model() -> Path:
    """The folder of the recogniser's model that camel-tools installed.

    Raises:
        MissingDataError: Its catalogue knows none.
    """
    require_catalogue()
    from camel_tools.data import CATALOGUE

    component = CATALOGUE.components.get("NamedEntityRecognition")
    if component is None:
        raise MissingDataError(f"camel-tools' catalogue lists no recogniser. {_INSTALL}")
    return Path(component.datasets[component.default].path)


def require_catalogue() -> None:
    """Make sure that importing `camel_tools.data` finds its catalogue: it would download one.

    Raises:
        MissingDataError: There is none.
    """
    home = os.environ.get("CAMELTOOLS_DATA")
    folder = Path(home).expanduser() if home else Path.home() / ".camel_tools"
    if not (folder / "catalogue.json").is_file():
        raise MissingDataError(f"camel-tools has no data in {folder} (CAMELTOOLS_DATA). {_INSTALL}")


def _well_formed(tagged: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The same tags with B- where an I- continues nothing: the network decides on each word by itself."""
    before = "O"
    for i, (tag, chance) in enumerate(tagged):
        if tag.startswith("I-") and before[2:] != tag[2:]:
            tagged[i] = (f"B-{tag[2:]}", chance)
        before = tag
    return tagged

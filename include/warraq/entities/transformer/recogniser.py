"""The `accurate` recogniser: tags from a transformer in ONNX Runtime."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from warraq.entities.corpora import TAGS
from warraq.entities.transformer.document import second_look
from warraq.entities.transformer.labels import Floats, best_tags, log_softmax
from warraq.entities.transformer.pieces import BEGIN, END, PieceEncoder
from warraq.entities.transformer.windows import cut_sentence, fill_windows
from warraq.errors import MissingDataError

MODEL = Path(__file__).with_name("model")
"""The shipped model and its card."""
MODEL_FILE = "tagger.onnx"
TOKENIZER_FILE = "tokenizer.json"

WINDOW = 140
"""The most pieces of text in a window. Training windows have up to 188, and 110 in the mean."""

Part = tuple[int, int, int]
"""Sentence, first word, word after the last."""


class TransformerRecogniser:
    """Tags words with PERS, LOC, ORG and MISC.

    A call of `tag` takes the sentences of one document in their order, since neighbours help to
    read a sentence. What it returns depends on that document alone: windows are cut from its
    first sentence on, and each goes through the network by itself, for the int8 scales of the
    activations would otherwise depend on what else is in the batch.

    Args:
        folder: Where `tagger.onnx` and `tokenizer.json` are.
        threads: Processor threads of one call.

    Raises:
        MissingDataError: The folder lacks one of them.
    """

    name = "accurate"

    def __init__(self, folder: Path = MODEL, threads: int = 1) -> None:
        model = folder / MODEL_FILE
        if not model.is_file():
            raise MissingDataError(f"The model {model} is missing. Run `make train-entities`.")
        self._encoder = PieceEncoder.load(folder / TOKENIZER_FILE)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.version = f"accurate-{_fingerprint(model, folder / TOKENIZER_FILE)}"

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """Tag one document.

        Args:
            sentences: The words of each sentence, in document order.

        Returns:
            For each word of each sentence its BIO tag and the tag's probability, 0 to 1.
        """
        scored = second_look(sentences, self.scores(sentences))
        return [_tagged(scores) if len(scores) else [] for scores in scored]

    def tag_documents(
        self, documents: Sequence[Sequence[Sequence[str]]]
    ) -> list[list[list[tuple[str, float]]]]:
        """Tag documents one after the other: what `tag` returns for each."""
        return [self.tag(document) for document in documents]

    def scores(self, sentences: Sequence[Sequence[str]]) -> list[Floats]:
        """Log probabilities of the tags, (words, tags), of each sentence of one document."""
        self._encoder.learn(word for sentence in sentences for word in sentence)
        parts = self._parts(sentences)
        sizes = [sum(len(self._encoder.pieces(word)) for word in sentences[s][a:b]) for s, a, b in parts]
        scored = [np.zeros((len(sentence), len(TAGS)), np.float32) for sentence in sentences]
        for start, stop in fill_windows(sizes, WINDOW):
            window = parts[start:stop]
            rows = self._read([word for s, a, b in window for word in sentences[s][a:b]])
            done = 0
            for sentence, first, last in window:
                scored[sentence][first:last] = rows[done : done + last - first]
                done += last - first
        return scored

    def _parts(self, sentences: Sequence[Sequence[str]]) -> list[Part]:
        parts = []
        for number, words in enumerate(sentences):
            sizes = [len(self._encoder.pieces(word)) for word in words]
            parts += [(number, start, stop) for start, stop in cut_sentence(words, sizes, WINDOW)]
        return parts

    def _read(self, words: Sequence[str]) -> Floats:
        pieces = [BEGIN]
        firsts = []
        for word in words:
            firsts.append(min(len(pieces), WINDOW))
            pieces.extend(self._encoder.pieces(word))
        # Only a single word of more pieces than a window can overflow; its tail is not read.
        row = np.array([[*pieces[: WINDOW + 1], END]], np.int64)
        (logits,) = self._session.run(["logits"], {"pieces": row})
        return log_softmax(logits[0, firsts])


def _fingerprint(*files: Path) -> str:
    """The first 8 hexadecimal digits of the SHA-256 of the files' bytes."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]


def _tagged(scores: Floats) -> list[tuple[str, float]]:
    chosen = best_tags(scores)
    return [(TAGS[tag], float(np.exp(row[tag]))) for tag, row in zip(chosen, scores, strict=True)]

"""News that the model labels itself, to learn from: self-training."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from warraq.entities.corpora import Sentence
from warraq.entities.train_accurate.examples import MASKED_TAG
from warraq.entities.transformer.recogniser import TransformerRecogniser
from warraq.text.words import TOKEN

_SENTENCE_END = re.compile(r"(?<=[.!?\u061f])\s+|\n+")


def sentences_of(text: str) -> list[tuple[str, ...]]:
    """The sentences of a raw text, as words and punctuation marks."""
    sentences = [tuple(TOKEN.findall(line)) for line in _SENTENCE_END.split(text)]
    return [sentence for sentence in sentences if sentence]


def news_documents(files: Sequence[Path], words: int, seed: int = 0) -> Iterator[list[tuple[str, ...]]]:
    """Articles drawn at random, as sentences of words, until `words` words are reached."""
    dice = random.Random(seed)
    for file in dice.sample(files, len(files)):
        if words <= 0:
            return
        document = sentences_of(file.read_text(encoding="utf-8", errors="replace"))
        words -= sum(map(len, document))
        yield document


def label(
    recogniser: TransformerRecogniser, documents: Iterable[Sequence[tuple[str, ...]]], sure: float
) -> Iterator[Sentence]:
    """Tag documents; words whose tag is less probable than `sure` get `MASKED_TAG`.

    Masked words still serve as context. Sentences with nothing but "O" are kept: what is no
    mention must be learned too.
    """
    for document in documents:
        for words, tagged in zip(document, recogniser.tag(document), strict=True):
            tags = tuple(tag if probability >= sure else MASKED_TAG for tag, probability in tagged)
            yield Sentence(words, tags)


def write_sentences(sentences: Iterable[Sentence], path: Path) -> None:
    """Write sentences as `word tag` lines with a blank line after each."""
    with path.open("w", encoding="utf-8") as file:
        for sentence in sentences:
            for word, tag in zip(*sentence, strict=True):
                file.write(f"{word} {tag}\n")
            file.write("\n")


def read_sentences(path: Path) -> list[Sentence]:
    """Read what `write_sentences` wrote, masks included."""
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        pairs = [line.split(" ") for line in block.splitlines()]
        if pairs:
            words, tags = zip(*pairs, strict=True)
            sentences.append(Sentence(words, tags))
    return sentences

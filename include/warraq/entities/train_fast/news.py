"""News that a recogniser labelled: the words, and for each of them the probability of every tag.

Probabilities in place of tags are what a small network learns best from (Hinton, Vinyals and Dean
2015, "Distilling the knowledge in a neural network"): they say where the teacher is in doubt.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from warraq.entities.corpora import TAGS
from warraq.entities.train_accurate.silver import sentences_of
from warraq.entities.transformer.document import second_look
from warraq.entities.transformer.labels import Floats
from warraq.errors import MissingDataError

FILES_A_SHARD = 250
"""Articles that one file of labelled news holds."""


class Teacher(Protocol):
    """What can label news."""

    def scores(self, sentences: Sequence[Sequence[str]]) -> list[Floats]:
        """Log probabilities of the tags, (words, tags), of each sentence of one document."""


class Labelled(NamedTuple):
    """Sentences one after the other."""

    words: list[str]
    lengths: npt.NDArray[np.int32]
    """Words of each sentence."""
    chances: npt.NDArray[np.float16]
    """Words x tags, in the order of `corpora.TAGS`."""


def shards(news: Path, seed: int = 0) -> list[tuple[str, list[Path]]]:
    """Names of shards and the articles that belong to each, drawn at random from one source each.

    The sources are the folders in `news`. Shards of all sources take turns, so that the first
    shards are a fair choice.

    Raises:
        MissingDataError: There is no article.
    """
    queues = []
    for source in sorted(path for path in news.iterdir() if path.is_dir()):
        files = sorted(source.rglob("*.txt"))
        random.Random(seed).shuffle(files)
        parts = [files[i : i + FILES_A_SHARD] for i in range(0, len(files), FILES_A_SHARD)]
        queues.append([(f"{source.name}-{i:03d}", part) for i, part in enumerate(parts)])
    longest = max(map(len, queues), default=0)
    if not longest:
        raise MissingDataError(
            f"There is no .txt file in the folders of {news}. Unpack the ANT corpora there."
        )
    return [queue[i] for i in range(longest) for queue in queues if i < len(queue)]


def label_articles(teacher: Teacher, files: Sequence[Path]) -> Labelled:
    """Label articles, each in the light of the whole of it (`second_look`)."""
    words: list[str] = []
    lengths: list[int] = []
    chances: list[Floats] = [np.zeros((0, len(TAGS)), np.float32)]
    for file in files:
        document = sentences_of(file.read_text(encoding="utf-8", errors="replace"))
        if not document:
            continue
        chances += [np.exp(scores) for scores in second_look(document, teacher.scores(document))]
        lengths += map(len, document)
        words += (word for sentence in document for word in sentence)
    return Labelled(words, np.array(lengths, np.int32), np.concatenate(chances).astype(np.float16))


def write_labelled(labelled: Labelled, path: Path) -> None:
    """Write a shard; the file is either whole or not there."""
    text = np.frombuffer("\n".join(labelled.words).encode("utf-8"), np.uint8)
    part = path.with_suffix(".part.npz")
    np.savez_compressed(part, words=text, lens=labelled.lengths, chances=labelled.chances)
    part.replace(path)


def read_labelled(path: Path) -> Labelled:
    """What `write_labelled` wrote to `path`."""
    with np.load(path) as stored:
        text = stored["words"].tobytes().decode("utf-8")
        return Labelled(text.split("\n") if text else [], stored["lens"], stored["chances"])


def label_news(teacher: Teacher, news: Path, folder: Path, words: int) -> Iterator[tuple[str, int]]:
    """Write shards of labelled news into `folder` until they hold `words` words.

    A shard that is there is not made again.

    Yields:
        Name of each shard and the words that all so far hold.
    """
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for name, files in shards(news):
        if total >= words:
            return
        path = folder / f"{name}.npz"
        if not path.is_file():
            write_labelled(label_articles(teacher, files), path)
        total += len(read_labelled(path).words)
        yield name, total

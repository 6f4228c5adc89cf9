"""The runs that lead to the shipped model, each resumed where its file is already there.

Teachers begin from multilingual-e5-small and read annotated sentences; the average of their weights
labels news. Students read the annotated sentences and news; two begin from averages of teachers, one
from another student that labels news for it. The average of the students is the model.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from warraq.entities.corpora import Sentence, hold_out, read_corpus
from warraq.entities.train_accurate.e5 import bundled_file, read_checkpoint
from warraq.entities.train_accurate.encoder import TokenClassifier, from_checkpoint
from warraq.entities.train_accurate.examples import MASKED_TAG
from warraq.entities.train_accurate.export import average, export
from warraq.entities.train_accurate.fit import Recipe, train
from warraq.entities.train_accurate.silver import label, news_documents, read_sentences, write_sentences
from warraq.entities.train_accurate.vocabulary import build_tokenizer, choose_pieces, count_words
from warraq.entities.transformer.pieces import PieceEncoder
from warraq.entities.transformer.recogniser import MODEL_FILE, TOKENIZER_FILE, TransformerRecogniser
from warraq.errors import MissingDataError

log = logging.getLogger(__name__)

STUDENT = Recipe(epochs=2, rate=1e-4)
SILVER_WORDS = 100_000
"""Words of news that each student reads."""
SURE = 0.7
"""Least probability of a tag that a student learns from."""


@dataclass(frozen=True)
class Corpora:
    """What is learned from.

    Attributes:
        gold: A file in ANERcorp's form and with its types.
        wikipedia: A file in AQMAR's form, whose MISC is another.
        news: A folder of plain texts.
    """

    gold: Path
    wikipedia: Path
    news: Path

    def gold_sentences(self, *, all_of_it: bool) -> list[Sentence]:
        """The gold sentences, or those that are not held out to choose by."""
        sentences = read_corpus(self.gold)
        return sentences if all_of_it else hold_out(sentences)[0]

    def wikipedia_sentences(self) -> list[Sentence]:
        """The sentences of Wikipedia, with a mask over words of the type MISC."""
        return [
            Sentence(words, tuple(MASKED_TAG if tag.endswith("MISC") else tag for tag in tags))
            for words, tags in read_corpus(self.wikipedia)
        ]

    def news_files(self) -> list[Path]:
        """All texts, in a fixed order.

        Raises:
            MissingDataError: There are none.
        """
        files = sorted(self.news.rglob("*.txt"))
        if not files:
            raise MissingDataError(f"There is no .txt file in {self.news}. Unpack the ANT corpora there.")
        return files


@dataclass(frozen=True)
class Workshop:
    """Where the runs keep their files, and what all of them share.

    Attributes:
        folder: Weights, the vocabulary and labelled news; what is in it is not made again.
        corpora: What is learned from.
        encoder: Cuts words into pieces.
        kept: Ids of the kept pieces in the pretrained model.
    """

    folder: Path
    corpora: Corpora
    encoder: PieceEncoder
    kept: NDArray[np.int64]

    @classmethod
    def open(cls, folder: Path, corpora: Corpora) -> Workshop:
        """Choose the vocabulary, unless the folder has one."""
        folder.mkdir(parents=True, exist_ok=True)
        tokenizer, kept = folder / TOKENIZER_FILE, folder / "kept.npy"
        if not (tokenizer.is_file() and kept.is_file()):
            pretrained = read_checkpoint(bundled_file())
            chosen = choose_pieces(pretrained, count_words(corpora.news_files()))
            pieces = [pretrained.pieces[index] for index in chosen]
            build_tokenizer(pieces, pretrained.scores[chosen]).save(str(tokenizer))
            np.save(kept, chosen)
        return cls(folder, corpora, PieceEncoder.load(tokenizer), np.load(kept))

    def run(
        self, name: str, recipe: Recipe, sentences: Sequence[Sentence], start: Path | None = None
    ) -> Path:
        """Train from the pretrained model or from `start`, and return the file of the weights."""
        target = self.folder / f"{name}.pt"
        if target.is_file():
            log.info("%s is there already", target)
            return target
        log.info("training %s on %d sentences", name, len(sentences))
        model: TokenClassifier = from_checkpoint(read_checkpoint(bundled_file()), self.kept)
        if start is not None:
            model.load_state_dict(torch.load(start))
        train(model, sentences, self.encoder, recipe, target)
        return target

    def mean(self, name: str, files: Iterable[Path]) -> Path:
        """Average runs into a file of weights."""
        target = self.folder / f"{name}.pt"
        weights = {key: torch.from_numpy(values) for key, values in average(files).items()}
        torch.save(weights, target)
        return target

    def model(self, name: str, weights: Path) -> Path:
        """Export weights into a folder that `TransformerRecogniser` reads."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        shutil.copy(self.folder / TOKENIZER_FILE, folder)
        export(average([weights]), folder / MODEL_FILE)
        return folder

    def silver(self, name: str, teacher: Path, seed: int) -> list[Sentence]:
        """News labelled with a teacher's weights, from its file if that is there."""
        target = self.folder / f"{name}.txt"
        if not target.is_file():
            documents = news_documents(self.corpora.news_files(), SILVER_WORDS, seed)
            recogniser = TransformerRecogniser(self.model(teacher.stem, teacher))
            write_sentences(label(recogniser, documents, SURE), target)
        return read_sentences(target)


def make_model(shop: Workshop) -> Path:
    """Train everything and export the average of the students: the folder of the finished model."""
    corpora = shop.corpora
    wikipedia = corpora.wikipedia_sentences()
    part = corpora.gold_sentences(all_of_it=False)
    everything = corpora.gold_sentences(all_of_it=True) + wikipedia

    first = shop.run("teacher-1", Recipe(epochs=5, seed=1), part)
    second = shop.run("teacher-2", Recipe(epochs=5, seed=1), part + wikipedia)
    third = shop.run("teacher-3", Recipe(epochs=3, seed=3), everything)
    two = shop.mean("teachers-12", [first, second])
    three = shop.mean("teachers-123", [first, second, third])

    def reading(number: int, teacher: Path) -> list[Sentence]:
        return everything + shop.silver(f"silver-{number}", teacher, number)

    one = shop.run("student-1", replace(STUDENT, seed=11), reading(11, two), two)
    other = shop.run("student-2", replace(STUDENT, seed=12), reading(12, two), three)
    later = shop.run("student-3", replace(STUDENT, seed=13), reading(13, one), one)
    return shop.model("accurate", shop.mean("accurate", [one, other, later]))

"""The runs that lead to the shipped model, each resumed where its file is already there.

Two teachers begin from multilingual-e5-small and differ in what they read; the average of their
weights labels news; two students begin from that average and read gold and news; the average
of all students and teachers is the model.
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
from warraq.entities.train_accurate.export import average, export, favour_mentions
from warraq.entities.train_accurate.fit import Recipe, train
from warraq.entities.train_accurate.silver import label, news_documents, read_sentences, write_sentences
from warraq.entities.train_accurate.vocabulary import build_tokenizer, choose_pieces, count_words
from warraq.entities.transformer.pieces import PieceEncoder
from warraq.entities.transformer.recogniser import MODEL_FILE, TOKENIZER_FILE, TransformerRecogniser

log = logging.getLogger(__name__)

TEACHER = Recipe(epochs=5, rate=1.5e-4)
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
        """All texts, in a fixed order."""
        return sorted(self.news.rglob("*.txt"))


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

    def model(self, name: str, weights: Path, bias: float = 0.0) -> Path:
        """Export weights into a folder that `TransformerRecogniser` reads."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        shutil.copy(self.folder / TOKENIZER_FILE, folder)
        export(favour_mentions(average([weights]), bias), folder / MODEL_FILE)
        return folder

    def silver(self, name: str, teacher: Path, words: int, sure: float, seed: int) -> list[Sentence]:
        """News labelled by a teacher, from its file if that is there."""
        target = self.folder / f"{name}.txt"
        if not target.is_file():
            documents = news_documents(self.corpora.news_files(), words, seed)
            write_sentences(label(TransformerRecogniser(teacher), documents, sure), target)
        return read_sentences(target)


def make_model(shop: Workshop) -> Path:
    """Train teachers and students and export the average: the folder of the finished model."""
    gold, wikipedia = shop.corpora.gold_sentences(all_of_it=False), shop.corpora.wikipedia_sentences()
    teachers = [
        shop.run("teacher-1", replace(TEACHER, seed=1), gold),
        shop.run("teacher-2", replace(TEACHER, seed=1), gold + wikipedia),
    ]
    start = shop.mean("teacher", teachers)
    teacher = shop.model("teacher", start)
    everything = shop.corpora.gold_sentences(all_of_it=True) + wikipedia
    students = [
        shop.run(
            f"student-{seed}",
            replace(STUDENT, seed=seed),
            everything + shop.silver(f"silver-{seed}", teacher, SILVER_WORDS, SURE, seed),
            start,
        )
        for seed in (11, 12)
    ]
    return shop.model("accurate", shop.mean("accurate", [*teachers, *students]))

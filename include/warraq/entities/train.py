"""Train the `fast` recogniser.

    python -m warraq.entities.train anercorp_train.txt [--news FOLDER...] [--hold-out]

The weights are those of a CRFsuite model (Okazaki 2007; L-BFGS, L1 and L2), taken out of its file
and laid into the arrays of `linear.py`. With `--news` the model learns from unlabelled texts how
news uses each word (`usage.py`).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from warraq.entities.augment import with_latin_names
from warraq.entities.corpora import BLOCK, Sentence, hold_out, read_corpus
from warraq.entities.evaluate import score_table
from warraq.entities.features import analyse, sentence_features
from warraq.entities.knowledge import Knowledge, load_knowledge
from warraq.entities.linear import LinearModel, LinearTagger, build_model, save_model
from warraq.entities.recognise import FAST_MODEL
from warraq.entities.usage import (
    USAGE_FILE,
    Counts,
    add_counts,
    count_usage,
    news_sentences,
    usage_features,
    write_usage,
)

PARAMETERS: dict[str, float | int | bool] = {
    "c1": 0.05,
    "c2": 0.05,
    "max_iterations": 80,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
"""Chosen on held-out blocks."""


class Part(NamedTuple):
    """Sentences, and what the tagger is told about the words in them."""

    sentences: Sequence[Sentence]
    knowledge: Knowledge


def train(parts: Sequence[Part], parameters: dict[str, float] | None = None) -> LinearModel:
    """Train a tagger on annotated sentences and copies of them with Latin names.

    Args:
        parts: The training corpus.
        parameters: CRFsuite's, over `PARAMETERS`.
    """
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(PARAMETERS | (parameters or {}))
    for sentences, knowledge in parts:
        for sentence in [*sentences, *with_latin_names(sentences)]:
            words = [analyse(word, knowledge) for word in sentence.words]
            trainer.append(sentence_features(words), sentence.tags)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        model = build_model(info.state_features, info.transitions)
        tagger.close()
    return model


def learn_usage(
    sentences: Sequence[Sentence], news: Sequence[Sequence[str]], knowledge: Knowledge
) -> tuple[list[Part], Knowledge]:
    """Learn from news how words are used.

    Args:
        sentences: The training corpus.
        news: Words of unlabelled sentences.
        knowledge: What is known otherwise.

    Returns:
        The corpus in halves, each told the usage that a model of the other half found, and the
        knowledge for tagging anything else, from both models.
    """
    halves: tuple[list[Sentence], list[Sentence]] = ([], [])
    for start in range(0, len(sentences), BLOCK):
        halves[start // BLOCK % 2].extend(sentences[start : start + BLOCK])
    bare = knowledge._replace(usage={})
    counts: list[Counts] = []
    for half in halves:
        tagger = LinearTagger(train([Part(half, bare)]), bare)
        counts.append(count_usage(tagger, news))
    told = [knowledge._replace(usage=usage_features(part)) for part in counts]
    parts = [Part(halves[0], told[1]), Part(halves[1], told[0])]
    return parts, knowledge._replace(usage=usage_features(add_counts(counts)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write a model, or with `--hold-out` train on nine tenths and score the rest."""
    parser = argparse.ArgumentParser(prog="python -m warraq.entities.train", description=__doc__)
    parser.add_argument("corpus", type=Path, help="annotated corpus, word and tag a line")
    parser.add_argument("--news", type=Path, nargs="*", default=[], help="folders of unlabelled texts")
    parser.add_argument("--every", type=int, default=3, help="take every N-th text (default: 3)")
    parser.add_argument("--hold-out", action="store_true", help="score on a tenth that is left out")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a CRFsuite parameter"
    )
    options = parser.parse_args(arguments)
    parameters = {name: float(value) for name, _, value in (item.partition("=") for item in options.set)}
    started = time.perf_counter()
    sentences, held = read_corpus(options.corpus), list[Sentence]()
    if options.hold_out:
        sentences, held = hold_out(sentences)
    knowledge = load_knowledge()._replace(usage={})
    parts = [Part(sentences, knowledge)]
    if options.news:
        news = list(news_sentences(options.news, options.every))
        parts, knowledge = learn_usage(sentences, news, knowledge)
        print(
            f"usage of {len(knowledge.usage)} words after {time.perf_counter() - started:.0f} s", flush=True
        )
    model = train(parts, parameters)
    print(f"trained on {len(sentences)} sentences in {time.perf_counter() - started:.0f} s")
    if held:
        print(score_table(LinearTagger(model, knowledge), held))
        return
    save_model(model, FAST_MODEL)
    write_usage(knowledge.usage, USAGE_FILE)
    print(f"{FAST_MODEL}: {FAST_MODEL.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

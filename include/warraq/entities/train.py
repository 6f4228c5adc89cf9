"""Train the `fast` recogniser.

    python -m warraq.entities.train anercorp_train.txt [--hold-out]

The weights are those of a CRFsuite model (Okazaki 2007; L-BFGS, L1 and L2), taken out of its file
and laid into the arrays of `linear.py`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pycrfsuite

from warraq.entities.augment import with_latin_names
from warraq.entities.corpora import Sentence, hold_out, read_corpus
from warraq.entities.evaluate import score_table
from warraq.entities.features import analyse, sentence_features
from warraq.entities.knowledge import load_knowledge
from warraq.entities.linear import LinearModel, LinearTagger, build_model, save_model
from warraq.entities.recognise import FAST_MODEL

PARAMETERS: dict[str, float | int | bool] = {
    "c1": 0.05,
    "c2": 0.05,
    "max_iterations": 80,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
"""Chosen on held-out blocks."""


def train(sentences: Sequence[Sentence], parameters: dict[str, float] | None = None) -> LinearModel:
    """Train a tagger on annotated sentences and copies of them with Latin names.

    Args:
        sentences: The training corpus.
        parameters: CRFsuite's, over `PARAMETERS`.
    """
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(PARAMETERS | (parameters or {}))
    knowledge = load_knowledge()
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


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write a model, or with `--hold-out` train on nine tenths and score the rest."""
    parser = argparse.ArgumentParser(prog="python -m warraq.entities.train", description=__doc__)
    parser.add_argument("corpus", type=Path, help="annotated corpus, word and tag a line")
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
    model = train(sentences, parameters)
    print(f"trained on {len(sentences)} sentences in {time.perf_counter() - started:.0f} s")
    if held:
        print(score_table(LinearTagger(model, load_knowledge()), held))
        return
    save_model(model, FAST_MODEL)
    print(f"{FAST_MODEL}: {FAST_MODEL.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

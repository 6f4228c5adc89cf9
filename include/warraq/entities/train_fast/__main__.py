"""Train the `fast` recogniser: `python -m warraq.entities.train_fast --help`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from warraq.entities.augment import with_latin_names
from warraq.entities.corpora import Sentence, hold_out, read_corpus
from warraq.entities.evaluate import score_table
from warraq.entities.fast import WordTagger
from warraq.entities.features import analyse, features
from warraq.entities.knowledge import load_knowledge
from warraq.entities.network import Network, save_network
from warraq.entities.recognise import FAST_MODEL
from warraq.entities.train_accurate.examples import MASKED_TAG
from warraq.entities.train_fast.news import label_news, read_labelled
from warraq.entities.transformer.recogniser import TransformerRecogniser

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)

GOLD_TIMES = 3
"""How often an epoch reads the annotated news."""
LEAST_USES = 3
"""Features of fewer words of the text are not learned."""


@app.command("label")
def label_command(
    news: Annotated[Path, typer.Option(help="A folder of sources, each a folder of news texts.")],
    output: Annotated[Path, typer.Option(help="Where labelled news goes.")] = Path("build/fast/news"),
    words: Annotated[int, typer.Option(help="How many words to label.")] = 4_400_000,
) -> None:
    """Let `accurate` label news: about 5,000 words a second. Files that are there are not made again."""
    for name, total in label_news(TransformerRecogniser(), news, output, words):
        typer.echo(f"{name}: {total:,} words so far")


@app.command("train")
def train_command(
    gold: Annotated[Path, typer.Option(help="ANERcorp's training part.")],
    wikipedia: Annotated[Path, typer.Option(help="AQMAR's training part.")],
    news: Annotated[Path, typer.Option(help="Labelled news.")] = Path("build/fast/news"),
    without: Annotated[list[Path] | None, typer.Option(help="Sentences not to learn from news.")] = None,
    leave_out: Annotated[str, typer.Option(help="A source of news that is not learned.")] = "",
    held_out: Annotated[bool, typer.Option(help="Score on a tenth of --gold that is left out.")] = False,
    output: Annotated[Path, typer.Option(help="Where the model goes.")] = FAST_MODEL,
    epochs: Annotated[int, typer.Option(help="Passes over everything.")] = 4,
    threads: Annotated[int, typer.Option(help="Processor threads.")] = 2,
) -> None:
    """Train the model that ships, or with `--held-out` one that is only measured."""
    import torch

    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("warraq").setLevel(logging.INFO)
    torch.set_num_threads(threads)
    sentences, held = read_corpus(gold), list[Sentence]()
    if held_out:
        sentences, held = hold_out(sentences)
    left = {sentence.words for path in without or () for sentence in read_corpus(path)}
    shards = [path for path in sorted(news.glob("*.npz")) if not leave_out or leave_out not in path.name]
    network = train(sentences, without_misc(read_corpus(wikipedia)), shards, left, epochs)
    if held:
        typer.echo(score_table(WordTagger(network, load_knowledge()), held))
        return
    save_network(network, output)
    typer.echo(f"{output}: {output.stat().st_size / 1e6:.1f} MB")


def without_misc(sentences: list[Sentence]) -> list[Sentence]:
    """Sentences of Wikipedia, where MISC is another class, with a mask over words of that type."""
    return [
        Sentence(s.words, tuple(MASKED_TAG if tag.endswith("MISC") else tag for tag in s.tags))
        for s in sentences
    ]


def train(
    gold: list[Sentence],
    wikipedia: list[Sentence],
    shards: list[Path],
    without: set[tuple[str, ...]],
    epochs: int,
) -> Network:
    """Train on annotated sentences, copies of them with Latin names, and labelled news.

    Args:
        gold: Annotated news.
        wikipedia: Other annotated sentences.
        shards: Files of labelled news.
        without: Sentences of the news that are left out.
        epochs: Passes over everything.
    """
    from warraq.entities.train_fast.dataset import (
        Lexicon,
        annotated,
        collect_features,
        corrected,
        joined,
        labelled,
    )
    from warraq.entities.train_fast.export import export
    from warraq.entities.train_fast.fit import Recipe, fit

    lexicon, knowledge = Lexicon(), load_knowledge()
    read = [annotated([*gold * GOLD_TIMES, *with_latin_names(gold), *wikipedia], lexicon)]
    read += [labelled(read_labelled(path), lexicon, without) for path in shards]
    data = corrected(joined(read), lexicon)
    uses = np.bincount(data.words, minlength=len(lexicon.words))
    known = collect_features(lexicon.words, uses, lambda word: features(analyse(word, knowledge)), LEAST_USES)
    typer.echo(f"{len(data.words):,} words, {len(lexicon.words):,} distinct, {len(known.names):,} features")
    return export(fit(data, known, Recipe(epochs=epochs)), known, data)


if __name__ == "__main__":
    app()

"""Train the merged-word model from clean news: `python -m warraq.spacing.train --news DIR`.

The networks learn from news whose counts they do not see: each source, or pair of sources, in
turn is joined at random and judged with the frequencies of the others. The held-out source
is neither counted nor learnt from. Words that stand merged in the news itself would be taught
as clean; so a first network looks for them, and what it doubts is left out, except for the
words of `data/judged.tsv`, which were judged by hand.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import time
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from warraq.errors import InputError
from warraq.spacing import charmodel
from warraq.spacing.classes import class_affinity, word_classes
from warraq.spacing.context import context_features
from warraq.spacing.evidence import Evidence, read_wordfreq, weigh
from warraq.spacing.examples import JOINED_TEXTS, Boost, Examples, foreign_names, place_names, word_examples
from warraq.spacing.features import Shapes
from warraq.spacing.joins import join_words
from warraq.spacing.lexicon import Lexicon, bare, build_lexicon
from warraq.spacing.model import Knowledge, SpacingModel
from warraq.spacing.network import Network, fit, probability
from warraq.spacing.policy import Policy, read_policy
from warraq.spacing.repair import find_doubts

DATA = Path(__file__).parent / "data"
_DOUBTED = 0.25
_EASY = 0.003
_CONTEXT_TEXTS = 4000
"""Texts of each fold in which the context network sees its examples."""
_WORD_SHIFT = 0.0
_CONTEXT_SHIFT = 0.4
"""Added to the log odds, so that the default threshold gives the precision asked for on the development halves:
a word seen alone needs more caution than one whose neighbours are known."""
Judged = dict[str, str]


def read_news(folder: Path, leave_out: Iterable[str] = ()) -> dict[str, list[str]]:
    """Distinct texts by source, from `folder`/`source`/.../*.txt in UTF-8.

    Raises:
        InputError: There are none.
    """
    left_out = set(leave_out)
    news = {
        source.name: list(dict.fromkeys(p.read_text("utf-8") for p in sorted(source.rglob("*.txt"))))
        for source in sorted(folder.iterdir())
        if source.is_dir() and source.name not in left_out
    }
    news = {source: texts for source, texts in news.items() if texts}
    if len(news) < 2:
        raise InputError(f"{folder} holds no two sources; unpack news there as SOURCE/.../ID.txt.")
    return news


def read_judged(path: Path) -> Judged:
    """Word to repaired word, to itself, or to `?`; of a TSV file with `#` comments."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#")
    return {word: after for word, after, *_ in lines}


def train(news: dict[str, list[str]], out: Path, seed: int = 1) -> None:
    """Train on `news` and write the model's data files into `out`."""
    rng = random.Random(seed)
    web = read_wordfreq()
    whole = build_lexicon((t for texts in news.values() for t in texts), 1, 1)
    classes = word_classes(whole)
    affinity = class_affinity(whole, classes)
    by_word = dict(zip(whole.words, classes.tolist(), strict=True))
    shapes = _shapes(web, whole, rng)
    _say("counted")
    folds = []
    for held in _folds({source: sum(map(len, texts)) for source, texts in news.items()}):
        lexicon = _trim(build_lexicon((t for s, texts in news.items() if s not in held for t in texts), 1, 1))
        own = np.array([by_word.get(word, 0) for word in lexicon.words], dtype=np.uint8)
        texts = [text for source in held for text in news[source]]
        rng.shuffle(texts)
        folds.append((texts[:9000], weigh(web, lexicon, own, affinity)))
    judged = read_judged(DATA / "judged.tsv")
    word_network = _train_word_network(folds, shapes, judged, rng).shifted(_WORD_SHIFT)
    _say("word network")
    policy = read_policy((DATA / "accepted_joined.tsv").read_text("utf-8").splitlines())
    context_network = _train_context_network(folds, shapes, word_network, judged, rng, policy)
    context_network = context_network.shifted(_CONTEXT_SHIFT)
    _say("context network")
    kept = _trim(whole)
    kept.write(out)
    arrays: dict[str, npt.NDArray[Any]] = {
        "classes": classes,
        "affinity": affinity.astype(np.float16),
        "shape.word": _pack(shapes.word),
        "shape.joined": _pack(shapes.joined),
        "shape.foreign": _pack(shapes.foreign),
        **word_network.arrays("word"),
        **context_network.arrays("context"),
    }
    np.savez_compressed(out / "model.npz", allow_pickle=False, **arrays)


def _folds(sizes: dict[str, int]) -> list[list[str]]:
    """Sources in up to three groups of similar size, each left out of the counts in turn."""
    groups: list[list[str]] = [[] for _ in range(min(3, len(sizes)))]
    for source in sorted(sizes, key=lambda s: -sizes[s]):
        min(groups, key=lambda g: sum(sizes[s] for s in g)).append(source)
    return groups


def _trim(lexicon: Lexicon) -> Lexicon:
    """Without pairs seen only once: they cost more room than they are worth."""
    keep = lexicon.pair_counts > 1
    return dataclasses.replace(
        lexicon,
        pair_left=lexicon.pair_left[keep],
        pair_right=lexicon.pair_right[keep],
        pair_counts=lexicon.pair_counts[keep],
    )


def _shapes(web: dict[str, float], news: Lexicon, rng: random.Random) -> Shapes:
    letters = frozenset(charmodel.ALPHABET)
    rare = [w for w, logp in web.items() if logp < -6 and 3 <= len(w) <= 14 and letters.issuperset(w)]
    chosen = rng.choices(range(len(news.pair_counts)), weights=news.pair_counts.tolist(), k=300_000)
    glued = {news.words[news.pair_left[i]] + news.words[news.pair_right[i]] for i in chosen}
    joined = sorted(word for word in glued if len(word) > 4 and letters.issuperset(word))
    # Half of the names: the network must also learn about names that no list has.
    listed = foreign_names()[::2]
    tables = [_unpack(_pack(charmodel.train(words))) for words in (rare, joined, place_names()[0] + listed)]
    return Shapes(tables[0], tables[1], tables[2], frozenset(listed))


def _pack(table: npt.NDArray[np.float16]) -> npt.NDArray[np.uint8]:
    """Log probabilities in sixteenths, one byte each."""
    return np.clip(np.round(table.astype(float) * -16.0), 0, 255).astype(np.uint8)


def _unpack(packed: npt.NDArray[np.uint8]) -> npt.NDArray[np.float16]:
    return packed.astype(np.float16) / np.float16(-16.0)


def _train_word_network(
    folds: Sequence[tuple[list[str], Evidence]], shapes: Shapes, judged: Judged, rng: random.Random
) -> Network:
    pairs = [word_examples(texts, evidence, shapes, rng) for texts, evidence in folds]
    examples = Examples.concatenate([part for pair in pairs for part in pair])
    _say(f"{len(examples.words):,} examples, {int(examples.labels.sum()):,} of them right")
    first = fit(examples.features, examples.labels, examples.weights, (32, 16), members=1, epochs=4)
    score = probability(first.log_odds(examples.features.astype(float)))
    cleaned = _judge(examples, score, judged)
    easy = (score < _EASY) & ~cleaned.labels
    lucky = np.random.default_rng(2).random(len(score)) < 0.3
    keep = np.nonzero((cleaned.weights > 0) & (~easy | lucky))[0]
    weights = np.where(easy, cleaned.weights / 0.3, cleaned.weights)
    kept = dataclasses.replace(cleaned, weights=weights).take(keep)
    return fit(kept.features, kept.labels, kept.weights, (64, 32), members=7, epochs=10)


def _judge(examples: Examples, score: npt.NDArray[np.float64], judged: Judged) -> Examples:
    """`examples` with the judged words labelled right and the other doubtful natural ones left out."""
    labels, weights = examples.labels.copy(), examples.weights.copy()
    doubted = {examples.words[i] for i in np.nonzero(examples.natural & (score >= _DOUBTED))[0]}
    for i in np.nonzero(examples.natural)[0]:
        word = examples.words[i]
        after = judged.get(word)
        if after is None:
            weights[i] = 0.0 if word in doubted else weights[i]
            continue
        labels[i] = after == _spaced(word, examples.cuts[i])
        weights[i] = 0.0 if after == "?" else 30.0 if after == word else 6.0 if labels[i] else 3.0
    return dataclasses.replace(examples, labels=labels, weights=weights)


def _spaced(word: str, cut: tuple[int, ...]) -> str:
    return " ".join(word[i:j] for i, j in pairwise((0, *cut, len(word))))


def _train_context_network(
    folds: Sequence[tuple[list[str], Evidence]],
    shapes: Shapes,
    word_network: Network,
    judged: Judged,
    rng: random.Random,
    policy: Policy,
) -> Network:
    features, labels, weights = [], [], []
    for texts, evidence in folds:
        model = SpacingModel(Knowledge(evidence, shapes, word_network, word_network, policy), 0.5, "", {})
        joined = [
            join_words(t, 0.04, rng, Boost() if i % 3 == 0 else None)
            for i, t in enumerate(texts[JOINED_TEXTS : JOINED_TEXTS + _CONTEXT_TEXTS])
        ]
        doubts = [d for d in find_doubts([j.text for j in joined], model) if d.occurrence is not None]
        gold = {(i, join.start, join.end): join.after for i, j in enumerate(joined) for join in j.joins}
        features.append(context_features([d.occurrence for d in doubts if d.occurrence], evidence, shapes))
        for doubt in doubts:
            label, weight = _label(doubt.way.split.after, doubt.way.split.score, gold.get(doubt[:3]), judged)
            labels.append(label)
            weights.append(weight)
    rows = np.nonzero(np.array(weights) > 0)[0]
    inputs = np.concatenate(features)
    _say(f"{len(rows):,} occurrences, {sum(labels):,} of them right")
    return fit(inputs[rows], np.array(labels)[rows], np.array(weights)[rows], (48, 24), members=5, epochs=10)


def _label(after: str, score: float, gold: str | None, judged: Judged) -> tuple[bool, float]:
    """Whether a way to take an occurrence apart is right, and how much it counts."""
    if gold is not None:
        return after == gold, 1.0
    word = bare(after.replace(" ", ""))
    decided = judged.get(word)
    if decided is None:
        # Most unjudged words that look merged are merged in the news itself.
        return False, 10.0 if score < _DOUBTED else 0.0
    return decided == bare(after), 0.0 if decided == "?" else 40.0 if decided == word else 6.0


def _say(message: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {message}", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--news", type=Path, required=True, help="folder of SOURCE/.../ID.txt")
    parser.add_argument(
        "--leave-out", default="bbc,jawhara", help="sources kept for evaluation, comma-separated"
    )
    parser.add_argument("--out", type=Path, default=DATA, help="where the model's data files go")
    options = parser.parse_args()
    # Threads of the linear algebra library would add up in another order on another machine.
    with threadpool_limits(1):
        train(read_news(options.news, options.leave_out.split(",")), options.out)


if __name__ == "__main__":
    main()

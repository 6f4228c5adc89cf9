"""Measure recognisers: precision, recall and F1 over exact spans, and speed.

python -m warraq.entities.evaluate NAME=CORPUS...
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from warraq.entities.corpora import TYPES, Sentence, read_corpus
from warraq.entities.recognise import load_recogniser
from warraq.settings import RECOGNISERS

TESTS = {
    "ANERcorp test, official": "anercorp_test.txt",
    "ANERcorp test, repaired": "anercorp_test_repaired.txt",
    "AQMAR test (another MISC)": "aqmar_test.txt",
}
"""What is measured when no corpus is named, by file name."""


class Score(NamedTuple):
    """Spans in the gold standard, spans found, and spans that are the same in both."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found spans that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold spans that were found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Half-open spans and types of BIO tags; a stray I- begins a span, as in CoNLL's scorer."""
    found: set[tuple[int, int, str]] = set()
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag[:2] != "I-" or tag[2:] != kind):
            found.add((start, i, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
    return found


def score(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]) -> dict[str, Score]:
    """Scores by type, and over all types as `all` (micro average).

    Args:
        gold: Tags of each sentence.
        predicted: Tags of the same sentences.
    """
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ("all", *TYPES)}
    for right, guess in zip(gold, predicted, strict=True):
        expected, found = spans(right), spans(guess)
        for name, some in (("gold", expected), ("found", found), ("right", expected & found)):
            for span in some:
                counts[span[2]][name] += 1
                counts["all"][name] += 1
    return {kind: Score(c["gold"], c["found"], c["right"]) for kind, c in counts.items()}


class Tagger(Protocol):
    """What can be measured."""

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """As `Recogniser.tag`."""


def score_table(recogniser: Tagger, sentences: Sequence[Sentence]) -> str:
    """A table of the recogniser's scores on annotated sentences, with its speed in processor time."""
    words = sum(len(sentence.words) for sentence in sentences)
    started = time.process_time()
    tagged = recogniser.tag([sentence.words for sentence in sentences])
    seconds = time.process_time() - started
    scores = score([s.tags for s in sentences], [[tag for tag, _ in row] for row in tagged])
    lines = [
        f"{kind:>5} {s.precision:>9.3f} {s.recall:>9.3f} {s.f1:>9.3f} {s.gold:>6}"
        for kind, s in scores.items()
    ]
    head = f"{'':>5} {'precision':>9} {'recall':>9} {'F1':>9} {'spans':>6}"
    return "\n".join([head, *lines, f"{words} words, {words / seconds:,.0f} a second of one core"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one table a recogniser and corpus."""
    shared = Path(os.environ.get("WARRAQ_SHARED", "../shared"))
    parser = argparse.ArgumentParser(prog="python -m warraq.entities.evaluate", description=__doc__)
    parser.add_argument("corpora", nargs="*", metavar="NAME=CORPUS", help="annotated corpora")
    parser.add_argument(
        "--data", type=Path, default=shared / "data" / "ner", help="folder of the usual test files"
    )
    parser.add_argument("--recogniser", action="append", choices=RECOGNISERS, help="default: all")
    options = parser.parse_args(arguments)
    corpora = {name: options.data / file for name, file in TESTS.items()}
    if options.corpora:
        corpora = {name or path: Path(path) for name, _, path in (c.rpartition("=") for c in options.corpora)}
    for recogniser in options.recogniser or RECOGNISERS:
        loaded = load_recogniser(recogniser)
        for name, path in corpora.items():
            print(f"{recogniser} on {name}\n{score_table(loaded, read_corpus(path))}\n")


if __name__ == "__main__":
    main()

"""Measure the entity recognisers beside their peers, and linking on judged mentions.

Precision, recall and F1 are over exact spans and types; words/s is processor time, of one core.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from warraq.entities.corpora import TYPES, Sentence, read_corpus
from warraq.entities.evaluate_links import HALVES, JUDGED, measure_half, report, title
from warraq.entities.recognise import load_recogniser
from warraq.entities.scoring import ALL, Measured, Tagger, measure
from warraq.errors import MissingDataError
from warraq.settings import RECOGNISERS

TESTS = {
    "ANERcorp test, official": "anercorp_test.txt",
    "ANERcorp test, repaired": "anercorp_test_repaired.txt",
    "AQMAR test (another MISC)": "aqmar_test.txt",
}
"""What is measured when no corpus is named, by file name."""
TRAINING = "anercorp_train.txt"
"""What peers are trained on, in the same folder."""

_KINDS = (ALL, *TYPES)
_WARM_UP = 200
"""Words that a tagger reads before it is timed, so that nothing is loaded while the clock runs."""


def score_table(tagger: Tagger, sentences: Sequence[Sentence]) -> str:
    """A table of one tagger's scores on annotated sentences, a line a type, with its speed."""
    measured = measure(tagger, sentences)
    lines = [
        f"{kind:>5} {s.precision:>9.3f} {s.recall:>9.3f} {s.f1:>9.3f} {s.gold:>6}"
        for kind, s in measured.scores.items()
    ]
    head = f"{'':>5} {'precision':>9} {'recall':>9} {'F1':>9} {'spans':>6}"
    return "\n".join([head, *lines, f"{measured.words_per_second:,.0f} words a second of one core"])


def comparison(results: Mapping[str, Measured]) -> str:
    """A table of several taggers' scores on the same sentences, a line a tagger."""
    first, second = f"{'':18}", f"{'':18}"
    for kind in _KINDS:
        first += f"  {kind:^17}"
        second += "  " + "".join(f"{name:>5} " for name in ("P", "R", "F1")).rstrip()
    lines = [first.rstrip(), f"{second} {'words/s':>9}"]
    for name, (scores, speed) in results.items():
        cells = (scores[kind] for kind in _KINDS)
        row = "".join(f"  {s.precision:5.3f} {s.recall:5.3f} {s.f1:5.3f}" for s in cells)
        lines.append(f"{name:18}{row} {speed:9,.0f}")
    return "\n".join(lines)


def _available(names: Sequence[str]) -> dict[str, Tagger]:
    """The recognisers that are installed; of the others it says what is missing."""
    found: dict[str, Tagger] = {}
    for name in names:
        try:
            found[name] = load_recogniser(name)
        except MissingDataError as error:
            print(f"{name} is not measured. {error}\n")
    return found


def _peers(training: Path) -> Iterator[tuple[str, Tagger]]:
    """Taggers made in this run: dictionaries, and what is trained on the gold sentences."""
    from warraq.entities.peers import DictionaryTagger, PlainCrf, gazetteer_names, training_names

    yield "gazetteer only", DictionaryTagger(gazetteer_names())
    if not training.is_file():
        print(f"Peers that are trained are not measured: there is no {training}.\n")
        return
    sentences = read_corpus(training)
    yield "names of training", DictionaryTagger(training_names(sentences))
    yield "plain CRF", PlainCrf(sentences)


def measure_recognisers(
    corpora: Mapping[str, Path], recognisers: Mapping[str, Tagger], training: Path | None
) -> None:
    """Print a table a corpus.

    Args:
        corpora: Annotated files by name.
        recognisers: Ours.
        training: What peers are trained on; None: no peers.
    """
    taggers: dict[str, Tagger] = {**recognisers}
    if training is not None:
        taggers |= dict(_peers(training))
    gold = {name: read_corpus(path) for name, path in corpora.items()}
    for tagger in taggers.values():
        tagger.tag([["."] * _WARM_UP])
    for name, sentences in gold.items():
        words = sum(len(sentence.words) for sentence in sentences)
        print(f"{name}: {words:,} words", flush=True)
        print(comparison({who: measure(tagger, sentences) for who, tagger in taggers.items()}) + "\n")
    if len(gold) > 1 and taggers:
        print(f"words/s on {next(iter(gold))} is of words not met before; the others share words with it.\n")


def measure_linking(news: Path, judged: Path, recognisers: Iterable[str]) -> None:
    """Print the report on each half of the judged articles."""
    for recogniser in recognisers:
        for half in HALVES:
            try:
                outcomes = measure_half(half, news, judged, recogniser)
            except MissingDataError as error:
                print(f"Linking is not measured. {error}\n")
                return
            print(f"{title(half, recogniser, outcomes)}\n{report(outcomes)}\n", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m warraq.entities.evaluate", description=__doc__)
    parser.add_argument(
        "corpora", nargs="*", metavar="NAME=CORPUS", help="annotated corpora, in place of the usual tests"
    )
    parser.add_argument(
        "--data", type=Path, help=f"folder of the usual tests: {', '.join(TESTS.values())}, {TRAINING}"
    )
    parser.add_argument("--news", type=Path, help="folder of SOURCE/.../ID.txt, for linking")
    parser.add_argument("--judged", type=Path, default=JUDGED, help=f"judged mentions (default: {JUDGED})")
    parser.add_argument("--recogniser", action="append", choices=RECOGNISERS, help="default: all")
    parser.add_argument("--no-peers", action="store_true", help="only our own recognisers")
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = _parser()
    options = parser.parse_args(arguments)
    corpora = {name or path: Path(path) for name, _, path in (c.rpartition("=") for c in options.corpora)}
    if options.data and not corpora:
        corpora = {name: options.data / file for name, file in TESTS.items()}
    if not corpora and not options.news:
        _refuse(parser, "Nothing to measure: give corpora, --data or --news.")
    for path in corpora.values():
        if not path.is_file():
            _refuse(parser, f"There is no corpus {path}; docs/entities.md says where to get it.")
    chosen = _available(options.recogniser or RECOGNISERS)
    if corpora:
        training = None if options.no_peers or not options.data else options.data / TRAINING
        measure_recognisers(corpora, chosen, training)
    if options.news is None:
        print("Linking is not measured: give --news FOLDER.")
    else:
        measure_linking(options.news, options.judged, chosen)


def _refuse(parser: argparse.ArgumentParser, message: str) -> None:
    parser.print_help(sys.stderr)
    parser.exit(2, f"\n{message}\n")


if __name__ == "__main__":
    main()

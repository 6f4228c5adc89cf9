"""Measure the merged-word model: `python -m warraq.spacing.evaluate --news DIR --judged DIR`.

One table for our model, symspellpy and a plain noisy channel, in one run:

- joins: news of a source that the model has not seen (its later half), five words in a hundred joined to the next one;
- natural: words of real news that stand in no list, judged by hand (`natural.tsv`), in two halves:
  choices were made on `dev`; `test` is for one look;
- less own merges: the same, where the words that the news itself had merged do not count as errors;
- clean: the same news untouched: every change per million words, and, for our model, how
  many of them are wrong by the judgements in `clean_changes.tsv`;
- present: how many of the merged words that the untouched news really holds are found, by the
  places in `present.tsv`, drawn by stratum and judged in their context.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from warraq.spacing.analyser import Analyser, read_tables
from warraq.spacing.evidence import read_wordfreq
from warraq.spacing.joins import Joined, join_words
from warraq.spacing.model import SpacingModel
from warraq.spacing.peers import Splitter, noisy_channel, symspell
from warraq.spacing.repair import repair_many
from warraq.text.words import WORD

PRESENT_IN = "bbc"
"""The source in which the places of `present.tsv` are."""
Change = tuple[int, int, str]
"""Start, end and replacement of a word in one text."""
Pair = tuple[str, str]
"""A word and its replacement."""
System = Callable[[Sequence[str]], list[set[Change]]]


class Figures(NamedTuple):
    """Counts of right, wrong and missed repairs."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the repairs made that are right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the merged words that were repaired rightly."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def our_system(model: SpacingModel) -> System:
    """The model with neighbours and documents, as the pipeline uses it."""

    def changes(texts: Sequence[str]) -> list[set[Change]]:
        return [{(p.start, p.end, p.after) for p in r.patches} for r in repair_many(texts, model)]

    return changes


def word_system(splitter: Splitter) -> System:
    """A peer that sees one word at a time."""

    def changes(texts: Sequence[str]) -> list[set[Change]]:
        found = []
        for text in texts:
            words = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
            split = [(start, end, splitter(word), word) for start, end, word in words if word.isalpha()]
            found.append({(start, end, after) for start, end, after, word in split if after != word})
        return found

    return changes


def on_joins(made_by: Sequence[set[Change]], joined: Sequence[Joined], own: set[Pair]) -> tuple[Figures, int]:
    """Figures on joined texts, and how many words that were no joins were changed.

    Args:
        made_by: The changes that a system made to each text.
        joined: The texts and their joins.
        own: Words that the texts had merged themselves, with their repairs: not counted as wrong.
    """
    right = wrong = missed = damaged = 0
    for result, changes in zip(joined, made_by, strict=True):
        made = {change for change in changes if (result.text[change[0] : change[1]], change[2]) not in own}
        gold = {(join.start, join.end, join.after) for join in result.joins}
        places = {(start, end) for start, end, _ in gold}
        right += len(gold & made)
        wrong += len(made - gold)
        missed += len(gold - made)
        damaged += sum((start, end) not in places for start, end, _ in made)
    return Figures(right, wrong, missed), damaged


def on_words(splitter: Splitter, pairs: Sequence[tuple[str, str]]) -> Figures:
    """Figures on single words with their right form."""
    right = wrong = missed = 0
    for word, truth in pairs:
        after = splitter(word)
        right += after == truth != word
        wrong += after not in (word, truth) or (after != word and truth == word)
        missed += truth not in (word, after)
    return Figures(right, wrong, missed)


def read_pairs(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Word pairs of a TSV file in two halves, `dev` and `test`, by the first byte of the word's SHA-256."""
    halves: dict[str, list[tuple[str, str]]] = {"dev": [], "test": []}
    for line in path.read_text("utf-8").splitlines():
        if line and line[0] != "#":
            word, after = line.split("\t")[:2]
            half = "test" if hashlib.sha256(word.encode()).digest()[0] % 2 else "dev"
            halves[half].append((word, after))
    return halves


def clean_changes(made: Sequence[set[Change]], texts: Sequence[str]) -> Counter[Pair]:
    """Every change `made` to `texts`, as word and replacement."""
    return Counter((t[s:e], after) for t, changes in zip(texts, made, strict=True) for s, e, after in changes)


def read_verdicts(path: Path) -> dict[Pair, str]:
    """Judged changes of a TSV file: word, replacement, `right` or `wrong`."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#")
    return {(word, after): verdict for word, after, verdict in lines}


def wrong_share(changes: Counter[Pair], verdicts: dict[Pair, str]) -> tuple[float, int]:
    """Share of judged changes that are wrong, and how many were judged; each as often as it was made."""
    known = Counter({change: n for change, n in changes.items() if change in verdicts})
    wrong = sum(n for change, n in known.items() if verdicts[change] == "wrong")
    return wrong / max(1, known.total()), known.total()


class Place(NamedTuple):
    """A word of untouched news, judged in its context."""

    weight: float
    """How many words of its stratum it stands for."""
    file: str
    """Path below the folder of the source."""
    start: int
    word: str
    repaired: str
    """The same as `word` if it is not merged."""


def read_places(path: Path) -> list[Place]:
    """Places of a TSV file: stratum, weight, file, start, word, repaired word; `#` starts a comment."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#")
    return [
        Place(float(weight), file, int(start), word, after) for _, weight, file, start, word, after in lines
    ]


def found_share(made: Mapping[str, set[Change]], places: Sequence[Place]) -> tuple[float, float]:
    """Share of the merged words at `places` that were repaired rightly, and how many there are; both weighted.

    Args:
        made: The changes that a system made to each file.
        places: Judged words; those that are not merged say that their stratum holds none.
    """
    merged = [place for place in places if place.repaired != place.word]
    total = sum(place.weight for place in merged)
    right = sum(
        p.weight for p in merged if (p.start, p.start + len(p.word), p.repaired) in made.get(p.file, set())
    )
    return right / max(1.0, total), total


def megabytes_a_second(model: SpacingModel, texts: Sequence[str]) -> float:
    """UTF-8 megabytes that `repair_many` reads in a second of one core once it knows the words; best of three."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    times = []
    for _ in range(3):
        start = time.process_time()
        for at in range(0, len(texts), 500):
            repair_many(texts[at : at + 500], model)
        times.append(time.process_time() - start)
    return size / min(times)


def _later_half(folder: Path) -> dict[str, str]:
    """Distinct texts of a source by their paths, without the first half, on which choices were made."""
    paths = sorted(folder.rglob("*.txt"))
    first: dict[str, str] = {}
    for path in paths:
        first.setdefault(path.read_text("utf-8"), path.relative_to(folder).as_posix())
    return {name: text for text, name in list(first.items())[len(paths) // 2 :]}


def evaluate(news: Path, source: str, judged: Path, threshold: float, morphology: Path | None = None) -> None:
    """Print the table."""
    files = _later_half(news / source)
    texts = list(files.values())
    words = sum(len(WORD.findall(text)) for text in texts)
    rng = random.Random(5)
    joined = [join_words(text, 0.05, rng) for text in texts]
    start = time.perf_counter()
    analyser = None if morphology is None else Analyser(read_tables(morphology), "measured")
    model = SpacingModel.load(threshold, analyser=analyser)
    print(f"model {model.version}, loaded in {time.perf_counter() - start:.1f} s")
    print(f"{source}: {len(texts):,} texts, {words:,} words, {sum(len(j.joins) for j in joined):,} joins\n")

    def ours(word: str) -> str:
        [split] = model.split_words([word])
        return split.after if split else word

    splitters = {
        "warraq": ours,
        "symspellpy": symspell(read_wordfreq()),
        "noisy channel": noisy_channel(model.evidence),
    }
    natural = read_pairs(judged / "natural.tsv")
    verdicts = read_verdicts(judged / "clean_changes.tsv")
    present = read_places(judged / "present.tsv") if source == PRESENT_IN else []
    own = {pair for pair, verdict in verdicts.items() if verdict == "right"}
    print(f"{'system':15} {'test':15} {'P':>6} {'R':>6} {'F1':>6} {'changed/M':>10}")
    for name, splitter in splitters.items():
        for half, pairs in natural.items():
            _print_row(name, f"natural {half}", on_words(splitter, pairs))
        system = our_system(model) if name == "warraq" else word_system(splitter)
        made = system([j.text for j in joined])
        figures, damaged = on_joins(made, joined, set())
        _print_row(name, "random joins", figures, damaged / words * 1e6)
        figures, damaged = on_joins(made, joined, own)
        _print_row(name, "less own merges", figures, damaged / words * 1e6)
        untouched = system(texts)
        changes = clean_changes(untouched, texts)
        rate = changes.total() / words * 1e6
        print(f"{name:15} {'clean':15} {'':20} {rate:10.0f}")
        if name == "warraq":
            share, seen = wrong_share(changes, verdicts)
            print(
                f"{'':15} of {changes.total()} changes {seen} are judged, {share:.1%} wrong: {rate * share:.0f}/M damaged"
            )
        if present:
            recall, total = found_share(dict(zip(files, untouched, strict=True)), present)
            print(f"{name:15} {'present':15} {'':6} {recall:6.3f} {'':6} of {total:.0f} merged words")
    print(f"\nspeed in steady state: {megabytes_a_second(model, texts):.0f} MB/s")


def _print_row(name: str, test: str, figures: Figures, rate: float | None = None) -> None:
    shown = "" if rate is None else f"{rate:10.0f}"
    p, r, f1 = figures.precision, figures.recall, figures.f1
    print(f"{name:15} {test:15} {p:6.3f} {r:6.3f} {f1:6.3f} {shown}", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--news", type=Path, required=True, help="folder of SOURCE/.../ID.txt")
    parser.add_argument("--source", default="bbc", help="the source that training left out")
    parser.add_argument(
        "--judged", type=Path, default=Path("tests/spacing/data"), help="folder of judged lists"
    )
    parser.add_argument("--threshold", type=float, default=0.93, help="score from which a repair is made")
    parser.add_argument("--morphology", type=Path, help="folder of an installed morphology database")
    options = parser.parse_args()
    evaluate(options.news, options.source, options.judged, options.threshold, options.morphology)


if __name__ == "__main__":
    main()

"""Measure the dates on judged news, beside dateparser's `search_dates`.

    python -m warraq.dates.evaluate --news FOLDER

FOLDER holds the ANT corpus as SOURCE/YYYY/MM/DD/ID.txt. The judged list gives stretches of some
news texts and every date in them, by its place in the raw file: tests/dates/data/news_dates.tsv. dateparser
(BSD) is measured if it is installed.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from operator import eq
from pathlib import Path
from typing import Any, NamedTuple

from warraq.dates.find import find_dates
from warraq.text.characters import clean
from warraq.text.draft import Draft
from warraq.text.sentences import sentence_spans

PARTS, HALVES = ("openings", "forms"), ("develop", "measure")
_PATH_DATE = re.compile(r"/([0-9]{4})/([0-9]{2})/([0-9]{2})/")


UNKNOWN = "?"
"""What a judged date has for a value that cannot be told."""


class Gold(NamedTuple):
    """A judged date: its place in the raw text, and what it means."""

    start: int
    end: int
    surface: str
    value: str


class Found(NamedTuple):
    """A date that a system found, by its place in the raw text."""

    start: int
    end: int
    means: Callable[[str], bool]
    """Whether it means the same as a judged value."""


System = Callable[[str, date], list[Found]]
"""Finds the dates in a stretch of raw text that was published on a day."""


@dataclass(frozen=True)
class JudgedText:
    """The judged stretch of one news text."""

    path: str
    part: str
    half: str
    start: int
    """First code point of the raw text that was judged."""
    end: int
    """One past the last."""
    dates: list[Gold] = field(default_factory=list)

    @property
    def published(self) -> date:
        """The day that the path names."""
        found = _PATH_DATE.search(self.path)
        if found is None:
            raise ValueError(f"{self.path} has no YYYY/MM/DD")
        return date(*map(int, found.groups()))


def read_judged(file: Path) -> list[JudgedText]:
    """The judged texts of a file; see its header for the form."""
    texts: list[JudgedText] = []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        fields = line.split("\t")
        if fields[0]:
            texts.append(JudgedText(fields[0], fields[1], fields[2], int(fields[3]), int(fields[4])))
        else:
            texts[-1].dates.append(Gold(int(fields[1]), int(fields[2]), fields[3], fields[4]))
    return texts


@dataclass
class Score:
    """Counts of judged and found dates and of their agreements."""

    gold: int = 0
    found: int = 0
    touching: int = 0
    """Judged dates that a found one overlaps."""
    exact: int = 0
    """Judged dates with the same span."""
    valued: int = 0
    """Judged dates that an overlapping one reads rightly."""

    def add(self, gold: Sequence[Gold], found: Sequence[Found]) -> list[str]:
        """Count one text; returns what is wrong, a line each."""
        self.gold += len(gold)
        self.found += len(found)
        wrong, used = [], set()
        for judged in gold:
            number = next(
                (
                    n
                    for n, f in enumerate(found)
                    if f.start < judged.end and judged.start < f.end and n not in used
                ),
                None,
            )
            if number is None:
                wrong.append(f"missed  {judged.surface} = {judged.value}")
                continue
            used.add(number)
            match = found[number]
            self.touching += 1
            self.exact += (match.start, match.end) == (judged.start, judged.end)
            self.valued += match.means(judged.value)
            if not match.means(judged.value):
                wrong.append(f"misread {judged.surface} = {judged.value}")
            elif (match.start, match.end) != (judged.start, judged.end):
                wrong.append(f"span    {judged.surface}")
        return wrong + [f"extra   {f.start}-{f.end}" for n, f in enumerate(found) if n not in used]

    def row(self) -> str:
        """Precision, recall and F1 of spans that overlap and of whole dates, and accuracy of values."""
        share = [self.touching / max(self.found, 1), self.touching / max(self.gold, 1)]
        exact = [self.exact / max(self.found, 1), self.exact / max(self.gold, 1)]
        right = [self.valued / max(self.found, 1), self.valued / max(self.gold, 1)]
        accuracy = self.valued / max(self.touching, 1)
        return "".join(f"{value:>7.3f}" for value in (*share, *exact, accuracy, *right))


def ours(raw: str, published: date) -> list[Found]:
    """The dates that Warraq finds in a stretch of raw text; a blank line ends its title."""
    draft = Draft(raw)
    clean(draft)
    title, blank, _ = raw.partition("\n\n")
    title_end = draft.alignment.to_text(0, len(title))[1] if blank else 0
    found = []
    for mention in find_dates(draft.text, sentence_spans(draft.text, title_end), published):
        place = draft.alignment.to_raw(mention.start, mention.end)
        found.append(Found(*place, partial(eq, mention.value or UNKNOWN)))
    return found


def dateparser_peer() -> System | None:
    """The dates that dateparser finds, or None if it is not installed."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None

    def found(raw: str, published: date) -> list[Found]:
        base = datetime(published.year, published.month, published.day)
        settings: Any = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        at, dates = 0, []
        for surface, moment in search_dates(raw, languages=["ar"], settings=settings) or []:
            start = raw.find(surface, at)
            if start >= 0:
                at = start + len(surface)
                dates.append(Found(start, at, partial(_lies_in, moment.date())))
        return dates

    return found


def _lies_in(day: date, value: str) -> bool:
    """Whether a day lies in a judged value, which is all that a point in time can get right of it."""
    iso = day.isoformat()
    if "/" in value:
        first, last = value.split("/")
        return first <= iso[: len(first)] and iso[: len(last)] <= last
    year, week, _ = day.isocalendar()
    return iso.startswith(value.rstrip("X~")) or value == f"{year}-W{week:02}"


def _measure(name: str, system: System, texts: Sequence[tuple[JudgedText, str]], errors: bool) -> None:
    """Print a row for each part and half, and what is wrong in the halves to develop on if asked to."""
    scores = {(part, half): Score() for part in PARTS for half in HALVES}
    spent, size = dict.fromkeys(PARTS, 0.0), dict.fromkeys(PARTS, 0.0)
    for text, raw in texts:
        start = time.process_time()
        found = system(raw, text.published)
        spent[text.part] += time.process_time() - start
        size[text.part] += len(raw.encode()) / 1e6
        placed = [f._replace(start=f.start + text.start, end=f.end + text.start) for f in found]
        wrong = scores[text.part, text.half].add(text.dates, placed)
        if errors and text.half == HALVES[0]:
            print("".join(f"{text.path}: {line}\n" for line in wrong), end="")
    for (part, half), score in scores.items():
        print(
            f"{name:<12}{part:<10}{half:<8}{score.gold:>5}{score.found:>6}{score.row()}{size[part] / spent[part]:>7.2f}"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--news", type=Path, required=True, help="folder of the ANT corpus")
    parser.add_argument("--judged", type=Path, default=Path("tests/dates/data/news_dates.tsv"))
    parser.add_argument("--errors", action="store_true", help="what is wrong in the half to develop on")
    options = parser.parse_args(arguments)
    texts = [
        (text, (options.news / text.path).read_bytes().decode("utf-8")[text.start : text.end])
        for text in read_judged(options.judged)
    ]
    print(f"{'':<30}{'gold':>5}{'found':>6}{'overlap':>14}{'exact span':>14}{'value':>7}{'both':>14}")
    print(
        f"{'system':<12}{'part':<10}{'half':<19}"
        + f"{'P':>7}{'R':>7}" * 2
        + f"{'accur.':>7}{'P':>7}{'R':>7}{'MB/s':>7}"
    )
    _measure("warraq", ours, texts, options.errors)
    peer = dateparser_peer()
    if peer is None:
        print("dateparser is not installed: `uv pip install dateparser` to measure it too")
    else:
        _measure("dateparser", peer, texts, False)


if __name__ == "__main__":
    main()

"""Measure linking on judged mentions of real articles, run through the whole pipeline.

python -m warraq.entities.evaluate_links --news FOLDER [--half development] [--show]
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from warraq.entities.identity import (
    BCubed,
    Identified,
    Pairs,
    across_documents,
    mistaken,
    variant_pairs,
    within_documents,
)
from warraq.entities.lexicon import fold_word
from warraq.entities.link import OWN
from warraq.entities.mentions import readable
from warraq.errors import MissingDataError
from warraq.settings import RECOGNISERS, Settings

HALVES = ("development", "test")
"""What may be chosen by, and what is measured at the end; articles are divided by their bytes' hash."""
JUDGED = Path("tests/entities/data")
UNLISTED = "place:"
"""Scheme of judged places that no registry of ours has: an identifier of our own is right."""
SAMPLES = ("random", "hard")
LEAST_OVERLAP = 0.5
"""Shared part of all code points of two spans from which they are taken for the same mention."""


class Judged(NamedTuple):
    """A mention in a raw text, and what it names."""

    path: str
    """Of the article, below the folder of news."""
    doc_id: str
    start: int
    """First code point of the raw text."""
    end: int
    surface: str
    label: str
    entities: tuple[str, ...]
    """Identifiers of registries, or keys of the judged list; either of several is right."""
    sample: str
    """One of `SAMPLES`."""


class Found(NamedTuple):
    """A mention that the pipeline found, in offsets of the raw text."""

    doc_id: str
    start: int
    end: int
    entity_id: str


class Outcome(NamedTuple):
    """A judged mention and the identifier that the pipeline gave it; empty where it found no mention."""

    judged: Judged
    entity_id: str

    @property
    def right(self) -> bool:
        """Whether a place has the identifier that it should have."""
        own = any(entity.startswith(UNLISTED) for entity in self.judged.entities)
        return self.entity_id in self.judged.entities or (own and self.entity_id.startswith(OWN))

    @property
    def identified(self) -> Identified:
        """The mention as `identity` takes it."""
        judged = self.judged
        name = " ".join(fold_word(word) for word in readable(judged.surface).split())
        return Identified(judged.doc_id, name, judged.entities[0], self.entity_id)


def half_of(doc_id: str) -> str:
    """The half of the judged articles that a document belongs to."""
    return HALVES[int(doc_id[0], 16) % 2]


def read_judged(path: Path) -> list[Judged]:
    """The judged mentions of a file, in its order.

    Raises:
        MissingDataError: The file is not there.
    """
    if not path.is_file():
        raise MissingDataError(f"There is no {path}. Run this in a checkout of Warraq, or give --judged.")
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Judged(
                row["path"], row["doc_id"], int(row["raw_start"]), int(row["raw_end"]),
                row["surface"], row["label"], tuple(row["entity"].split("|")), row["sample"],
            )
            for row in rows
        ]  # fmt: skip


def present(judged: Iterable[Judged], news: Path) -> list[Judged]:
    """The mentions whose article is in the folder, byte for byte as it was judged."""
    known: dict[str, bool] = {}
    kept = []
    for mention in judged:
        if mention.path not in known:
            file = news / mention.path
            data = file.read_bytes() if file.is_file() else b""
            known[mention.path] = hashlib.sha256(data).hexdigest().startswith(mention.doc_id)
        if known[mention.path]:
            kept.append(mention)
    return kept


def find(paths: Iterable[str], news: Path, recogniser: str) -> list[Found]:
    """What the pipeline finds in articles, with no one's decisions, lists or corpus lexicon.

    Args:
        paths: The articles, below `news`.
        news: Folder of SOURCE/.../ID.txt.
        recogniser: What finds mentions.
    """
    # Measuring stands above all rooms; nothing but the command line calls this.
    from warraq.ingest.discover import FoundFile, found_table
    from warraq.ingest.documents import read_documents
    from warraq.ingest.items import RawDocument
    from warraq.pipeline import load_models, process_chunk

    with tempfile.TemporaryDirectory() as home:
        settings = Settings.model_validate({"home": home, "recogniser": recogniser})
        models = load_models(settings)
    contents = {path: (news / path).read_bytes() for path in sorted(paths)}
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in contents.items()}
    files = found_table(
        FoundFile(path, len(data), path.partition("/")[0], hashes[path]) for path, data in contents.items()
    )
    documents = [d for d in read_documents(news, files, settings) if isinstance(d, RawDocument)]
    mentions = process_chunk(documents, models, hashes, batch=0, run_id="evaluate")["mentions"]
    return [Found(*row.values()) for row in mentions.select(_COLUMNS).to_pylist()]


_COLUMNS = ["doc_id", "raw_start", "raw_end", "entity_id"]


def matched(judged: Sequence[Judged], found: Iterable[Found]) -> list[Outcome]:
    """Give each judged mention the found one that it overlaps most, if that is by half at least.

    Overlap is the shared part of all code points that the two spans cover (Jaccard).
    """
    by_document: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_document[one.doc_id].append(one)
    outcomes = []
    for mention in judged:
        near = [(_overlap(mention, other), other.entity_id) for other in by_document[mention.doc_id]]
        most, entity_id = max(near, default=(0.0, ""))
        outcomes.append(Outcome(mention, entity_id if most >= LEAST_OVERLAP else ""))
    return outcomes


def _overlap(one: Judged, other: Found) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(shared, 0) / (one.end - one.start + other.end - other.start - max(shared, 0))


def report(outcomes: Sequence[Outcome]) -> str:
    """Tables of how places were linked, and of which persons and organisations came together.

    Shares are of the mentions that were found, and in the column `of all` of all judged ones; there
    the recall of B-cubed takes each missed mention for something that stands alone.
    """
    places = [outcome for outcome in outcomes if outcome.judged.label == "LOC"]
    others = [outcome for outcome in outcomes if outcome.judged.label != "LOC"]
    return "\n".join([*_place_rows(places), "", *_identity_rows(others)])


def _place_rows(places: Sequence[Outcome]) -> Iterator[str]:
    yield f"{'places':38} {'judged':>6} {'found':>6} {'right':>6} {'of found':>8} {'of all':>6}"
    rows = {
        "all": places,
        **{f"{sample} articles": [o for o in places if o.judged.sample == sample] for sample in SAMPLES},
        "countries": [o for o in places if o.judged.entities[0].startswith("iso3166:")],
        "cities, regions, continents": [o for o in places if o.judged.entities[0].startswith("geonames:")],
        "in no registry of ours": [o for o in places if o.judged.entities[0].startswith(UNLISTED)],
    }
    for name, some in rows.items():
        found = sum(bool(o.entity_id) for o in some)
        right = sum(o.right for o in some)
        of_found, of_all = right / max(found, 1), right / max(len(some), 1)
        yield f"  {name:36} {len(some):6} {found:6} {right:6} {of_found:8.3f} {of_all:6.3f}"


def _identity_rows(others: Sequence[Outcome]) -> Iterator[str]:
    found = [outcome for outcome in others if outcome.entity_id]
    named = f"persons and organisations: {len(found)} of {len(others)} found"
    yield f"{named:45} {'precision':>9} {'recall':>9} {'F1':>6} {'of all':>6}"
    for name, labels in (("both", ("PER", "ORG")), ("persons", ("PER",)), ("organisations", ("ORG",))):
        some = [o.identified for o in found if o.judged.label in labels]
        every = [_alone_if_missed(i, o) for i, o in enumerate(others) if o.judged.label in labels]
        for scope, b_cubed in (
            ("within a document", within_documents),
            ("across documents", across_documents),
        ):
            yield _b_cubed_row(f"{name}, {scope} (B-cubed)", b_cubed(some), b_cubed(every).recall)
    some = [o.identified for o in found]
    for scope, same in (("within a document", True), ("across documents", False)):
        yield _pairs_row(scope, variant_pairs(some, same_document=same))


def _alone_if_missed(number: int, outcome: Outcome) -> Identified:
    """The mention, with an identifier of its own if it was not found."""
    return outcome.identified._replace(found=outcome.entity_id or f"missed:{number}")


def _b_cubed_row(title: str, b: BCubed, of_all: float) -> str:
    return f"  {title:43} {b.precision:9.3f} {b.recall:9.3f} {b.f1:6.3f} {of_all:6.3f}"


def _pairs_row(title: str, p: Pairs) -> str:
    share = p.joined / max(p.variants, 1)
    return (
        f"  variants {title}: {p.joined} of {p.variants} pairs have one id ({share:.3f}); "
        f"{p.confused} of {p.strangers} pairs of different things have"
    )


def wrong(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line for every mention not found, every place with a wrong identifier, every wrong pair of names."""
    for outcome in outcomes:
        m = outcome.judged
        if not outcome.entity_id or (m.label == "LOC" and not outcome.right):
            yield f"{m.path}:{m.start}\t{m.surface}\t{'|'.join(m.entities)}\t{outcome.entity_id or 'not found'}"
    named = [o.identified for o in outcomes if o.entity_id and o.judged.label != "LOC"]
    for same in (True, False):
        for one, other in mistaken(named, same_document=same):
            verdict = "apart" if one.judged == other.judged else "together"
            yield f"{verdict}\t{one.name}\t{other.name}\t{one.judged}\t{other.judged}\t{one.document}"


def measure_half(half: str, news: Path, judged: Path, recogniser: str) -> list[Outcome]:
    """Run one half of the judged articles and match what was found.

    Raises:
        MissingDataError: None of the articles is in the folder, or there is no judged list.
    """
    wanted = read_judged(judged / f"linking_{half}.tsv")
    kept = present(wanted, news)
    if not kept:
        raise MissingDataError(
            f"None of the judged articles is in {news}. Unpack the ANT corpora there, so that there is "
            f"a file {news / wanted[0].path}."
        )
    if len(kept) < len(wanted):
        print(f"{len(wanted) - len(kept)} judged mentions are left out: their articles are not in {news}.")
    return matched(kept, find({mention.path for mention in kept}, news, recogniser))


def title(half: str, recogniser: str, outcomes: Sequence[Outcome]) -> str:
    """What a report is about, in one line."""
    articles = len({outcome.judged.doc_id for outcome in outcomes})
    return f"Linking, {half} half, mentions found by `{recogniser}`: {len(outcomes)} in {articles} articles"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the reports."""
    parser = argparse.ArgumentParser(
        prog="python -m warraq.entities.evaluate_links", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--news", type=Path, required=True, help="folder of SOURCE/.../ID.txt")
    parser.add_argument("--judged", type=Path, default=JUDGED, help=f"judged lists (default: {JUDGED})")
    parser.add_argument("--half", action="append", choices=HALVES, help="default: development")
    parser.add_argument("--recogniser", choices=RECOGNISERS, default="fast", help="default: fast")
    parser.add_argument("--show", action="store_true", help="list what is wrong in the development half")
    options = parser.parse_args(arguments)
    for half in options.half or HALVES[:1]:
        try:
            outcomes = measure_half(half, options.news, options.judged, options.recogniser)
        except MissingDataError as error:
            parser.error(str(error))
        print(f"{title(half, options.recogniser, outcomes)}\n{report(outcomes)}\n")
        if options.show and half == HALVES[0]:
            print("\n".join(wrong(outcomes)))


if __name__ == "__main__":
    main()

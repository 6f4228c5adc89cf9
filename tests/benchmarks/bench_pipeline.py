"""How fast a whole document is made, stage by stage, beside camel-tools, on one core in the same run.

    python -m tests.benchmarks.bench_pipeline FOLDER [--limit N]

FOLDER holds UTF-8 .txt files. Times are CPU seconds of this process, the best of three passes in
chunks of 2,000 documents; MB are megabytes of UTF-8. The first pass meets every word for the first
time, so it is shown by itself: a nightly run is nearer to that, a backfill to the best pass.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from tests.benchmarks.bench_text import PASSES, asked_for, camel_stages
from warraq.dates.find import find_dates_many
from warraq.ingest.items import RawDocument
from warraq.pipeline import CleanDocument, Models, annotate, clean_texts, load_models, process_chunk
from warraq.quotes.find import find_quotes
from warraq.quotes.reading import Quote
from warraq.settings import Settings

CHUNK = 2_000


def batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of `size` items; itertools has this from Python 3.12."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def passes(work: Callable[[Any], object], chunks: Sequence[Any]) -> tuple[float, float]:
    """CPU seconds of `work` over all `chunks`: the first pass, and the best of `PASSES`."""
    spent = []
    for _ in range(PASSES):
        start = time.process_time()
        for chunk in chunks:
            work(chunk)
        spent.append(time.process_time() - start)
    return spent[0], min(spent)


def quotes_of(documents: Sequence[CleanDocument]) -> list[list[Quote]]:
    """The quotes of documents whose mentions are known."""
    return [find_quotes(d.text, d.sentences, d.mentions, d.title_end) for d in documents]


def raw_document(number: int, text: str) -> RawDocument:
    """`text` as ingest would give it."""
    return RawDocument(f"{number:032x}", "bench", f"{number}.txt", "", text, 0, None, "utf-8")


def rows(texts: list[str], models: Models) -> list[tuple[str, float, float]]:
    """Stage, seconds of the first pass, seconds of the best."""
    chunks = [[(text, 0) for text in part] for part in batched(texts, CHUNK)]
    documents = [[raw_document(i, t) for i, t in part] for part in batched(enumerate(texts), CHUNK)]
    hashes = {d.path: "0" * 64 for part in documents for d in part}
    stages: list[tuple[str, float, float]] = [
        (
            "clean: characters to merged words and sentences",
            *passes(lambda c: clean_texts(c, models.spacing), chunks),
        )
    ]
    cleaned = [clean_texts(chunk, models.spacing) for chunk in chunks]
    stages.append(("mentions and quotes", *passes(lambda c: annotate(c, models), cleaned)))
    day = date(2018, 3, 1)
    dates = passes(
        lambda c: find_dates_many([d.text for d in c], [d.sentences for d in c], [day] * len(c)), cleaned
    )
    stages.append(("dates", *dates))
    annotated = [annotate(chunk, models) for chunk in cleaned]
    stages.append(("quotes alone", *passes(quotes_of, annotated)))
    whole = passes(lambda c: process_chunk(c, models, hashes, batch=0, run_id="bench"), documents)
    stages.append(("everything, as rows of all tables", *whole))
    camel = passes(lambda c: [camel_stages(text) for text, _ in c], chunks)
    stages.append(("camel-tools: normalisers, dediac, tokenizer", *camel))
    return stages


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    texts = asked_for(arguments, __doc__)
    start = time.process_time()
    models = load_models(Settings())
    loading = time.process_time() - start
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(texts):,} documents, {size:.1f} MB; models loaded in {loading:.1f} s of CPU time")
    print(f"{'stage':<50} {'first, MB/s':>12} {'best, MB/s':>12}")
    for name, first, best in rows(texts, models):
        print(f"{name:<50} {size / first:>12.1f} {size / best:>12.1f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast the text stages are, beside camel-tools, on one core in the same run.

    python -m tests.benchmarks.bench_text FOLDER [--limit N]

FOLDER holds UTF-8 .txt files. Times are CPU seconds of this process, the best of three
passes over all files; MB are megabytes of UTF-8 read.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from warraq.text.characters import clean
from warraq.text.draft import Draft
from warraq.text.sentences import sentence_spans

PASSES = 3


def read(folder: Path, limit: int) -> list[str]:
    """The texts of the first `limit` .txt files below `folder`, in order of their paths."""
    return [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))[:limit]]


def seconds(function: Callable[[Any], Any], items: Sequence[Any]) -> float:
    """CPU seconds of `function` over all `items`, the best of `PASSES`."""
    best = float("inf")
    for _ in range(PASSES):
        start = time.process_time()
        for item in items:
            function(item)
        best = min(best, time.process_time() - start)
    return best


def cleaned(text: str) -> Draft:
    """A draft of `text` with all cleaning layers applied."""
    draft = Draft(text)
    clean(draft)
    return draft


def all_stages(text: str) -> None:
    """Characters, alignment, edits and sentences of one document."""
    draft = cleaned(text)
    _ = draft.alignment
    draft.edits()
    sentence_spans(draft.text, draft.text.find("\n") + 1)


def camel_normalised(text: str) -> str:
    """camel-tools' three normalisers for Arabic script, then its dediacritisation."""
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import (
        normalize_alef_ar,
        normalize_alef_maksura_ar,
        normalize_teh_marbuta_ar,
    )

    return str(dediac_ar(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(text)))))


def camel_stages(text: str) -> None:
    """The peer: normalisers, dediacritisation, `simple_word_tokenize`; no alignment, edits, sentences."""
    from camel_tools.tokenizers.word import simple_word_tokenize

    simple_word_tokenize(camel_normalised(text))


def asked_for(arguments: Sequence[str] | None, description: str | None) -> list[str]:
    """The texts that the command line names: FOLDER [--limit N]."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=sys.maxsize, help="files at most")
    options = parser.parse_args(arguments)
    texts = read(options.folder, options.limit)
    if not texts:
        parser.error(f"no .txt files below {options.folder}")
    return texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    texts = asked_for(arguments, __doc__)
    drafts = [cleaned(text) for text in texts]
    size = sum(len(text.encode()) for text in texts) / 1e6
    rows: list[tuple[str, float]] = [
        ("characters (clean)", seconds(cleaned, texts)),
        ("edits", seconds(Draft.edits, drafts)),
        ("sentences", seconds(lambda draft: sentence_spans(draft.text), drafts)),
        ("characters, alignment, edits, sentences", seconds(all_stages, texts)),
        ("camel-tools: normalisers, dediac", seconds(camel_normalised, texts)),
        ("camel-tools: the same, simple_word_tokenize", seconds(camel_stages, texts)),
    ]
    print(f"{len(texts)} documents, {size:.1f} MB, {sum(len(d.edits()) for d in drafts)} edits")
    print(f"{'stage':<45} {'MB/s':>8} {'us/document':>12}")
    for name, spent in rows:
        print(f"{name:<45} {size / spent:>8.1f} {spent / len(texts) * 1e6:>12.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

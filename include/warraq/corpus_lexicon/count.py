"""Counting the words of any number of texts in bounded memory.

Chunks of texts are counted one after another and their counts written to Parquet files; DuckDB
adds these up, on disk where they outgrow its memory. The result is that of
`warraq.spacing.lexicon.build_lexicon`, which holds all counts at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warraq.lake.statements import statement

if TYPE_CHECKING:
    from warraq.spacing.lexicon import Lexicon  # type: ignore[import-untyped,unused-ignore]

MEMORY_LIMIT = "1GB"
"""What DuckDB may take before it goes to disk."""


def count_texts(
    texts: Iterable[str], folder: Path, chunk_chars: int, *, min_count: int = 2, min_pair_count: int = 2
) -> Lexicon:
    """The lexicon of `texts`; their order and the size of the chunks do not matter.

    Args:
        texts: Cleaned texts, one a document.
        folder: An empty folder for counts on their way.
        chunk_chars: Code points of text to count before the counts are written.
        min_count: A word seen less often is not kept.
        min_pair_count: A pair seen less often is not kept.
    """
    from warraq.spacing.lexicon import (  # type: ignore[import-untyped,unused-ignore]
        MAX_PAIRS,
        MAX_WORDS,
        Lexicon,
    )

    for number, chunk in enumerate(_chunks(texts, chunk_chars)):
        _write_counts(chunk, folder, number)
    words_files, pairs_files = str(folder / "words-*.parquet"), str(folder / "pairs-*.parquet")
    with duckdb.connect(
        config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(folder / "spill")}
    ) as connection:
        tokens = _one(connection, "lexicon/tokens", files=words_files)
        connection.execute(
            statement("lexicon/words"), {"files": words_files, "least": min_count, "most": MAX_WORDS}
        )
        words = connection.execute("FROM words ORDER BY number").to_arrow_table()
        pairs = connection.execute(
            statement("lexicon/pairs"), {"files": pairs_files, "least": min_pair_count, "most": MAX_PAIRS}
        ).to_arrow_table()
    return Lexicon(
        [str(word) for word in words["word"].to_pylist()],
        words["occurrences"].to_numpy(),
        words["documents"].to_numpy(),
        pairs["first"].to_numpy(),
        pairs["second"].to_numpy(),
        pairs["occurrences"].to_numpy(),
        tokens,
    )


def _chunks(texts: Iterable[str], chars: int) -> Iterator[list[str]]:
    """`texts` in lists of at least `chars` code points; at least one list, be it empty."""
    chunk: list[str] = []
    size = 0
    for text in texts:
        chunk.append(text)
        size += len(text)
        if size >= chars:
            yield chunk
            chunk, size = [], 0
    yield chunk


def _write_counts(texts: list[str], folder: Path, number: int) -> None:
    from warraq.spacing.lexicon import phrases  # type: ignore[import-untyped,unused-ignore]

    words: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        found = phrases(text)
        for phrase in found:
            words.update(phrase)
            pairs.update(pairwise(phrase))
        documents.update({word for phrase in found for word in phrase})
    _write(
        folder / f"words-{number:05d}.parquet",
        word=pa.array(words, pa.string()),
        count=pa.array(words.values(), pa.int64()),
        documents=pa.array((documents[word] for word in words), pa.int64()),
    )
    _write(
        folder / f"pairs-{number:05d}.parquet",
        first=pa.array((left for left, _ in pairs), pa.string()),
        second=pa.array((right for _, right in pairs), pa.string()),
        count=pa.array(pairs.values(), pa.int64()),
    )


def _write(file: Path, **columns: pa.Array[Any]) -> None:
    pq.write_table(pa.table(columns), file, compression="zstd")


def _one(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> int:
    row = connection.execute(statement(name), parameters).fetchone()
    assert row is not None
    return int(row[0])

"""The texts of the corpus as their authors spaced them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from warraq.lake.statements import statement

if TYPE_CHECKING:
    import duckdb

ROWS_AT_A_TIME = 512
"""Texts in one Arrow batch."""


def written_texts(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Every cleaned text, without the repairs of merged words that the model weighed.

    A lexicon of repaired texts would find every repair confirmed by the model's own work: a name
    once taken apart would from then on be a frequent pair of words. So the model learns from what
    it was given, not from what it made of it.

    Args:
        connection: The serving database.
    """
    with connection.cursor() as cursor:
        for batch in cursor.execute(statement("lexicon/texts")).to_arrow_reader(ROWS_AT_A_TIME):
            for row in batch.to_pylist():
                yield joined_again(
                    row["text"], [(span["start"], span["stop"]) for span in row["repaired"] or ()]
                )


def joined_again(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` without the spaces inside `spans`.

    Args:
        text: A cleaned text.
        spans: Half-open code point spans, sorted and disjoint.
    """
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += (text[at:start], text[start:end].replace(" ", ""))
        at = end
    pieces.append(text[at:])
    return "".join(pieces)

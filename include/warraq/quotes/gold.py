"""Quotes that a person has marked in real news, as offsets into the raw texts."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from warraq.errors import InputError

KINDS = ("direct", "reported", "optional")


class GoldQuote(NamedTuple):
    """One quote; offsets are code points of the raw text, half-open."""

    cue_start: int
    cue_end: int
    start: int
    end: int
    kind: str
    """`direct`, `reported`, or `optional`: doubtful, so that finding it is neither right nor wrong."""
    cue: str
    speaker: str
    """The name, or what the text calls who speaks where it gives no name."""


class GoldDocument(NamedTuple):
    """One text and everything that is quoted in it."""

    path: str
    """Below the folder of news."""
    quotes: list[GoldQuote]


def read_gold(file: Path) -> list[GoldDocument]:
    """The documents of one TSV file: path, cue span, quote span, kind, cue, speaker.

    A line with a path alone is a document without quotes; lines that begin with # are comments.

    Raises:
        InputError: A line has another form.
    """
    documents: dict[str, GoldDocument] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        path, *rest = line.split("\t")
        document = documents.setdefault(path, GoldDocument(path, []))
        if rest:
            document.quotes.append(_quote(rest, f"{file}, line {number}"))
    return list(documents.values())


def _quote(fields: list[str], where: str) -> GoldQuote:
    try:
        cue_start, cue_end, start, end = map(int, fields[:4])
        kind, cue, speaker = fields[4:]
    except ValueError as error:
        raise InputError(
            f"{where}: expected path, four offsets, kind, cue and speaker, tabs between."
        ) from error
    if kind not in KINDS:
        raise InputError(f"{where}: kind {kind!r} is none of {', '.join(KINDS)}.")
    return GoldQuote(cue_start, cue_end, start, end, kind, cue, speaker)

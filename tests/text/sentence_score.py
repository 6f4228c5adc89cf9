"""Measures a sentence splitter against gold sentences; knows nothing of the splitter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

Span = tuple[int, int]


class GoldDocument(NamedTuple):
    """A text, where its title ends, and the spans of its sentences."""

    text: str
    title_end: int
    spans: list[Span]


class Score(NamedTuple):
    """Precision, recall and F1 of sentence boundaries inside documents."""

    precision: float
    recall: float
    f1: float
    sentences: int


def read_gold(path: Path) -> list[GoldDocument]:
    """The documents of a gold file; the form is described in the head of the file."""
    documents = []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("//")]
    for block in "\n".join(lines).strip().split("\n\n"):
        text = ""
        spans: list[Span] = []
        title_end = 0
        for line in block.splitlines():
            sentence = line.lstrip("|#")
            if text:
                text += "\n" if line.startswith("|") else " "
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence
            if line.startswith("#"):
                title_end = len(text)
        documents.append(GoldDocument(text, title_end, spans))
    return documents


def boundary_score(
    documents: Iterable[GoldDocument], split: Callable[[str, int], list[Span]]
) -> tuple[Score, list[str]]:
    """How well `split(text, title_end)` finds where sentences end, and where it does not.

    The end of a document is no boundary to be found: every splitter has it.
    """
    right = found = wanted = sentences = 0
    errors = []
    for text, title_end, spans in documents:
        gold = {end for _, end in spans[:-1]}
        ours = {end for _, end in split(text, title_end)[:-1]}
        right += len(gold & ours)
        found += len(ours)
        wanted += len(gold)
        sentences += len(spans)
        for kind, ends in (("missed", gold - ours), ("wrong", ours - gold)):
            errors += [
                f"{kind}: {text[max(0, end - 30) : end]!r} + {text[end : end + 20]!r}" for end in sorted(ends)
            ]
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return Score(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), sentences), errors

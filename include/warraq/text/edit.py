"""Edits: what was changed between a raw text and its clean text, and how to take it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """`raw[raw_start:raw_end] == before` became `text[text_start:text_end] == after`.

    Of two edits of a document either the spans are disjoint, or those of the one lie within
    those of the other, in both texts; the outer one already includes the effect of the inner.
    """

    kind: str
    """One of `schema.EDIT_KINDS`."""
    raw_start: int
    raw_end: int
    text_start: int
    text_end: int
    before: str
    after: str
    rule: str
    score: float = 1.0


class _Node:
    """An edit and the edits directly inside it."""

    __slots__ = ("edit", "inner")

    def __init__(self, edit: Edit) -> None:
        self.edit = edit
        self.inner: list[_Node] = []


def replay(raw: str, edits: Iterable[Edit]) -> str:
    """The clean text: `raw` with the outermost of `edits` applied.

    Args:
        raw: The raw text.
        edits: All its edits, in any order.
    """
    return undo(raw, edits, ())


def undo(raw: str, edits: Iterable[Edit], kinds: Collection[str]) -> str:
    """The text that `raw` would have become without the edits of `kinds`.

    An edit inside another one is taken back on its own: the spaces of a repaired merged word
    stay when the tatweel that stood in the word comes back.

    Args:
        raw: The raw text.
        edits: All its edits, in any order.
        kinds: Kinds of `schema.EDIT_KINDS` to leave out.
    """
    pieces: list[str] = []
    at = 0
    for node in _forest(edits):
        pieces.append(raw[at : node.edit.raw_start])
        pieces.append(_render(node, kinds))
        at = node.edit.raw_end
    pieces.append(raw[at:])
    return "".join(pieces)


def _forest(edits: Iterable[Edit]) -> list[_Node]:
    """The outermost edits in order, each with those inside it."""
    roots: list[_Node] = []
    path: list[_Node] = []
    for edit in sorted(edits, key=lambda e: (e.raw_start, e.text_start, -e.raw_end, -e.text_end)):
        while path and not _holds(path[-1].edit, edit):
            path.pop()
        node = _Node(edit)
        (path[-1].inner if path else roots).append(node)
        path.append(node)
    return roots


def _holds(outer: Edit, inner: Edit) -> bool:
    return (
        inner.raw_end <= outer.raw_end
        and inner.text_end <= outer.text_end
        and (inner.text_start >= outer.text_start)
    )


def _render(node: _Node, kinds: Collection[str]) -> str:
    """What stands in place of an edit's raw span when the edits of `kinds` are not made."""
    edit = node.edit
    if edit.kind in kinds:
        spans = [(n.edit.raw_start - edit.raw_start, n.edit.raw_end - edit.raw_start) for n in node.inner]
        whole = edit.before
    else:
        spans = [(n.edit.text_start - edit.text_start, n.edit.text_end - edit.text_start) for n in node.inner]
        whole = edit.after
    return _splice(whole, spans, [_render(inner, kinds) for inner in node.inner])


def _splice(whole: str, spans: Sequence[tuple[int, int]], parts: Sequence[str]) -> str:
    """`whole` with each of the ordered, disjoint `spans` replaced by its part."""
    pieces: list[str] = []
    at = 0
    for (start, end), part in zip(spans, parts, strict=True):
        pieces += (whole[at:start], part)
        at = end
    pieces.append(whole[at:])
    return "".join(pieces)

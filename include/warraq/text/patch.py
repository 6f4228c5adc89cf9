"""The unit of change to a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Patch(NamedTuple):
    """Replace `text[start:end]` by `after`, in offsets of the text that a layer is given."""

    start: int
    end: int
    after: str
    kind: str
    """One of `schema.EDIT_KINDS`."""
    rule: str
    score: float = 1.0


def patched(text: str, patches: Sequence[Patch]) -> str:
    """`text` with sorted, disjoint patches applied, where nothing needs to be traced back."""
    pieces, at = [], 0
    for patch in patches:
        pieces += [text[at : patch.start], patch.after]
        at = patch.end
    return "".join(pieces) + text[at:]

"""The unit of change to a text."""

from __future__ import annotations

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

"""Which sentences the model reads together.

A sentence is understood better with its neighbours, so consecutive sentences of a document share a
window. Windows depend on nothing but the document: greedy, in order, from its first sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

BREAKS = frozenset('.,:;!?()"-\u060c\u061b\u061f')
"""Words after which a sentence that is too long for one window may be cut."""


def cut_sentence(words: Sequence[str], pieces: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Cut a sentence into parts that fit a window, after punctuation where possible.

    Args:
        words: The sentence.
        pieces: How many pieces each word has.
        limit: The most pieces a part may have; a single longer word is a part of its own.

    Returns:
        Half-open word ranges that cover the sentence.
    """
    parts = []
    start = 0
    while start < len(words):
        full = _fill(pieces, start, limit)
        stop = full if full == len(words) else _last_break(words, start, full)
        parts.append((start, stop))
        start = stop
    return parts


def _fill(sizes: Sequence[int], start: int, limit: int) -> int:
    """The first index after `start` whose item does not fit any more; at least one item fits."""
    stop = start + 1
    total = sizes[start]
    while stop < len(sizes) and total + sizes[stop] <= limit:
        total += sizes[stop]
        stop += 1
    return stop


def _last_break(words: Sequence[str], start: int, full: int) -> int:
    """The last place after punctuation in the second half of a range, else its end."""
    middle = start + (full - start) // 2
    places = [place for place in range(max(middle, start + 1), full + 1) if words[place - 1] in BREAKS]
    return places[-1] if places else full


def fill_windows(sizes: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Group consecutive parts into windows of at most `limit` pieces.

    Args:
        sizes: Pieces of each part, in document order.
        limit: The most pieces a window may have; a longer part is a window of its own.

    Returns:
        Half-open ranges of parts that cover all of them.
    """
    windows = []
    start = 0
    while start < len(sizes):
        stop = _fill(sizes, start, limit)
        windows.append((start, stop))
        start = stop
    return windows

"""Runs: stretches that two texts have in common, in order."""

from __future__ import annotations

from collections.abc import Sequence

Run = tuple[int, int, int]
"""`(raw_start, text_start, length)`: a stretch that is the same in both texts."""


def equal_runs(before: str, after: str) -> list[Run]:
    """Equal stretches of a replacement, as runs relative to its start.

    Exact where one of the two is the other with insertions, as in a merged word taken apart;
    otherwise what both begin and end with.
    """
    shorter, longer = min(len(before), len(after)), max(len(before), len(after))
    if not shorter or longer == 1:
        return []
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    runs = [(0, 0, head)] if head else []
    if head + tail < shorter:
        runs += _insertions(before[head : len(before) - tail], after[head : len(after) - tail], head)
    if tail:
        append_run(runs, (len(before) - tail, len(after) - tail, tail))
    return runs


def _insertions(before: str, after: str, offset: int) -> list[Run]:
    """Runs of `before` within `after`, or the reverse, if the one is a subsequence of the other."""
    swapped = len(before) > len(after)
    short, long = (after, before) if swapped else (before, after)
    runs: list[Run] = []
    at = 0
    for index, char in enumerate(short):
        at = long.find(char, at)
        if at < 0:
            return []
        append_run(runs, (offset + at, offset + index, 1) if swapped else (offset + index, offset + at, 1))
        at += 1
    return runs


def append_run(runs: list[Run], run: Run) -> None:
    """Append `run`, joined to the last one where there is no gap between them in either text."""
    if runs:
        raw_start, text_start, length = runs[-1]
        if raw_start + length == run[0] and text_start + length == run[1]:
            runs[-1] = (raw_start, text_start, length + run[2])
            return
    runs.append(run)


def compose(first: Sequence[Run], second: Sequence[Run]) -> list[Run]:
    """Runs from the left side of `first` to the right side of `second`; they share the middle."""
    runs: list[Run] = []
    i = j = 0
    while i < len(first) and j < len(second):
        left, middle, length = first[i]
        middle_too, right, length_too = second[j]
        low, high = max(middle, middle_too), min(middle + length, middle_too + length_too)
        if low < high:
            append_run(runs, (left + low - middle, right + low - middle_too, high - low))
        if middle + length <= middle_too + length_too:
            i += 1
        else:
            j += 1
    return runs

"""Which stretch of a raw text became which stretch of the clean one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from warraq.text.runs import Run


class Alignment:
    """Maps spans between a raw text and its clean text, in code points.

    It is a list of equal stretches, in order and disjoint in both texts; what lies between
    two of them was changed as a whole. Both directions are total (every span of the one text
    has a span in the other) and monotone (a span that starts or ends later does not come to
    start or end earlier).
    """

    __slots__ = ("_raw_starts", "_runs", "_text_starts", "raw_length", "text_length")

    def __init__(self, runs: list[Run], raw_length: int, text_length: int) -> None:
        self._runs = runs
        self._raw_starts: list[int] | None = None
        self._text_starts: list[int] | None = None
        self.raw_length = raw_length
        self.text_length = text_length

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """The alignment of a text of `length` code points with itself."""
        return cls([(0, 0, length)] if length else [], length, length)

    @classmethod
    def from_runs(cls, runs: Iterable[Run], raw_length: int, text_length: int) -> Alignment:
        """An alignment from stored runs.

        Args:
            runs: Equal stretches, in order, disjoint in both texts, none empty.
            raw_length: Code points in the raw text.
            text_length: Code points in the clean text.

        Raises:
            ValueError: The runs are out of order, overlap, or lie outside the texts.
        """
        checked: list[Run] = []
        raw_end = text_end = 0
        for raw_start, text_start, length in runs:
            if raw_start < raw_end or text_start < text_end or length <= 0:
                raise ValueError(f"runs are not in order or empty at ({raw_start}, {text_start}, {length})")
            raw_end, text_end = raw_start + length, text_start + length
            checked.append((raw_start, text_start, length))
        if raw_end > raw_length or text_end > text_length:
            raise ValueError(f"runs end at ({raw_end}, {text_end}), beyond ({raw_length}, {text_length})")
        return cls(checked, raw_length, text_length)

    def runs(self) -> list[Run]:
        """The equal stretches `(raw_start, text_start, length)`, in order."""
        return list(self._runs)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of the clean span `[start, end)`.

        A span that begins or ends inside a changed stretch covers all of that stretch.
        An empty span becomes what was deleted at that place, or an empty span.

        Raises:
            ValueError: It is no span of the clean text.
        """
        _check(start, end, self.text_length)
        if self._text_starts is None:
            self._text_starts = [run[1] for run in self._runs]
        return _map(self._runs, self._text_starts, 1, start, end, (self.raw_length, self.text_length))

    def to_text(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The clean span of the raw span `[raw_start, raw_end)`; as `to_raw`, the other way.

        Raises:
            ValueError: It is no span of the raw text.
        """
        _check(raw_start, raw_end, self.raw_length)
        if self._raw_starts is None:
            self._raw_starts = [run[0] for run in self._runs]
        return _map(self._runs, self._raw_starts, 0, raw_start, raw_end, (self.raw_length, self.text_length))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Alignment):
            return NotImplemented
        return (self._runs, self.raw_length, self.text_length) == (
            other._runs,
            other.raw_length,
            other.text_length,
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Alignment.from_runs({self._runs}, {self.raw_length}, {self.text_length})"


def _check(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise ValueError(f"[{start}, {end}) is no span of a text of {length} code points")


def _map(
    runs: list[Run], starts: list[int], here: int, start: int, end: int, lengths: tuple[int, int]
) -> tuple[int, int]:
    """Map `[start, end)` from side `here` (0 raw, 1 text) to the other side.

    Args:
        runs: The equal stretches.
        starts: Their starts on side `here`.
        here: Index of the side within a run and within `lengths`.
        start: First code point of the span.
        end: One past its last code point.
        lengths: Code points of both texts.
    """
    index = bisect_right(starts, start) - 1
    if index >= 0 and start < end:
        run = runs[index]
        if end <= run[here] + run[2]:  # within one run, as most names and sentences are
            shift = run[1 - here] - run[here]
            return start + shift, end + shift
    low = _map_start(runs, starts, here, start, lengths)
    high = _map_end(runs, starts, here, end, lengths)
    # Only an empty span where something was deleted gives low > high: that is what was deleted.
    return (low, high) if low <= high else (high, low)


def _map_start(runs: list[Run], starts: list[int], here: int, at: int, lengths: tuple[int, int]) -> int:
    """Where the character at `at`, or the changed stretch that it lies in, begins."""
    if at == lengths[here]:
        return lengths[1 - here]
    index = bisect_right(starts, at) - 1
    if index < 0:
        return 0
    run = runs[index]
    return run[1 - here] + min(at - run[here], run[2])


def _map_end(runs: list[Run], starts: list[int], here: int, at: int, lengths: tuple[int, int]) -> int:
    """Where the character before `at`, or the changed stretch that it lies in, ends."""
    if at == 0:
        return 0
    index = bisect_right(starts, at - 1) - 1
    if index >= 0:
        run = runs[index]
        if at <= run[here] + run[2]:
            return run[1 - here] + at - run[here]
    following = index + 1
    return runs[following][1 - here] if following < len(runs) else lengths[1 - here]

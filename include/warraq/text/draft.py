"""A text while it is being cleaned: raw, current, and every change between the two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from warraq.text.alignment import Alignment
from warraq.text.edit import Edit
from warraq.text.patch import Patch
from warraq.text.runs import Run, append_run, compose, equal_runs


class _Change(NamedTuple):
    """One future `Edit`; its text span is relative to the block that it belongs to."""

    raw_start: int
    raw_end: int
    start: int
    end: int
    kind: str
    rule: str
    score: float


class _Block(NamedTuple):
    """An outermost changed stretch. Between two blocks raw and current text are the same."""

    raw_start: int
    raw_end: int
    text_start: int
    text_end: int
    equal: tuple[Run, ...]
    """Equal stretches inside it, relative to its start in both texts."""
    changes: tuple[_Change, ...]
    """The outermost change first, then those inside it, in order."""


class Draft:
    """A raw text and the layers of patches applied to it so far.

    Args:
        raw: The raw text; never changed.
    """

    __slots__ = ("_alignment", "_blocks", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = raw
        """The current text: `raw` after all layers so far."""
        self._blocks: list[_Block] = []
        self._alignment: Alignment | None = None

    def apply(self, patches: Sequence[Patch]) -> None:
        """Apply one layer.

        A patch that cuts into what an earlier layer changed is widened to the whole of it, so
        that the edits stay nested or disjoint. A patch that changes nothing leaves no trace,
        nor does one that restores what stood in the raw text.

        Args:
            patches: In order and disjoint, in offsets of the current text; at most one
                insertion at one place.

        Raises:
            ValueError: The patches are out of order, overlap, or lie outside the text.
        """
        _check(patches, len(self.text))
        layer = [p for p in patches if self.text[p.start : p.end] != p.after]
        if not layer:
            return
        self._alignment = None
        if self._blocks:
            self.text, self._blocks = _Layer(self.raw, self.text, self._blocks, layer).result()
        else:
            self.text, self._blocks = _first_layer(self.raw, layer)

    @property
    def alignment(self) -> Alignment:
        """How spans of the current text lead back to the raw text."""
        if self._alignment is None:
            runs = _all_runs(self._blocks, len(self.text))
            self._alignment = Alignment(runs, len(self.raw), len(self.text))
        return self._alignment

    def edits(self) -> list[Edit]:
        """Every change between `raw` and `text`, outer edits before those inside them."""
        raw, text = self.raw, self.text
        return [
            Edit(
                change.kind,
                change.raw_start,
                change.raw_end,
                block.text_start + change.start,
                block.text_start + change.end,
                raw[change.raw_start : change.raw_end],
                text[block.text_start + change.start : block.text_start + change.end],
                change.rule,
                change.score,
            )
            for block in self._blocks
            for change in block.changes
        ]


def _first_layer(raw: str, patches: Sequence[Patch]) -> tuple[str, list[_Block]]:
    """Text and blocks of a layer on a text that is as yet unchanged: what `_Layer` gives, sooner."""
    blocks: list[_Block] = []
    pieces: list[str] = []
    at = shift = 0
    for start, end, after, kind, rule, score in patches:
        pieces += (raw[at:start], after)
        at = end
        new_start, length = start + shift, len(after)
        shift += length - end + start
        change = _Change(start, end, 0, length, kind, rule, score)
        equal = tuple(equal_runs(raw[start:end], after)) if length and start < end else ()
        blocks.append(_Block(start, end, new_start, new_start + length, equal, (change,)))
    pieces.append(raw[at:])
    return "".join(pieces), blocks


class _Layer:
    """One layer in the making: walks patches and earlier blocks side by side."""

    def __init__(self, raw: str, old: str, blocks: list[_Block], patches: list[Patch]) -> None:
        self.raw = raw
        self.old = old
        self.blocks = blocks
        self.patches = patches
        self.done: list[_Block] = []
        self.pieces: list[str] = []
        self.copied = 0
        """How much of `old` is in `pieces`, in its new form."""
        self.shift = 0
        """New offset minus old offset, after what was copied."""
        self.to_raw = 0
        """Raw offset minus old offset, after the last block passed."""
        self.block = 0
        self.patch = 0

    def result(self) -> tuple[str, list[_Block]]:
        """The new text and its blocks."""
        blocks, patches = self.blocks, self.patches
        while self.patch < len(patches):
            patch = patches[self.patch]
            self._pass_blocks(patch.start, patch.end)
            if self.block < len(blocks) and _cuts(blocks[self.block], patch.start, patch.end):
                self._apply_with_blocks(patch)
            else:
                self.patch += 1
                self._apply_alone(patch)
        self._pass_blocks(len(self.old) + 1, len(self.old) + 1)
        self.pieces.append(self.old[self.copied :])
        return "".join(self.pieces), self.done

    def _pass_blocks(self, start: int, end: int) -> None:
        """Take over the blocks before a patch of `[start, end)`, as they are."""
        blocks, shift = self.blocks, self.shift
        index = self.block
        while index < len(blocks):
            block = blocks[index]
            raw_start, raw_end, text_start, text_end, equal, changes = block
            if text_end > start or (text_end == start == end and _cuts(block, start, end)):
                break
            self.to_raw = raw_end - text_end
            if shift:
                block = _Block(raw_start, raw_end, text_start + shift, text_end + shift, equal, changes)
            self.done.append(block)
            index += 1
        self.block = index

    def _apply_alone(self, patch: Patch) -> None:
        """Apply a patch that cuts no block."""
        start, end, after, kind, rule, score = patch
        self.pieces += (self.old[self.copied : start], after)
        self.copied = end
        raw_start, new_start, length = start + self.to_raw, start + self.shift, len(after)
        raw_end = end + self.to_raw
        self.shift += length - end + start
        change = _Change(raw_start, raw_end, 0, length, kind, rule, score)
        equal = tuple(equal_runs(self.old[start:end], after)) if length and start < end else ()
        self.done.append(_Block(raw_start, raw_end, new_start, new_start + length, equal, (change,)))

    def _apply_with_blocks(self, patch: Patch) -> None:
        """Apply a patch together with all blocks and further patches that it must be joined to."""
        first_block, first_patch = self.block, self.patch
        start, end = patch.start, patch.end
        self.patch += 1
        while True:
            if self.block < len(self.blocks) and _cuts(self.blocks[self.block], start, end):
                block = self.blocks[self.block]
                start, end = min(start, block.text_start), max(end, block.text_end)
                self.block += 1
            elif self.patch < len(self.patches) and self._joins(end):
                end = max(end, self.patches[self.patch].end)
                self.patch += 1
            else:
                break
        blocks = self.blocks[first_block : self.block]
        self._replace(start, end, self.patches[first_patch : self.patch], blocks)

    def _joins(self, end: int) -> bool:
        """Whether the next patch touches what ends at `end` with the last block taken in."""
        patch = self.patches[self.patch]
        return patch.start < end or _cuts(self.blocks[self.block - 1], patch.start, patch.end)

    def _replace(self, start: int, end: int, patches: list[Patch], blocks: list[_Block]) -> None:
        """Replace `old[start:end]`, which holds exactly `patches` and `blocks`."""
        raw_start, new_start = start + self.to_raw, start + self.shift
        self.to_raw = blocks[-1].raw_end - blocks[-1].text_end
        raw_end = end + self.to_raw
        after, new_runs = _patched(self.old, start, end, patches)
        self.pieces += (self.old[self.copied : start], after)
        self.copied = end
        self.shift += len(after) - (end - start)
        if self.raw[raw_start:raw_end] == after:
            return
        rule, score = _join_rules([p.rule for p in patches]), min(p.score for p in patches)
        outer = _Change(raw_start, raw_end, 0, len(after), patches[0].kind, rule, score)
        changes = _nest(outer, _kept(blocks, start, new_runs), blocks)
        equal = compose(_inner_runs(blocks, start, end, raw_start), new_runs)
        self.done.append(_Block(raw_start, raw_end, new_start, new_start + len(after), tuple(equal), changes))


def _check(patches: Sequence[Patch], length: int) -> None:
    at = 0
    for patch in patches:
        if not at <= patch.start <= patch.end <= length:
            raise ValueError(f"{patch} overlaps the one before it, or lies outside the {length} code points")
        at = patch.end
    for one, other in pairwise(patches):
        if one.start == one.end == other.start == other.end:
            raise ValueError(f"two insertions at one place: {one} and {other}")


def _cuts(block: _Block, start: int, end: int) -> bool:
    """Whether a patch of `[start, end)` has to take in all of `block`.

    An insertion at the edge of a deletion or of another insertion does: there would be no
    telling which of the two stands first in the raw text.
    """
    if start < end:
        return block.text_start < end and block.text_end > start
    if block.text_start < start < block.text_end:
        return True
    if start not in (block.text_start, block.text_end):
        return False
    if block.text_start == block.text_end:
        return True
    edge = block.raw_start if start == block.text_start else block.raw_end
    return any(change.raw_start == change.raw_end == edge for change in block.changes)


def _join_rules(rules: Sequence[str]) -> str:
    """Names of all rules that had a part in one edit, each once."""
    return "+".join(dict.fromkeys(name for rule in rules for name in rule.split("+")))


def _patched(old: str, start: int, end: int, patches: Sequence[Patch]) -> tuple[str, list[Run]]:
    """`old[start:end]` with `patches` applied, and what stayed equal, relative to `start`."""
    pieces: list[str] = []
    runs: list[Run] = []
    at, new = start, 0
    for patch in patches:
        if patch.start > at:
            append_run(runs, (at - start, new, patch.start - at))
        new += patch.start - at
        for before_at, after_at, length in equal_runs(old[patch.start : patch.end], patch.after):
            append_run(runs, (patch.start - start + before_at, new + after_at, length))
        pieces += (old[at : patch.start], patch.after)
        new += len(patch.after)
        at = patch.end
    if end > at:
        append_run(runs, (at - start, new, end - at))
    pieces.append(old[at:end])
    return "".join(pieces), runs


def _inner_runs(blocks: Sequence[_Block], start: int, end: int, raw_start: int) -> list[Run]:
    """Equal stretches of raw text and `old[start:end]`, relative to both starts."""
    runs: list[Run] = []
    at, raw_at = start, raw_start
    for block in blocks:
        if block.text_start > at:
            append_run(runs, (raw_at - raw_start, at - start, block.text_start - at))
        for raw_offset, offset, length in block.equal:
            run = (block.raw_start - raw_start + raw_offset, block.text_start - start + offset, length)
            append_run(runs, run)
        at, raw_at = block.text_end, block.raw_end
    if end > at:
        append_run(runs, (raw_at - raw_start, at - start, end - at))
    return runs


def _kept(blocks: Sequence[_Block], start: int, runs: Sequence[Run]) -> list[_Change]:
    """Changes of `blocks` whose result outlives a patch, at their new place.

    The others are part of the outer change: what they made is no longer there to point at.
    """
    kept: list[_Change] = []
    for block in blocks:
        for change in block.changes:
            low = block.text_start - start + change.start
            high = block.text_start - start + change.end
            for run_start, new_start, length in runs:
                if run_start <= low and high <= run_start + length:
                    move = new_start - run_start
                    kept.append(change._replace(start=low + move, end=high + move))
                    break
    return kept


def _nest(outer: _Change, inner: Sequence[_Change], blocks: Sequence[_Block]) -> tuple[_Change, ...]:
    """`outer` and the changes inside it, those of `blocks` that were not kept noted in its rule."""
    if any(change[:4] == outer[:4] for change in inner):
        return tuple(inner)  # the patch only took back what another one had added beside it
    key = (outer.raw_start, outer.raw_end, outer.kind)
    inner = [c for c in inner if (c.raw_start, c.raw_end, c.kind) != key]
    kept = {(c.raw_start, c.raw_end, c.kind) for c in inner}
    absorbed = [
        c.rule
        for block in blocks
        for c in block.changes
        if c.kind == outer.kind and (c.raw_start, c.raw_end, c.kind) not in kept
    ]
    return (outer._replace(rule=_join_rules([*absorbed, outer.rule])), *inner)


def _all_runs(blocks: Sequence[_Block], text_length: int) -> list[Run]:
    """Equal stretches of a whole text."""
    runs: list[Run] = []
    raw_at = at = 0
    for raw_start, raw_end, start, end, equal, _ in blocks:
        if start > at:
            append_run(runs, (raw_at, at, start - at))
        for raw_offset, offset, length in equal:
            append_run(runs, (raw_start + raw_offset, start + offset, length))
        raw_at, at = raw_end, end
    if text_length > at:
        append_run(runs, (raw_at, at, text_length - at))
    return runs

"""Blanks and line ends."""

from __future__ import annotations

import re

from warraq.text.letters import BLANKS, LINE_ENDS
from warraq.text.patch import Patch

_WHITE = f" \\n{BLANKS}{LINE_ENDS}"
_RUN = re.compile(f"[{_WHITE}]+")
_ODD = re.compile(f"[{BLANKS}{LINE_ENDS}][{_WHITE}]*")
# Two patterns that each begin with a literal are faster than one with alternatives.
_DIRTY_SPACE = re.compile(f" [ \\n][{_WHITE}]*")
_DIRTY_LINE_END = re.compile(f"\\n(?: |\\n\\n)[{_WHITE}]*")
_LINE_END = re.compile(f"\\r\\n|[\\n{LINE_ENDS}]")


def space_patches(text: str) -> list[Patch]:
    """Blanks become one space, none at the edges of a line; at most one empty line; LF ends lines."""
    if not text:
        return []
    runs = {
        _run_around(text, match.start())
        for pattern in (_ODD, _DIRTY_SPACE, _DIRTY_LINE_END)
        for match in pattern.finditer(text)
    }
    for edge in (0, len(text) - 1):
        if text[edge] in " \n":
            runs.add(_run_around(text, edge))
    return [_run_patch(text, start, end) for start, end in sorted(runs)]


def _run_around(text: str, at: int) -> tuple[int, int]:
    """The run of white space that `text[at]` belongs to."""
    start = at
    while start and _RUN.match(text, start - 1, start):
        start -= 1
    match = _RUN.match(text, at)
    return start, match.end() if match else at


def _run_patch(text: str, start: int, end: int) -> Patch:
    run = text[start:end]
    if not start or end == len(text):
        return Patch(start, end, "", "spaces", "edge_blank")
    return Patch(start, end, _plain(run), "spaces", _rule(run))


def _plain(run: str) -> str:
    """What a run of white space becomes."""
    return "\n\n"[: len(_LINE_END.findall(run))] or " "


def _rule(run: str) -> str:
    if _LINE_END.search(run) is not None:
        return "line_end"
    return "odd_space" if len(run) == 1 else "repeated_space"

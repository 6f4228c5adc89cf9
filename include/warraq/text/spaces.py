"""Blanks and line ends."""

from __future__ import annotations

import re

from warraq.text.letters import BLANKS, LINE_ENDS
from warraq.text.patch import Patch

_ODD = re.compile(f"[{BLANKS}{LINE_ENDS}]")
_WHITE = f" \\n{BLANKS}{LINE_ENDS}"
_DIRTY = re.compile(
    # The class comes first because `re` looks for it at C speed; the tests after it are for hits only.
    f"[{_WHITE}](?:(?<=[{BLANKS}{LINE_ENDS}])|(?<= )(?=[{_WHITE}])|(?<=\\n)(?=[ {BLANKS}{LINE_ENDS}]|\\n[{_WHITE}]))"
    f"[{_WHITE}]*"
)
_LEADING = re.compile(f"[{_WHITE}]+")
_TRAILING = re.compile(f"[{_WHITE}]+\\Z")
_LINE_END = re.compile(f"\\r\\n|[\\n{LINE_ENDS}]")


def space_patches(text: str) -> list[Patch]:
    """Blanks become one space, none at the edges of a line; at most one empty line; LF ends lines."""
    if not text:
        return []
    patches: list[Patch] = []
    if _is_suspect(text):
        for match in _DIRTY.finditer(text):
            start, end = match.span()
            if start and end < len(text):
                patches.append(Patch(start, end, _plain(match[0]), "spaces", _rule(match[0])))
    if (leading := _LEADING.match(text)) is not None:
        patches.insert(0, Patch(0, leading.end(), "", "spaces", "edge_blank"))
    if (trailing := _trailing(text)) is not None and trailing.start():
        patches.append(Patch(trailing.start(), len(text), "", "spaces", "edge_blank"))
    return patches


def _trailing(text: str) -> re.Match[str] | None:
    stripped = len(text.rstrip())
    return _TRAILING.search(text, max(0, stripped - 1)) if stripped < len(text) else None


def _is_suspect(text: str) -> bool:
    return "  " in text or " \n" in text or "\n " in text or "\n\n\n" in text or _ODD.search(text) is not None


def _plain(run: str) -> str:
    """What a run of white space becomes."""
    return "\n\n"[: len(_LINE_END.findall(run))] or " "


def _rule(run: str) -> str:
    if _LINE_END.search(run) is not None:
        return "line_end"
    return "odd_space" if len(run) == 1 else "repeated_space"

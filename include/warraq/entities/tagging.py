"""Tag text that is cut into words already: one word a line, blank line between sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warraq.entities.recognise import Recogniser

LINES_AT_ONCE = 20_000
"""Lines read before the recogniser is asked; a sentence is never cut."""


def tag_lines(lines: Iterable[str], recogniser: Recogniser) -> Iterator[str]:
    r"""One line out for each line in: `word\tTAG`, or an empty line for a blank one.

    Tags are BIO with PERS, LOC, ORG and MISC. Line ends are taken off, and none are added.

    Args:
        lines: Words; blank lines end sentences.
        recogniser: What tags them.
    """
    block: list[str] = []
    for line in lines:
        block.append(line.strip())
        if not block[-1] and len(block) >= LINES_AT_ONCE:
            yield from _tag_block(block, recogniser)
            block = []
    yield from _tag_block(block, recogniser)


def _tag_block(block: list[str], recogniser: Recogniser) -> Iterator[str]:
    sentences: list[list[str]] = [[]]
    for word in block:
        if word:
            sentences[-1].append(word)
        elif sentences[-1]:
            sentences.append([])
    tags = (tag for sentence in recogniser.tag(sentences) for tag, _ in sentence)
    for word in block:
        yield f"{word}\t{next(tags)}" if word else ""

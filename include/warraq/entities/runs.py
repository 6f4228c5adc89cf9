"""Runs of words that name something: the recogniser's, the listed ones, and repeated surnames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from warraq.entities.clitics import strip_clitics
from warraq.entities.lexicon import fold_word
from warraq.entities.names import Entry, Match

LISTED = 0.99
"""Score of what stands in Warraq's own list of names."""
GIVEN = 1.0
"""Score of what the user's gazetteer says."""

SURE = 0.8
"""Score from which a full name vouches for its surname elsewhere in the text."""
PLAIN = 0.998
"""Probability of being no name above which a word is left alone, whatever it is called like."""
MIN_SURNAME = 4
"""Letters of a surname that is looked for; shorter ones are called like too many words."""


class Run(NamedTuple):
    """Words of one sentence that name something."""

    first: int
    """First word."""
    last: int
    """One past the last word."""
    label: str
    """One of `schema.LABELS`."""
    score: float
    """Probability that words and label are right."""
    entry: Entry | None = None
    """What a list of names says that it is."""


def join_hyphenated(
    runs: Iterable[Run], words: Sequence[str], spans: Sequence[tuple[int, int]]
) -> Iterator[Run]:
    """Take into a person's name what a hyphen without spaces ties to it: Kim Jong-un.

    Other names are left alone: "Russia-Ukraine" are two.

    Args:
        runs: In order.
        words: Words of the sentence.
        spans: Where they stand in the text.
    """
    end = 0
    for run in runs:
        if run.first < end:
            continue  # taken into the name before it
        end = run.last
        while run.label == "PER" and end + 1 < len(words) and words[end] == "-" and words[end + 1].isalpha():
            if spans[end - 1][1] != spans[end][0] or spans[end][1] != spans[end + 1][0]:
                break
            end += 2
        yield run._replace(last=end)


def settle(recognised: Iterable[Run], matches: Sequence[Match]) -> list[Run]:
    """Put the recogniser's runs and the listed names of one sentence together.

    A listed name takes the place of what overlaps it. But a longer run of the same label keeps one
    of Warraq's own names that is a part of it ("the Security Council of the United Nations"); names
    that the user gave, and those in Latin letters, always stand as they are listed. A country behind a
    preposition counts only where the recogniser found nothing, a town only where it found no more.

    Returns:
        Disjoint runs in order.
    """
    runs = list(recognised)
    kept: list[Run] = []
    for match in matches:
        near = [run for run in runs if run.first < match.last and match.first < run.last]
        if match.entry.source == "country" and near:
            continue
        if match.entry.source == "town" and any(r.first < match.first or match.last < r.last for r in near):
            continue
        inside = [run for run in runs if run.first <= match.first and match.last <= run.last]
        given = match.entry.source == "given"
        longer = [run for run in inside if run.last - run.first > match.last - match.first]
        yields = not given and any(run.label == match.entry.label for run in longer)
        alone = sum(m.first >= run.first and m.last <= run.last for run in inside for m in matches) == 1
        if yields and alone and not match.latin:
            continue
        score = GIVEN if given else LISTED
        kept.append(Run(match.first, match.last, match.entry.label, score, match.entry))
    free = (run for run in runs if not any(run.first < k.last and k.first < run.last for k in kept))
    return sorted([*kept, *free])


def repeat_names(
    words: Sequence[Sequence[str]], runs: Sequence[Sequence[Run]], tags: Sequence[Sequence[tuple[str, float]]]
) -> Iterator[list[Run]]:
    """Find the surnames of a text's persons where the recogniser passed over them.

    News introduces a person by the full name and goes on with the surname, sometimes where a
    sentence gives no hint. A lone word that is called like the last word of a sure full name is the
    person too, unless the recogniser is certain that it names nothing; what it took for something
    else is put right, unless a list says so.

    Args:
        words: Words of every sentence of one text.
        runs: What is known to be named in each.
        tags: The recogniser's tag and probability for every word.

    Yields:
        The runs of each sentence, in order.
    """
    surnames = _surnames(words, runs)
    for sentence, known, tagged in zip(words, runs, tags, strict=True):
        if not surnames:
            yield list(known)
            continue
        fixed = (run for run in known if run.entry or run.last - run.first > 1 or run.label == "PER")
        taken = {i for run in fixed for i in range(run.first, run.last)}
        again: list[Run] = []
        for i, word in enumerate(sentence):
            score = surnames.get(_surname(word))
            if score is not None and i not in taken and (tagged[i][0] != "O" or tagged[i][1] < PLAIN):
                again.append(Run(i, i + 1, "PER", score))
        places = {run.first for run in again}
        yield sorted([*(run for run in known if run.first not in places), *again])


def _surnames(words: Sequence[Sequence[str]], runs: Sequence[Sequence[Run]]) -> dict[str, float]:
    """The folded surnames of the sure full names in a text, each with its best score.

    What a list gives as other surnames of somebody whom the text names is among them.
    """
    best: dict[str, float] = {}
    for sentence, known in zip(words, runs, strict=True):
        for run in known:
            if run.label != "PER" or run.last - run.first not in (2, 3) or run.score < SURE:
                continue
            others = run.entry.variants if run.entry else ()
            for surname in (sentence[run.last - 1], *(o[:-1] for o in others if o.endswith("?"))):
                key = fold_word(surname)
                if len(key) >= MIN_SURNAME:
                    best[key] = max(best.get(key, 0.0), run.score)
    return best


@lru_cache(maxsize=200_000)
def _surname(word: str) -> str:
    return fold_word(strip_clitics(word))

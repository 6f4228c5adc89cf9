"""How well identifiers say which mentions name the same thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple


class Identified(NamedTuple):
    """A mention with what it names, judged and found."""

    document: str
    name: str
    """As spelling variants are told apart: folded, without clitics."""
    judged: str
    found: str


class BCubed(NamedTuple):
    """Means over mentions (Bagga and Baldwin 1998, "Algorithms for scoring coreference chains")."""

    mentions: int
    precision: float
    """Of the mentions with the same identifier, the share that name the same as this one."""
    recall: float
    """Of the mentions that name the same as this one, the share with the same identifier."""

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Pairs(NamedTuple):
    """Counts of pairs of names, each name counted once a document and entity."""

    variants: int
    """Different names of one entity."""
    joined: int
    """Those of them with one identifier."""
    strangers: int
    """Names of different entities."""
    confused: int
    """Those of them with one identifier."""


def b_cubed(pairs: Iterable[tuple[Hashable, Hashable]]) -> BCubed:
    """B-cubed precision and recall of clusters.

    Args:
        pairs: For each mention what it names and the cluster that it was put into.
    """
    both = Counter(pairs)
    judged: Counter[Hashable] = Counter()
    found: Counter[Hashable] = Counter()
    for (entity, cluster), count in both.items():
        judged[entity] += count
        found[cluster] += count
    total = both.total()
    if not total:
        return BCubed(0, 0.0, 0.0)
    precision = sum(n * n / found[cluster] for (_, cluster), n in both.items())
    recall = sum(n * n / judged[entity] for (entity, _), n in both.items())
    return BCubed(total, precision / total, recall / total)


def within_documents(mentions: Iterable[Identified]) -> BCubed:
    """B-cubed where the same identifier in another document does not matter."""
    return b_cubed(((m.document, m.judged), (m.document, m.found)) for m in mentions)


def across_documents(mentions: Iterable[Identified]) -> BCubed:
    """B-cubed over all documents together."""
    return b_cubed((m.judged, m.found) for m in mentions)


def variant_pairs(mentions: Sequence[Identified], *, same_document: bool) -> Pairs:
    """How many variants of a name have come together, and how many names of different things.

    A name that has several identifiers in one document counts with the most frequent one.

    Args:
        mentions: In any order.
        same_document: Pairs within one document; otherwise pairs over two documents.
    """
    counts: Counter[str] = Counter()
    for one, other in _form_pairs(mentions, same_document):
        same = one.found == other.found
        if one.judged != other.judged:
            counts["strangers"] += 1
            counts["confused"] += same
        elif one.name != other.name:
            counts["variants"] += 1
            counts["joined"] += same
    return Pairs(counts["variants"], counts["joined"], counts["strangers"], counts["confused"])


def mistaken(
    mentions: Sequence[Identified], *, same_document: bool
) -> Iterator[tuple[Identified, Identified]]:
    """The pairs of `variant_pairs` that went wrong: variants apart, and different things together."""
    for one, other in _form_pairs(mentions, same_document):
        told_apart = one.judged != other.judged or one.name != other.name
        if told_apart and (one.judged == other.judged) != (one.found == other.found):
            yield one, other


def _form_pairs(
    mentions: Sequence[Identified], same_document: bool
) -> Iterator[tuple[Identified, Identified]]:
    ids: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for m in sorted(mentions):
        ids[m.document, m.name, m.judged][m.found] += 1
    forms = [Identified(*form, found.most_common(1)[0][0]) for form, found in ids.items()]
    return (pair for pair in combinations(forms, 2) if (pair[0][0] == pair[1][0]) == same_document)

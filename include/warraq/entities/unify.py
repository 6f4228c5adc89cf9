"""Which entities of a corpus are one, though each document by itself gave them two identifiers.

Linking sees one document; what follows sees what all documents together say of a name. It is a
pure function of those names: neither the order in which documents came nor how the work was cut
up matters, and nothing that was decided before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from warraq.entities.knowledge import load_frequencies
from warraq.entities.link import OWN, own_id
from warraq.entities.variants import DIFFERENT, SPELLING, name_words, skeleton, word_distance


class Use(NamedTuple):
    """How the documents of a corpus use one name for one entity."""

    entity_id: str
    """As linking gave it."""
    name: str
    label: str
    """One of `schema.LABELS`."""
    documents: int
    """Documents that do."""
    first_seen: str
    """When and where it was printed first; any text that sorts by time."""


class Merge(NamedTuple):
    """An entity that is the same as another one."""

    entity_id: str
    """As linking gave it."""
    canonical_id: str
    """What it is counted as."""
    rule: str
    """`spelling`, `surname` or `introduced`."""
    score: float
    """How sure that is, from 0 to 1."""


Contexts = Callable[[Sequence[str]], Mapping[str, Mapping[str, int]]]
"""For entity ids: in how many documents each is named beside each other entity."""

NEEDS_CONTEXT = 0.4
"""Distance from which spelling alone does not make two names one."""
TOO_FAR = 1.5
"""Distance of whole names that no context makes up for."""
ALIKE = 0.35
"""Share of a rarer name's company that the other one must keep too, where spelling is not enough."""
MANY = 30
"""Documents from which a name is no slip of the pen: two such names need company in common."""

DOMINANT = 0.8
"""Share of a surname's bearers, by documents, that one person must have to be meant by it alone."""
MIN_DOCUMENTS = 5
"""Documents that must name that person in full."""
MIN_INTRODUCED = 3
"""Documents that must say that a short name is another one's."""
SHORT_IS_NATIVE = 3
"""How many times oftener than its bearer's full name a surname may stand alone."""
_RARE_WORD = 2e-6
"""Frequency in Arabic text below which a word is a name rather than an ordinary word."""


MOST_HUBS = 200
"""Entities of one skeleton that a name is compared with, the most frequent ones."""


class _Node:
    """One entity: all its names and documents."""

    def __init__(self, entity_id: str, listed: bool) -> None:
        self.id = entity_id
        self.listed = listed
        self.uses: list[Use] = []

    @cached_property
    def order(self) -> tuple[bool, int, str]:
        """Sort key: what others may be variants of comes first."""
        return (not self.listed, -self.documents, self.id)

    @cached_property
    def documents(self) -> int:
        return sum(use.documents for use in self.uses)

    @cached_property
    def label(self) -> str:
        counts: dict[str, int] = defaultdict(int)
        for use in self.uses:
            counts[use.label] += use.documents
        return min(counts, key=lambda label: (-counts[label], label))

    @cached_property
    def full(self) -> tuple[str, ...]:
        """Words of its fullest frequent name: the one that its own identifier is made of."""
        own = [u for u in self.uses if own_id(u.name, u.label) == self.id]
        best = min(own or self.uses, key=lambda u: (-len(name_words(u.name)), -u.documents, u.name))
        return name_words(best.name)

    @cached_property
    def first_seen(self) -> str:
        return min(use.first_seen for use in self.uses)


def unify(
    uses: Iterable[tuple[str, str, str, int, str]],
    contexts: Contexts,
    is_listed: Callable[[str], bool],
) -> list[Merge]:
    """The entities of a corpus that are the same as others.

    Three rules, in this order: names of the same number of words that are spelling variants of each
    other, each of the more frequent one directly (so that no chain leads from one person to another);
    short names that documents themselves introduce as another's; and surnames alone, of which one
    bearer is named far more than all others.

    What counts for the rest is the listed one, if there is one; else a name of several words; else the
    one that was printed first, so that later documents seldom change it. Two listed entities are never
    one.

    Args:
        uses: Every name of every entity, in any order; fields as in `Use`.
        contexts: Gives the company of entities where spelling is not enough.
        is_listed: Whether a registry or list of names holds an identifier.

    Returns:
        One for every entity that is counted as another, by `entity_id`.
    """
    nodes: dict[str, _Node] = {}
    for row in uses:
        use = Use(*row)
        if use.entity_id not in nodes:
            nodes[use.entity_id] = _Node(use.entity_id, is_listed(use.entity_id))
        nodes[use.entity_id].uses.append(use)
    merged = _spelled_alike(nodes, contexts)
    for rule in (_introduced, _surnames):
        for merge in list(rule(nodes, merged)):
            if _hub(merge.canonical_id, merged) != merge.entity_id:  # no circle
                merged[merge.entity_id] = merge
    return _canonical(nodes, merged)


def _hub(entity_id: str, merged: Mapping[str, Merge]) -> str:
    while entity_id in merged:
        entity_id = merged[entity_id].canonical_id
    return entity_id


def _spelled_alike(nodes: Mapping[str, _Node], contexts: Contexts) -> dict[str, Merge]:
    """Every entity whose name is a variant of a listed or more frequent one's, with that one."""
    pairs = list(_near_pairs(nodes))
    doubtful = {n.id for rarer, hub, d in pairs if _needs_context(rarer, d) for n in (rarer, hub)}
    company = contexts(sorted(doubtful)) if doubtful else {}
    merged: dict[str, Merge] = {}
    for rarer, hub, distance in sorted(pairs, key=lambda pair: (pair[1].order, pair[2], pair[0].order)):
        if rarer.id in merged or hub.id in merged:
            continue  # only what stands for itself takes others in
        score = 1.0 - distance / 2
        if _needs_context(rarer, distance):
            shared = _shared(company.get(rarer.id, {}), company.get(hub.id, {}))
            if shared < ALIKE:
                continue
            score = (score + min(1.0, shared)) / 2
        merged[rarer.id] = Merge(rarer.id, hub.id, "spelling", round(score, 3))
    return merged


def _near_pairs(nodes: Mapping[str, _Node]) -> Iterator[tuple[_Node, _Node, float]]:
    """Pairs of entities with names of one skeleton, the rarer one first, with their distance."""
    blocks: dict[tuple[str, ...], list[_Node]] = defaultdict(list)
    for node in nodes.values():
        if node.label == "PER" and len(node.full) < 2:
            continue  # one word says too little of a person
        blocks[(node.label, *map(skeleton, node.full))].append(node)
    for block in blocks.values():
        block.sort(key=lambda node: node.order)
        for i, rarer in enumerate(block):
            if rarer.listed:
                continue
            for hub in block[: min(i, MOST_HUBS)]:
                distance = _distance(rarer, hub)
                if distance <= TOO_FAR:
                    yield rarer, hub, distance


def _distance(rarer: _Node, hub: _Node) -> float:
    """Sum of the distances of the words of two names; `DIFFERENT` where they are not variants."""
    total = 0.0
    for a, b in zip(rarer.full, hub.full, strict=True):
        cost = word_distance(a, b)
        if cost and rarer.label != "PER" and not _is_name_variant(a, b, cost, len(rarer.full)):
            return DIFFERENT
        total += cost
        if total > TOO_FAR:
            return DIFFERENT
    return total


def _is_name_variant(a: str, b: str, cost: float, words: int) -> bool:
    """Whether two words of an organisation's or place's name may be one: not if both are ordinary words."""
    frequencies = load_frequencies()
    rare = min(frequencies.get(a, 0.0), frequencies.get(b, 0.0)) < _RARE_WORD
    return cost <= SPELLING or (rare and (words > 1 or min(len(a), len(b)) > 5) and cost <= NEEDS_CONTEXT)


def _needs_context(rarer: _Node, distance: float) -> bool:
    if len(rarer.full) < 2:
        return distance > 0
    if distance <= SPELLING:
        return rarer.label == "PER" and rarer.documents >= MANY
    return distance > NEEDS_CONTEXT or rarer.documents >= MANY


def _shared(rarer: Mapping[str, int], hub: Mapping[str, int]) -> float:
    """Share of the rarer one's company that the other keeps too, each as much as its share of documents."""
    total = sum(rarer.values())
    return sum(count for other, count in rarer.items() if other in hub) / total if total else 0.0


def _introduced(nodes: Mapping[str, _Node], merged: Mapping[str, Merge]) -> Iterable[Merge]:
    """Short names of things (acronyms) that enough documents define as one and the same entity's."""
    said: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for node in nodes.values():
        for use in node.uses:
            if use.label in ("ORG", "MISC") and (own := own_id(use.name, use.label)) != node.id:
                said[use.label, own][_hub(node.id, merged)] += use.documents
    for (_, own), owners in sorted(said.items()):
        if own not in nodes or own in merged:
            continue
        best = min(owners, key=lambda owner: (-owners[owner], owner))
        share = owners[best] / sum(owners.values())
        if best != own and owners[best] >= MIN_INTRODUCED and share >= DOMINANT:
            yield Merge(own, best, "introduced", round(share, 3))


def _surnames(nodes: Mapping[str, _Node], merged: Mapping[str, Merge]) -> Iterable[Merge]:
    """Persons known by the end of a name alone, of whose bearers one is named far more than the rest."""
    bearers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    called: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    first: dict[str, int] = defaultdict(int)
    for node in nodes.values():
        hub = _hub(node.id, merged)
        for use in node.uses:
            if use.label != "PER":
                continue
            words = name_words(use.name)
            if len(words) > 1:
                bearers[words[-1]][hub] += use.documents
                first[words[0]] += use.documents
            elif words and own_id(use.name, "PER") != node.id:
                called[words[0]][hub] += use.documents
    for node in sorted(nodes.values(), key=lambda one: one.id):
        if node.label != "PER" or len(node.full) != 1 or node.id in merged or not node.id.startswith(OWN):
            continue
        word = node.full[0]
        owners = bearers.get(word)
        if not owners or first[word] > 0.2 * sum(owners.values()):
            continue  # a first name
        best = min(owners, key=lambda owner: (-owners[owner], owner))
        share = owners[best] / sum(owners.values())
        known = owners[best] >= MIN_DOCUMENTS and called[word].get(best, 0) > 0
        seldom_alone = node.documents <= SHORT_IS_NATIVE * owners[best]
        if best != node.id and known and seldom_alone and share >= DOMINANT:
            yield Merge(node.id, best, "surname", round(share, 3))


def _canonical(nodes: Mapping[str, _Node], merged: Mapping[str, Merge]) -> list[Merge]:
    """The merges with the identifier that each group is counted under."""
    groups: dict[str, list[_Node]] = defaultdict(list)
    for entity_id in merged:
        groups[_hub(entity_id, merged)].append(nodes[entity_id])
    found: list[Merge] = []
    for hub, members in groups.items():
        everyone = [nodes[hub], *members]
        head = min(
            everyone,
            key=lambda n: (not n.listed, len(n.full) < 2 and n.label == "PER", n.first_seen, n.id),
        )
        for node in everyone:
            if node is not head:
                why = merged.get(node.id) or merged[head.id]
                found.append(Merge(node.id, head.id, why.rule, why.score))
    return sorted(found)

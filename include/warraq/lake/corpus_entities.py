"""The entities table: who the corpus names, counted over all of its mentions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from warraq.lake.statements import statement
from warraq.schema import ENTITIES, ENTITY_MERGES


class EntityFacts(Protocol):
    """What a gazetteer knows of one entity."""

    @property
    def name(self) -> str:
        """Its name for reading."""
        ...

    @property
    def identifiers(self) -> Sequence[str]:
        """Identifiers in other registries, as `scheme:value`."""
        ...

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2 code of its country."""
        ...

    @property
    def latitude(self) -> float | None:
        """Degrees north."""
        ...

    @property
    def longitude(self) -> float | None:
        """Degrees east."""
        ...


Describe = Callable[[str], EntityFacts | None]
"""Facts about an entity id, or None where no gazetteer knows it."""


Company = Callable[[Sequence[str]], Mapping[str, Mapping[str, int]]]
"""For entity ids: in how many documents each is named beside each other entity."""


Use = tuple[str, str, str, int, str]
"""How the documents of the corpus use one name for one entity: entity id, name, label, number of
documents, and time and document of its first printing as text that sorts by time."""


class Merge(Protocol):
    """An entity that is counted as another one; fields are columns of `entity_merges`."""

    @property
    def entity_id(self) -> str:
        """As linking gave it."""
        ...

    @property
    def canonical_id(self) -> str:
        """What it is counted as; not itself counted as another."""
        ...

    @property
    def rule(self) -> str:
        """Why it is the same."""
        ...

    @property
    def score(self) -> float:
        """How sure that is, from 0 to 1."""
        ...


Unify = Callable[[Sequence[Use], Company], Sequence[Merge]]
"""Which entities of the corpus are the same, from all of its names."""


def refresh_entities(lake: duckdb.DuckDBPyConnection, describe: Describe, unify: Unify | None = None) -> int:
    """Write the rows of the entities in the temporary table `touched_entities` anew.

    Part of the publishing transaction. Which ones are the same is decided over the whole corpus;
    entities of which that changes are written anew too. An entity that no mention names any more goes.

    Args:
        lake: Connection with an open transaction, the lake's mentions already as they will be.
        describe: Facts for an entity id.
        unify: Says which entities are the same; None: nothing is.

    Returns:
        Entities written.
    """
    _refresh_merges(lake, unify)
    counted = lake.execute(statement("lake/counted_entities")).to_arrow_table().to_pylist()
    rows = pa.Table.from_pylist([_row(entity, describe) for entity in counted], ENTITIES.arrow)
    lake.execute("DELETE FROM lake.entities WHERE entity_id IN (FROM stale_entities)")
    lake.register("entity_rows", rows)
    lake.execute("INSERT INTO lake.entities BY NAME FROM entity_rows ORDER BY entity_id")
    lake.unregister("entity_rows")
    lake.unregister("merges")
    return rows.num_rows


def _refresh_merges(lake: duckdb.DuckDBPyConnection, unify: Unify | None) -> None:
    """Bring `entity_merges` up to date.

    Leaves `merges` registered, in `stale_entities` every entity whose row may be another now, and in
    `touched_entities` those of them that are counted for themselves.
    """
    uses = lake.execute(statement("lake/name_uses")).fetchall() if unify else []
    found = unify(uses, lambda ids: _company(lake, ids)) if unify else ()
    rows = [(m.entity_id, m.canonical_id, m.rule, m.score) for m in found]
    lake.register("merges", ENTITY_MERGES.from_rows(rows))
    lake.execute(statement("lake/changed_merges"))
    lake.execute("INSERT INTO lake.entity_merges BY NAME FROM new_merges ORDER BY entity_id")


def _company(lake: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    lake.register("asked_entities", pa.table({"entity_id": pa.array(list(ids), pa.string())}))
    company: dict[str, dict[str, int]] = {}
    for entity_id, other, documents in lake.execute(statement("lake/company")).fetchall():
        company.setdefault(entity_id, {})[other] = documents
    lake.unregister("asked_entities")
    return company


def _row(counted: dict[str, Any], describe: Describe) -> dict[str, Any]:
    """One row of `entities` from what the mentions say and what a gazetteer knows."""
    facts = describe(counted["entity_id"])
    return {
        **counted,
        "name": facts.name if facts else _best_name(counted["names"], counted["label"]),
        "identifiers": list(facts.identifiers) if facts else [],
        "country": (facts.country or None) if facts else None,
        "latitude": facts.latitude if facts else None,
        "longitude": facts.longitude if facts else None,
    }


def _best_name(names: Sequence[str], label: str) -> str:
    """The most frequent name; for a person the most frequent one of several words."""
    full = [name for name in names if " " in name] if label == "PER" else []
    return (full or names)[0]

"""The entities table: who the corpus names, counted over all of its mentions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from warraq.lake.statements import statement
from warraq.schema import ENTITIES


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


def refresh_entities(lake: duckdb.DuckDBPyConnection, describe: Describe) -> int:
    """Write the rows of the entities in the temporary table `touched_entities` anew.

    Part of the publishing transaction. An entity that no mention names any more goes.

    Args:
        lake: Connection with an open transaction, the lake's mentions already as they will be.
        describe: Facts for an entity id.

    Returns:
        Entities written.
    """
    counted = lake.execute(statement("lake/counted_entities")).to_arrow_table().to_pylist()
    rows = pa.Table.from_pylist([_row(entity, describe) for entity in counted], ENTITIES.arrow)
    lake.execute("DELETE FROM lake.entities WHERE entity_id IN (FROM touched_entities)")
    lake.register("entity_rows", rows)
    lake.execute("INSERT INTO lake.entities BY NAME FROM entity_rows ORDER BY entity_id")
    lake.unregister("entity_rows")
    return rows.num_rows


def _row(counted: dict[str, Any], describe: Describe) -> dict[str, Any]:
    """One row of `entities` from what the mentions say and what a gazetteer knows."""
    facts = describe(counted["entity_id"])
    return {
        **counted,
        "name": facts.name if facts else counted["names"][0],
        "identifiers": list(facts.identifiers) if facts else [],
        "country": (facts.country or None) if facts else None,
        "latitude": facts.latitude if facts else None,
        "longitude": facts.longitude if facts else None,
    }

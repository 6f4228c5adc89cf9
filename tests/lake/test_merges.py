"""Entities that the corpus shows to be the same: `entity_merges`, `entities` and what is served."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import duckdb

from tests.lake.corpus import describe, run_row, stage
from warraq.lake.catalog import connect
from warraq.lake.corpus_entities import Company, Use
from warraq.lake.publish import publish
from warraq.lake.serve import serve
from warraq.lake.settle import settle
from warraq.settings import Settings


class Same(NamedTuple):
    entity_id: str
    canonical_id: str
    rule: str
    score: float


def beside_tunis(uses: Sequence[Use], company: Company) -> list[Same]:
    """Clinton is Trump once both are named beside Tunis: any rule that needs the whole corpus will do."""
    people = {use[0] for use in uses if use[2] == "PER"}
    beside = company(sorted(people))
    if all("geonames:2464461" in beside.get(person, {}) for person in ("warraq:clinton", "warraq:trump")):
        return [Same("warraq:clinton", "warraq:trump", "spelling", 0.5)]
    return []


def publish_run(settings: Settings, run_id: str, files: Mapping[str, str]) -> None:
    stage(settings, run_id, files)
    settle(settings, run_id)
    publish(settings, run_id, run_row(len(files)), describe, beside_tunis)


def entities(settings: Settings) -> dict[str, int]:
    with connect(settings, read_only=True) as lake:
        return dict(lake.execute("SELECT entity_id, mentions FROM lake.entities").fetchall())


def test_what_the_corpus_shows_to_be_one_is_counted_as_one(settings: Settings) -> None:
    publish_run(settings, "r1", {"a/1.txt": "قال ترامب في تونس", "a/2.txt": "قالت كلينتون"})
    assert entities(settings) == {"warraq:trump": 1, "warraq:clinton": 1, "geonames:2464461": 1}
    publish_run(settings, "r2", {"a/3.txt": "زارت كلينتون تونس"})
    assert entities(settings) == {"warraq:trump": 3, "geonames:2464461": 2}
    with connect(settings, read_only=True) as lake:
        linked = lake.execute("SELECT DISTINCT entity_id FROM lake.mentions WHERE label = 'PER'").fetchall()
        assert sorted(linked) == [("warraq:clinton",), ("warraq:trump",)]  # what each document says stays
        row = lake.execute("FROM lake.entity_merges").fetchall()
        assert row == [("warraq:clinton", "warraq:trump", "spelling", 0.5)]


def test_it_is_undone_when_the_corpus_no_longer_shows_it(settings: Settings) -> None:
    publish_run(settings, "r1", {"a/1.txt": "قال ترامب في تونس", "a/2.txt": "زارت كلينتون تونس"})
    assert entities(settings) == {"warraq:trump": 2, "geonames:2464461": 2}
    publish_run(settings, "r2", {"a/1.txt": "قال ترامب"})
    assert entities(settings) == {"warraq:trump": 1, "warraq:clinton": 1, "geonames:2464461": 1}


def test_order_and_cut_of_the_runs_do_not_matter(settings: Settings) -> None:
    files = {"a/1.txt": "قال ترامب في تونس", "a/2.txt": "زارت كلينتون تونس", "a/3.txt": "قالت كلينتون"}
    found = []
    for number, order in enumerate([["a/1.txt", "a/2.txt", "a/3.txt"], ["a/3.txt", "a/2.txt", "a/1.txt"]]):
        home = settings.model_copy(update={"home": settings.home / str(number)})
        for path in order:
            publish_run(home, f"r-{path[2]}", {path: files[path]})
        with connect(home, read_only=True) as lake:
            found.append(
                lake.execute("SELECT * FROM lake.entities ORDER BY entity_id").fetchall()
                + lake.execute("SELECT * FROM lake.entity_merges").fetchall()
            )
    assert found[0] == found[1]
    assert len(found[0]) == 3


def test_the_serving_database_names_what_is_counted(settings: Settings) -> None:
    publish_run(settings, "r1", {"a/1.txt": "قال ترامب في تونس", "a/2.txt": "زارت كلينتون تونس"})
    with duckdb.connect(str(serve(settings)), read_only=True) as warehouse:
        unknown = warehouse.execute(
            "SELECT count(*) FROM mentions ANTI JOIN entities USING (entity_id)"
        ).fetchone()
        assert unknown == (0,)
        counted = warehouse.execute(
            "SELECT m.n = e.mentions FROM (SELECT entity_id, count(*) AS n FROM mentions GROUP BY 1) m "
            "JOIN entities e USING (entity_id)"
        ).fetchall()
        assert counted == [(True,), (True,)]


def test_an_old_lake_gets_its_new_tables_and_columns(settings: Settings) -> None:
    publish_run(settings, "r1", {"a/1.txt": "قال ترامب في تونس"})
    with connect(settings) as lake:
        lake.execute("DROP TABLE lake.entity_merges")
        lake.execute("DROP TABLE lake.nationalities")
        lake.execute("ALTER TABLE lake.entities DROP COLUMN titles")
        for column in ("title", "title_start", "title_end"):
            lake.execute(f"ALTER TABLE lake.mentions DROP COLUMN {column}")
    publish_run(settings, "r2", {"a/2.txt": "زارت كلينتون تونس"})
    assert entities(settings) == {"warraq:trump": 2, "geonames:2464461": 2}
    with duckdb.connect(str(serve(settings)), read_only=True) as warehouse:
        assert warehouse.execute("SELECT count(*), count(title) FROM mentions").fetchone() == (4, 0)
        assert warehouse.execute("SELECT count(*) FROM nationalities").fetchone() == (0,)

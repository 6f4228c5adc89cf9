"""Whatever comes in which order, the sums balance and the lake is that of one run over the end state.

What is promised to be equal: every row of every table that belongs to a document, the
entities, what is in quarantine, and the set of (path, item, document) over documents and
duplicates together. Which of several equal documents stands in `documents` may depend on
which came first; its content does not.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.lake.corpus import run
from warraq.lake.catalog import connect
from warraq.lake.publish import DOCUMENT_TABLES, balance
from warraq.settings import Settings

PATHS = ["a/1.txt", "a/2.txt", "b/2024/05/01/1.txt", "c/1.jsonl"]
RAW = ["قال ترامب", "زار ترامب تونس في_اليوم", "قالت كلينتون", "!bad", "!worse"]

contents = st.sampled_from(RAW) | st.lists(st.sampled_from(RAW), min_size=2, max_size=3)
runs = st.dictionaries(st.sampled_from(PATHS), contents, max_size=4)
histories = st.lists(st.tuples(runs, st.integers(1, 2), st.booleans()), min_size=1, max_size=4)

PLACE_COLUMNS = "source, path, item, published_at, batch, run_id"


def promised(home: Path) -> dict[str, list[str]]:
    """What two lakes of the same files have in common."""
    with connect(Settings(home=home), read_only=True) as lake:
        queries = {table: f"FROM lake.{table}" for table in DOCUMENT_TABLES}
        queries["documents"] = f"SELECT * EXCLUDE ({PLACE_COLUMNS}) FROM lake.documents"
        queries["entities"] = "FROM lake.entities"
        queries["quarantine"] = "SELECT * EXCLUDE run_id FROM lake.quarantine"
        queries["files"] = "SELECT * EXCLUDE run_id FROM lake.files"
        queries["places"] = (
            "SELECT path, item, doc_id, source, published_at FROM lake.documents UNION ALL "
            "SELECT path, item, doc_id, source, published_at FROM lake.duplicates"
        )
        assert balance(lake).holds
        orphans = lake.execute(
            "SELECT count(*) FROM lake.duplicates ANTI JOIN lake.documents USING (doc_id)"
        ).fetchone()
        assert orphans == (0,)
        unequal = lake.execute(
            "SELECT count(*) FROM lake.documents FULL JOIN lake.raw_documents USING (doc_id) "
            "WHERE path IS NULL OR raw_text IS NULL"
        ).fetchone()
        assert unequal == (0,)
        return {name: sorted(map(str, lake.execute(sql).fetchall())) for name, sql in queries.items()}


@pytest.mark.slow
# Each example publishes several runs, so a failing one is shown as it is and not shrunk.
@hypothesis_settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@example([({"a/1.txt": RAW[0], "b/2024/05/01/1.txt": RAW[2], "c/1.jsonl": [RAW[2], RAW[0]]}, 2, False)])
@given(histories)
def test_any_history_gives_the_lake_of_its_end_state(
    history: list[tuple[dict[str, str | list[str]], int, bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, fresh = Path(folder) / "history", Path(folder) / "fresh"
        state: dict[str, str | list[str]] = {}
        for number, (files, batches, again) in enumerate(history):
            # `again`: everything is reprocessed, as after a new model.
            state |= files
            run(Settings(home=home), f"r{number}", dict(state) if again else files, batches)
        run(Settings(home=fresh), "only", state, 1)
        assert promised(home) == promised(fresh)

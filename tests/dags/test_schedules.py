"""Switching Airflow on does not start what its schedule has missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.places import CHECKOUT
from warraq.settings import get_settings

pytestmark = pytest.mark.airflow


def test_a_new_home_waits_for_the_next_time_right_after_the_last(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from airflow.dag_processing.dagbag import DagBag
    from airflow.serialization.decoders import decode_timetable
    from airflow.serialization.encoders import encode_timetable
    from airflow.timetables.base import TimeRestriction

    now = datetime.now(UTC)
    missed = now - timedelta(minutes=2)
    for name in ("WARRAQ_SCHEDULE", "WARRAQ_LEXICON_SCHEDULE"):
        monkeypatch.setenv(name, f"{missed.minute} {missed.hour} * * *")
    get_settings.cache_clear()
    dags = DagBag(str(CHECKOUT / "dags")).dags
    assert len(dags) == 3
    for dag in dags.values():
        timetable = decode_timetable(encode_timetable(dag.timetable))  # as the scheduler has it
        first = timetable.next_dagrun_info(
            last_automated_data_interval=None, restriction=TimeRestriction(None, None, catchup=False)
        )
        assert first is not None
        assert first.run_after > now, dag.dag_id

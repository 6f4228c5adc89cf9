from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.ingest.dates import date_of_path, parse_date


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("bbc/2018/03/07/123.txt", date(2018, 3, 7)),
        ("bbc/2018/3/7/123.txt", date(2018, 3, 7)),
        ("al_wadi/2026-11-06/match.txt", date(2026, 11, 6)),
        ("al_wadi/match_2026_11_06.txt", date(2026, 11, 6)),
        ("a/2018/01/01/report-2017-12-31.txt", date(2017, 12, 31)),
        ("a/wire-20261106.jsonl", date(2026, 11, 6)),
        ("a/0000/00/00/JA-localNews-362-22122016.txt", date(2016, 12, 22)),
        ("a/dump.zip/2026/11/15/a.txt", date(2026, 11, 15)),
        ("a/0000/00/00/1.txt", None),
        ("a/2018/02/30/1.txt", None),
        ("a/2018/13/01/1.txt", None),
        ("a/3018/01/01/1.txt", None),
        ("a/19551231.txt", None),
        ("a/id20261106x.txt", None),
        ("a/12018/03/071/1.txt", None),
        ("a/10.20.30/1.txt", None),
        ("", None),
    ],
)
def test_date_of_path(path: str, expected: date | None) -> None:
    found = date_of_path(path)
    assert (found and found.date()) == expected
    assert found is None or (found.tzinfo is UTC and found.hour == 0)


DAY = datetime(2016, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016-11-12", DAY),
        ("20161112", DAY),
        ("2016/11/12", DAY),
        ("12/11/2016", DAY),
        ("12.11.2016", DAY),
        ("12 Nov 2016", DAY),
        ("November 12, 2016", DAY),
        ("12 نوفمبر 2016", DAY),
        ("السبت، ١٢ تشرين الثاني ٢٠١٦", DAY),
        ("12 نونبر 2016", DAY),
        ("2016-11-12T10:30:00Z", DAY.replace(hour=10, minute=30)),
        ("2016-11-12T10:30:00+03:00", DAY.replace(hour=7, minute=30)),
        ("2016-11-12 10:30", DAY.replace(hour=9, minute=30)),
        ("12/11/2016 10:30", DAY.replace(hour=9, minute=30)),
        ("2016-11-12T00:00:00", DAY.replace(day=11, hour=23)),
        ("Sat, 12 Nov 2016 10:30:00 +0300", DAY.replace(hour=7, minute=30)),
        (1478946600, DAY.replace(hour=10, minute=30)),
        (1478946600000, DAY.replace(hour=10, minute=30)),
        ("1478946600", DAY.replace(hour=10, minute=30)),
        ("قريبا", None),
        ("2016", None),
        ("Nov 2016", None),
        ("10:30", None),
        ("0000-00-00", None),
        ("2016-02-30", None),
        ("", None),
        (None, None),
        (True, None),
        (["2016-11-12"], None),
        (float("nan"), None),
        (10**40, None),
        ("9" * 5000, None),
    ],
)
def test_parse_date(value: object, expected: datetime | None) -> None:
    assert parse_date(value, "Africa/Tunis") == expected


@given(st.text() | st.integers() | st.floats() | st.none())
def test_any_value_is_a_date_in_utc_or_none(value: object) -> None:
    found = parse_date(value, "Asia/Riyadh")
    assert found is None or found.utcoffset() is not None


@given(st.datetimes(datetime(1701, 1, 1), datetime(2099, 12, 31)))
def test_iso_times_come_back(moment: datetime) -> None:
    moment = moment.replace(tzinfo=UTC)
    assert parse_date(moment.isoformat(), "Asia/Riyadh") == moment

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.dates import periods

days = st.dates(date(1925, 1, 1), date(2075, 1, 1))


@given(days)
def test_a_day_lies_in_its_week_month_year_decade_and_century(of: date) -> None:
    wholes = (
        periods.day(of), periods.week(of), periods.month(of.year, of.month), periods.year(of.year),
        periods.decade(of.year // 10 * 10), periods.century(of.year // 100 + 1),
    )  # fmt: skip
    assert all(whole.starts <= of <= whole.ends for whole in wholes)
    lengths = [(whole.ends - whole.starts).days + 1 for whole in wholes]
    assert lengths == sorted(lengths)
    assert lengths[1] == 7


@given(days)
def test_hijri_months_follow_each_other_without_gap(of: date) -> None:
    year, month = periods.hijri_of(of)
    this = periods.hijri_month(year, month)
    assert this.starts <= of <= this.ends
    after = periods.hijri_of(this.ends + timedelta(1))
    assert after == ((year, month + 1) if month < 12 else (year + 1, 1))
    whole = periods.hijri_year(year)
    assert whole.starts <= this.starts
    assert this.ends <= whole.ends
    # The tables keep the years as they were announced, not all of them of 354 or 355 days.
    assert (whole.ends - whole.starts).days + 1 in range(353, 357)


def test_values() -> None:
    assert periods.day(date(2016, 10, 2)).value == "2016-10-02"
    assert periods.week(date(2016, 1, 3)).value == "2015-W53"
    assert periods.month(2016, 2) == ("2016-02", "month", date(2016, 2, 1), date(2016, 2, 29))
    assert periods.season(2016, 22) == ("2016-22", "season", date(2016, 6, 1), date(2016, 8, 31))
    assert periods.decade(1990).value == "199X"
    assert periods.century(19).value == "18XX"
    assert periods.about(periods.year(1961)).value == "1961~"
    both = periods.span(periods.month(2014, 4), periods.month(2017, 10))
    assert both == ("2014-04/2017-10", "month", date(2014, 4, 1), date(2017, 10, 31))
    assert periods.hijri_day(1438, 9, 15).value == "2017-06-10"


def test_what_is_no_period_is_refused() -> None:
    with pytest.raises(ValueError, match="after"):
        periods.span(periods.year(2017), periods.year(2016))
    for make in (
        lambda: periods.month(2016, 13), lambda: periods.year(0), lambda: periods.century(1),
        lambda: periods.hijri_day(1438, 1, 31),
    ):  # fmt: skip
        with pytest.raises(ValueError):  # noqa: PT011 the messages are the calendars' own
            make()
    with pytest.raises(OverflowError):
        periods.hijri_year(656)

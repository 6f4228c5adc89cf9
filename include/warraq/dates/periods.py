"""Periods: stretches of whole days, written as ISO 8601 and EDTF write them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from hijridate import Gregorian, Hijri

FIRST_YEAR, LAST_YEAR = date.min.year, date.max.year
HIJRI_YEARS = range(1343, 1501)
"""Years of the Hijri calendar that the tables of Umm al-Qura cover: 1924 to 2077."""
SEASONS = {21: 3, 22: 6, 23: 9}
"""First month of spring, summer and autumn by the number that EDTF gives them."""
SEASON_MONTHS = 3


class Period(NamedTuple):
    """A stretch of whole days."""

    value: str
    """As ISO 8601-2 (EDTF) writes it: `2016-10-12`, `2016-10`, `2016-W41`, `201X`, `2016/2018`."""
    precision: str
    """One of `schema.PRECISIONS`."""
    starts: date
    """Its first day."""
    ends: date
    """Its last day."""


def day(of: date) -> Period:
    """One day."""
    return Period(of.isoformat(), "day", of, of)


def week(of: date) -> Period:
    """The week, Monday to Sunday, that a day lies in."""
    monday = of - timedelta(of.weekday())
    year, number, _ = of.isocalendar()
    return Period(f"{year}-W{number:02}", "week", monday, monday + timedelta(6))


def month(year: int, number: int) -> Period:
    """A month of the Gregorian calendar.

    Raises:
        ValueError: There is no such month or year.
    """
    first = date(year, number, 1)
    return Period(f"{year:04}-{number:02}", "month", first, first.replace(day=monthrange(year, number)[1]))


def season(year: int, number: int) -> Period:
    """Spring (21), summer (22) or autumn (23) of the northern hemisphere, three whole months.

    Raises:
        ValueError: The year cannot be a date.
    """
    first, last = month(year, SEASONS[number]), month(year, SEASONS[number] + SEASON_MONTHS - 1)
    return Period(f"{year:04}-{number}", "season", first.starts, last.ends)


def year(number: int) -> Period:
    """A year of the Gregorian calendar.

    Raises:
        ValueError: It lies outside 1 to 9999.
    """
    return Period(f"{number:04}", "year", date(number, 1, 1), date(number, 12, 31))


def decade(first: int) -> Period:
    """Ten years from `first`, a multiple of ten."""
    return Period(f"{first // 10:03}X", "decade", date(first, 1, 1), date(first + 9, 12, 31))


def century(number: int) -> Period:
    """The 2nd century and later ones: a hundred years of the same first two digits, as news counts them.

    Raises:
        ValueError: It is the first, which has no year 0, or too late for a date.
    """
    first = (number - 1) * 100
    return Period(f"{number - 1:02}XX", "century", date(first, 1, 1), date(first + 99, 12, 31))


def span(first: Period, last: Period) -> Period:
    """From the beginning of one period to the end of another.

    Raises:
        ValueError: It would end before it begins.
    """
    if last.ends < first.starts:
        raise ValueError(f"{first.value} is after {last.value}")
    return Period(f"{first.value}/{last.value}", last.precision, first.starts, last.ends)


def about(period: Period) -> Period:
    """The same, marked as approximate."""
    return period._replace(value=f"{period.value}~")


def hijri_day(year_: int, month_: int, day_: int) -> Period:
    """A day of the Hijri calendar, by the tables of Umm al-Qura.

    Raises:
        ValueError: There is no such day.
        OverflowError: The year lies outside `HIJRI_YEARS`.
    """
    found = Hijri(year_, month_, day_).to_gregorian()
    return day(date(found.year, found.month, found.day))


def hijri_month(year_: int, month_: int) -> Period:
    """A month of the Hijri calendar; see `hijri_day`."""
    first = hijri_day(year_, month_, 1)
    last = day(first.starts + timedelta(Hijri(year_, month_, 1).month_length() - 1))
    return span(first, last)._replace(precision="month")


def hijri_year(year_: int) -> Period:
    """A year of the Hijri calendar; see `hijri_day`."""
    return span(hijri_month(year_, 1), hijri_month(year_, 12))._replace(
        value=f"{hijri_day(year_, 1, 1).value}/{hijri_month(year_, 12).ends.isoformat()}", precision="year"
    )


def hijri_of(of: date) -> tuple[int, int]:
    """The year and month of the Hijri calendar that a day lies in; see `hijri_day`."""
    found = Gregorian(of.year, of.month, of.day).to_hijri()
    return found.year, found.month

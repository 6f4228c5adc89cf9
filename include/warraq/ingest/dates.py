"""When a document was published: from a field or from its path."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_FIRST_YEAR, _LAST_YEAR = 1700, 2100
_FIRST_COMPACT_YEAR = 1990
"""Eight digits in a row are a date only from this year on; numbers of articles look like older ones."""

_PATH_DATE = re.compile(r"(?<![0-9])([0-9]{4})([-_./])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_COMPACT_DATE = re.compile(r"(?<![^\W_])([0-9]{8})(?![^\W_])")

_YEAR_FIRST = re.compile(r"^([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_RFC_2822 = re.compile(r"^(?:[A-Za-z]{3}, *)?[0-9]{1,2} [A-Za-z]{3} [0-9]{4} [0-9]{1,2}:")
_EPOCH = re.compile(r"^-?[0-9]{9,16}(?:\.[0-9]+)?$")

_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)

# Names of the months: Egypt and the Gulf, the Levant and Iraq, the Maghreb.
_MONTHS = {
    "Jan": "يناير|كانون الثاني|جانفي",
    "Feb": "فبراير|شباط|فيفري",
    "Mar": "مارس|آذار|اذار",
    "Apr": "أبريل|ابريل|إبريل|نيسان|أفريل",
    "May": "مايو|أيار|ايار|ماي",
    "Jun": "يونيو|يونيه|حزيران|جوان",
    "Jul": "يوليو|يوليه|تموز|جويلية|يوليوز",
    "Aug": "أغسطس|اغسطس|آب|أوت|غشت",
    "Sep": "سبتمبر|أيلول|ايلول|شتنبر",
    "Oct": "أكتوبر|اكتوبر|تشرين الأول|تشرين الاول",
    "Nov": "نوفمبر|تشرين الثاني|نونبر",
    "Dec": "ديسمبر|كانون الأول|كانون الاول|دجنبر",
}
_MONTH = re.compile("|".join(rf"(?P<{english}>\b(?:{arabic})\b)" for english, arabic in _MONTHS.items()))
_FILLER = re.compile(
    r"\b(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد|الساعة)\b|،"
)
"""Days of the week, "o'clock" and the comma, which the parser does not know."""


def date_of_path(path: str) -> datetime | None:
    """The day that a path names, at midnight UTC.

    `YYYY/MM/DD` folders or `YYYY-MM-DD` (also with `_` or `.`) in a folder or file name, the last
    one if there are several; failing that eight digits standing alone, `YYYYMMDD` or `DDMMYYYY`.

    Args:
        path: With `/` between folders; of an archive member, its path inside is part of it.

    Returns:
        None if there is no date in it, or none that the calendar knows (`0000/00/00`).
    """
    for year, _, month, day in reversed(_PATH_DATE.findall(path)):
        if (found := _day(year, month, day)) is not None:
            return found
    for digits in reversed(_COMPACT_DATE.findall(path)):
        year_first = _day(digits[:4], digits[4:6], digits[6:], _FIRST_COMPACT_YEAR)
        day_first = _day(digits[4:], digits[2:4], digits[:2], _FIRST_COMPACT_YEAR)
        if (year_first is None) != (day_first is None):
            return year_first or day_first
    return None


def _day(year: str, month: str, day: str, first_year: int = _FIRST_YEAR) -> datetime | None:
    try:
        found = datetime(int(year), int(month), int(day), tzinfo=UTC)
    except ValueError:
        return None
    return found if first_year <= found.year <= _LAST_YEAR else None


def parse_date(value: object, timezone: str) -> datetime | None:
    """The moment that a field holds.

    ISO 8601, RFC 2822, seconds or milliseconds since 1970, and what python-dateutil reads for
    sure: nothing that leaves out the day, month or year, and day before month (12/11/2016 is in
    November). Arabic digits and names of months are known.

    Args:
        value: A string or number of a record.
        timezone: IANA time zone of times without one.

    Returns:
        In UTC; midnight UTC if only the day is given; None if it is no date, or before 1700 or
        after 2100.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).translate(_ARABIC_DIGITS).strip()
    try:
        found = _parse(text, timezone)
        return found if found and _FIRST_YEAR <= found.year <= _LAST_YEAR else None
    except (ValueError, OverflowError, OSError):
        return None


@lru_cache(maxsize=4096)
def _parse(text: str, timezone: str) -> datetime | None:
    if _EPOCH.match(text):
        return _from_epoch(float(text))
    if _RFC_2822.match(text):
        return _in_utc(parsedate_to_datetime(text), timezone)
    text = _YEAR_FIRST.sub(r"\1-\2-\3", text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return _parse_freely(text, timezone)
    day_only = found.time() == time() and ":" not in text and "T" not in text
    return found.replace(tzinfo=UTC) if day_only else _in_utc(found, timezone)


def _from_epoch(number: float) -> datetime:
    seconds = number
    for _ in range(2):  # milliseconds, microseconds
        if abs(seconds) >= 1e11:
            seconds /= 1000
    return datetime.fromtimestamp(seconds, tz=UTC)


def _parse_freely(text: str, timezone: str) -> datetime | None:
    from dateutil import parser

    text = _FILLER.sub(" ", _MONTH.sub(lambda found: str(found.lastgroup), text))
    # What the parser does not find it takes from the default: read with two defaults that share
    # nothing, only a date that is really there comes out twice.
    defaults = datetime(2000, 1, 1), datetime(2003, 4, 5, 6, 7, 8)
    day_first = not re.match("[0-9]{4}", text)
    first, second = (parser.parse(text, default=default, dayfirst=day_first) for default in defaults)
    if first.date() != second.date():
        return None
    if first.time() == time() and second.time() != time():
        return first.replace(tzinfo=UTC)
    return _in_utc(first, timezone)


def _in_utc(moment: datetime, timezone: str) -> datetime:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(timezone))
    return moment.astimezone(UTC)


@lru_cache(maxsize=8)
def _zone(name: str) -> tzinfo:
    return ZoneInfo(name)

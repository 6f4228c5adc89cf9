"""Dates by name and number: days, months and years of both calendars, and ranges of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from re import Match

from warraq.dates import periods
from warraq.dates.periods import Period
from warraq.dates.reading import (
    OUTSIDE_CALENDAR,
    STEPS,
    Found,
    Reading,
    Resolver,
    Sentence,
    absolute,
    choose,
    direction,
    reckoned,
)
from warraq.dates.vocabulary import OTHER, event_years
from warraq.text.fold import fold_ar

_MONTHS_IN_YEAR = 12
_YEARS_AROUND = range(-2, 3)
"""Years before and after the publication that a date without a year may lie in."""
_FIRST_PLAIN_YEAR, _LAST_PLAIN_YEAR = 1900, 2059
"""Numbers that are years wherever a preposition stands before them."""
_ROUND_NUMBER = 2000
"""A year that is more often a number of things."""

_KANUN, _TISHRIN = {1: 12, 2: 1}, {1: 10, 2: 11}
"""Months of the two pairs of Levantine months that have a number in their name."""
_RABI, _JUMADA, _LATTER = 3, 5, 2

_EVENTS = event_years()


def month_number(sentence: Sentence, start: int, end: int) -> int:
    """The month of the Gregorian calendar that one or two words name."""
    if end - start == 1:
        return sentence.value(start)
    pair = _KANUN if sentence.is_kind(start, "KANUN") else _TISHRIN
    return pair.get(sentence.value(end - 1), 0)


def hijri_month_number(sentence: Sentence, start: int, end: int) -> int:
    """The month of the Hijri calendar that one or two words name; 0 if there is none of that name."""
    words = [place for place in range(start, end) if not sentence.is_kind(place, "HOLY")]
    if len(words) == 1:
        return sentence.value(start)
    second = _LATTER if sentence.is_kind(words[-1], "LATTER") else sentence.value(words[-1])
    if sentence.is_kind(start, "DHU"):
        return second
    base = _RABI if sentence.is_kind(start, "RABI") else _JUMADA
    return base + second - 1 if second in (1, _LATTER) else 0


def day(match: Match[str], sentence: Sentence) -> Found:
    """A day and a month, with or without a year."""
    number = _day_number(match, sentence)
    yield from _days_of(match, sentence, [(match.start(), match.end(), number)])


def days(match: Match[str], sentence: Sentence) -> Found:
    """Several days of one month: all from the first to the last, or just these."""
    numbered = [place for place in range(match.start("first"), match.start("month")) if sentence.value(place)]
    whole = match.span()
    through = match["through"] or (len(numbered) == 2 and sentence.is_kind(match.start() - 1, "BETWEEN"))
    if not through:
        starts = [match.start(), *(place for place in numbered[1:])]
        ends = [place + 1 for place in numbered[:-1]] + [match.end()]
        wanted = [(a, b, sentence.value(n)) for a, b, n in zip(starts, ends, numbered, strict=True)]
        yield from _days_of(match, sentence, wanted)
        return
    first, last = sentence.value(numbered[0]), sentence.value(numbered[-1])
    ends_of = list(_days_of(match, sentence, [(*whole, first), (*whole, last)]))
    if len(ends_of) == 2 and first < last:
        yield _joined(*ends_of)


def _joined(first: Reading, last: Reading) -> Reading:
    if first.period is None or last.period is None:
        return last._replace(first=first.first, period=None, unresolved=last.unresolved or first.unresolved)
    return last._replace(first=first.first, period=periods.span(first.period, last.period))


def _day_number(match: Match[str], sentence: Sentence) -> int:
    group = "number" if match["number"] else "ordinal"
    return sentence.total(*match.span(group))


def _days_of(match: Match[str], sentence: Sentence, wanted: Sequence[tuple[int, int, int]]) -> Found:
    """Days of the month that `match` names: for each its words and its number in the month."""
    if (
        sentence.is_kind(match.start() - 1, "PLACE")
        or _every_year(match, sentence)
        or _is_nth(match, sentence)
    ):
        return
    month, matching = _month_of(match, sentence)
    for first, last, number in wanted:
        for reading in _day_of(match, sentence, month, number, matching):
            end = last if matching or last != match.end() else match.end("month")
            yield reading._replace(first=first, last=end)


def _month_of(match: Match[str], sentence: Sentence) -> tuple[int, bool]:
    """The month, and whether its second name, if it has one, is of the same month."""
    month = month_number(sentence, *match.span("month"))
    second = next((group for group in ("alias", "aside") if match[group]), None)
    return month, second is None or month_number(sentence, *match.span(second)) == month


def _day_of(match: Match[str], sentence: Sentence, month: int, number: int, whole: bool) -> Found:
    year = sentence.value(match.start("year")) if whole and match["year"] else 0
    if not year and sentence.is_kind(match.start() - 1, "EVENT"):
        event = fold_ar(sentence.words[match.start() - 1])
        year = _EVENTS.get((event.removeprefix("و"), month, number), 0)
        if not year:
            return
    if year:
        yield from absolute(match, lambda: periods.day(date(year, month, number)))
        return
    weekday = sentence.value(match.start("weekday")) if match["weekday"] else None
    weight = sentence.weight_of_future(match.start(), match.end())

    def nearest(of: date) -> Period:
        found = [p for y in _years(match, sentence, of, whole) if (p := _possible(y, month, number))]
        fitting = [period for period in found if period.starts.weekday() == weekday]
        return choose(fitting or found, of, direction(match, sentence) if whole else "", weight)

    for reading in reckoned(match, sentence, nearest, "implied"):
        floating = None if match["qualifier"] else (month, number)
        yield reading._replace(floating=floating, same_year=whole and match["same"] is not None)


def _years(match: Match[str], sentence: Sentence, of: date, whole: bool = True) -> list[int]:
    """Years that a date without one can be of: "of last year" leaves one."""
    if whole and (match["this"] or match["of"]):
        return [of.year + STEPS[direction(match, sentence, "of")]]
    return [of.year + step for step in _YEARS_AROUND]


def _possible(year: int, month: int, number: int) -> Period | None:
    try:
        return periods.day(date(year, month, number))
    except ValueError:
        return None


def day_of_month(match: Match[str], sentence: Sentence) -> Found:
    """The fifth of this month."""
    number = _day_number(match, sentence)
    steps = 0 if match["this"] else STEPS[direction(match, sentence)]

    def counted(of: date) -> Period:
        year, month = shifted(of, steps)
        return periods.day(date(year, month, number))

    yield from reckoned(match, sentence, counted)


def shifted(of: date, months: int) -> tuple[int, int]:
    """The year and month some months on from that of a day."""
    place = of.year * _MONTHS_IN_YEAR + of.month - 1 + months
    return place // _MONTHS_IN_YEAR, place % _MONTHS_IN_YEAR + 1


def month(match: Match[str], sentence: Sentence) -> Found:
    """A month, where something shows that one is meant."""
    number, matching = _month_of(match, sentence)
    if not number or not _is_month(match, sentence):
        return
    whole = matching
    year = sentence.value(match.start("year")) if whole and match["year"] else 0
    if year:
        readings = list(absolute(match, lambda: periods.month(year, number)))
    else:
        weight = sentence.weight_of_future(match.start(), match.end())

        def nearest(of: date) -> Period:
            found = [periods.month(y, number) for y in _years(match, sentence, of, whole)]
            return choose(found, of, direction(match, sentence) if whole else "", weight)

        readings = list(reckoned(match, sentence, nearest, "implied"))
        if not match["qualifier"]:
            same = whole and match["same"] is not None
            readings = [reading._replace(floating=(number, 0), same_year=same) for reading in readings]
    end = match.end() if whole else match.end("month")
    yield from (reading._replace(last=end) for reading in readings)


def _is_nth(match: Match[str], sentence: Sentence) -> bool:
    """Whether the ordinal belongs to a noun before it: "the first week of March"."""
    before = match.start() - 1
    ordinal = "ordinal" in match.re.groupindex and match.start("ordinal") == match.start()
    if not ordinal or before < 0 or sentence.is_kind(before, "TODAY"):
        return False
    return sentence.is_kind(before, "THE_WEEK THE_PLURAL") or (
        sentence.kinds[before] == OTHER and fold_ar(sentence.words[before]).startswith("ال")
    )


def _every_year(match: Match[str], sentence: Sentence) -> bool:
    """Whether "of every year" follows, which is no one day."""
    return sentence.is_kind(match.end() + 1, "EACH") and sentence.is_kind(match.end(), "FROM IN")


def _is_month(match: Match[str], sentence: Sentence) -> bool:
    before = match.start() - 1
    if _every_year(match, sentence):
        return False
    if sentence.is_kind(before, "PLACE EVENT") or sentence.is_kind(match.end(), "COLOUR"):
        return False
    if match["head"] or match["alias"] or match["aside"] or match.end() > match.end("month"):
        return True
    if sentence.is_kind(match.start("month"), "MAYBE_MONTH"):
        return sentence.is_kind(before, "IN SINCE EDGE")
    return sentence.is_kind(before, "IN SINCE EDGE TO BEFORE BETWEEN FROM")


def numeric(match: Match[str], sentence: Sentence) -> Found:
    """12/10/2016, 2016-10-12 or 12.10.2016; a year of the Hijri calendar is known by its number."""
    if match["dotted"]:
        number, month_, year = map(int, fold_ar(match_word(match, sentence, "dotted")).split("."))
    elif match["iso"]:
        start = match.start("iso")
        year, month_, number = (sentence.value(start + step) for step in (0, 2, 4))
    else:
        groups = ("a", "b" if match["b"] else "c", "year")
        number, month_, year = (sentence.value(match.start(group)) for group in groups)
    if month_ > _MONTHS_IN_YEAR >= number:
        number, month_ = month_, number
    if month_ > _MONTHS_IN_YEAR:
        return
    if year in periods.HIJRI_YEARS:
        yield from absolute(match, lambda: periods.hijri_day(year, month_, number), "hijri")
    else:
        yield from absolute(match, lambda: periods.day(date(year, month_, number)))


def match_word(match: Match[str], sentence: Sentence, group: str) -> str:
    """The word that a group of one word matched."""
    return sentence.words[match.start(group)]


def hijri_day(match: Match[str], sentence: Sentence) -> Found:
    """A day of the Hijri calendar, with or without a year."""
    month_, number = hijri_month_number(sentence, *match.span("month")), _day_number(match, sentence)
    if not month_ or sentence.is_kind(match.start() - 1, "PLACE EVENT") or _is_nth(match, sentence):
        return
    if match["year"]:
        year = sentence.value(match.start("year"))
        if year in periods.HIJRI_YEARS or not sentence.is_kind(match.start("year"), "YEAR_NUMBER"):
            yield from absolute(match, lambda: periods.hijri_day(year, month_, number), "hijri")
    elif not sentence.is_kind(match.start("month"), "MAYBE_HIJRI_MONTH"):
        weight = sentence.weight_of_future(match.start(), match.end())

        def nearest(of: date) -> Period:
            found = [periods.hijri_day(y, month_, number) for y in _hijri_years(match, sentence, of)]
            return choose(found, of, direction(match, sentence), weight)

        yield from reckoned(match, sentence, nearest, "implied", "hijri")


def hijri_month(match: Match[str], sentence: Sentence) -> Found:
    """A month of the Hijri calendar, after the word "month" or with a year or "last"."""
    last = "" if match["month"] else "_2"
    month_ = hijri_month_number(sentence, *match.span(f"month{last}"))
    if not month_ or sentence.is_kind(match.start() - 1, "DAY_NUMBER NUMBER"):
        return
    if match[f"year{last}"]:
        place = match.start(f"year{last}")
        year = sentence.value(place)
        if year in periods.HIJRI_YEARS or not sentence.is_kind(place, "YEAR_NUMBER"):
            yield from absolute(match, lambda: periods.hijri_month(year, month_), "hijri")
        return
    weight = sentence.weight_of_future(match.start(), match.end())

    def nearest(of: date) -> Period:
        years = _hijri_years(match, sentence, of, last)
        found = [periods.hijri_month(y, month_) for y in years]
        return choose(found, of, direction(match, sentence, f"qualifier{last}"), weight)

    yield from reckoned(match, sentence, nearest, "implied", "hijri")


def _hijri_years(match: Match[str], sentence: Sentence, of: date, last: str = "") -> list[int]:
    current, _ = periods.hijri_of(of)
    if match[f"this{last}"] or match[f"of{last}"]:
        return [current + STEPS[direction(match, sentence, f"of{last}")]]
    return [current + step for step in _YEARS_AROUND]


def hijri_year(match: Match[str], sentence: Sentence) -> Found:
    """A year of the Hijri calendar, or all from one to another."""
    number = sentence.value(match.start("year" if match["year"] else "alone"))
    first = sentence.value(match.start("low")) if match["low"] else number
    make = partial(periods.hijri_year, number)
    if first != number:
        yield from absolute(match, lambda: periods.span(periods.hijri_year(first), make()), "hijri")
    else:
        yield from absolute(match, make, "hijri")


def year(match: Match[str], sentence: Sentence) -> Found:
    """A year, after the word for it or before the mark of the era."""
    if sentence.is_kind(match.start() - 1, "GENERAL"):
        return
    if match["old"]:
        yield Reading(match.start(), match.end(), "absolute", "gregorian", None, OUTSIDE_CALENDAR, "")
        return
    number = sentence.value(match.start("year" if match["year"] else "alone"))
    yield from absolute(match, lambda: periods.year(number))


def year_alone(match: Match[str], sentence: Sentence) -> Found:
    """A number that a preposition makes a year: "since 2011"."""
    number = sentence.value(match.start("year" if match["year"] else "part"))
    if not _FIRST_PLAIN_YEAR <= number <= _LAST_PLAIN_YEAR:
        return
    end = match.end("year" if match["year"] else "part")
    follows = end < len(sentence.kinds) and sentence.words[end][0].isalpha()
    if number == _ROUND_NUMBER and follows:
        return
    for reading in absolute(match, partial(periods.year, number)):
        yield reading._replace(last=end)
    # "in 2014 and 2016 and 2017"
    for place in range(end, match.end()):
        if also := sentence.value(place):
            for reading in absolute(match, partial(periods.year, also)):
                yield reading._replace(first=place, last=place + 1)


def years(match: Match[str], sentence: Sentence) -> Found:
    """Two years: all from the first to the second, or just these two."""
    start = match.start("first") if match["head"] else match.start()
    first, last = sentence.value(start), sentence.value(match.end() - 1)
    if not _FIRST_PLAIN_YEAR <= first < last <= _LAST_PLAIN_YEAR and not match["head"]:
        return
    before = match.start() - 1
    if match["season"] and last - first != 1 and not sentence.is_kind(before, "SPORT_SEASON FROM IN"):
        return
    if match["head"] and match["through"] is None and not sentence.is_kind(before, "BETWEEN"):
        for number, low, high in ((first, match.start(), start + 1), (last, start + 1, match.end())):
            for reading in absolute(match, partial(periods.year, number)):
                yield reading._replace(first=low, last=high)
        return
    yield from absolute(match, lambda: periods.span(periods.year(first), periods.year(last)))


RESOLVERS: Mapping[str, Resolver] = {
    "day": day, "days": days, "day_of_month": day_of_month, "month": month, "numeric": numeric,
    "hijri_day": hijri_day, "hijri_month": hijri_month, "hijri_year": hijri_year,
    "year": year, "year_alone": year_alone, "years": years,
}  # fmt: skip
"""What the rules of `grammar` of these names mean."""

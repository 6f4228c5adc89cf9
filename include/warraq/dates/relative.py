"""Dates that are reckoned from the day of publication, and stretches without exact days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from re import Match

from warraq.dates import periods
from warraq.dates.named import shifted
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
from warraq.dates.vocabulary import KINDS, UNITS, letters, word_set
from warraq.text.fold import fold_ar

_WEEK = 7
_SUNDAY = 6
"""In Arab countries mostly the first working day: on it "last week" is the one that ISO 8601 is ending."""
_RABI_IS_SPRING = 21
_CENTURY, _DECADE = 100, 10
_EARLY = timedelta(30)
_OLDEST_DECADE = 50
"""Decades from here on are of the last century; younger ones are more often people's ages."""
_TODAY_NOT_AFTER = word_set("TODAY_NOT_AFTER")
"""Words after which "the day" is not the day of publication: "in that day", and names of newspapers."""
_TODAY_NOT_BEFORE = word_set("TODAY_NOT_BEFORE")
"""Words before which "today" means these days."""
_SURE = word_set("SURE")
"""Words before which "today" is today."""
_REPORTED_WITHIN = 12
"""Words back from "today" within which a verb shows that it is the day of publication."""


def season(match: Match[str], sentence: Sentence) -> Found:
    """Spring, summer or autumn of a year."""
    if match["name"]:
        place = match.start("name")
        number = sentence.value(place) or _RABI_IS_SPRING
        year = sentence.value(match.start("year"))
        yield from absolute(match, lambda: periods.season(year, number))
        return
    place = match.end() - 1 if match["this"] else match.start("qualifier") - 1
    number = sentence.value(place)

    def nearest(of: date) -> Period:
        if match["this"]:
            return periods.season(of.year, number)
        found = [periods.season(of.year + step, number) for step in (-2, -1, 0, 1, 2)]
        towards = direction(match, sentence)
        # "Next summer" may have begun by the calendar and not yet by the weather.
        return choose(found, of - _EARLY if towards == "future" else of, towards)

    yield from reckoned(match, sentence, nearest)


def weekday(match: Match[str], sentence: Sentence) -> Found:
    """A day of the week: the last one, today included, unless something points to the next."""
    place = match.start("weekday")
    if not _is_weekday(match, sentence):
        return
    number = sentence.value(place)
    towards = direction(match, sentence)
    ahead = match["near"] is None and not towards and sentence.points_ahead(match.start(), match.end())
    near = next((n for n in ("TODAY", "YESTERDAY", "TOMORROW") if sentence.is_kind(match.start(), n)), "")

    def counted(of: date) -> Period:
        if near:
            return periods.day(_nearest_weekday(of + timedelta(_NEAR_STEPS[near]), number))
        back = (of.weekday() - number) % _WEEK
        if towards == "future" or (ahead and back):
            return periods.day(of + timedelta(_WEEK - back))
        weeks = {"past": 0 if back else 1, "before_past": 1 if back else 2}.get(towards, 0)
        return periods.day(of - timedelta(back + weeks * _WEEK))

    yield from reckoned(match, sentence, counted)


_NEAR_STEPS = {"TODAY": 0, "YESTERDAY": -1, "TOMORROW": 1}


def _nearest_weekday(of: date, number: int) -> date:
    """The day of the week nearest to a day: a text can be published after it was written."""
    forward = (number - of.weekday()) % _WEEK
    return of + timedelta(forward if forward * 2 < _WEEK else forward - _WEEK)


def _is_weekday(match: Match[str], sentence: Sentence) -> bool:
    before, after = match.start() - 1, match.end()
    if sentence.is_kind(before, "EACH PRAYER PLACE GENERAL") or sentence.is_kind(after, "COLOUR"):
        return False
    if sentence.is_kind(after, "ORDINAL FEMININE"):
        # "The second Friday of the protests" is a name.
        return False
    # "Between the two", not "between Monday ..."
    two = sentence.is_kind(before, "BETWEEN") and fold_ar(sentence.words[match.end() - 1]) == "الاثنين"
    return not two or sentence.is_kind(after, "WEEKDAY") or match.end() - match.start() > 1


def near(match: Match[str], sentence: Sentence) -> Found:
    """Yesterday, today, tomorrow, the days next to them, and the nights."""
    steps = _near_steps(match, sentence)
    if steps is not None:
        yield from reckoned(match, sentence, lambda of: periods.day(of + timedelta(steps)))


def _near_steps(match: Match[str], sentence: Sentence) -> int | None:
    if match["before"]:
        ordinal = next(place for place in range(match.start(), match.end()) if sentence.value(place))
        return -2 if sentence.value(ordinal) == 1 else None
    if match["yesterday"]:
        return -1
    if match["after"]:
        return 2
    if match["tomorrow"]:
        sure = sentence.value(match.end() - 1) == 1 or match.end() - match.start() > 1
        return 1 if sure else None
    if match["night"]:
        if sentence.is_kind(match.end() - 1, "PAST"):
            return -1
        return 0 if _is_today(match, sentence) else None
    return 0 if _is_today(match, sentence) else None


def _is_today(match: Match[str], sentence: Sentence) -> bool:
    """Whether "the day" is the day of publication, not "the second day", "these days" or a newspaper."""
    before, after = match.start() - 1, match.end()
    if sentence.is_kind(before, "PART_OF_DAY"):
        return not sentence.is_kind(after, "SAME ORDINAL")
    if before >= 0 and fold_ar(sentence.words[before]) in _TODAY_NOT_AFTER:
        return False
    if sentence.is_kind(before, "QUOTE") or sentence.is_kind(after, "SAME QUOTE ORDINAL"):
        return False
    if after >= len(sentence.words) or sentence.is_kind(after, "COMMA STOP"):
        return not sentence.is_kind(before, "COMMA")
    follows = fold_ar(sentence.words[after])
    if follows in _TODAY_NOT_BEFORE:
        return False
    if follows in _SURE or sentence.is_kind(before, "SAYS"):
        return True
    # A definite adjective follows in "the next day", "the national day of ...".
    return not follows.startswith("ال") and _is_reported(match, sentence)


def _is_reported(match: Match[str], sentence: Sentence) -> bool:
    """Whether a verb of reporting, or one of what is to come, stands shortly before, outside a quotation."""
    start = max(match.start() - _REPORTED_WITHIN, 0)
    verb = max(sentence.kinds.rfind(letter, start, match.start()) for letter in letters("SAYS AHEAD"))
    quote = sentence.kinds.rfind(KINDS["QUOTE"], start, match.start())
    return verb > quote


def unit(match: Match[str], sentence: Sentence) -> Found:
    """Last week, this month, next year, the last century."""
    place = match.start("unit") if match["unit"] else match.start("one")
    if sentence.is_kind(match.start() - 1, "GENERAL"):
        return
    steps = 0 if match["this"] else STEPS[direction(match, sentence)]

    def counted(of: date) -> Period:
        if sentence.is_kind(place, "THE_WEEK"):
            return periods.week(of + timedelta(steps * _WEEK + (of.weekday() == _SUNDAY)))
        if sentence.is_kind(place, "THE_MONTH"):
            return periods.month(*shifted(of, steps))
        if sentence.is_kind(place, "THE_YEAR"):
            return periods.year(of.year + steps)
        return periods.century(of.year // _CENTURY + 1 + steps)

    yield from reckoned(match, sentence, counted)


def ago(match: Match[str], sentence: Sentence) -> Found:
    """Three days ago, since two years; not "two days before the vote"."""
    if sentence.is_kind(match.start(), "BEFORE") and sentence.is_kind(match.end(), "FROM"):
        return
    count, name = _counted(match, sentence)
    if not count:
        return

    def counted(of: date) -> Period:
        found = back(of, count, name)
        return periods.about(found) if match["about"] or name in ("decade", "century") else found

    yield from reckoned(match, sentence, counted)


def _counted(match: Match[str], sentence: Sentence) -> tuple[int, str]:
    """How many of which unit; (0, ...) if it is not said."""
    if match["single"]:
        return 1, _unit(sentence, match.start("single"))
    if match["dual"]:
        return 2, _unit(sentence, match.start("dual"))
    group = "digits" if match["digits"] else "cardinal"
    return sentence.total(*match.span(group)), _unit(sentence, match.start("unit"))


def _unit(sentence: Sentence, place: int) -> str:
    for kind, name in (("YEAR_WORD", "year"), ("MONTH_WORD", "month"), ("DAY_WORD", "day")):
        if sentence.is_kind(place, kind):
            return name
    return UNITS[sentence.value(place)]


def back(of: date, count: int, name: str) -> Period:
    """The day, week, month or year that lies `count` units before a day.

    Raises:
        ValueError, OverflowError: It lies before year 1.
    """
    if name == "day":
        return periods.day(of - timedelta(count))
    if name == "week":
        return periods.week(of - timedelta(count * _WEEK))
    if name == "month":
        return periods.month(*shifted(of, -count))
    return periods.year(of.year - count * {"year": 1, "decade": _DECADE, "century": _CENTURY}[name])


def last(match: Match[str], sentence: Sentence) -> Found:
    """The last five years, the coming two weeks: from then to now, or from now to then."""
    place = match.start("unit")
    name = UNITS[sentence.value(place)]
    if match["digits"] or match["cardinal"]:
        count = sentence.total(*match.span("digits" if match["digits"] else "cardinal"))
    else:
        # Of the plurals only a dual says how many.
        word = fold_ar(sentence.words[place])
        count = 2 if word.endswith("ين") and not word.endswith("السنين") else 0
    if not count or name in ("decade", "century"):
        return
    steps = -count if sentence.is_kind(match.start("direction"), "FUTURE") else count

    def counted(of: date) -> Period:
        then, now = back(of, steps, name), back(of, 0, name)
        return periods.span(then, now) if steps > 0 else periods.span(now, then)

    yield from reckoned(match, sentence, counted)


def decade(match: Match[str], sentence: Sentence) -> Found:
    """The nineties; of the last century, if no other is named."""
    tens = sentence.value(match.start("decade"))
    if match["nth"]:
        century = _nth(match, sentence)
        yield from absolute(match, lambda: periods.decade((century - 1) * _CENTURY + tens))
        return
    if not match["qualifier"] and tens < _OLDEST_DECADE and not _is_decade(match, sentence):
        return

    def counted(of: date) -> Period:
        first = of.year // _CENTURY * _CENTURY
        steps = STEPS[direction(match, sentence)] if match["qualifier"] else -1
        return periods.decade(first + steps * _CENTURY + tens)

    yield from reckoned(match, sentence, counted, "implied")


def _is_decade(match: Match[str], sentence: Sentence) -> bool:
    return sentence.is_kind(match.start() - 1, "SINCE EDGE TO") and not any(
        kind for kind in ("AGE",) if sentence.is_kind(match.end() + 1, kind)
    )


def century(match: Match[str], sentence: Sentence) -> Found:
    """The 19th century."""
    number = _nth(match, sentence)
    if match["old"] or match["hijri"] or number < 2:
        calendar = "hijri" if match["hijri"] else "gregorian"
        yield Reading(match.start(), match.end(), "absolute", calendar, None, OUTSIDE_CALENDAR, "")
        return
    yield from absolute(match, lambda: periods.century(number))


def _nth(match: Match[str], sentence: Sentence) -> int:
    return sentence.total(*match.span("nth"))


RESOLVERS: Mapping[str, Resolver] = {
    "season": season, "weekday": weekday, "near": near, "unit": unit, "ago": ago, "last": last,
    "decade": decade, "century": century,
}  # fmt: skip
"""What the rules of `grammar` of these names mean."""

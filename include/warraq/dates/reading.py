"""What a stretch of words says about time, and the day from which it is reckoned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from re import Match
from typing import NamedTuple

from warraq.dates.periods import Period
from warraq.dates.vocabulary import KINDS, kind_and_value, letters

NO_PUBLICATION_DATE = "no_publication_date"
NO_SUCH_DAY = "no_such_day"
OUTSIDE_CALENDAR = "outside_calendar"

_FAR = 20
"""Words back from a date within which a verb says whether it is past or still to come."""
_NEAR = 3
"""Words after a date within which a verb does."""
_LIKELIER = 2
"""A past day may be so many times further away than a future one, or the other way round ..."""
_SURER = 8
"""... and so many times where a verb before it is in the past tense."""


class Reading(NamedTuple):
    """Words of a sentence that mean a period, or would if more were known."""

    first: int
    """First word."""
    last: int
    """One past the last word."""
    kind: str
    """One of `schema.DATE_KINDS`."""
    calendar: str
    """One of `schema.CALENDARS`."""
    period: Period | None
    """None if it cannot be told; `unresolved` says why."""
    unresolved: str | None
    """One of `schema.UNRESOLVED`."""
    rule: str
    """Rule of the grammar."""
    floating: tuple[int, int] | None = None
    """Month and day (0: the whole month) of a date that gives no year, which a range may give it."""
    same_year: bool = False
    """Whether it says that it is of the same year as the date before it."""


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence with their kinds, and when the text was published."""

    words: Sequence[str]
    kinds: str
    """A letter of `vocabulary` for each word."""
    published: date | None

    def value(self, place: int) -> int:
        """The number of the word at `place`."""
        return kind_and_value(self.words[place])[1]

    def total(self, start: int, end: int) -> int:
        """The sum of the numbers of words, which is what they mean together: 5 and 20, 3 and 10."""
        return sum(self.value(place) for place in range(start, end))

    def is_kind(self, place: int, names: str) -> bool:
        """Whether there is a word at `place` of one of some kinds, given by name."""
        return 0 <= place < len(self.kinds) and self.kinds[place] in letters(names)

    def points_ahead(self, first: int, last: int) -> bool:
        """Whether the verb nearest to the words from `first` to `last` speaks of what is to come."""
        return self.weight_of_future(first, last) > 1

    def weight_of_future(self, first: int, last: int) -> float:
        """How many times likelier the verbs around some words make the future than the past."""
        start = max(first - _FAR, 0)
        ahead, past = (self.kinds.rfind(KINDS[name], start, first) for name in ("AHEAD", "SAYS"))
        if ahead != past:
            return _LIKELIER if ahead > past else 1 / _SURER
        return _LIKELIER if KINDS["AHEAD"] in self.kinds[last : last + _NEAR] else 1 / _LIKELIER


Found = Iterator[Reading]
Resolver = Callable[[Match[str], Sentence], Found]


def absolute(match: Match[str], make: Callable[[], Period], calendar: str = "gregorian") -> Found:
    """The reading of words that name their year, whether or not the calendar has such a day."""
    period: Period | None = None
    reason: str | None = None
    try:
        period = make()
    except OverflowError:
        reason = OUTSIDE_CALENDAR
    except ValueError:
        reason = NO_SUCH_DAY
    yield Reading(match.start(), match.end(), "absolute", calendar, period, reason, "")


def reckoned(
    match: Match[str],
    sentence: Sentence,
    make: Callable[[date], Period],
    kind: str = "relative",
    calendar: str = "gregorian",
) -> Found:
    """The reading of words that count from the day of publication, if that is known."""
    period: Period | None = None
    reason: str | None = NO_PUBLICATION_DATE
    if sentence.published is not None:
        try:
            period, reason = make(sentence.published), None
        except OverflowError:
            reason = OUTSIDE_CALENDAR
        except ValueError:
            reason = NO_SUCH_DAY
    yield Reading(match.start(), match.end(), kind, calendar, period, reason, "")


def direction(match: Match[str], sentence: Sentence, group: str = "qualifier") -> str:
    """`past`, `before_past`, `future` or `current` for "last", "the one before", "next", "this"; or ``""``."""
    if match[group] is None:
        return ""
    if len(match[group]) > 1:
        return "before_past"
    kind = sentence.kinds[match.start(group)]
    return next((name.lower() for name in ("PAST", "FUTURE", "CURRENT") if KINDS[name] == kind), "past")


STEPS = {"": 0, "current": 0, "past": -1, "before_past": -2, "future": 1}
"""How many units on from this one."""


def choose(candidates: Sequence[Period], of: date, towards: str, weight: float = 1.0) -> Period:
    """The one of several periods that is meant.

    Args:
        candidates: In order of time.
        of: The day of publication.
        towards: See `direction`; without one the nearest is meant.
        weight: How many times nearer a future period counts than a past one.

    Raises:
        ValueError: None of them fits.
    """
    past = [period for period in candidates if period.ends < of]
    future = [period for period in candidates if period.starts > of]
    if towards in ("past", "before_past"):
        steps = -STEPS[towards]
        if len(past) < steps:
            raise ValueError("none is past")
        return past[-steps]
    if towards == "future":
        if not future:
            raise ValueError("none is to come")
        return future[0]
    if not candidates:
        raise ValueError("there is none")
    return min(candidates, key=lambda period: _distance(period, of, weight))


def _distance(period: Period, of: date, weight: float) -> float:
    """Days between, 0 within the period."""
    if period.ends < of:
        return (of - period.ends).days
    return max((period.starts - of).days, 0) / weight

"""Find the dates in a text and say which days they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from warraq.dates import named, periods, relative
from warraq.dates.grammar import RULES
from warraq.dates.periods import Period
from warraq.dates.reading import Reading, Sentence
from warraq.dates.screen import may_have_dates
from warraq.dates.vocabulary import Kinds
from warraq.text.words import TOKEN

_RESOLVERS = {**named.RESOLVERS, **relative.RESOLVERS}
_KINDS = Kinds()


Span = tuple[int, int]


class DateMention(NamedTuple):
    """One place where a text speaks of a date."""

    sentence: int
    """Number of the sentence, from 0."""
    start: int
    """First code point in the text."""
    end: int
    """One past the last code point."""
    surface: str
    """The span as it stands in the text, clitics included."""
    kind: str
    """`absolute`, `implied` or `relative`; see `schema.DATE_KINDS`."""
    calendar: str
    """`gregorian` or `hijri`: the calendar that the text uses."""
    precision: str | None
    """`day`, `week`, `month` ...; None if unresolved."""
    value: str | None
    """The date in EDTF, Gregorian; None if unresolved."""
    starts_on: date | None
    """First day meant."""
    ends_on: date | None
    """Last day meant."""
    relative_to: date | None
    """The day of publication that it was reckoned from; None if it stands for itself."""
    unresolved: str | None
    """Why there is no value."""
    rule: str
    """Rule of the grammar that found it."""


def find_dates(text: str, sentences: Sequence[Span], published: date | None = None) -> list[DateMention]:
    """The dates in one text, in order; no two of them overlap.

    Args:
        text: Cleaned text.
        sentences: Half-open spans of its sentences, in order.
        published: The day that "yesterday" is reckoned from. Without it what depends on it is found
            all the same, but unresolved.
    """
    return find_dates_many([text], [sentences], [published])[0]


def find_dates_many(
    texts: Sequence[str], sentences: Sequence[Sequence[Span]], published: Sequence[date | None]
) -> list[list[DateMention]]:
    """The dates in each of many texts: the same as one by one, only faster.

    Args:
        texts: Cleaned texts.
        sentences: For each text the half-open spans of its sentences.
        published: For each text its day of publication, or None.
    """
    pieces = [text[start:end] for text, spans in zip(texts, sentences, strict=True) for start, end in spans]
    possible = iter(may_have_dates(pieces))
    return [
        [
            mention
            for number, (start, end) in enumerate(spans)
            if next(possible)
            for mention in _in_sentence(text, number, start, end, of)
        ]
        for text, spans, of in zip(texts, sentences, published, strict=True)
    ]


def _in_sentence(
    text: str, number: int, start: int, end: int, published: date | None
) -> Iterator[DateMention]:
    words = TOKEN.findall(text, start, end)
    kinds = "".join(map(_KINDS.__getitem__, words))
    readings = read_sentence(Sentence(words, kinds, published))
    if not readings:
        return
    starts, at = [], start
    for word in words[: readings[-1].last]:
        # Between words there is nothing but blanks.
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
    for reading in readings:
        last = reading.last - 1
        yield _mention(
            text, number, starts[reading.first], starts[last] + len(words[last]), reading, published
        )


def read_sentence(sentence: Sentence) -> list[Reading]:
    """The readings of a sentence, in order: of those that overlap the longest, then the earlier rule."""
    present = set(sentence.kinds)
    matches = [
        (match.start() - match.end(), rank, match.start(), match)
        for rank, rule in enumerate(RULES)
        if not rule.needs.isdisjoint(present)
        for match in rule.pattern.finditer(sentence.kinds)
    ]
    matches.sort(key=itemgetter(0, 1, 2))
    taken: set[int] = set()
    chosen = []
    for _, rank, _, match in matches:
        if not taken.isdisjoint(range(*match.span())):
            continue
        for reading in _RESOLVERS[RULES[rank].name](match, sentence):
            taken.update(range(reading.first, reading.last))
            chosen.append(reading._replace(rule=RULES[rank].name))
    if not chosen:
        return []
    return list(_ranges(sorted(chosen), sentence))


def _ranges(readings: list[Reading], sentence: Sentence) -> Iterator[Reading]:
    """The readings, with "from one to another" and "between one and another" made into one."""
    rest = iter(readings)
    first = next(rest)
    for given in rest:
        second = _of_same_year(given, first)
        if _is_range(first, second, sentence) and (joined := _joined(first, second)) is not None:
            first = joined
            continue
        yield first
        first = second
    yield first


def _of_same_year(reading: Reading, before: Reading) -> Reading:
    """A date "of the same year" in the year of the one before it."""
    if not reading.same_year or reading.floating is None or before.period is None:
        return reading
    month, number = reading.floating
    try:
        return reading._replace(period=_in_year(before.period.ends.year, month, number), unresolved=None)
    except ValueError:
        return reading


def _in_year(year: int, month: int, number: int) -> Period:
    """A day, or with day 0 a month."""
    return periods.day(date(year, month, number)) if number else periods.month(year, month)


def _is_range(first: Reading, second: Reading, sentence: Sentence) -> bool:
    gap = second.first - first.last
    if gap == 1 and sentence.is_kind(first.last, "TO DASH"):
        return True
    if gap == 2 and sentence.is_kind(first.last, "TO") and sentence.is_kind(first.last + 1, "UNTIL"):
        return True
    conjoined = (
        sentence.words[second.first].startswith("و")
        if gap == 0
        else gap == 1 and sentence.is_kind(first.last, "AND")
    )
    return conjoined and sentence.is_kind(first.first - 1, "BETWEEN")


def _joined(first: Reading, second: Reading) -> Reading | None:
    """One reading from the start of the first to the end of the second, if that is a stretch of time."""
    begins = _with_year_of(first, second)
    if begins is None or second.period is None or first.calendar != second.calendar:
        return None
    try:
        period = periods.span(begins, second.period)
    except ValueError:
        return None
    kind = max(first.kind, second.kind, key=("absolute", "implied", "relative").index)
    kind = second.kind if first.floating and second.kind == "absolute" else kind
    return second._replace(
        first=first.first, kind=kind, period=period, rule=f"{first.rule}_to_{second.rule}", floating=None
    )


def _with_year_of(first: Reading, second: Reading) -> Period | None:
    """The first period; where it gives no year of its own, the last such day or month before the second."""
    if first.floating is None or second.period is None:
        return first.period
    month, number = first.floating
    for year in (second.period.ends.year, second.period.ends.year - 1):
        try:
            found = _in_year(year, month, number)
        except ValueError:
            continue
        if found.starts <= second.period.starts:
            return found
    return None


def _mention(
    text: str, number: int, start: int, end: int, reading: Reading, published: date | None
) -> DateMention:
    period = reading.period
    return DateMention(
        sentence=number,
        start=start,
        end=end,
        surface=text[start:end],
        kind=reading.kind,
        calendar=reading.calendar,
        precision=period.precision if period else None,
        value=period.value if period else None,
        starts_on=period.starts if period else None,
        ends_on=period.ends if period else None,
        relative_to=None if reading.kind == "absolute" else published,
        unresolved=reading.unresolved,
        rule=reading.rule,
    )

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dates.cases import FOUND, NOTHING, PUBLISHED, UNRESOLVED
from warraq.dates.find import DateMention, find_dates, find_dates_many
from warraq.dates.screen import may_have_dates
from warraq.dates.vocabulary import SETS, WORDS_FILE
from warraq.schema import CALENDARS, DATE_KINDS, PRECISIONS
from warraq.schema import UNRESOLVED as REASONS

WORDS = [
    word
    for line in WORDS_FILE.read_text("utf-8").splitlines()
    if line and not line.startswith("#") and line.split("\t")[0] not in SETS
    for word in line.split("\t")[2].split()
]
NUMBERS = ["1", "12", "31", "2016", "1438", "1438هـ", "2016م", "٣", "١٩٩٠", "12.10.2016", "0", "456"]
MONTHS = ["يناير", "أكتوبر", "ماي", "جويلية", "آب"]
SIGNS = ["/", "-", "(", ")", "،", ".", "\n", '"']
date_words = st.lists(st.sampled_from([*WORDS, *NUMBERS, *MONTHS, *SIGNS, "قال", "و5", "كتاب"]), max_size=25)
date_like = date_words.map(" ".join)
any_text = st.one_of(date_like, st.text(max_size=80), st.text("أبجد يوم هـ0123/-\n\u064b", max_size=60))
days = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1)))


def read(text: str, published: date | None = PUBLISHED) -> list[DateMention]:
    return find_dates(text, [(0, len(text))], published)


@pytest.mark.parametrize(("text", "found"), FOUND.items())
def test_what_news_writes(text: str, found: list[tuple[str, str]]) -> None:
    assert [(mention.surface, mention.value) for mention in read(text)] == found


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(("text", "reason"), UNRESOLVED)
def test_what_cannot_be_told_says_why(text: str, reason: str) -> None:
    [mention] = read(text)
    assert (mention.value, mention.starts_on, mention.unresolved) == (None, None, reason)


@pytest.mark.parametrize("text", ["يوم الجمعة الماضي", "أمس", "في 20 سبتمبر", "منذ عامين", "شهر رمضان"])
def test_without_a_day_of_publication_it_is_kept_unresolved(text: str) -> None:
    [mention] = read(text, None)
    assert (mention.value, mention.precision, mention.ends_on) == (None, None, None)
    assert mention.unresolved == "no_publication_date"
    assert mention.relative_to is None


def test_absolute_dates_need_no_day_of_publication() -> None:
    for text in ("12 أكتوبر 2016", "عام 2016", "15 رمضان 1437هـ", "القرن التاسع عشر"):
        assert read(text, None)[0]._replace(relative_to=None) == read(text)[0]


def test_the_days_of_a_period_are_inclusive() -> None:
    spans = {
        "12 أكتوبر 2016": (date(2016, 10, 12), date(2016, 10, 12)),
        "فبراير 2016": (date(2016, 2, 1), date(2016, 2, 29)),
        "عام 2016": (date(2016, 1, 1), date(2016, 12, 31)),
        "الأسبوع الماضي": (date(2016, 10, 3), date(2016, 10, 9)),
        "التسعينيات": (date(1990, 1, 1), date(1999, 12, 31)),
        "القرن التاسع عشر": (date(1800, 1, 1), date(1899, 12, 31)),
        "بين 3 و5 مارس 2016": (date(2016, 3, 3), date(2016, 3, 5)),
    }
    for text, wanted in spans.items():
        [mention] = read(f"في {text}")
        assert (mention.starts_on, mention.ends_on) == wanted


def test_on_a_sunday_a_new_week_has_begun() -> None:
    values = {number: read("الأسبوع الماضي", date(2018, 3, number))[0].value for number in (9, 10, 11, 12)}
    assert values == {9: "2018-W09", 10: "2018-W09", 11: "2018-W10", 12: "2018-W10"}


def test_next_summer_in_june_is_that_of_the_year() -> None:
    wanted = {date(2018, 6, 8): "2018-22", date(2018, 8, 8): "2019-22"}
    assert {day: read("الصيف المقبل", day)[0].value for day in wanted} == wanted


def test_kinds() -> None:
    for text, kind in (("12 مايو 2016", "absolute"), ("12 مايو", "implied"), ("الجمعة", "relative")):
        [mention] = read(text)
        assert mention.kind == kind
        assert mention.relative_to == (None if kind == "absolute" else PUBLISHED)
    assert read("15 رمضان 1437هـ")[0].calendar == "hijri"


def test_spelling_does_not_matter() -> None:
    for text in (
        "يوم الأربعاء 12 أكتوبر 2016",
        "يوم الاربعاء ١٢ اكتوبر ٢٠١٦",
        "يَوْم الأربعـاء 12 أكتوبَر 2016",
    ):
        [mention] = read(text)
        assert (mention.surface, mention.value) == (text, "2016-10-12")


def test_a_date_does_not_run_on_into_the_next_sentence() -> None:
    text = "عقد الاجتماع في 12\nأكتوبر 2016"
    assert [mention.surface for mention in find_dates(text, [(0, 18), (19, len(text))])] == ["أكتوبر 2016"]


def check(text: str, mentions: list[DateMention]) -> None:
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.surface
        assert re.fullmatch(r"\S(?:.*\S)?", mention.surface, re.DOTALL)
        assert mention.kind in DATE_KINDS
        assert mention.calendar in CALENDARS
        if mention.value is None:
            assert mention.unresolved in REASONS
            assert (mention.precision, mention.starts_on, mention.ends_on) == (None, None, None)
        else:
            assert mention.unresolved is None
            assert mention.precision in PRECISIONS
            assert mention.starts_on is not None
            assert mention.ends_on is not None
            assert mention.starts_on <= mention.ends_on
    assert all(first.end <= second.start for first, second in pairwise(mentions))


@given(any_text, days)
def test_any_text_gives_ordered_spans_and_whole_values(text: str, published: date | None) -> None:
    check(text, read(text, published))


@given(st.lists(any_text, max_size=4), days)
def test_many_at_once_are_the_same_as_one_by_one(texts: list[str], published: date | None) -> None:
    sentences = [[(0, len(text) // 2), (len(text) // 2, len(text))] for text in texts]
    together = find_dates_many(texts, sentences, [published] * len(texts))
    assert together == [find_dates(t, s, published) for t, s in zip(texts, sentences, strict=True)]


@given(date_like)
def test_the_screen_holds_nothing_back(text: str) -> None:
    screened = pytest.MonkeyPatch()
    screened.setattr("warraq.dates.screen._WORTH_IT", 0)
    try:
        found = read(text)
    finally:
        screened.undo()
    assert found == read(text)


def test_the_screen_holds_back_what_has_no_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warraq.dates.screen._WORTH_IT", 4)
    sentences = ["قال الوزير إن الحكومة قررت ذلك", "منذ عامين", "غداً", "", "وفي 3 آب"]
    assert may_have_dates(sentences) == [False, True, True, False, True]
    # Of a few it takes no look.
    assert may_have_dates(sentences[:3]) == [True, True, True]


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_within_a_week_of_publication(published: date, number: int) -> None:
    names = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
    [bare] = read(f"قال متحدث {names[number]} إن", published)
    [last] = read(f"{names[number]} الماضي", published)
    [coming] = read(f"{names[number]} المقبل", published)
    assert bare.starts_on is not None
    assert last.starts_on is not None
    assert coming.starts_on is not None
    assert {day.weekday() for day in (bare.starts_on, last.starts_on, coming.starts_on)} == {number}
    assert timedelta(0) <= published - bare.starts_on <= timedelta(6)
    assert timedelta(1) <= published - last.starts_on <= timedelta(7)
    assert timedelta(1) <= coming.starts_on - published <= timedelta(7)

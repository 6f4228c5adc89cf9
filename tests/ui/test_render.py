from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from warraq.ui import render


def test_values_as_people_read_them() -> None:
    assert render.number(1234567) == "1,234,567"
    assert render.number(None) == "–"
    assert render.share(1, 8) == "12.5 %"
    assert render.share(0, 0) == "–"
    assert render.size(512) == "512 B"
    assert render.size(3_400_000) == "3.4 MB"
    assert render.size(5e15) == "5000.0 TB"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.44, "0.4 s"),
        (47.6, "48 s"),
        (59.7, "1 min 0 s"),
        (200, "3 min 20 s"),
        (7500, "2 h 5 min"),
        (None, "–"),
    ],
)
def test_durations(seconds: float | None, told: str) -> None:
    assert render.duration(seconds) == told


def test_moments_are_in_utc() -> None:
    tunis = timezone(timedelta(hours=1))
    assert render.moment(datetime(2026, 11, 5, 4, 12, tzinfo=tunis)) == "5 Nov 2026, 03:12"
    assert render.moment("2026-11-05T03:12:00+00:00") == "5 Nov 2026, 03:12"
    assert render.moment(datetime(2026, 11, 5, 3, 12, tzinfo=UTC)) == "5 Nov 2026, 03:12"
    assert render.moment("yesterday") == "yesterday"
    assert render.moment(None) == "–"


def test_code_is_marked_up_and_nothing_else() -> None:
    assert render.with_code("`a` is <b>") == "<code>a</code> is &lt;b&gt;"


def test_paths_may_break_after_a_slash() -> None:
    assert render.with_breaks("a/<b>/c") == "a/<wbr>&lt;b&gt;/<wbr>c"

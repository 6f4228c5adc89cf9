"""The dates in the two articles that must come out right end to end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from warraq.dates.evaluate import ours

SEEDS = [("عام 2011", "2011"), ("يوم الجمعة الماضي", "2016-12-16"), ("يوم الجمعة", "2016-12-16")]
SEEDS += [
    ("نوفمبر الماضي", "2016-11"),
    ("هذا العام", "2016"),
    ("أكتوبر 2016", "2016-10"),
    ("ديسمبر", "2016-12"),
]


@pytest.mark.shared
def test_seeds(shared: Path) -> None:
    found = []
    for seed in (shared / "data/seeds").glob("*.txt"):
        raw = seed.read_text("utf-8")
        for mention in ours(raw, date(2016, 12, 20)):
            surface = raw[mention.start : mention.end]
            found += [(surface, value) for name, value in SEEDS if surface == name and mention.means(value)]
    assert sorted(found) == sorted(SEEDS)

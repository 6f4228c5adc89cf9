from __future__ import annotations

import pytest

from warraq.ops.nightly import TaskEnd, line


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (
            TaskEnd("ingest.plan", -1, "success", 1.25, {"discovered": 1200}),
            "  plan          1.2 s  discovered 1,200",
        ),
        (
            TaskEnd("process.batch", 3, "success", 61, {"merged_words": 4}),
            "  batch 3      61.0 s  merged words 4",
        ),
        (TaskEnd("gate.validate", -1, "failed", 2, {"x": 1}), "  validate             FAILED"),
        (TaskEnd("publish.serve", -1, "upstream_failed", 0, {}), "  serve                not reached"),
        (TaskEnd("process.batch", -1, "skipped", 0, {}), "  batch                nothing to do"),
    ],
)
def test_a_line_names_the_task_its_time_and_its_counts(end: TaskEnd, expected: str) -> None:
    assert line(end) == expected

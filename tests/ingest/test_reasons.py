from __future__ import annotations

import re
from pathlib import Path

import pytest

from warraq.ingest.reasons import REASONS, Refusal
from warraq.schema import QUARANTINE

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "include/warraq/ingest"


def test_docs_list_every_reason_with_its_action() -> None:
    page = (ROOT / "docs/input.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (.+) \|$", page, re.MULTILINE))
    listed = {code: row for code, row in rows.items() if code in REASONS}
    assert listed == {code: f"{reason.meaning} | {reason.action}" for code, reason in REASONS.items()}


def test_every_reason_is_used_and_every_used_one_registered() -> None:
    source = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py") if path.name != "reasons.py")
    used = set(re.findall(r'"([a-z_]+)"', source))
    assert set(REASONS) <= used


def test_an_unregistered_reason_is_a_defect() -> None:
    with pytest.raises(KeyError):
        Refusal("bad_luck", "")


@pytest.mark.parametrize("code", REASONS)
def test_codes_fit_the_schema(code: str) -> None:
    assert re.match(QUARANTINE.column("reason").pattern, code)

"""Where the end-to-end tests find texts."""

from __future__ import annotations

from tests.places import CHECKOUT

SAMPLE = CHECKOUT / "include" / "warraq" / "sample" / "inbox"
EXPECTED = SAMPLE.parent / "expected.json"

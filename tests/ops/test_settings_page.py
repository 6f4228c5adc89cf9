from __future__ import annotations

import re

from tests.places import CHECKOUT
from warraq.ops.settings_page import settings_page
from warraq.settings import Settings


def test_the_page_is_up_to_date() -> None:
    written = (CHECKOUT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert written == settings_page(), "run: python -m warraq.ops.settings_page > docs/settings.md"


def test_every_setting_is_described() -> None:
    page = settings_page()
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert f"| `WARRAQ_{name.upper()}` |" in page


def test_pages_name_only_settings_and_make_targets_that_exist() -> None:
    example = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
    known = {f"WARRAQ_{name.upper()}" for name in Settings.model_fields} | set(
        re.findall(r"(?m)^(WARRAQ_\w+)=", example)
    )
    targets = set(re.findall(r"(?m)^([a-z][a-z-]*):", (CHECKOUT / "Makefile").read_text(encoding="utf-8")))
    for page in [CHECKOUT / "README.md", *(CHECKOUT / "docs").glob("*.md")]:
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r"WARRAQ_[A-Z_]*[A-Z]", text)) <= known, page
        assert set(re.findall(r"(?:^|`|&& |=\d+ )make ([a-z][a-z-]*)", text, re.M)) <= targets, page

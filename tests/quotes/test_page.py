"""docs/quotes.md: what it shows is what comes out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from warraq.cli import app
from warraq.quotes.lexicon import load_verbs
from warraq.quotes.reading import SCORES

PAGE = (Path(__file__).parents[2] / "docs" / "quotes.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("home")
def test_the_example() -> None:
    command = re.search(r"printf '(.+)' \| warraq clean --json", PAGE)
    shown = re.search(r'"quotes": (\[.+?\n\])', PAGE, re.DOTALL)
    assert command is not None
    assert shown is not None
    done = CliRunner().invoke(app, ["clean", "--json"], input=command[1])
    assert json.loads(done.stdout)["quotes"] == json.loads(shown[1])


def test_every_rule_is_described() -> None:
    rows = re.findall(r"^\| (`.+?) \|", PAGE, re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(SCORES)


def test_the_number_of_verbs() -> None:
    assert f"{len(load_verbs())} verbs" in PAGE

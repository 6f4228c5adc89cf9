from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.places import CHECKOUT
from warraq.cli import app
from warraq.errors import InputError
from warraq.lake.serve import open_warehouse
from warraq.pipeline import load_spacing
from warraq.sample import SAMPLE_INBOX
from warraq.settings import get_settings

COMMAND = re.compile(r"^\$ warraq (.*)$", re.M)


def warraq(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def ask(query: str) -> list[tuple[Any, ...]]:
    with open_warehouse(get_settings()) as connection:
        return connection.execute(query).fetchall()


def fill_in(file: Path, answers: dict[str, tuple[str, str]]) -> None:
    """Answer as a spreadsheet of a semicolon country would save it."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        row["decision"], row["instead"] = answers.get(row["before"].strip("\u200f"), ("", ""))
    # A spreadsheet puts question marks for the directions that Windows-1256 does not have.
    with file.open("w", encoding="windows-1256", errors="replace", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0])[::-1], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def test_decisions_in_a_sheet_change_what_the_next_run_makes(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    assert warraq("review", "export", str(file)).exit_code == 0
    answers = {"الأممالمتحدة": ("no", ""), "إلىتحديد": ("", "إلىت حديد"), "والمملكةالمتحدة": ("yes", "")}
    fill_in(file, answers)
    taken = warraq("review", "import", str(file))
    assert taken.exit_code == 0
    assert "3 new decisions, 0 changed, 0 known already" in taken.stdout

    before = dict(ask("SELECT path, spacing_version FROM documents"))
    assert warraq("run", "--input", str(SAMPLE_INBOX), "--reprocess", "outdated").exit_code == 0
    after = dict(ask("SELECT path, spacing_version FROM documents"))
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())
    [(planned,)] = ask("SELECT spacing_version FROM runs ORDER BY started_at DESC LIMIT 1")
    assert {planned} == set(after.values())

    repairs = {
        (a, r, s) for a, r, s in ask("SELECT after, rule, score FROM edits WHERE kind = 'merged_word'")
    }
    assert ("إلىت حديد", "reviewed", 1.0) in repairs
    assert ("والمملكة المتحدة", "reviewed", 1.0) in repairs
    assert not [a for a, _, _ in repairs if a == "الأمم المتحدة"]
    [(kept,)] = ask("SELECT count(*) FROM documents WHERE regexp_matches(text, '(^| )الأممالمتحدة( |$)')")
    assert kept

    status = warraq("review", "status").stdout
    assert "1 words stay, 2 are taken apart" in status
    assert "Outdated   0 of" in status
    assert "Nothing new" in warraq("run", "--input", str(SAMPLE_INBOX), "--reprocess", "outdated").stdout


def test_of_two_decisions_the_newer_holds_and_the_import_says_so(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    for answer in ("no", "yes"):
        assert warraq("review", "export", str(file), "--decided", "--overwrite").exit_code == 0
        fill_in(file, {"الأممالمتحدة": (answer, "")})
        taken = warraq("review", "import", str(file))
    assert "0 new decisions, 1 changed" in taken.stdout
    assert "الأممالمتحدة: now split الأمم المتحدة; was keep الأممالمتحدة (" in taken.stdout


def test_importing_twice_changes_nothing(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    listed = corpus / "exceptions" / "merged_words.tsv"
    warraq("review", "export", str(file))
    fill_in(file, {"الأممالمتحدة": ("no", "")})
    warraq("review", "import", str(file))
    first = listed.read_bytes()
    again = warraq("review", "import", str(file))
    assert "0 new decisions, 0 changed, 1 known already" in again.stdout
    assert listed.read_bytes() == first


def test_decisions_are_listed_and_withdrawn(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    warraq("review", "export", str(file))
    fill_in(file, {"الأممالمتحدة": ("no", ""), "إلىتحديد": ("", "إلىت حديد")})
    before = load_spacing(get_settings()).version
    warraq("review", "import", str(file))
    listed = warraq("review", "list")
    lines = [line.split("\t") for line in listed.stdout.splitlines()]
    assert [line[:3] for line in lines] == [
        ["إلىتحديد", "split", "إلىت حديد"],
        ["الأممالمتحدة", "keep", "الأممالمتحدة"],
    ]
    assert {line[4] for line in lines} == {"r.csv"}
    assert "2 decisions in" in listed.stderr

    gone = warraq("review", "forget", "إلىتحديد")
    assert gone.stdout == "\t".join(lines[0]) + "\n"
    assert "1 decisions withdrawn" in gone.stderr
    assert warraq("review", "list").stdout == "\t".join(lines[1]) + "\n"
    assert "no decision about إلىتحديد" in str(warraq("review", "forget", "إلىتحديد").exception)
    for wrong in ((), ("--all", "الأممالمتحدة")):
        assert isinstance(warraq("review", "forget", *wrong).exception, InputError)
    assert warraq("review", "forget", "--all").stdout == "\t".join(lines[1]) + "\n"
    assert warraq("review", "list").stdout == ""
    assert load_spacing(get_settings()).version == before
    assert corpus.is_dir()


def test_one_unusable_row_holds_up_the_others_unless_told_not_to(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    warraq("review", "export", str(file))
    fill_in(file, {"الأممالمتحدة": ("no", ""), "إلىتحديد": ("perhaps", "")})
    listed = corpus / "exceptions" / "merged_words.tsv"
    refused = warraq("review", "import", str(file))
    assert isinstance(refused.exception, InputError)
    assert "must be yes or no" in refused.stderr
    assert re.search(r"line \d+: ", refused.stderr)
    assert not listed.exists()
    assert warraq("review", "import", str(file), "--skip-unusable").exit_code == 0
    assert "الأممالمتحدة\tkeep\t" in listed.read_text(encoding="utf-8")


def test_a_damaged_list_stops_a_run_before_it_does_anything(corpus: Path) -> None:
    listed = corpus / "exceptions" / "merged_words.tsv"
    listed.parent.mkdir()
    listed.write_text("كلمة\tperhaps\n", encoding="utf-8")
    result = warraq("run", "--input", str(SAMPLE_INBOX))
    assert isinstance(result.exception, InputError)
    assert "line 1" in str(result.exception)


@pytest.mark.parametrize("subcommand", ["export", "import", "list", "forget", "status"])
def test_every_command_explains_itself(subcommand: str) -> None:
    result = warraq("review", subcommand, "--help")
    assert result.exit_code == 0
    assert subcommand in (CHECKOUT / "docs" / "review.md").read_text(encoding="utf-8")


def test_every_command_of_the_page_works(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WARRAQ_INPUT_DIR", str(SAMPLE_INBOX))
    get_settings.cache_clear()
    article = SAMPLE_INBOX / "al_madar" / "2026" / "11" / "03" / "1002.txt"
    (tmp_path / "article.txt").write_bytes(article.read_bytes())
    commands = COMMAND.findall((CHECKOUT / "docs" / "review.md").read_text(encoding="utf-8"))
    assert len(commands) > 5
    for command in commands:
        done = warraq(*shlex.split(command))
        assert done.exit_code == 0, (command, done.output, done.exception)
        assert done.output.strip(), command

"""The command line, as a process of its own where its streams and exit codes matter."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.places import CHECKOUT
from warraq.execute import execute
from warraq.runs import RunRequest
from warraq.sample import SAMPLE_INBOX
from warraq.settings import get_settings

MERGED = "الولاياتالمتحدة"
APART = "الولايات المتحدة"
COMMANDS = ("run", "sql", "clean", "spacing", "tag", "status", "tour", "compact")


def warraq(*arguments: str, given: str | bytes = b"", code: int = 0) -> str:
    """What `warraq ARGUMENTS` prints on standard output; on another exit code, on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "warraq.cli", *arguments],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        cwd=CHECKOUT,
        check=False,
    )
    assert done.returncode == code, done.stderr.decode()
    return (done.stdout if code == 0 else done.stderr).decode()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with the sample corpus published."""
    home = tmp_path_factory.mktemp("corpus") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARRAQ_HOME", str(home))
        get_settings.cache_clear()
        execute(RunRequest("sample", str(SAMPLE_INBOX)), 1, lambda *_: None)
        yield home
    get_settings.cache_clear()


@pytest.fixture
def served(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WARRAQ_HOME", str(corpus))
    return corpus


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    assert "Usage" in warraq(command, "--help")
    assert f"`warraq {command}" in (CHECKOUT / "README.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("home")
def test_run_publishes_and_says_where_to_look(home: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "texts" / "paper" / "2026" / "11" / "20"
    inbox.mkdir(parents=True)
    (inbox / "a.txt").write_text(f"زار الوزير {MERGED} يوم الاثنين.", encoding="utf-8")
    told = warraq("run", "--input", str(tmp_path / "texts"))
    assert "Published: 1 document, 0 duplicates, 0 in quarantine; 1 file found" in told
    assert (home / "warehouse" / "news.duckdb").is_file()
    report = Path(
        next(line for line in told.splitlines() if line.startswith("Report: ")).removeprefix("Report: ")
    )
    assert APART in report.read_text(encoding="utf-8")
    assert "Nothing new" in warraq("run", "--input", str(tmp_path / "texts"))


@pytest.mark.usefixtures("served")
def test_sql_as_csv_has_a_header_and_quotes_what_needs_it() -> None:
    told = warraq("sql", "--csv", "SELECT 'a,b' AS one, 2 AS two, NULL AS three")
    assert list(csv.reader(told.splitlines())) == [["one", "two", "three"], ["a,b", "2", ""]]


@pytest.mark.usefixtures("served")
def test_sql_as_json_and_from_standard_input() -> None:
    rows = json.loads(
        warraq("sql", "--json", "-", given="SELECT before, after FROM edits WHERE kind = 'merged_word'")
    )
    assert {"before": MERGED, "after": APART} in rows


@pytest.mark.usefixtures("served")
def test_sql_runs_a_worked_query_with_parameters() -> None:
    rows = json.loads(warraq("sql", "--json", "@most_named", "--set", "top=3"))
    assert len(rows) == 3
    assert "most_named" in warraq("sql", "@no_such_query", code=2)
    assert "NAME=VALUE" in warraq("sql", "@most_named", "--set", "top", code=2)


@pytest.mark.usefixtures("served")
def test_a_wrong_statement_is_an_error_of_the_one_who_asks() -> None:
    told = warraq("sql", "SELECT nothing FROM nowhere", code=2)
    assert told.startswith("warraq: ")
    assert "Traceback" not in told


@pytest.mark.usefixtures("served")
def test_the_serving_database_cannot_be_written() -> None:
    assert "read-only" in warraq("sql", "DELETE FROM documents", code=2)


@pytest.mark.usefixtures("served")
def test_status_and_tour_show_the_balance_and_the_results() -> None:
    assert "23 documents + 1 duplicate + 11 in quarantine: balances" in warraq("status")
    told = warraq("tour")
    assert MERGED in told
    assert "iso3166:US" in told


@pytest.mark.usefixtures("served")
def test_compact_leaves_the_corpus_as_it_is() -> None:
    before = warraq("sql", "--csv", "SELECT count(*), sum(chars) FROM documents")
    assert "Files" in warraq("compact")
    assert "Nothing new" in warraq("run", "--input", str(SAMPLE_INBOX))
    assert warraq("sql", "--csv", "SELECT count(*), sum(chars) FROM documents") == before


@pytest.mark.usefixtures("home")
def test_without_a_corpus_it_says_what_to_do() -> None:
    for command in (("status",), ("tour",), ("sql", "SELECT 1")):
        assert "warraq run" in warraq(*command, code=3)


@pytest.mark.usefixtures("home")
def test_clean_as_text_and_as_json(tmp_path: Path) -> None:
    raw = f"عنوان قصير\n\nقال كلينتون أمس.وذكر التقرير أن {MERGED} تدرس الأمر في بيروت."
    cleaned = f"عنوان قصير\n\nقال كلينتون أمس. وذكر التقرير أن {APART} تدرس الأمر في بيروت."
    assert warraq("clean", given=raw) == f"{cleaned}\n"
    file = tmp_path / "text.txt"
    file.write_bytes(raw.encode("windows-1256"))
    found: dict[str, Any] = json.loads(warraq("clean", str(file), "--json"))
    assert found["text"] == cleaned
    assert found["title"] == "عنوان قصير"
    for part in (*found["sentences"], *found["mentions"], *found["dates"]):
        assert cleaned[part["text_start"] : part["text_end"]] == part.get("surface", part.get("text"))
    for edit in found["edits"]:
        assert raw[edit["raw_start"] : edit["raw_end"]] == edit["before"]
        assert cleaned[edit["text_start"] : edit["text_end"]] == edit["after"]
    assert {mention["name"] for mention in found["mentions"]} >= {APART, "بيروت"}
    assert [(d["surface"], d["unresolved"]) for d in found["dates"]] == [("أمس", "no_publication_date")]
    dated = json.loads(warraq("clean", str(file), "--json", "--published", "2016-10-12"))
    assert [(d["value"], d["starts_on"]) for d in dated["dates"]] == [("2016-10-11", "2016-10-11")]
    [quote] = found["quotes"]
    assert (quote["speaker"], quote["name"], quote["verb"], quote["direct"]) == (
        "التقرير",
        None,
        "ذكر",
        False,
    )
    assert cleaned[quote["text_start"] : quote["text_end"]] == quote["quote"]
    assert raw[quote["raw_start"] : quote["raw_end"]] == f"{MERGED} تدرس الأمر في بيروت"


@pytest.mark.usefixtures("home")
def test_clean_as_json_links_what_the_chosen_recogniser_finds(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("وصل الرئيس الروسي فلاديمير بوتين إلى باريس أمس.", encoding="utf-8")
    for recogniser in ("fast", "accurate"):
        found = json.loads(warraq("clean", str(file), "--json", "--recogniser", recogniser))
        named = {m["name"]: (m["entity_id"], m["title"]) for m in found["mentions"]}
        assert named["باريس"] == ("geonames:2988507", None)
        assert named["فلاديمير بوتين"][1] == "الرئيس الروسي"
    assert "slow" in warraq("clean", str(file), "--json", "--recogniser", "slow", code=2)


@pytest.mark.usefixtures("home")
def test_what_is_not_arabic_is_cleaned_but_not_read_as_arabic() -> None:
    persian = (
        "رئیس‌جمهور ایران روز دوشنبه در تهران گفت که گفت‌وگوها با همسایگان ادامه دارد و چهار کشور دیگر نیز"
    )
    found = json.loads(warraq("clean", "--json", given=f"{persian}  \n"))
    assert (found["text"], found["language"]) == (persian, "fa")
    assert len(found["sentences"]) == 1
    for kind in ("mentions", "nationalities", "dates", "quotes", "suggestions"):
        assert found[kind] == [], kind


@pytest.mark.usefixtures("home")
def test_clean_refuses_what_is_no_text(tmp_path: Path) -> None:
    assert "no file" in warraq("clean", str(tmp_path / "none.txt"), code=2)
    assert "warraq: Standard input cannot be read" in warraq("clean", given=bytes(range(256)) * 20, code=2)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("given", ["", " \n"])
def test_clean_says_that_there_is_nothing_to_clean(given: str) -> None:
    assert "warraq: Standard input holds no text: " in warraq("clean", given=given, code=2)


@pytest.mark.usefixtures("home")
def test_spacing_gives_a_line_for_a_line() -> None:
    lines = ["كتاب", MERGED, "", "NSAوFBI", "؟!", "عبدالله"]
    told = warraq("spacing", "--words", given="\n".join(lines) + "\n")
    assert told.split("\n") == ["كتاب", APART, "", "NSA وFBI", "؟!", "عبدالله", ""]
    assert warraq("spacing", given=f"في {MERGED} وغيرها\n") == f"في {APART} وغيرها\n"


@pytest.mark.usefixtures("home")
def test_tag_gives_a_tag_for_a_word() -> None:
    words = ["زار", "باراك", "أوباما", "القاهرة", "", "وصل", "إلى", "بيروت", "."]
    told = warraq("tag", given="\n".join(words) + "\n").split("\n")
    assert [line.partition("\t")[0] for line in told] == [*words, ""]
    assert told[1:4] == ["باراك\tB-PERS", "أوباما\tI-PERS", "القاهرة\tB-LOC"]
    assert told[4] == ""
    assert "fast" in warraq("tag", "--model", "nonesuch", given="x\n", code=2)


def test_a_reader_that_has_seen_enough_is_no_error(served: Path) -> None:
    pipe = f"{sys.executable} -m warraq.cli sql --csv 'SELECT * FROM range(1000000)' | head -n 1"
    done = subprocess.run(pipe, shell=True, capture_output=True, cwd=CHECKOUT, check=False)
    assert done.stdout == b"range\n"
    assert b"Traceback" not in done.stderr
    assert served.is_dir()


def test_a_run_that_is_told_to_end_leaves_nothing_behind(home: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox" / "source"
    inbox.mkdir(parents=True)
    article = (SAMPLE_INBOX / "al_madar/2026/11/03/1002.txt").read_bytes()
    for number in range(40):
        (inbox / f"{number}.txt").write_bytes(article * (2**18 // len(article)) + str(number).encode())
    with subprocess.Popen(
        [sys.executable, "-m", "warraq.cli", "run", "--input", str(inbox.parent), "--workers", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=CHECKOUT,
        start_new_session=True,
    ) as run:
        workers: list[psutil.Process] = []
        while not workers:
            assert run.poll() is None, run.stderr and run.stderr.read()
            time.sleep(0.1)
            children = psutil.Process(run.pid).children()
            workers = [child for child in children if "spawn_main" in " ".join(child.cmdline())]
        run.send_signal(signal.SIGTERM)
        _, told = run.communicate(timeout=60)
    assert run.returncode == 128 + signal.SIGTERM
    assert b"warraq: terminated" in told
    assert b"Traceback" not in told
    assert b"leaked" not in told
    assert not [worker for worker in workers if worker.is_running()]
    assert not (home / "warehouse").exists()


def test_starting_costs_no_heavy_import() -> None:
    code = "import sys, warraq.cli; print([m for m in ('duckdb', 'pandas', 'airflow', 'great_expectations') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_the_installed_command_is_this_one() -> None:
    script = shutil.which("warraq", path=str(Path(sys.executable).parent))
    assert script is not None
    done = subprocess.run([script, "--version"], capture_output=True, check=True, text=True)
    assert done.stdout.startswith("warraq 0.")

from __future__ import annotations

import re
import shutil
from urllib.parse import quote

import pytest

from tests.plugins.conftest import Airflow
from tests.quality.conftest import MERGED, REPAIRED
from tests.quality.test_report import Page
from tests.ui.warehouse import HOSTILE

pytestmark = [pytest.mark.airflow, pytest.mark.slow]

PAGES = [
    "/corpus/",
    "/corpus/runs/",
    "/corpus/merged_words/",
    "/corpus/suggestions/",
    "/corpus/entities/",
    "/corpus/quarantine/",
    "/corpus/reports/r1/",
    "/corpus/reports/r2/",
]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_for_those_who_signed_in(airflow: Airflow, path: str) -> None:
    assert airflow.get(path, signed_in=False).status_code == 401
    answer = airflow.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_what_is_not_there_is_asked_of_nobody_unknown_either(airflow: Airflow) -> None:
    assert airflow.get("/corpus/reports/nothing/", signed_in=False).status_code == 401
    assert airflow.get("/corpus/nothing/", signed_in=False).status_code == 401


def test_airflow_loads_the_plugin_and_names_its_page(airflow: Airflow) -> None:
    plugins = {p["name"]: p for p in airflow.get("/api/v2/plugins").json()["plugins"]}
    (view,) = plugins["warraq_corpus"]["external_views"]
    assert (view["name"], view["href"], view["destination"]) == ("Corpus", "/corpus/", "nav")
    assert airflow.get("/api/v2/plugins/importErrors").json()["total_entries"] == 0


def test_the_overview_shows_the_corpus(airflow: Airflow) -> None:
    text = " ".join(Page(airflow.get("/corpus/").text).text.split())
    assert "Documents 2" in text
    assert f"{MERGED} ← {REPAIRED}" in text


def test_hostile_text_is_escaped_and_would_not_run_anyway(airflow: Airflow) -> None:
    answer = airflow.get("/corpus/quarantine/")
    assert HOSTILE not in answer.text
    assert HOSTILE in Page(answer.text).text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[^']+';", policy), "one script is allowed: ours, by its content"


@pytest.mark.parametrize(
    "name", ["../warehouse", "../../etc/passwd", "r1/../../warehouse/news.duckdb", "..\\up", "r1\x00"]
)
def test_reports_cannot_be_used_to_read_other_files(airflow: Airflow, name: str) -> None:
    assert airflow.get(f"/corpus/reports/{quote(name, safe='')}/").status_code == 404


def test_pages_that_are_not_there_lead_back(airflow: Airflow) -> None:
    answer = airflow.get("/corpus/nothing/")
    assert answer.status_code == 404
    assert 'href="/corpus/"' in answer.text
    assert airflow.get("/corpus/runs/?page=0").status_code == 422
    assert airflow.get("/corpus/openapi.json/").status_code == 404


def test_the_report_task_links_to_its_report_and_no_other_task_does(airflow: Airflow) -> None:
    (run,) = airflow.get("/api/v2/dags/news_corpus/dagRuns").json()["dag_runs"]
    tasks = f"/api/v2/dags/news_corpus/dagRuns/{quote(run['dag_run_id'])}/taskInstances"
    links = {
        task: airflow.get(f"{tasks}/{task}/links").json()["extra_links"]["Report of the run"]
        for task in ("report", "publish")
    }
    assert links == {"report": "/plugin/corpus/corpus/reports/r1/", "publish": None}


@pytest.mark.browser
def test_the_page_in_airflows_own_frame(airflow: Airflow) -> None:
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        context = browser.new_context(color_scheme="dark")
        context.add_cookies([{"name": "_token", "value": airflow.token, "url": airflow.url}])
        window = context.new_page()
        dialogs: list[str] = []
        window.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        window.goto(f"{airflow.url}/plugin/corpus")
        frame = window.frame_locator("iframe")
        word = frame.locator("td.context del").first
        word.wait_for(timeout=90_000)
        assert word.inner_text() == MERGED
        assert frame.locator("td.context").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
        # In Arabic what comes first stands to the right.
        repaired = frame.locator("td.context ins").first
        before, after = word.bounding_box(), repaired.bounding_box()
        assert before
        assert after
        assert before["x"] > after["x"]
        assert frame.locator("html").get_attribute("data-theme") == "dark", "as Airflow shows itself"
        frame.get_by_role("link", name="r1").click()
        frame.get_by_role("link", name="Corpus").wait_for()
        assert window.url.endswith("/plugin/corpus/corpus/reports/r1/")
        frame.get_by_role("link", name="Corpus").click()
        frame.locator("td.context del").first.wait_for()
        assert not dialogs
        browser.close()

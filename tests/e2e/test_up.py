"""`make up`, a run by REST and one by the trigger form, `make down`: in this order, on one server."""

from __future__ import annotations

import shutil
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.airflow_server import Server, clean_environment, free_port, group_of, ops, processes_of
from warraq.sample import SAMPLE_INBOX as SAMPLE

pytestmark = [pytest.mark.airflow, pytest.mark.timeout(900)]

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("up") / "home"
    environment = clean_environment(home, WARRAQ_PORT=str(free_port()))
    started = ops(environment, "up")
    try:
        assert started.returncode == 0, started.stdout + started.stderr
        yield Server(home, environment, started.stdout)
    finally:
        ops(environment, "down")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture
def page(server: Server) -> Iterator[Any]:
    """A browser that has signed in with what `up` printed."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 1000}, locale="en-GB")
        page.set_default_timeout(120_000)  # a machine with other things to do may take its time
        page.goto(server.url)
        page.fill("input[name=username]", "admin")
        page.fill("input[name=password]", server.password)
        page.click("button[type=submit]")
        page.get_by_test_id("nav-dags-link").wait_for()  # going on at once would break off the sign-in
        yield page
        browser.close()


def test_up_says_where_and_how_to_sign_in(server: Server) -> None:
    assert "make down" in server.printed
    assert server.url.startswith("http://127.0.0.1:")
    assert len(server.password) >= 12
    again = ops(server.environment, "up")
    assert again.returncode == 0
    assert again.stdout.startswith("Airflow is up already.")
    assert server.password in again.stdout


def test_a_stranger_gets_nothing(server: Server) -> None:
    assert server.call("GET", "/api/v2/dags", token=None)[0] == 401
    wrong = {"username": "admin", "password": "admin"}
    assert server.call("POST", "/auth/token", wrong, token=None)[0] == 401


def test_all_ports_are_on_loopback(server: Server) -> None:
    import psutil

    addresses = {
        connection.laddr.ip
        for pid in processes_of(group_of(server.home))
        for connection in psutil.Process(pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


def test_plugins_are_loaded_without_errors(server: Server) -> None:
    status, errors = server.call("GET", "/api/v2/plugins/importErrors")
    assert status == 200
    assert errors["import_errors"] == []


def test_no_run_starts_by_itself(server: Server) -> None:
    _, dag = server.call("GET", "/api/v2/dags/news_corpus")
    assert dag["is_paused"] is False
    _, runs = server.call("GET", "/api/v2/dags/news_corpus/dagRuns")
    assert runs["dag_runs"] == []


def test_a_run_by_rest_without_a_logical_date_publishes_the_sample(server: Server) -> None:
    asked = {"logical_date": None, "conf": {"input_dir": str(SAMPLE)}}
    status, run = server.call("POST", "/api/v2/dags/news_corpus/dagRuns", asked)
    assert status == 200
    assert run["logical_date"] is None
    assert server.finished(run["dag_run_id"]) == "success", server.states(run["dag_run_id"])
    assert set(server.states(run["dag_run_id"]).values()) == {"success"}
    assert (server.home / "warehouse" / "news.duckdb").is_file()
    _, events = server.call("GET", "/api/v2/assets/events")
    assert "warraq.documents" in {event["name"] for event in events["asset_events"]}


def test_make_run_uses_the_servers_and_finds_nothing_new(server: Server) -> None:
    done = ops(server.environment, "run", "--input", str(SAMPLE))
    assert done.returncode == 0, done.stdout
    assert "Airflow is up" in done.stdout
    assert "nothing to do" in done.stdout
    assert "Nothing new" in done.stdout


def test_a_misspelt_folder_ends_red_with_a_report(server: Server) -> None:
    asked = {"logical_date": None, "conf": {"input_dir": "/no/such/folder"}}
    _, run = server.call("POST", "/api/v2/dags/news_corpus/dagRuns", asked)
    assert server.finished(run["dag_run_id"]) == "failed"
    states = server.states(run["dag_run_id"])
    assert states["ingest.plan"] == "failed"
    assert states["report"] == "success"
    assert states["outcome"] == "upstream_failed"


def test_rest_refuses_a_limit_of_nothing(server: Server) -> None:
    asked = {"logical_date": None, "conf": {"limit": 0}}
    assert server.call("POST", "/api/v2/dags/news_corpus/dagRuns", asked)[0] in (400, 422)


@pytest.mark.browser
def test_the_trigger_form_starts_a_run(server: Server, page: Any, pictures: Path) -> None:
    page.goto(f"{server.url}/dags/news_corpus")
    page.get_by_test_id("trigger-dag-button").click()
    form = page.get_by_role("dialog")
    for title in ("Input folder", "Sources", "Limit", "Dry run", "Process again"):
        form.get_by_text(title).first.wait_for()
    form.locator("input[name=element_input_dir]").fill(str(SAMPLE))
    page.screenshot(path=pictures / "form.png")
    form.get_by_role("button", name="Trigger").click()
    page.wait_for_url("**/runs/**")
    run_id = urllib.parse.unquote(page.url.split("/runs/")[1].split("/")[0].split("?")[0])
    assert server.finished(run_id) == "success"
    assert server.states(run_id)["publish.publish"] == "skipped", "the sample is in the lake already"
    page.goto(f"{server.url}/dags/news_corpus")
    page.get_by_text("publish", exact=True).first.wait_for()
    page.wait_for_timeout(1000)
    page.screenshot(path=pictures / "grid.png")
    assert (pictures / "grid.png").stat().st_size > 10_000


def test_down_leaves_no_process(server: Server) -> None:
    group = group_of(server.home)
    assert len(processes_of(group)) > 4
    stopped = ops(server.environment, "down")
    assert stopped.stdout.strip() == "Airflow is stopped."
    assert processes_of(group) == []
    assert ops(server.environment, "down").stdout.strip() == "Airflow is not running."

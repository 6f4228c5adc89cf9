from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from tests.quality.conftest import MERGED, REPAIRED
from tests.quality.test_report import Page
from tests.ui.warehouse import HOSTILE, write_home
from warraq.errors import MissingDataError
from warraq.settings import Settings
from warraq.ui import corpus


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_home(tmp_path / "home")
    return Settings(home=tmp_path / "home")


def test_the_overview_counts_and_lists(settings: Settings) -> None:
    text = " ".join(Page(corpus.overview(settings)).text.split())
    for told in (
        "News from 5 Oct 2016 to 5 Oct 2016, from 1 source",
        "Documents 2",
        "Mentions 2",
        "Merged words 1",
        f"زيارة وصل وفد {MERGED} ← {REPAIRED} إلى تونس.",
        "not_arabic",
        "1,234",
    ):
        assert told in text, told


def test_text_of_the_corpus_is_shown_and_never_obeyed(settings: Settings) -> None:
    html = corpus.overview(settings)
    assert html.count("<script") == 1
    assert HOSTILE in Page(html).text


def test_runs_that_published_nothing_are_listed_from_their_reports(settings: Settings) -> None:
    html = corpus.list_page(settings, "runs", 1)
    assert html.index("reports/r2/") < html.index("reports/r1/"), "latest first"
    assert "refused" in html


def test_a_run_whose_report_is_gone_has_no_link(settings: Settings) -> None:
    (settings.reports_dir / "r1" / "report.html").unlink()
    html = corpus.list_page(settings, "runs", 1)
    assert "reports/r1/" not in html
    assert ">r1" in html.replace("\n", "")


@pytest.mark.parametrize("name", corpus.LISTS)
def test_each_list_has_its_page(settings: Settings, name: str) -> None:
    html = corpus.list_page(settings, name, 1)
    assert corpus.LISTS[name].title in html
    assert "<table>" in html
    assert 'href="../"' in html


def test_pages_lead_to_the_next_and_the_one_before(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "PAGE_ROWS", 1)
    first, second = (corpus.list_page(settings, "entities", number) for number in (1, 2))
    assert 'href="?page=2"' in first
    assert 'href="?page=0"' not in first
    assert 'href="?page=1"' in second
    assert 'href="?page=3"' not in second
    assert "There is nothing on this page." in corpus.list_page(settings, "entities", 3)


def test_before_the_first_run_it_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    html = corpus.overview(settings)
    assert str(settings.inbox) in html
    assert "Trigger" in html
    with pytest.raises(MissingDataError, match="run the DAG news_corpus"):
        corpus.list_page(settings, "entities", 1)


def test_a_first_run_that_failed_is_seen_without_a_database(settings: Settings) -> None:
    settings.warehouse.unlink()
    assert "reports/r2/" in corpus.overview(settings)


def test_a_report_that_cannot_be_read_does_not_take_the_page_down(settings: Settings) -> None:
    (settings.reports_dir / "r2" / "report.json").write_text("{", encoding="utf-8")
    assert "reports/r2/" not in corpus.overview(settings)


def test_reports_are_found_by_name_only(settings: Settings) -> None:
    (settings.home / "report.html").write_text("outside", encoding="utf-8")
    assert "Run" in corpus.report_html(settings, "r1")
    for name in ("..", ".", "r1/../r2", "nothing", ""):
        with pytest.raises(MissingDataError, match="no report"):
            corpus.report_html(settings, name)


def test_the_database_can_be_replaced_while_it_is_open(settings: Settings, tmp_path: Path) -> None:
    newer = tmp_path / "newer.duckdb"
    with corpus.open_warehouse(settings) as reader:
        newer.write_bytes(settings.warehouse.read_bytes())
        with duckdb.connect(newer) as writer:
            writer.execute("DELETE FROM documents")
        os.replace(newer, settings.warehouse)  # noqa: PTH105 - what the publish task does
        assert reader.execute("SELECT count(*) FROM documents").fetchall() == [(2,)]
    with corpus.open_warehouse(settings) as reader:
        assert reader.execute("SELECT count(*) FROM documents").fetchall() == [(0,)]

"""Airflow's UI gets a page "Corpus" and, on the report task, a link to the run's report.

The pages themselves are made by `warraq.ui.corpus`; here they are put behind Airflow's sign-in:
whoever may read the DAG `news_corpus` may read the corpus.
"""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from airflow.api_fastapi.core_api.security import requires_access_dag
from airflow.configuration import conf
from airflow.plugins_manager import AirflowPlugin
from airflow.providers.standard.decorators.python import _PythonDecoratedOperator
from airflow.sdk import BaseOperatorLink
from fastapi import Depends, FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from warraq.errors import MissingDataError, WarraqError
from warraq.settings import get_settings
from warraq.ui import corpus
from warraq.ui.render import content_security_policy, page

DAG_ID = "news_corpus"
PREFIX = "/corpus"
BASE = urlsplit(conf.get("api", "base_url", fallback="")).path.rstrip("/")
"""Path under which Airflow itself is served, if behind a proxy."""


def icon(colour: str) -> str:
    """An open book, as a data URI."""
    drawing = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='{colour}' "
        "stroke-width='1.7' stroke-linecap='round' stroke-linejoin='round'>"
        "<path d='M12 6c-2-1.6-5-2-9-2v14c4 0 7 .4 9 2 2-1.6 5-2 9-2V4c-4 0-7 .4-9 2v14'/>"
        "<path d='M18 8.5h-2.5M18 12h-2.5'/></svg>"
    )
    return f"data:image/svg+xml,{quote(drawing)}"


class Page(HTMLResponse):
    """An HTML page that runs no foreign script and stays out of shared caches."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers["Content-Security-Policy"] = content_security_policy()
        self.headers["X-Content-Type-Options"] = "nosniff"
        self.headers["Cache-Control"] = "private, no-cache"


app = FastAPI(
    title="Warraq corpus",
    dependencies=[Depends(requires_access_dag("GET", param_dag_id=DAG_ID))],
    docs_url=None,
    redoc_url=None,
    openapi_url=None,
    default_response_class=Page,
)


@app.exception_handler(WarraqError)
def failed(request: Request, error: WarraqError) -> Page:
    """Say what is not there or what is wrong, and lead back."""
    there = not isinstance(error, MissingDataError)
    title, status = ("Something is wrong", 500) if there else ("Not there", 404)
    told = page("message.html", title=title, message=str(error), up=f"{BASE}{PREFIX}/")
    return Page(told, status_code=status)


@app.get("/")
def overview() -> str:
    """Counts, last runs, and the beginning of each list."""
    return corpus.overview(get_settings())


@app.get("/reports/{run_id}/")
def report(run_id: str) -> str:
    """The report of one run."""
    return corpus.report_html(get_settings(), run_id)


@app.get("/{name}/", response_model=None)
def list_page(name: str, number: int = Query(1, alias="page", ge=1, le=10_000)) -> str | RedirectResponse:
    """One page of one list."""
    if name not in corpus.LISTS:
        raise MissingDataError(f"The corpus has no page {name!r}.")
    return corpus.list_page(get_settings(), name, number)


class RunReportLink(BaseOperatorLink):
    """On the task `report` of `news_corpus`: the report that it wrote, inside Airflow's frame."""

    name = "Report of the run"
    operators: ClassVar[list[Any]] = [_PythonDecoratedOperator]

    def get_link(self, operator: Any, *, ti_key: Any) -> str:
        """The report's address in Airflow's UI, or "" for any other task and before it has run."""
        if (ti_key.dag_id, ti_key.task_id) != (DAG_ID, "report"):
            return ""
        from airflow.models.xcom import XComModel
        from airflow.utils.session import create_session

        returned = XComModel.get_many(
            key="return_value", run_id=ti_key.run_id, dag_ids=DAG_ID, task_ids=ti_key.task_id, limit=1
        )
        with create_session() as session:
            found = session.scalars(returned).first()
            told = XComModel.deserialize_value(found) if found else {}
        if not told.get("run_id"):
            return ""
        # Airflow's page for the view "corpus" frames whatever path follows its own.
        return f"{BASE}/plugin/corpus{PREFIX}/reports/{quote(told['run_id'], safe='')}/"


class WarraqCorpus(AirflowPlugin):
    """Registers the page and the link."""

    name = "warraq_corpus"
    fastapi_apps: ClassVar[list[Any]] = [{"app": app, "url_prefix": PREFIX, "name": "Warraq corpus"}]
    external_views: ClassVar[list[Any]] = [
        {
            "name": "Corpus",
            "href": f"{BASE}{PREFIX}/",
            "destination": "nav",
            "url_route": "corpus",
            # An image cannot take the colour of its text: this one is seen on the bar and on the chosen entry.
            "icon": icon("#7a8dae"),
            "icon_dark_mode": icon("#e4e4e7"),
            "nav_top_level": True,
        }
    ]
    operator_extra_links: ClassVar[list[Any]] = [RunReportLink()]

"""Every setting of Warraq, typed, read from `WARRAQ_*` environment variables.

Settings say where things are and how much at a time; what to process in one run
(input folder, sources, limit, dry run, reprocess) is a `RunRequest` in `warraq.runs`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from warraq.errors import SettingsError


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _usable_home(path: Path) -> Path:
    # DuckDB takes a question mark in a database's path for the start of parameters.
    if "?" in str(path):
        raise ValueError(
            f"{path} has a question mark in it, which DuckDB cannot open: choose another folder."
        )
    return path


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(
            f"There is no time zone {name!r}; give an IANA name such as Africa/Tunis."
        ) from error
    return name


AbsolutePath = Annotated[Path, AfterValidator(_absolute)]


RecogniserName = Literal["fast", "accurate", "camel"]
RECOGNISERS: tuple[str, ...] = get_args(RecogniserName)
JoinedForms = Literal["keep", "split"]


class Settings(BaseSettings):
    """Where Warraq keeps its state and how it works. One instance a process: `get_settings()`."""

    model_config = SettingsConfigDict(env_prefix="WARRAQ_", frozen=True, extra="forbid")

    home: Annotated[AbsolutePath, AfterValidator(_usable_home)] = Field(
        Path("data"), description="Folder of all state: staging, lake, warehouse, reports."
    )
    input_dir: AbsolutePath | None = Field(
        None, description="Folder of raw text read by the nightly run; default: HOME/inbox."
    )
    schedule: str = Field("0 3 * * *", description="Cron expression of the nightly run.")
    lexicon_schedule: str = Field(
        "0 1 * * 6", description="Cron expression of the DAG that counts the words of the corpus."
    )
    timezone: Annotated[str, AfterValidator(_known_zone)] = Field(
        "UTC", description="IANA time zone of the schedules and of undated local times."
    )
    catalog: str = Field(
        "", description="DuckLake catalog; empty: SQLite in HOME/lake. Or `postgres:dbname=... host=...`."
    )
    workers: int = Field(
        1, ge=1, le=256, description="Processes that `warraq run` uses when not told otherwise."
    )
    batch_bytes: int = Field(128 * 2**20, ge=2**16, description="Raw bytes aimed at in one batch.")
    max_batches: int = Field(200, ge=1, le=1000, description="Batches (mapped tasks) at most in one run.")
    chunk_chars: int = Field(
        8_000_000, ge=10_000, description="Characters of raw text held in memory at a time."
    )
    max_document_bytes: int = Field(16 * 2**20, ge=1024, description="A larger document is quarantined.")
    max_archive_bytes: int = Field(
        8 * 2**30, ge=2**20, description="An archive or .gz that unpacks to more is quarantined."
    )
    text_fields: str = Field(
        "text,body,content,article",
        description="Names of the text column in .jsonl and .csv, first match wins.",
    )
    title_fields: str = Field("title,headline", description="Names of the title column.")
    date_fields: str = Field(
        "published_at,date,published,datetime,timestamp", description="Names of the date column."
    )
    source_fields: str = Field("source,publisher,newspaper", description="Names of the source column.")
    min_arabic: float = Field(
        0.4,
        ge=0.0,
        le=1.0,
        description="Share of Arabic letters among a document's letters below which it is quarantined.",
    )
    recogniser: RecogniserName = Field(
        "fast",
        description="Entity recogniser: `fast`; `accurate`, a small transformer, some 100 times slower; or "
        "`camel`, camel-tools' BERT, slower again and installed separately (docs/entities.md).",
    )
    spacing_threshold: float = Field(
        0.93,
        ge=0.0,
        le=1.0,
        description="Probability from which a merged word is taken apart; below, it is a suggestion.",
    )
    joined_forms: JoinedForms = Field(
        "keep",
        description="Accepted joined spellings (list: docs/spacing.md): `keep` them, or `split` them into their "
        "standard spelling. HOME/exceptions/joined_forms.tsv adds to the list and overrules it.",
    )

    port: int = Field(
        8080, ge=1024, le=65535, description="Port of the Airflow that `make up` starts, on 127.0.0.1."
    )

    @property
    def state_dirs(self) -> tuple[Path, ...]:
        """Folders of HOME that Warraq writes itself, never taken for input."""
        names = (
            "airflow",
            "exceptions",
            "lake",
            "lexicon",
            "logs",
            "names",
            "reports",
            "staging",
            "warehouse",
        )
        return tuple(self.home / name for name in names)

    @property
    def inbox(self) -> Path:
        """The input folder of a run that names none."""
        return self.input_dir or self.home / "inbox"

    @property
    def names_dir(self) -> Path:
        """The user's gazetteers, `.tsv` and `.csv`: names that entities are looked for by."""
        return self.home / "names"

    @property
    def staging_dir(self) -> Path:
        """Batches of runs that are not published yet; `staging/<run_id>/`."""
        return self.home / "staging"

    @property
    def lake_dir(self) -> Path:
        """The DuckLake: its SQLite catalog and its Parquet files."""
        return self.home / "lake"

    @property
    def warehouse(self) -> Path:
        """The serving database that analysts open."""
        return self.home / "warehouse" / "news.duckdb"

    @property
    def reports_dir(self) -> Path:
        """One folder a run: `report.json`, `report.html`, `validation.json`."""
        return self.home / "reports"


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: A variable has an unusable value; the message names it.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            # Our own messages come back with pydantic's words for "a ValueError said" in front.
            f"WARRAQ_{'.'.join(map(str, e['loc'])).upper()}: {e['msg'].removeprefix('Value error, ')}"
            for e in error.errors()
        ]
        raise SettingsError("Unusable settings:\n  " + "\n  ".join(lines)) from error

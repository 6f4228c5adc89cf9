"""`warraq`: the stages of the nightly run, and its results, for a person at a terminal."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, Literal

import typer

from warraq.corpus_lexicon.command import app as lexicon_app
from warraq.errors import InputError, WarraqError
from warraq.optional_data.command import app as data_app
from warraq.review.command import app as review_app

app = typer.Typer(
    name="warraq",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Folders of raw Arabic news text in; clean, validated, entity-annotated tables out.",
)
app.add_typer(review_app, name="review")
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(data_app, name="data")


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the log of every stage.")] = False,
) -> None:
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(name)s %(message)s"
    )
    if version:
        from warraq import __version__

        typer.echo(f"warraq {__version__}")
        raise typer.Exit


def _run_app() -> None:
    """The command that was asked for; what the machine does to it becomes an error of ours."""
    try:
        app()
    except Exception as error:
        from warraq.faults import explained
        from warraq.settings import get_settings

        if told := explained(error, get_settings().home):
            raise told from error
        raise


def main() -> None:
    """Run the command line; our own errors become one message and their exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        _run_app()
    except WarraqError as error:
        typer.secho("\n".join([f"warraq: {error}", *getattr(error, "__notes__", [])]), err=True, fg="red")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader (`head`, say) has seen enough; stdout must not be flushed again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except KeyboardInterrupt:
        typer.secho("warraq: interrupted; nothing half-done is visible to readers.", err=True)
        sys.exit(130)
    except _Terminated:
        typer.secho("warraq: terminated; nothing half-done is visible to readers.", err=True)
        sys.exit(128 + signal.SIGTERM)


class _Terminated(BaseException):
    """SIGTERM came: worker processes and what they share are to be cleaned up, as after Ctrl-C."""


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise _Terminated


InputDir = Annotated[
    Path | None,
    typer.Option(
        "--input", "-i", help="Folder of raw text: source/YYYY/MM/DD/file. Default: WARRAQ_INPUT_DIR."
    ),
]
RecogniserName = Annotated[
    Literal["fast", "accurate", "camel"] | None,
    typer.Option(help="Entity recogniser; default: WARRAQ_RECOGNISER."),
]
Sources = Annotated[
    list[str] | None, typer.Option("--source", help="Only this source; may be given several times.")
]


@app.command()
def run(
    input_dir: InputDir = None,
    source: Sources = None,
    limit: Annotated[int | None, typer.Option(help="Take in at most so many new files.", min=1)] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Everything up to validation; publish nothing.")
    ] = False,
    reprocess: Annotated[
        Literal["none", "outdated", "all"],
        typer.Option(help="Files that are in the lake already: none, outdated or all."),
    ] = "none",
    recogniser: RecogniserName = None,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", help="Processes; default: WARRAQ_WORKERS.", min=1)
    ] = None,
) -> None:
    """Do the nightly run here and now, without Airflow."""
    from warraq.console import run_with_progress
    from warraq.runs import RunRequest, new_run_id

    request = RunRequest(
        new_run_id(),
        str(input_dir) if input_dir else None,
        source or [],
        limit,
        dry_run,
        reprocess,
        recogniser,
    )
    run_with_progress(request, workers)


@app.command()
def sql(
    query: Annotated[
        str,
        typer.Argument(help="A statement, @NAME for a worked query (docs/queries.md), or - to read it."),
    ],
    parameter: Annotated[
        list[str] | None, typer.Option("--set", help="NAME=VALUE for a parameter of a worked query.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values with a header line.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array of objects.")] = False,
) -> None:
    """Ask the serving database."""
    from warraq.console import print_query

    if as_csv and as_json:
        raise InputError("Give one of --csv and --json.")
    form = "csv" if as_csv else "json" if as_json else "box"
    print_query(sys.stdin.read() if query == "-" else query, form, parameter or [])


@app.command()
def clean(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")] = "-",
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Text, sentences, edits, mentions, dates and quotes as one JSON object."),
    ] = False,
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Day that dates like yesterday are reckoned from; default: the one in FILE's path.",
        ),
    ] = None,
    recogniser: RecogniserName = None,
) -> None:
    """Clean one text: characters, spacing, merged words."""
    from warraq.ingest.dates import date_of_path
    from warraq.ingest.titles import title_end
    from warraq.pipeline import annotate, clean_texts, load_models, load_spacing
    from warraq.settings import get_settings

    raw = _decoded(file)
    cleaned = clean_texts([(raw, title_end(raw))], load_spacing(get_settings()))
    if as_json:
        from warraq.as_json import as_json as values

        settings = get_settings()
        models = load_models(settings.model_copy(update={"recogniser": recogniser or settings.recogniser}))
        day = published or date_of_path(file)
        found = values(annotate(cleaned, models)[0], models.names, day.date() if day else None)
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        typer.echo(cleaned[0].text)


@app.command()
def undo(
    kind: Annotated[
        list[str],
        typer.Option(
            help="Edits to take back: characters, spaces, diacritics, punctuation, merged_word or all; "
            "may be given several times."
        ),
    ],
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")] = "-",
    doc: Annotated[str | None, typer.Option(help="Id of a document of the corpus, in place of FILE.")] = None,
) -> None:
    """Clean one text, or take one of the corpus, without the edits of some kinds.

    Without the edits of all kinds it is the raw text again.
    """
    from warraq.settings import get_settings
    from warraq.undo import clean_without, edit_kinds, stored_without

    kinds = edit_kinds(kind)
    if doc is None:
        from warraq.ingest.titles import title_end
        from warraq.pipeline import load_spacing

        raw = _decoded(file)
        text = clean_without(raw, title_end(raw), load_spacing(get_settings()), kinds)
    elif file != "-":
        raise InputError("Give a FILE or --doc, not both.")
    else:
        from warraq.lake.serve import open_warehouse

        with open_warehouse(get_settings()) as connection:
            text = stored_without(connection, doc, kinds)
    # A raw text comes out as it went in: with its own last line end, or none.
    sys.stdout.write(text)


@app.command()
def spacing(
    words: Annotated[
        bool, typer.Option("--words", help="One word a line in; the same or the repaired word out.")
    ] = False,
    file: Annotated[str, typer.Argument(help="A file, or - for standard input.")] = "-",
) -> None:
    """Take merged words apart, and change nothing else."""
    from warraq.pipeline import load_spacing
    from warraq.settings import get_settings
    from warraq.spacing.repair import repair
    from warraq.text.patch import patched

    model = load_spacing(get_settings())
    lines = _lines(file)
    if words:
        splits = model.split_words(lines)
        repaired = [split.after if split else line for line, split in zip(lines, splits, strict=True)]
    else:
        found = [repair(line, model).patches for line in lines]
        repaired = [patched(line, patches) for line, patches in zip(lines, found, strict=True)]
    sys.stdout.writelines(f"{line}\n" for line in repaired)


@app.command()
def tag(
    file: Annotated[
        str, typer.Argument(help="One word a line, a blank line between sentences; - for standard input.")
    ] = "-",
    model: Annotated[
        str | None, typer.Option(help="Recogniser: fast, accurate or camel; default: WARRAQ_RECOGNISER.")
    ] = None,
) -> None:
    """Tag words with the entities they name: word, tab, BIO tag (PERS, LOC, ORG, MISC)."""
    from warraq.entities.recognise import load_recogniser
    from warraq.entities.tagging import tag_lines
    from warraq.settings import get_settings

    recogniser = load_recogniser(model or get_settings().recogniser)
    sys.stdout.writelines(f"{line}\n" for line in tag_lines(_lines(file), recogniser))


@app.command()
def status() -> None:
    """Show what the corpus holds, the last runs, and whether everything is accounted for."""
    from warraq.console import print_status

    print_status()


@app.command()
def tour() -> None:
    """Show what a run has made of the texts, and what to try next."""
    from warraq.console import print_tour

    print_tour()


@app.command()
def compact(
    keep_days: Annotated[
        int, typer.Option(help="Days of old snapshots to keep for time travel.", min=0)
    ] = 30,
) -> None:
    """Merge the lake's small files, forget old snapshots, remove what dead runs left."""
    from warraq.console import print_compaction

    print_compaction(keep_days)


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    path = Path(file)
    if not path.is_file():
        raise InputError(f"There is no file {file}.")
    return path.read_bytes()


def _decoded(file: str) -> str:
    """The text of a file in any encoding that a run would read."""
    from warraq.ingest.decode import decode
    from warraq.ingest.reasons import Refusal

    try:
        return decode(_read(file)).text
    except Refusal as refusal:
        if refusal.reason == "empty":
            raise InputError(f"{_called(file)} holds no text: {refusal.detail}") from refusal
        raise InputError(f"{_called(file)} cannot be read: {refusal.detail}") from refusal


def _called(file: str) -> str:
    return "Standard input" if file == "-" else file


def _lines(file: str) -> list[str]:
    """The lines of a UTF-8 text, without their ends."""
    try:
        text = _read(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{_called(file)} is not UTF-8 (byte {error.start}); convert it first, e.g. with iconv."
        ) from error
    lines = text.split("\n")
    return [line.removesuffix("\r") for line in (lines[:-1] if lines[-1] == "" else lines)]


if __name__ == "__main__":
    main()

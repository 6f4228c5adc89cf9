"""`warraq review ...`: what a person at a terminal says and sees."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warraq.errors import InputError

if TYPE_CHECKING:
    from warraq.review.decisions import Imported, Sheet
    from warraq.spacing.exceptions import Decision

app = typer.Typer(
    no_args_is_help=True,
    help="Decide about merged words in a spreadsheet; later runs obey. See docs/review.md.",
)
SHOWN = 20
"""Changes printed one by one."""
_FOLLOWS = "New texts follow it from now on; for the others: warraq run --reprocess outdated"


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The CSV file to write.")],
    suggestions: Annotated[
        bool, typer.Option("--suggestions", help="Only what was not sure enough to be repaired.")
    ] = False,
    repairs: Annotated[bool, typer.Option("--repairs", help="Only what was repaired.")] = False,
    limit: Annotated[
        int | None, typer.Option(help="At most so many rows, the most frequent ones.", min=1)
    ] = None,
    min_score: Annotated[float, typer.Option(help="Least mean score.", min=0.0, max=1.0)] = 0.0,
    max_score: Annotated[float, typer.Option(help="Largest mean score.", min=0.0, max=1.0)] = 1.0,
    decided: Annotated[
        bool, typer.Option("--decided", help="Also words that are decided already, with the decision.")
    ] = False,
    semicolon: Annotated[
        bool, typer.Option("--semicolon", help="For a spreadsheet of a country with decimal commas.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace FILE, and whatever decisions it holds.")
    ] = False,
) -> None:
    """Write repairs and suggestions of merged words to a CSV file, for a person to decide about."""
    from warraq.lake.serve import open_warehouse
    from warraq.review import export as sheet
    from warraq.settings import get_settings
    from warraq.spacing.exceptions import exceptions_file, read_exceptions

    settings = get_settings()
    both = suggestions == repairs
    selection = sheet.Selection(both or suggestions, both or repairs, limit, min_score, max_score, decided)
    with open_warehouse(settings) as connection:
        done = sheet.export(
            connection,
            file,
            selection,
            read_exceptions(exceptions_file(settings)),
            delimiter=";" if semicolon else ",",
            overwrite=overwrite,
        )
    typer.echo(f"{file}: {done.rows:,} rows. Fill in `decision` (yes or no) or `instead`, save it as CSV,")
    typer.echo(f"then: warraq review import {file}")
    if done.left_out:
        typer.echo(f"Left out: {done.left_out:,} repairs that another change beside the word is part of.")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The CSV file with decisions.")],
    skip_unusable: Annotated[
        bool, typer.Option("--skip-unusable", help="Take the usable rows even if others are not.")
    ] = False,
) -> None:
    """Take decisions from a CSV file into the list that later runs obey."""
    from warraq.review.decisions import merge_into, read_sheet
    from warraq.settings import get_settings
    from warraq.spacing.exceptions import exceptions_file

    if not file.is_file():
        raise InputError(f"There is no file {file}.")
    sheet = read_sheet(file.read_bytes(), file.name)
    if sheet.unusable:
        _show_unusable(sheet)
        if not skip_unusable:
            raise InputError(
                f"Nothing was taken from {file}: mend these rows and import it again, "
                "or add --skip-unusable to take the others."
            )
    path = exceptions_file(get_settings())
    _show(merge_into(path, sheet.decisions), sheet, path)


@app.command("list")
def list_() -> None:
    """Print the decisions that hold: word, keep or split, what it becomes, when, and from which file."""
    from warraq.settings import get_settings
    from warraq.spacing.exceptions import exceptions_file, read_exceptions

    path = exceptions_file(get_settings())
    decisions = read_exceptions(path).decisions
    for decision in decisions:
        typer.echo(_line(decision))
    typer.echo(f"{len(decisions):,} decisions in {path}", err=True)


@app.command()
def forget(
    words: Annotated[
        list[str] | None, typer.Argument(help="Words as they stand in the list.", metavar="[WORD]...")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All decisions.")] = False,
) -> None:
    """Withdraw decisions: the model judges these words again. Prints what is gone, as `list` does."""
    from warraq.review import decisions
    from warraq.settings import get_settings
    from warraq.spacing.exceptions import exceptions_file

    if bool(words) == everything:
        raise InputError("Give the words whose decisions are to be withdrawn, or --all.")
    path = exceptions_file(get_settings())
    gone = decisions.forget(path, None if everything else words)
    for decision in gone:
        typer.echo(_line(decision))
    typer.echo(f"{len(gone):,} decisions withdrawn from {path}", err=True)
    if gone:
        typer.echo(_FOLLOWS.replace("follow it", "follow the model"), err=True)


@app.command()
def status() -> None:
    """Show what is decided, what waits for a decision, and what older decisions made."""
    from warraq.lake.serve import open_warehouse
    from warraq.pipeline import load_spacing
    from warraq.review.standing import standing
    from warraq.settings import get_settings
    from warraq.spacing.exceptions import exceptions_file
    from warraq.spacing.local import local_knowledge

    settings = get_settings()
    known = local_knowledge(settings)
    with open_warehouse(settings) as connection:
        now = standing(connection, known.exceptions, load_spacing(settings, known).version)
    typer.echo(
        f"Decided    {now.kept:,} words stay, {now.split:,} are taken apart: {exceptions_file(settings)}"
    )
    typer.echo(f"Waiting    {now.suggestions:,} suggestions, {now.repairs:,} repairs (distinct words)")
    typer.echo(f"Outdated   {now.outdated:,} of {now.documents:,} documents were made by another version")
    if now.outdated:
        typer.echo("           warraq run --reprocess outdated brings them up to date")


def _show_unusable(sheet: Sheet) -> None:
    typer.secho(f"{len(sheet.unusable):,} rows cannot be used:", err=True, fg="red")
    for line, reason in sheet.unusable:
        typer.echo(f"  line {line}: {reason}", err=True)


def _show(done: Imported, sheet: Sheet, path: Path) -> None:
    typer.echo(
        f"{done.added:,} new decisions, {len(done.changes):,} changed, {done.repeated:,} known already; "
        f"{sheet.undecided:,} rows without one."
    )
    for old, new in done.changes[:SHOWN]:
        when = f" ({old.decided_at}, {old.source})" if old.decided_at or old.source else ""
        typer.echo(f"  {new.before}: now {new.decision} {new.after}; was {old.decision} {old.after}{when}")
    if len(done.changes) > SHOWN:
        typer.echo(f"  and {len(done.changes) - SHOWN:,} more")
    typer.echo(f"The list has {len(done.exceptions.decisions):,} words: {path}")
    if done.added or done.changes:
        typer.echo(_FOLLOWS)


def _line(decision: Decision) -> str:
    return "\t".join((decision.before, decision.decision, *decision[1:]))

"""`warraq data ...`: what a person at a terminal says and sees."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from warraq.errors import InputError

app = typer.Typer(
    no_args_is_help=True,
    help="Data that Warraq may use and does not carry. See docs/optional_data.md.",
)
Name = Annotated[Literal["morphology"], typer.Argument(help="Which data.")]
_FOLLOWS = "New texts are weighed accordingly from now on; the others: warraq run --reprocess outdated"


@app.command()
def install(
    name: Name,
    from_: Annotated[
        Path | None, typer.Option("--from", help="A file fetched elsewhere, in place of a download.")
    ] = None,
) -> None:
    """Fetch data and put them to use. Their licence is shown; by installing them you accept it."""
    from warraq.optional_data import morphology
    from warraq.settings import get_settings
    from warraq.spacing.analyser import morphology_dir

    if from_ is not None and not from_.is_file():
        raise InputError(f"There is no file {from_}.")
    settings = get_settings()
    typer.echo(morphology.NOTICE)
    about = morphology.install(settings, from_)
    folder = morphology_dir(settings)
    typer.echo(f"Installed {name} {about['version']} from {about['origin']}: {folder} (licence: LICENSE)")
    typer.echo(_FOLLOWS)


@app.command()
def remove(name: Name) -> None:
    """Take data away again."""
    from warraq.optional_data import morphology
    from warraq.settings import get_settings

    if morphology.remove(get_settings()):
        typer.echo(f"Removed {name}.")
        typer.echo(_FOLLOWS)
    else:
        typer.echo(f"There was no {name}.")


@app.command()
def status() -> None:
    """Show which data are installed, since when, where they came from, and their licence."""
    from warraq.settings import get_settings
    from warraq.spacing.analyser import about_morphology

    about = about_morphology(get_settings())
    if about:
        typer.echo(
            f"morphology  {about['version']}, installed {about['installed_at']} from {about['origin']}; "
            f"{about['licence']}"
        )
    else:
        typer.echo("morphology  not installed; to do so: warraq data install morphology")

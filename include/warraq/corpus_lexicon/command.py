"""`warraq lexicon ...`: what a person at a terminal says and sees."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    help="What your own corpus teaches the repair of merged words. See docs/corpus_lexicon.md.",
)


@app.command()
def build() -> None:
    """Count the words of the corpus and let later runs use the counts."""
    from warraq.corpus_lexicon import build as lexicon
    from warraq.settings import get_settings

    settings = get_settings()
    built = lexicon.build(settings)
    used = lexicon.put_in_use(settings, built["version"])
    typer.echo(
        f"Lexicon {built['version']}: {built['words']:,} words and {built['pairs']:,} pairs, from "
        f"{built['tokens']:,} running words of {built['documents']:,} documents."
    )
    if used["before"] == built["version"]:
        typer.echo("It was in use already.")
    else:
        typer.echo("New texts are weighed with it from now on; the others: warraq run --reprocess outdated")


@app.command()
def use(
    version: Annotated[str, typer.Argument(help="One that `warraq lexicon status` lists, or none.")],
) -> None:
    """Go back to another lexicon, or to none."""
    from warraq.corpus_lexicon.build import put_in_use
    from warraq.settings import get_settings
    from warraq.spacing.corpus import use_no_lexicon

    if version == "none":
        use_no_lexicon(get_settings())
        typer.echo("No corpus lexicon is in use.")
    else:
        typer.echo(f"Lexicon {put_in_use(get_settings(), version)['version']} is in use.")


@app.command()
def status() -> None:
    """Show which lexicons there are, and which one is in use."""
    from warraq.corpus_lexicon.build import about_lexicons
    from warraq.settings import get_settings

    found = about_lexicons(get_settings())
    for about in found:
        typer.echo(
            f"{'*' if about['in_use'] else ' '} {about['version']}  {about['built_at']}  "
            f"{about['documents']:,} documents, {about['tokens']:,} running words, "
            f"{about['words']:,} words, {about['pairs']:,} pairs kept"
        )
    if not any(about["in_use"] for about in found):
        typer.echo("No corpus lexicon is in use; build one: warraq lexicon build")

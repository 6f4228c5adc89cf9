"""Train and measure the `accurate` recogniser: `python -m warraq.entities.train_accurate --help`."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import Annotated

import typer

from warraq.entities.corpora import TYPES, hold_out, read_corpus
from warraq.entities.scoring import ALL, measure
from warraq.entities.transformer.recogniser import MODEL, MODEL_FILE, TOKENIZER_FILE, TransformerRecogniser

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)


@app.command("train")
def train_command(
    gold: Annotated[Path, typer.Option(help="ANERcorp's training part.")],
    wikipedia: Annotated[Path, typer.Option(help="AQMAR's training part.")],
    news: Annotated[Path, typer.Option(help="A folder of news texts without annotation.")],
    work: Annotated[Path, typer.Option(help="Where runs keep their files.")] = Path("build/accurate"),
    output: Annotated[Path, typer.Option(help="Where the model goes.")] = MODEL,
    threads: Annotated[int, typer.Option(help="Processor threads.")] = 2,
) -> None:
    """Train the model that ships; some hours on two cores. What was done before is not done again."""
    import torch

    from warraq.entities.train_accurate.plan import Corpora, Workshop, make_model

    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("warraq").setLevel(logging.INFO)
    torch.set_num_threads(threads)
    folder = make_model(Workshop.open(work, Corpora(gold, wikipedia, news)))
    output.mkdir(parents=True, exist_ok=True)
    for name in (MODEL_FILE, TOKENIZER_FILE):
        shutil.copy(folder / name, output / name)
    typer.echo(f"The model is in {output}.")


@app.command("measure")
def measure_command(
    files: Annotated[list[Path], typer.Argument(help="Annotated corpora.")],
    model: Annotated[Path, typer.Option(help="Folder of the model.")] = MODEL,
    held_out: Annotated[bool, typer.Option(help="Only the part of each that training left out.")] = False,
) -> None:
    """Print precision, recall, F1 and words a second on one core."""
    recogniser = TransformerRecogniser(model)
    for file in files:
        sentences = read_corpus(file)
        scores, speed = measure(recogniser, hold_out(sentences)[1] if held_out else sentences)
        typer.echo(f"{file.name}: {speed:,.0f} words/s")
        for kind in (ALL, *TYPES):
            s = scores[kind]
            typer.echo(f"  {kind:4}  P {s.precision:.3f}  R {s.recall:.3f}  F1 {s.f1:.3f}")


if __name__ == "__main__":
    app()

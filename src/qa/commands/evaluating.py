"""`qa eval`: measuring retrieval and quotes on public data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.commands.options import Json, progress_bar, settings
from qa.commands.printing import print_table

app = typer.Typer(help="Measure on public data.")


@app.callback()
def evaluate() -> None:
    """Measure on public data."""


@app.command()
def squad(
    file: Annotated[Path, typer.Argument(help="A SQuAD file: each of its paragraphs is a document.")],
    questions: Annotated[
        Path | None,
        typer.Option("--questions", help="Take the questions from this file (same ids).", show_default=False),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help="So many questions, drawn by the seed.", show_default=False),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Of the draw.")] = 0,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Retrieval and quotes over the paragraphs of a SQuAD file."""
    from index.embedding import open_embedder
    from qa.evaluation.squad import evaluate_squad, read_squad

    paragraphs, items = read_squad(file, questions)
    with progress_bar() as progress:
        report = evaluate_squad(
            paragraphs, items, open_embedder(settings().model), limit=limit, seed=seed, progress=progress
        )
    if as_json:
        typer.echo(report.model_dump_json(by_alias=True))
        return
    print_table(
        ("", "value"), [(name, f"{value:.4g}") for name, value in report.model_dump(by_alias=True).items()]
    )

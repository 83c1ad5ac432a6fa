"""`qa train`: learning to read questions anew, and how well that carries over."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.atomic import replacing
from index.errors import StorageError, writing
from qa.commands.options import Json, progress_bar
from qa.commands.output import print_table

if TYPE_CHECKING:
    from index.embedding import Progress
    from qa.evaluation.training.questions import Material

app = typer.Typer(help="Learn to read questions and evidence.")

Seed = Annotated[int, typer.Option("--seed", help="Seed of the random draws.")]


Files = Annotated[
    list[Path] | None,
    typer.Argument(help="SQuAD files: what people ask of texts; never one that is measured on."),
]


@app.command()
def questions(
    files: Files = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The folder to write both files of weights to [the shipped]."),
    ] = None,
    seed: Seed = 0,
) -> None:
    """Learn from the shipped utterances and lessons; embedding them takes about four minutes."""
    from qa.evaluation.training.names import learn_names
    from qa.evaluation.training.questions import learn, save_names, save_questions
    from qa.understanding import model, names

    folder = output or model.WEIGHTS.parent
    if not folder.is_dir():
        raise StorageError(f"The folder {folder} does not exist; make it, or choose another --output.")
    with progress_bar() as progress:
        material = _material(files or (), progress)
        learned = learn(material, seed)
        named = learn_names(material.plain, names.WordReader())
    question_file, name_file = folder / model.WEIGHTS.name, folder / names.WEIGHTS.name
    with writing(question_file), replacing(question_file) as file:
        save_questions(learned, file)
    with writing(name_file), replacing(name_file) as file:
        save_names(named, file)
    typer.echo(f"{question_file} and {name_file} are written, from {len(material.plain):,} utterances.")


@app.command()
def figures(
    files: Files = None,
    seed: Seed = 0,
    folds: Annotated[int, typer.Option("--folds", min=2, help="Parts, each read by the others.")] = 5,
    *,
    as_json: Json = False,
) -> None:
    """Cross-validate: how well questions are read that were not learned from; a quarter of an hour."""
    from qa.evaluation.training.figures import cross_validate, figure_table

    with progress_bar() as progress:
        found = cross_validate(_material(files or (), progress), seed, folds, progress)
    if as_json:
        typer.echo(found.model_dump_json())
        return
    for rows in (found.wants, found.attributes_by_language, found.attributes_by_domain):
        print_table(*figure_table(rows))
        typer.echo()


def _material(files: Iterable[Path], progress: Progress | None) -> Material:
    from index.embedding import BundledEmbedder
    from qa.evaluation.training.questions import Embedding, Material, some_questions
    from qa.understanding.lessons import read_lessons, read_utterances

    asked = [question for file in files for question in some_questions(file)]
    return Material.of(read_utterances(), read_lessons(), Embedding(BundledEmbedder(), progress), asked)

"""`qa train reader`, `evidence` and `held`: the reader, how it is weighed, and what it is measured on."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Protocol

import typer

from index.atomic import replacing, write_whole
from index.errors import StorageError, writing
from qa.commands.options import progress_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qa.evaluation.training.reader.lesson import TaughtSource, WindowLesson
    from qa.evaluation.training.reader.training import BlockProgress, Training

CALIBRATING: Final = 256  # windows on which the ranges of the 8 bits are measured
KEPT_EVERY: Final = 5  # blocks after which the state is kept

Files = Annotated[
    list[Path],
    typer.Argument(help="SQuAD files to learn from, NAME.LANGUAGE.json[.gz]; never one that is measured on."),
]
Seed = Annotated[int, typer.Option("--seed", help="Seed of the random draws.")]


def reader(
    files: Files,
    checkpoint: Annotated[
        Path,
        typer.Option("--checkpoint", help="Where the state is kept; a training that is there goes on."),
    ] = Path("reader.pt"),
    blocks: Annotated[int, typer.Option("--blocks", min=1, help="Blocks of 1,024 windows.")] = 180,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The folder to write the weights to [the shipped].")
    ] = None,
    seed: Seed = 0,
    *,
    from_shipped: Annotated[
        bool, typer.Option("--from-shipped", help="Begin with the shipped weights, not with the encoder's.")
    ] = False,
) -> None:
    """Learn to read; half a minute a block where the processor has bfloat16, two where it has not."""
    from qa.evaluation.training.reader.training import Training
    from qa.evaluation.training.reader.windows import Windows
    from qa.reading.reader import HERE, UPPER

    folder = output or HERE
    check(folder, checkpoint.resolve().parent)
    sources = _sources(files)
    training = Training(Windows(sources), blocks, seed)
    if checkpoint.exists():
        training.resume(checkpoint)
        typer.echo(f"{checkpoint} goes on after block {training.done}.", err=True)
    elif from_shipped:
        from qa.evaluation.training.reader.shipped import take_over

        take_over(training.upper, UPPER)
    training.run(keeping(training, checkpoint))
    held = Windows(sources, "fitted").draw(CALIBRATING, random.Random(seed))  # noqa: S311 - no secret
    _export(training, held, folder)
    typer.echo(f"{folder / UPPER.name} is written, after {blocks} blocks; now fit: qa train evidence.")


def check(*folders: Path) -> None:
    """Raises StorageError where one of the folders that are written to at the end does not exist."""
    for folder in folders:
        if not folder.is_dir():
            raise StorageError(f"The folder {folder} does not exist; make it, or choose another.")


class SavedTraining(Protocol):
    """A training whose state is kept."""

    def save(self, file: Path) -> None: ...


def keeping(training: SavedTraining, checkpoint: Path) -> Callable[[BlockProgress], None]:
    """What says how far the training is, and keeps its state."""

    def after(progress: BlockProgress) -> None:
        left = (progress.blocks - progress.block) * progress.seconds / 60
        done = f"block {progress.block} of {progress.blocks}"
        typer.echo(f"{done}: loss {progress.loss:.3f}, {left:.0f} min left", err=True)
        if progress.block % KEPT_EVERY == 0 or progress.block == progress.blocks:
            training.save(checkpoint)

    return after


def _export(training: Training, lessons: Sequence[WindowLesson], folder: Path) -> None:
    """Write the weights; the ranges of the 8 bits are measured on `lessons`."""
    from qa.evaluation.training.reader.export import export
    from qa.reading.reader import LOWER, UPPER

    rows = [training.row(lesson) for lesson in lessons if lesson.sentences]
    with writing(folder):
        export(training, rows, folder / UPPER.name, folder / LOWER.name)


def evidence(
    files: Files,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write the weights [the shipped file].")
    ] = None,
    seed: Seed = 0,
) -> None:
    """Fit how clues are weighed, and how sure that is, on articles that are not taught; some minutes."""
    from index.crossing import CrossingEncoder
    from index.embedding import BundledEmbedder
    from qa.evaluation.squad.indexes import temporary_indexes
    from qa.evaluation.training.evidence import fit, read_examples, save_model
    from qa.reading.reader import EvidenceReader
    from qa.retrieval.model import WEIGHTS

    target = output or WEIGHTS
    check(target.resolve().parent)
    with (
        progress_bar() as progress,
        temporary_indexes(BundledEmbedder(), progress, CrossingEncoder()) as indexes,
    ):
        examples = list(read_examples(indexes, _sources(files), EvidenceReader(), seed=seed))
    with writing(target), replacing(target) as file:
        save_model(fit(examples, seed=seed), file)
    typer.echo(f"{target} is written, from {len(examples):,} questions.")


def held(
    folder: Annotated[Path, typer.Argument(help="Where to write them: a SQuAD file for each language.")],
    files: Files,
) -> None:
    """Write the questions that nothing was learned from, for `qa eval squad` and `qa eval report`."""
    from qa.evaluation.training.reader.held_out import squad_files

    if not folder.is_dir():
        raise StorageError(f"The folder {folder} does not exist; make it first.")
    for name, content in squad_files(_sources(files)).items():
        with writing(folder / name):
            write_whole(folder / name, content.encode())
        typer.echo(f"{folder / name} is written.")


def _sources(files: list[Path]) -> list[TaughtSource]:
    """What the files and the written reports hold."""
    from qa.evaluation.training.reader.reports import read_reports, report_sources
    from qa.evaluation.training.reader.squad_sources import squad_sources

    sources = [*squad_sources(files), *report_sources(read_reports())]
    for source in sources:
        typer.echo(f"{source.name}: {len(source.asked):,} questions", err=True)
    return sources

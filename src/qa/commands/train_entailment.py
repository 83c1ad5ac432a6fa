"""`qa train entailment`: what tells whether a statement follows from its quotes."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from index.errors import writing
from qa.commands.train_reader import Files, Seed, check, keeping

if TYPE_CHECKING:
    from qa.evaluation.training.entailment.claims import Claims

CALIBRATING: Final = 512  # claims on which the ranges of the 8 bits are measured


def entailment(
    files: Files,
    checkpoint: Annotated[
        Path,
        typer.Option("--checkpoint", help="Where the state is kept; a training that is there goes on."),
    ] = Path("entailment.pt"),
    blocks: Annotated[int, typer.Option("--blocks", min=1, help="Blocks of 1,024 claims.")] = 64,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write the weights to [the shipped].")
    ] = None,
    average: Annotated[
        list[Path] | None,
        typer.Option("--average", help="Earlier states whose weights are averaged with those at the end."),
    ] = None,
    seed: Seed = 0,
) -> None:
    """Learn what follows from quotes; 45 seconds a block where the processor has bfloat16."""
    from qa.evaluation.training.entailment.training import EntailmentTraining
    from qa.evaluation.training.reader.export import export_upper
    from qa.prose.entailment import UPPER

    file = output or UPPER
    check(file.resolve().parent, checkpoint.resolve().parent)
    claims = _claims(files)
    training = EntailmentTraining(claims, blocks, seed)
    if checkpoint.exists():
        training.resume(checkpoint)
        typer.echo(f"{checkpoint} goes on after block {training.done}.", err=True)
    training.run(keeping(training, checkpoint))
    training.average(average or [])
    drawn = claims.draw(CALIBRATING, random.Random(seed))  # noqa: S311 - no secret
    with writing(file):
        export_upper(training.upper, training.outputs, [training.row(one) for one in drawn], file)
    typer.echo(f"{file} is written, after {blocks} blocks; measure it: qa eval drafts.")
    _tell_limits(file)


def _tell_limits(file: Path) -> None:
    """What the gate with these weights strips and lets through of the written drafts that were not taught."""
    from qa.evaluation.measures.tables import text_table
    from qa.evaluation.training.entailment.limits import COLUMNS, limit_rows
    from qa.evaluation.training.entailment.written import read_written
    from qa.prose.entailment import EntailmentReader
    from qa.prose.gate import ProseGate
    from qa.prose.names import NameReader
    from qa.prose.support import Support

    drafts = [draft for item in read_written() if item.is_held_out for draft in item.drafts]
    if drafts:
        gate = ProseGate(NameReader(), Support(EntailmentReader(file)))
        typer.echo(text_table(COLUMNS, limit_rows(gate, drafts)))


def _claims(files: list[Path]) -> Claims:
    """What is drawn from the files, the written reports and the written drafts."""
    from qa.evaluation.training.entailment.claims import Claims
    from qa.evaluation.training.entailment.topics import topics_of
    from qa.evaluation.training.entailment.written import read_written
    from qa.evaluation.training.reader.reports import read_reports
    from qa.evaluation.training.reader.squad_sources import squad_sources

    topics = [topic for source in squad_sources(files) for topic in topics_of(source)]
    written = read_written()
    typer.echo(f"{len(topics):,} paragraphs and {len(written):,} written items", err=True)
    return Claims([*read_reports(), *topics], written)

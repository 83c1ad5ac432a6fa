"""`qa eval gold --llm`: the same questions as found, as a language model plans them, and in its words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from index.errors import FootnoteError
from qa.commands.options import Folders, progress_bar
from qa.commands.streams import complain

if TYPE_CHECKING:
    from qa.evaluation.gold.items import GoldItem
    from qa.evaluation.gold.with_model import ModelReport


def gold_with_model(file: Path, folders: Folders, *, as_json: bool) -> None:
    """Print the measures of each form; raises FootnoteError where no model is set."""
    from qa.evaluation.gold.items import read_gold
    from qa.evaluation.gold.with_model import evaluate_with_model
    from qa.prose.opening import UNSET, open_prose
    from qa.prose.setting import ProseSettings

    model = open_prose(ProseSettings.read())
    if model == UNSET:
        raise FootnoteError("--llm needs a language model: set QA_LLM, and what it is for in QA_LLM_USES.")
    items, bad = read_gold(file)
    for line in bad:
        complain(f"{file}:{line.number}: {line.problem}")

    def refuse(item: GoldItem, problem: str) -> None:
        complain(f"{file}: {item.id}: {problem}")

    engine = folders.engine_alone()
    with progress_bar() as progress:
        report = evaluate_with_model(engine, items, model, complain=refuse, progress=progress)
    typer.echo(report.model_dump_json() if as_json else _told(report))
    if bad:
        raise typer.Exit(1)


def _told(report: ModelReport) -> str:
    """The table, and under it what became of planning and wording."""
    from qa.evaluation.gold.with_model import model_table
    from qa.evaluation.measures.tables import text_table

    lines = [text_table(*model_table(report))]
    for form, one in report.forms.items():
        if one.outcomes:
            told = ", ".join(f"{name} {count}" for name, count in one.outcomes.items())
            counts = ", ".join(f"{count} {name}" for name, count in one.statements.items())
            lines.append(f"{form}: {told}; statements: {counts}")
    return "\n".join(lines)

"""`qa eval drafts`: how often the gate before a language model is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.commands.options import Json


def drafts(
    file: Annotated[
        Path,
        typer.Argument(help="Drafts: JSON Lines with question, pieces, statement, cites and honest."),
    ],
    *,
    failures: Annotated[bool, typer.Option("--failures", help="Show what the gate is wrong about.")] = False,
    as_json: Json = False,
) -> None:
    """Hostile drafts that the gate lets pass, and honest ones that it strips, by kind and language."""
    from qa.evaluation.drafts.item import read_drafts
    from qa.evaluation.drafts.run import COLUMNS, draft_report, draft_rows, judged
    from qa.evaluation.measures.tables import text_table
    from qa.prose.gate import ProseGate
    from qa.prose.names import NameReader
    from qa.prose.support import Support

    verdicts = [*judged(read_drafts(file), ProseGate(NameReader(), Support()))]
    report = draft_report(verdicts)
    typer.echo(report.model_dump_json() if as_json else text_table(COLUMNS, draft_rows(report)))
    for one in verdicts if failures and not as_json else ():
        if one.is_wrong:
            why = f"stripped: {', '.join(one.doubts)}" if one.doubts else "passed"
            typer.echo(f"\n{one.item.id} {one.item.kind} {one.item.language} {why}\n  {one.item.statement}")

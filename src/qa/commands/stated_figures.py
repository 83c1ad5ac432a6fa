"""How figures found in documents are told against the key of a set: tables, or one JSON object."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qa.commands.extract import complain
from qa.commands.output import print_table

if TYPE_CHECKING:
    from qa.knowledge.knowledge import Knowledge


def tell_stated(folder: Path, knowledge: Knowledge, *, failures: bool, as_json: bool) -> None:
    """Mark what is found in `folder`'s documents and print the measures; leaves with 1 if some are unread."""
    from qa.evaluation.stated.marking import mark_folder, reasons_of
    from qa.evaluation.stated.scores import COLUMNS, failure_lines, figures_told, share_rows, trap_rows

    documents, problems = mark_folder(folder, knowledge)
    if as_json:
        typer.echo(json.dumps(figures_told(documents, failures=failures), ensure_ascii=False))
    else:
        print_table(COLUMNS, share_rows(documents))
        reasons = reasons_of(one for document in documents for one in document.found)
        typer.echo()
        print_table(("wrong in", "figures"), [(name, str(number)) for name, number in reasons.items()])
        typer.echo()
        print_table(("trap", "through", "there"), trap_rows(documents))
        for line in failure_lines(documents) if failures else ():
            typer.echo(line)
    complain(problems)

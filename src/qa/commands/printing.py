"""How answers look in a terminal: the answer, its notices, and the numbered quotes with their sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import typer

from qa.inline import in_line, visible
from qa.marks import Span, answer_marks, parts
from qa.models import Answer, Citation, Reply

SIGNS: Final = {
    "comparability": "≠",
    "conflict": "⇄",
    "translation": "文",
    "extracted": "⚙",
    "closest": "≈",
}


def print_reply(reply: Reply, *, as_json: bool = False) -> None:
    if as_json:
        typer.echo(reply.answer.model_dump_json())
        return
    typer.echo(_bold(reply.answer.answer, answer_marks(reply.answer)))
    for choice in reply.choices:
        typer.echo(f"  · {choice.label}")
    print_proof(reply.answer)


def print_proof(answer: Answer) -> None:
    """The notices and the quotes of an answer."""
    for notice in answer.notices:
        if notice.kind != "closest" or not answer.citations:
            typer.secho(f"{SIGNS[notice.kind]} {visible(notice.text)}", fg=typer.colors.YELLOW)
    if answer.citations:
        typer.echo()
    for citation in answer.citations:
        number = typer.style(f"[{citation.number}] ", dim=True)
        typer.echo(number + _bold(citation.quote, citation.marks, dim=True))
        typer.secho(f"    {in_line(_origin(citation))}", dim=True)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table as wide as its content; numbers to the right."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for place, column in enumerate(columns):
        numeric = all(row[place].replace(",", "").replace(".", "").isdigit() for row in rows)
        table.add_column(column, justify="right" if numeric and rows else "left", no_wrap=place > 0)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _bold(text: str, marks: Sequence[Span], *, dim: bool = False) -> str:
    """The text with its marks in bold; `echo` takes the styles out where the output is no terminal."""
    if not marks and not dim:
        return visible(text)
    shown = ((visible(part), marked) for part, marked in parts(text, marks))
    return "".join(
        typer.style(part, bold=True) if marked else typer.style(part, dim=True) if dim else part
        for part, marked in shown
    )


def _origin(citation: Citation) -> str:
    sources = "; ".join(
        ", ".join(filter(None, (source.publisher or source.title, source.published, source.url)))
        for source in citation.sources
    )
    return f"{citation.title} ({citation.edition}, {citation.language}) ← {sources}"

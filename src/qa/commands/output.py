"""How answers look in a terminal: the answer, its notices, and the numbered quotes with their sources."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import partial
from itertools import count, groupby
from typing import TYPE_CHECKING, Final

import typer

from qa.language.inline import in_line, visible
from qa.language.marks import Span, parts
from qa.models import Answer, Citation, Reply, Row, SourceView
from qa.replies.lines import emphasis, written
from qa.replies.places import places
from qa.wording.messages import Messages

if TYPE_CHECKING:
    from qa.drafts.explanation import Explanation

SIGNS: Final = {
    "comparability": "≠",
    "conflict": "⇄",
    "translation": "文",
    "extracted": "⚙",
    "closest": "≈",
}
WORDED: Final = "✎"
NUMBER: Final = re.compile(r"[\d.,–]*")
UNFOLDED: Final = 10_000  # columns where the output is not a terminal


def print_reply(reply: Reply, *, as_json: bool = False) -> None:
    if as_json:
        typer.echo(reply.answer.model_dump_json())
        return
    typer.echo(_bold(written(reply.lines), emphasis(reply.lines)))
    for choice in reply.choices:
        typer.echo(f"  · {choice.label}")
    print_proof(reply.answer)


def print_explained(reply: Reply, explanations: Sequence[Explanation], *, as_json: bool = False) -> None:
    """A reply with how it came about; as JSON, both in one object."""
    if as_json:
        from qa.drafts.explanation import Explained

        typer.echo(Explained(answer=reply.answer, explanation=tuple(explanations)).model_dump_json())
        return
    print_reply(reply)
    for explanation in explanations:
        typer.echo(f"\n{visible(explanation.text)}")


def print_proof(answer: Answer) -> None:
    """The notices and the quotes of an answer."""
    for notice in answer.notices:
        if notice.kind != "closest" or not answer.citations:
            typer.secho(f"{SIGNS[notice.kind]} {visible(notice.text)}", fg=typer.colors.YELLOW)
    if answer.worded is not None:
        typer.secho(f"{WORDED} {visible(answer.worded.text)}", fg=typer.colors.YELLOW)
    if answer.citations:
        typer.echo()
    for citation in answer.citations:
        number = typer.style(f"[{citation.number}] ", dim=True)
        typer.echo(number + _bold(citation.view.text, citation.view.marks, dim=True))
        typer.secho(f"    {in_line(_origin(citation, answer.language))}", dim=True)


def print_rows(reply: Reply) -> None:
    """An answer with its figures as tables: those that stand together there, together."""
    stated = {place: row for row in reply.rows for place in row.statements}
    places = count()
    found = [(stated.get(next(places)) if line.kind == "statement" else None, line) for line in reply.lines]
    for tabled, group in groupby(found, key=lambda pair: pair[0] is not None):
        if tabled:
            _print_table_of(list(dict.fromkeys(row for row, _ in group if row)), reply.answer.language)
        else:
            typer.echo("\n".join(visible(line.written) for _, line in group))


def _print_table_of(rows: Sequence[Row], language: str) -> None:
    """The rows under the names of their columns; without the columns in which nothing stands."""
    say = partial(Messages().format, language)
    several = len({row.figure for row in rows}) > 1
    weights = {None: "", True: say("weights-open"), False: say("weights-closed")}
    columns = {
        "table-place": [row.place for row in rows],
        "table-name": [row.subject for row in rows],
        "table-figure": [row.figure if several else "" for row in rows],
        "table-value": [row.value for row in rows],
        "table-time": [row.when for row in rows],
        "table-edition": [row.edition for row in rows],
        "table-weights": [weights[row.open_weights] for row in rows],
        "table-sources": ["".join(f"[{number}]" for number in row.citations) for row in rows],
    }
    shown = {name: map(visible, cells) for name, cells in columns.items() if any(cells)}
    print_table([say(name) for name in shown], list(zip(*shown.values(), strict=True)))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table as wide as its content, folded where a terminal is narrower; numbers to the right."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, highlight=False)
    for place, column in enumerate(columns):
        numeric = all(NUMBER.fullmatch(row[place]) for row in rows)
        table.add_column(column, justify="right" if numeric and rows else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    width = None if sys.stdout.isatty() else UNFOLDED
    Console(markup=False, highlight=False, width=width).print(table)


def _bold(text: str, marks: Sequence[Span], *, dim: bool = False) -> str:
    """The text with its marks in bold; `echo` takes the styles out where the output is no terminal."""
    if not marks and not dim:
        return visible(text)
    shown = ((visible(part), marked) for part, marked in parts(text, marks))
    return "".join(
        typer.style(part, bold=True) if marked else typer.style(part, dim=True) if dim else part
        for part, marked in shown
    )


def _origin(citation: Citation, language: str) -> str:
    """The document of a quote, where in it the quote stands, and from where it is."""
    sources = "; ".join(filter(None, (_source(source, citation) for source in citation.sources)))
    about = ", ".join(filter(None, (*places(citation, language), citation.edition, citation.language)))
    origin = sources or citation.file
    return f"{citation.title} ({about})" + (f" ← {origin}" if origin else "")


def _source(source: SourceView, citation: Citation) -> str:
    """An article, with the address of the quote where it has one; its title, unless the document has it."""
    name = source.publisher or (source.title if source.title != citation.title else None)
    return ", ".join(filter(None, (name, source.published, citation.url or source.url)))

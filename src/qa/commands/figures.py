"""`qa score`, `compare`, `rank`, `history`, `lab` and `editions`: figures as tables, and as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from index.atomic import write_whole
from index.errors import FootnoteError, writing
from qa.commands.options import Chart, EditionRequest, Request, option_groups
from qa.commands.output import print_proof, print_reply, print_rows
from qa.models import AboutEditions, Compare, History, LookUp, Profile, Rank, Reply, Score

FEWEST, MOST = 2, 5  # models that are compared


@option_groups
def score(
    name: Annotated[str, typer.Argument(help="A model, however it is written.")], request: EditionRequest
) -> None:
    """The scores of a model, by edition."""
    _answer(Score(name, request.edition), request)


@option_groups
def compare(
    names: Annotated[list[str], typer.Argument(help="Two to five models.")],
    request: EditionRequest,
    chart: Chart = None,
) -> None:
    """The scores of two to five models side by side, never across editions that are not comparable."""
    if not FEWEST <= len(names) <= MOST:
        raise typer.BadParameter("name two to five models", param_hint="NAMES")
    _answer(Compare(tuple(names), request.edition), request, chart)


@option_groups
def rank(
    request: EditionRequest,
    within: Annotated[
        list[str] | None,
        typer.Option("--within", help="Only models of this lab, country or group; may be repeated."),
    ] = None,
    lab: Annotated[str | None, typer.Option("--lab", help="Only models of this lab.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Only models from this country.")] = None,
    open_weights: Annotated[
        bool | None,
        typer.Option(
            "--open-weights/--closed-weights",
            help="Only models whose weights are declared open, or closed.",
        ),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option("--top", min=1, help="Only this many of the first places."),
    ] = None,
    chart: Chart = None,
) -> None:
    """The models of each edition in the order of their scores."""
    scopes = (*(within or ()), *filter(None, (lab, country)))
    _answer(Rank(scopes, request.edition, open_weights, top), request, chart)


@option_groups
def history(
    name: Annotated[str, typer.Argument(help="A model, a family or a lab, however it is written.")],
    request: Request,
    chart: Chart = None,
) -> None:
    """The scores through all editions, each scale on its own."""
    _answer(History(name), request, chart)


@option_groups
def lab(name: Annotated[str, typer.Argument(help="A lab, however it is written.")], request: Request) -> None:
    """A lab's models, users, money and dates, and which of these no document states."""
    _answer(Profile(name), request)


@option_groups
def editions(request: Request) -> None:
    """What each edition measures, how much of it is held, and what it can be compared with."""
    _answer(AboutEditions(), request)


def _answer(asked: LookUp, request: Request, chart: Path | None = None) -> None:
    reply = request.engine(lazy=True).look_up(asked, locale=request.language)
    if request.as_json or not reply.rows:
        print_reply(reply, as_json=request.as_json)
    else:
        print_rows(reply)
        print_proof(reply.answer)
    if chart is not None:
        _draw(reply, chart)


def _draw(reply: Reply, chart: Path) -> None:
    """Write the picture of a reply; a reply without one is an error, as the file was asked for."""
    from qa.charts.drawing import draw

    if reply.plot is None:
        raise FootnoteError("There are fewer than two figures to draw.")
    form: Literal["png", "svg"] = "svg" if chart.suffix.lower() == ".svg" else "png"
    picture = draw(reply.plot, format=form)
    with writing(chart):
        write_whole(chart, picture)

"""`qa score`, `compare`, `rank`, `history`, `measures`, `lab` and `editions`: tables and pictures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from index.atomic import write_whole
from index.errors import FootnoteError, writing
from qa.commands.options import (
    Chart,
    FigureRequest,
    JsonLines,
    Localised,
    MeasureRequest,
    Request,
    option_groups,
)
from qa.commands.output import print_proof, print_reply, print_rows, print_table
from qa.language.detection import DEFAULT
from qa.language.inline import visible
from qa.models import AboutEditions, Compare, History, LookUp, Profile, Rank, Reply, Score

if TYPE_CHECKING:
    from qa.knowledge.held import HeldMeasure

FEWEST, MOST = 2, 5  # models that are compared


@option_groups
def score(
    name: Annotated[str, typer.Argument(help="A model or another thing, however it is written.")],
    request: FigureRequest,
) -> None:
    """The scores of a model by edition, or another figure of it, or what documents measure of a thing."""
    _answer(Score(name, request.edition, request.measure), request)


@option_groups
def compare(
    names: Annotated[list[str], typer.Argument(help="Two to five models, or other things.")],
    request: FigureRequest,
    chart: Chart = None,
) -> None:
    """The figures of two to five models side by side, never across editions that are not comparable."""
    if not FEWEST <= len(names) <= MOST:
        raise typer.BadParameter("name two to five models", param_hint="NAMES")
    _answer(Compare(tuple(names), request.edition, request.measure), request, chart)


@option_groups
def rank(
    request: FigureRequest,
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
    """The models of each edition in the order of their scores, or what documents measure in its order."""
    scopes = (*(within or ()), *filter(None, (lab, country)))
    _answer(Rank(scopes, request.edition, open_weights, top, request.measure), request, chart)


@option_groups
def history(
    name: Annotated[str, typer.Argument(help="A model, a family or a lab, however it is written.")],
    request: MeasureRequest,
    chart: Chart = None,
) -> None:
    """The scores through all editions, each scale on its own, or another figure through time."""
    _answer(History(name, request.measure), request, chart)


@option_groups
def measures(folders: Localised, *, as_json: JsonLines = False) -> None:
    """What figures are held of: each measure with its unit, of how many things, and at which times."""
    held = folders.engine(lazy=True).measures
    language = folders.language or DEFAULT
    if as_json:
        for one in held:
            typer.echo(json.dumps(_told(one, language), ensure_ascii=False))
        return
    rows = [
        (
            visible(one.attribute.name(language)),
            visible(one.attribute.unit),
            *(str(number) for number in (one.subjects, one.documents)),
            _span(one.editions),
        )
        for one in held
    ]
    print_table(["measure", "unit", "things", "documents", "times"], rows)


def _told(one: HeldMeasure, language: str) -> dict[str, object]:
    """A measure as other programs read it."""
    return {
        "id": one.attribute.id,
        "measure": one.attribute.name(language),
        "unit": one.attribute.unit,
        "things": one.subjects,
        "documents": one.documents,
        "times": list(one.editions),
    }


def _span(editions: Sequence[str]) -> str:
    """The times of figures: the first, and the last of several."""
    return visible(" – ".join(dict.fromkeys((editions[0], editions[-1]))))


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

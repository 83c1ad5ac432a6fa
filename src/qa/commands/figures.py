"""`qa score`, `compare`, `rank`, `history`, `lab` and `editions`: figures as tables, and as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from qa.commands.options import (
    Chart,
    Corpus,
    DataDir,
    Edition,
    Json,
    Language,
    chart_format,
    check_edition,
    check_language,
    engine,
)
from qa.commands.output import print_proof, print_reply, print_rows

if TYPE_CHECKING:
    from qa.engine import Engine
    from qa.models import Reply

LAB: Final = "A lab, however it is written."


def score(
    name: Annotated[str, typer.Argument(help="A model, however it is written.")],
    edition: Edition = None,
    language: Language = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """The scores of a model, by edition."""
    opened = _opened(edition, language, data_dir, corpus)
    _show(opened.score(name, edition=edition, locale=language), as_json=as_json)


def compare(
    names: Annotated[list[str], typer.Argument(help="Two to five models.")],
    edition: Edition = None,
    language: Language = None,
    chart: Chart = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """The scores of two to five models side by side, never across editions that are not comparable."""
    if not 2 <= len(names) <= 5:
        raise typer.BadParameter("name two to five models", param_hint="NAMES")
    drawn = chart_format(chart)
    opened = _opened(edition, language, data_dir, corpus)
    _show(opened.compare(names, edition=edition, locale=language), as_json=as_json, chart=chart, drawn=drawn)


def rank(
    edition: Edition = None,
    within: Annotated[
        list[str] | None,
        typer.Option("--within", help="Only of this lab, country or group; may be repeated."),
    ] = None,
    lab: Annotated[
        str | None, typer.Option("--lab", help="Only models of this lab.", show_default=False)
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", help="Only models from this country.", show_default=False)
    ] = None,
    open_weights: Annotated[
        bool | None,
        typer.Option(
            "--open-weights/--closed-weights",
            help="Only models whose weights are declared open, or closed.",
            show_default=False,
        ),
    ] = None,
    top: Annotated[
        int | None, typer.Option("--top", min=1, help="Only the first places.", show_default=False)
    ] = None,
    language: Language = None,
    chart: Chart = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """The models of each edition in the order of their scores."""
    drawn = chart_format(chart)
    opened = _opened(edition, language, data_dir, corpus)
    reply = opened.rank(
        within or (),
        edition=edition,
        lab=lab,
        country=country,
        open_weights=open_weights,
        top=top,
        locale=language,
    )
    _show(reply, as_json=as_json, chart=chart, drawn=drawn)


def history(
    name: Annotated[str, typer.Argument(help="A model, a family or a lab, however it is written.")],
    language: Language = None,
    chart: Chart = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """The scores through all editions, each scale on its own."""
    drawn = chart_format(chart)
    opened = _opened(None, language, data_dir, corpus)
    _show(opened.history(name, locale=language), as_json=as_json, chart=chart, drawn=drawn)


def lab(
    name: Annotated[str, typer.Argument(help=LAB)],
    language: Language = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """The models, users, money and dates of a lab, and what of these no document states."""
    opened = _opened(None, language, data_dir, corpus)
    _show(opened.profile(name, locale=language), as_json=as_json)


def editions(
    language: Language = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """What each edition measures, what is held of it, and what it may be compared with."""
    opened = _opened(None, language, data_dir, corpus)
    print_reply(opened.about_editions(locale=language), as_json=as_json)


def _opened(edition: str | None, language: str | None, data_dir: DataDir, corpus: Corpus) -> Engine:
    check_language(language)
    opened = engine(data_dir, corpus, lazy=True)
    check_edition(opened, edition)
    return opened


def _show(
    reply: Reply, *, as_json: bool, chart: Path | None = None, drawn: Literal["png", "svg"] = "png"
) -> None:
    if as_json or not reply.rows:
        print_reply(reply, as_json=as_json)
    else:
        print_rows(reply)
        print_proof(reply.answer)
    if chart is not None:
        _draw(reply, chart, drawn)


def _draw(reply: Reply, chart: Path, drawn: Literal["png", "svg"]) -> None:
    """Write the picture of a reply; a reply without one is an error, as the file was asked for."""
    from index.errors import FootnoteError
    from qa.charts.drawing import draw

    if reply.plot is None:
        raise FootnoteError("There are fewer than two figures to draw.")
    try:
        chart.write_bytes(draw(reply.plot, format=drawn))
    except OSError as error:
        raise FootnoteError(f"{chart} cannot be written: {error.strerror}") from error

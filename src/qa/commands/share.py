"""`qa share`: an answer that the bot keeps, as a file to take along."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from index.atomic import replacing
from index.errors import writing
from qa.commands.options import DataDir, Folders

FORMS: Final = ("markdown", "json", "bibtex", "ris", "apa", "gbt7714", "picture")


def _form(name: str) -> str:
    if name not in FORMS:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(FORMS)}", param_hint="--format")
    return name


def share(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key of an answer that the bot keeps.")],
    *,
    form: Annotated[
        str, typer.Option("--format", help=f"One of {', '.join(FORMS)}.", callback=_form)
    ] = "markdown",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Write an answer with all its proof: as text, as references in four styles, or as a picture (PNG).

    Without --output it is printed.
    """
    if form == "picture" and output is None and sys.stdout.isatty():
        raise typer.BadParameter("a picture is no text; name a file for it", param_hint="--output")
    from qa.commands.kept import kept_answer
    from qa.sharing.formats import FORMS as MADE
    from qa.sharing.stored import shared_answer

    content = MADE[form].make(shared_answer(kept_answer(Folders(data_dir=data_dir).root(), key)))
    if output is None:
        typer.echo(content, nl=False)
        return
    with writing(output), replacing(output) as out:
        out.write(content)

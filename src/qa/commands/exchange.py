"""`qa facts export` and `qa facts import`: facts for other programs, and from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from index.errors import FootnoteError
from qa.commands.options import Folders, Localised, option_groups
from qa.commands.review import By, reviewed, reviewer
from qa.language.inline import visible
from qa.review.columns import Format, format_of


@option_groups
def export(
    localised: Localised,
    form: Annotated[
        Format | None, typer.Option("--format", help="csv, json or parquet [by the file's name, or csv].")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write [stdout].")] = None,
    *,
    extracted: Annotated[
        bool, typer.Option("--include-extracted", help="Include what a program found and nobody has checked.")
    ] = False,
) -> None:
    """Write all facts with sources and quotes: one quote each with --language, else one per language."""
    from qa.review.exporter import Export

    chosen = format_of(output, form)
    if chosen == "parquet" and output is None:
        raise typer.BadParameter("Parquet is written to a file: --output FILE", param_hint="--format")
    held = reviewed(localised.settings())
    written = Export(held.knowledge(), held.documents, language=localised.language, extracted=extracted)
    if output is not None:
        written.write(output, chosen)
        typer.echo(f"{output}: {len(written.facts)} facts")
    elif chosen != "parquet":
        typer.echo(written.text(chosen), nl=False)


@option_groups
def import_(
    file: Annotated[Path, typer.Argument(help="A table of facts: .csv, .json or .jsonl.")],
    folders: Folders,
    *,
    check: Annotated[bool, typer.Option("--check", help="Only say what is wrong.")] = False,
    by: By = None,
) -> None:
    """Import facts from a table: subject, attribute, value, document_id and quote, and what export writes.

    Each quote must be in its document and state the value. What passes is kept as accepted by you, except
    lines whose origin is "extracted": those wait for `qa facts review`. Sources are those of the document.
    """
    from qa.review.importer import Importer
    from qa.review.tables import read_table

    held = reviewed(folders.settings())
    found = Importer(held.curated, held.documents).take(read_table(file))
    for problem in found.problems:
        typer.echo(f"{file}: {visible(str(problem))}", err=True)
    if not check:
        held.store.take_over(found.vouched, by or reviewer(), found.unchecked)
    done = "would be imported" if check else "imported"
    summary = f"{found.facts} facts {done}, {found.repeated} known already"
    if found.problems:
        raise FootnoteError(f"{summary}, {len(found.problems)} lines refused")
    typer.echo(summary)

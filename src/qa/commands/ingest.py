"""`qa ingest`: taking reports in, and building the index of them."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from qa.commands.options import Described, option_groups, progress_bar
from qa.commands.streams import complain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.documents import Header
    from index.embedding import Progress
    from index.ingestion import TakenIn
    from qa.settings import Settings

FAILED = 1


@option_groups
def ingest(
    named: Annotated[
        list[str], typer.Argument(metavar="PATH_OR_URL…", help="Files, folders, patterns and addresses.")
    ],
    described: Described,
    watch: Annotated[
        float | None, typer.Option("--watch", min=1.0, metavar="SECONDS", help="Look again this often.")
    ] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    private: Annotated[
        bool, typer.Option("--private-network", help="Allow addresses of your own network.")
    ] = False,
) -> None:
    """Take in reports of any format (PDF, web pages, office files, text) and build the index of them.

    What has not changed costs nothing. A file that cannot be read is named with its reason and stops nothing.
    """
    header, settings = _header(described, named), described.settings()
    while True:
        failed = _taken(settings, named, header, dry_run=dry_run, private=private)
        if watch is None:
            raise typer.Exit(FAILED if failed else 0)
        time.sleep(watch)


def _header(described: Described, named: Sequence[str]) -> Header:
    """What is said of all that is named. Raises BadParameter for what no document can have."""
    from pydantic import ValidationError

    from index.documents import Header
    from index.ingestion import expanded

    if described.title and len(expanded(named)) > 1:
        raise typer.BadParameter("is for one document; these have their own", param_hint="--title")
    said = ("edition", "title", "language", "published", "publisher")
    try:
        return Header.model_validate({name: getattr(described, name) for name in said})
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        option = {"language": "lang"}.get(str(problem["loc"][0]), problem["loc"][0])
        message = problem["msg"].removeprefix("Value error, ")
        raise typer.BadParameter(message, param_hint=f"--{option}") from error


def _taken(settings: Settings, named: Sequence[str], given: Header, *, dry_run: bool, private: bool) -> int:
    """Take in what is named and build the index where anything changed; how many failed."""
    from index.ingestion import Ingestion
    from index.shelf import Library

    library = Library(settings.data_dir)
    with progress_bar() as progress:
        intake = Ingestion(
            library,
            given,
            taken=_ids(settings),
            dry_run=dry_run,
            allow_private=private,
            progress=progress,
        )
        outcomes = list(intake.take(named))
        changed = any(one.state in ("added", "changed", "removed") for one in outcomes)
        if changed and not dry_run:
            _build(settings, progress)
    _report(outcomes, dry_run=dry_run)
    return sum(one.state == "failed" for one in outcomes)


def _ids(settings: Settings) -> frozenset[str]:
    """The ids of the documents of the index in use: those of the corpus among them."""
    from index.errors import FootnoteError
    from index.passage_index import PassageIndex

    try:
        return frozenset(PassageIndex.open(settings.data_dir, lazy=True).documents)
    except FootnoteError:  # the first index is still to be built
        return frozenset()


def _build(settings: Settings, progress: Progress | None) -> None:
    from index.build import IndexBuilder
    from index.embedding import open_embedder

    embedder = open_embedder(settings.model)
    builder = IndexBuilder(settings.corpus, settings.data_dir, embedder, progress, lambda e: complain(str(e)))
    builder.build()


def _report(outcomes: Sequence[TakenIn], *, dry_run: bool) -> None:
    """Each document that is new or was changed, each failure, and how many there are of all."""
    from index.ingestion import STATES
    from index.shown import shown

    for one in outcomes:
        document = one.document
        if document is not None:
            told = ", ".join(filter(None, (document.language, document.edition, document.published)))
            typer.echo(f"{one.state} {document.id}: {document.title} ({told}) ← {shown(one.origin)}")
            for note in document.notes:
                typer.echo(f"  {note}")
        elif one.state == "removed":
            typer.echo(f"removed ← {shown(one.origin)}")
    for one in outcomes:
        if one.state == "failed":
            complain(f"{shown(one.origin)}: {one.reason}")
    counts = Counter(one.state for one in outcomes)
    held = ", ".join(f"{counts[state]:,} {state}" for state in STATES)
    typer.echo(f"{held}{' (nothing was written)' if dry_run else ''}")

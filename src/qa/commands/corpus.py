"""`qa corpus`: which documents there are, what is known of them, and taking them out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import FootnoteError
from qa.commands.options import Folders, Json, option_groups, progress_bar
from qa.commands.output import print_table
from qa.commands.streams import complain

if TYPE_CHECKING:
    from index.documents import Document
    from qa.settings import Settings

app = typer.Typer(help="List, show, remove and export the documents of the index.")

BEGINNING = 500  # characters of a document that are shown
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Ids that `qa corpus list` names.")]


@app.command(name="list")
@option_groups
def list_(folders: Folders, *, as_json: Json = False) -> None:
    """The documents of the index in use: id, title, edition, language, date, and where they are from."""
    from index.shelf import Library

    settings = folders.settings()
    origins = {entry.id: entry.origin for entry in Library(settings.data_dir).entries()}
    documents = _documents(settings)
    if as_json:
        for document in documents.values():
            typer.echo(document.model_dump_json(exclude={"text", "places"}))
        return
    rows = [
        (one.id, one.title, one.edition, one.language, one.published or "", origins.get(one.id, "corpus"))
        for one in documents.values()
    ]
    print_table(["id", "title", "edition", "language", "published", "from"], rows)


@app.command()
@option_groups
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="An id that `qa corpus list` names.")],
    folders: Folders,
    *,
    text: Annotated[bool, typer.Option("--text", help="Print all of its text.")] = False,
) -> None:
    """What is known of a document, what was left out of it, and how it begins."""
    document = _one(_documents(folders.settings()), id_)
    if text:
        typer.echo(document.text)
        return
    known = document.model_dump(exclude={"text", "places", "sources", "notes"})
    for name, value in known.items():
        typer.echo(f"{name:<11} {value if value is not None else ''}")
    pages = [mark.label for mark in document.places if mark.kind in ("page", "slide", "sheet", "chapter")]
    if pages:
        typer.echo(f"{'places':<11} {len(pages)}: {pages[0]} to {pages[-1]}")
    for source in document.sources:
        told = (source.publisher, source.title, source.published, source.url)
        typer.echo(f"{'source':<11} {' · '.join(filter(None, told))}")
    for note in document.notes:
        typer.echo(f"{'note':<11} {note}")
    typer.echo(f"\n{document.text.strip()[:BEGINNING]}")


@app.command()
@option_groups
def remove(ids: Ids, folders: Folders) -> None:
    """Take documents out that were taken in, and build the index without them."""
    from index.build import IndexBuilder
    from index.embedding import open_embedder
    from index.shelf import Library

    settings = folders.settings()
    library = Library(settings.data_dir)
    with library.changing():
        entries = [library.find(one) for one in ids]
        for one, entry in zip(ids, entries, strict=True):
            if entry is None:
                raise FootnoteError(
                    f"{one!r} was not taken in with `qa ingest`; remove it from {settings.corpus} itself."
                )
        for entry in filter(None, entries):
            library.remove(entry)
    with progress_bar() as progress:
        embedder = open_embedder(settings.model)
        IndexBuilder(
            settings.corpus, settings.data_dir, embedder, progress, lambda error: complain(str(error))
        ).build()
    typer.echo(f"removed: {', '.join(ids)}")


@app.command()
@option_groups
def export(
    folder: Annotated[Path, typer.Argument(help="An empty or new folder to write Markdown files to.")],
    folders: Folders,
) -> None:
    """Write every document as Markdown with front matter: a corpus folder of its own."""
    from index.atomic import write_whole
    from index.errors import writing
    from index.front_matter import written

    documents = _documents(folders.settings())
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for number, document in enumerate(documents.values(), 1):
            path = folder / f"{number:05}-{_file_name(document.id)}.md"
            write_whole(path, written(document).encode())
    typer.echo(f"{len(documents)} documents are written to {folder}.")


def _documents(settings: Settings) -> dict[str, Document]:
    from index.passage_index import PassageIndex

    return PassageIndex.open(settings.data_dir, lazy=True).documents


def _one(documents: dict[str, Document], id_: str) -> Document:
    if id_ not in documents:
        raise FootnoteError(f"There is no document {id_!r}; `qa corpus list` names those there are.")
    return documents[id_]


def _file_name(id_: str) -> str:
    """An id as a part of a file's name that no system refuses."""
    return "".join(character if character.isalnum() or character in "-_." else "-" for character in id_)[:80]

"""`qa corpus`: which documents there are, what is known of them, and taking them out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from index.errors import EmptyCorpusError, FootnoteError
from index.shown import brief, shown
from qa.commands.options import Folders, Json, option_groups, progress_bar
from qa.commands.output import print_table
from qa.commands.rebuild import rebuild
from qa.language.inline import visible

if TYPE_CHECKING:
    from index.documents import Document
    from index.shelf import Library, LibraryEntry
    from qa.settings import Settings

app = typer.Typer(help="List, show, remove and export the documents of the index.")

BEGINNING: Final = 500  # characters of a document that are shown
NEAR: Final = 3  # ids that are told where one is unknown,
ALIKE: Final = 60  # and how alike they are at least, of 100
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Ids that `qa corpus list` names.")]


@app.command(name="list")
@option_groups
def list_(folders: Folders, *, as_json: Json = False) -> None:
    """The documents of the index in use: id, title, edition, language, date, and where they are from."""
    from index.shelf import Library

    settings = folders.indexed()
    origins = {entry.id: entry.origin for entry in Library(settings.shelf_dir).entries()}
    documents = _held(folders, settings)
    if as_json:
        for document in documents.values():
            typer.echo(document.model_dump_json(exclude={"text", "places"}))
        return
    rows = [
        tuple(map(shown, (one.id, one.title, one.edition, one.language, one.published or "", origin)))
        for one in documents.values()
        for origin in (origins.get(one.id, "corpus"),)
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
    document = _one(_held(folders, folders.indexed()), id_)
    if text:
        typer.echo(visible(document.text))
        return
    known = document.model_dump(exclude={"text", "places", "sources", "notes"})
    for name, value in known.items():
        typer.echo(f"{name:<11} {shown(str(value)) if value is not None else ''}")
    pages = [mark.label for mark in document.places if mark.kind in ("page", "slide", "sheet", "chapter")]
    if pages:
        typer.echo(f"{'places':<11} {len(pages)}: {shown(pages[0])} to {shown(pages[-1])}")
    for source in document.sources:
        told = (source.publisher, source.title, source.published, source.url)
        typer.echo(f"{'source':<11} {shown(' · '.join(filter(None, told)))}")
    for note in document.notes:
        typer.echo(f"{'note':<11} {shown(note)}")
    typer.echo(f"\n{visible(document.text.strip()[:BEGINNING])}")


@app.command()
@option_groups
def remove(ids: Ids, folders: Folders) -> None:
    """Take documents out that were taken in, and build the index without them; see `restore`."""
    from index.shelf import Library

    settings = folders.shelf()
    library = Library(settings.shelf_dir)
    with library.changing():
        entries = {one: library.find(one) for one in ids}
        for one, entry in entries.items():
            if entry is None and not _is_half_removed(one, settings):
                raise _foreign(one, library, settings)
        for entry in filter(None, entries.values()):
            library.remove(entry)
    gone = ", ".join(entries)
    try:
        with progress_bar() as progress:
            some = rebuild(settings, progress, forget=settings.data_dir != folders.root().data_dir)
    except EmptyCorpusError as error:
        raise FootnoteError(
            f"{gone}: taken out, and no document is left. The index is as it was until another is taken in;"
            f" to forget it now, delete {shown(settings.data_dir / 'index')}."
        ) from error
    if some and (left := [one for one in entries if one in _documents(settings)]):
        raise _foreign(left[0], library, settings)
    typer.echo(f"removed: {gone}{'' if some else ' (no document is left)'}")


@app.command()
@option_groups
def restore(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="Ids of what was removed within a day.")],
    folders: Folders,
) -> None:
    """Bring documents back that were removed within a day, and build the index with them."""
    from index.shelf import Library

    settings = folders.shelf()
    library = Library(settings.shelf_dir)
    with library.changing():
        restored: list[LibraryEntry] = []
        try:
            restored.extend(map(library.restore, dict.fromkeys(ids)))
        except FootnoteError:  # all of them or none
            for entry in restored:
                library.remove(entry)
            raise
    with progress_bar() as progress:
        rebuild(settings, progress, forget=False)
    typer.echo(f"restored: {', '.join(entry.id for entry in restored)}")


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

    documents = _held(folders, folders.indexed())
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FootnoteError(f"{shown(folder)} is not empty; name a new folder.")
        for number, document in enumerate(documents.values(), 1):
            path = folder / f"{number:05}-{_file_name(document.id)}.md"
            write_whole(path, written(document).encode())
    typer.echo(f"{len(documents):,} documents are written to {shown(folder)}.")


def _held(folders: Folders, settings: Settings) -> dict[str, Document]:
    """The documents of the index in use; none where the collection that was named has none."""
    from index.build import is_empty

    emptied = folders.collection is not None and is_empty(settings.corpus, settings.shelf_dir)
    return {} if emptied else _documents(settings)


def _documents(settings: Settings) -> dict[str, Document]:
    from index.passage_index import PassageIndex

    return PassageIndex.open(settings.data_dir, lazy=True, engine=settings.engine).documents


def _is_half_removed(id_: str, settings: Settings) -> bool:
    """Whether a command that was ended took a document out of the library, but not yet out of the index."""
    from index.build import is_up_to_date

    try:
        held = id_ in _documents(settings)
    except FootnoteError:
        return False
    return held and not is_up_to_date(settings.corpus, settings.data_dir, settings.shelf_dir)


def _foreign(id_: str, library: Library, settings: Settings) -> FootnoteError:
    """Why a document cannot be taken out of the library."""
    documents: dict[str, Document] = {}
    with suppress(FootnoteError):  # there may be no index yet
        documents = _documents(settings)
    if documents and id_ not in documents:
        return _unknown(id_, list({*documents, *(entry.id for entry in library.entries())}))
    return FootnoteError(
        f"{brief(id_)!r} was not taken in with `qa ingest`; remove it from {shown(settings.corpus)} itself."
    )


def _one(documents: dict[str, Document], id_: str) -> Document:
    if id_ not in documents:
        raise _unknown(id_, list(documents))
    return documents[id_]


def _unknown(id_: str, held: Sequence[str]) -> FootnoteError:
    """That there is no document of that id, and which have one like it."""
    from rapidfuzz.process import extract

    near = [found for found, *_ in extract(id_, held, limit=NEAR, score_cutoff=ALIKE, processor=str.casefold)]
    meant = f"; did you mean {' or '.join(map(repr, near))}?" if near else ";"
    return FootnoteError(
        f"There is no document {brief(id_)!r}{meant} `qa corpus list` names those there are."
    )


def _file_name(id_: str) -> str:
    """An id as a part of a file's name that no system refuses."""
    return "".join(character if character.isalnum() or character in "-_." else "-" for character in id_)[:80]

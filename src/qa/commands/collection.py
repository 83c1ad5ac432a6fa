"""`qa collection`: which collections there are, who may read them, and carrying one to another machine."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from index.errors import FootnoteError
from index.shown import shown
from qa.commands.options import Corpus, DataDir, Folders, JsonLines, progress_bar
from qa.commands.output import print_table
from qa.commands.streams import complain

if TYPE_CHECKING:
    from index.embedding import Progress
    from qa.collections.catalogue import CollectionCatalogue
    from qa.collections.collection import Collection
    from qa.collections.packing import Packing

app = typer.Typer(help="List, make, share, remove, export and import collections of documents.")

LARGEST_ID: Final = 2**63 - 1
UNKNOWN: Final = "–"
Name = Annotated[str, typer.Argument(metavar="NAME", help="A collection that `qa collection list` names.")]
Server = Annotated[
    int | None, typer.Option("--server", min=1, max=LARGEST_ID, help="The id of a Discord server.")
]
Everyone = Annotated[bool, typer.Option("--everyone", help="All servers, and direct messages.")]


@app.command(name="list")
def list_(*, as_json: JsonLines = False, data_dir: DataDir = None, corpus: Corpus = None) -> None:
    """The collections: name, title, how many documents and passages, whose it is, and who may read it."""
    catalogue = _catalogue(data_dir, corpus)
    held = [(one, *_counts(catalogue, one)) for one in catalogue.all()]
    if as_json:
        for one, documents, passages in held:
            typer.echo(json.dumps(_told(one, documents, passages)))
        return
    rows = [
        (
            *(one.name, shown(one.title)),
            *(UNKNOWN if count is None else f"{count:,}" for count in counts),
            str(one.owner or ""),
            _readers(one),
        )
        for one, *counts in held
    ]
    print_table(["name", "title", "documents", "passages", "owner", "read by"], rows)


@app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="1 to 40 letters a-z, digits and hyphens.")],
    title: Annotated[str, typer.Option("--title", help="What people are told it is [the name].")] = "",
    declared: Annotated[
        Path | None,
        typer.Option("--corpus", help="A folder that declares its entities, attributes, facts and editions."),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Make a collection; `qa ingest --collection NAME` takes documents into it. Nobody may read it yet."""
    from index.build import corpus_hash
    from qa.knowledge.knowledge import Knowledge

    if declared is not None:  # before it is made: it may not be there, or have faults
        corpus_hash(declared)
        Knowledge.load(declared)
    made = _catalogue(data_dir).create(name, title, corpus=declared)
    typer.echo(f"new collection {made.name}")


@app.command()
def give(
    name: Name,
    server: Server = None,
    *,
    everyone: Everyone = False,
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """Let a Discord server, or everyone, read a collection."""
    catalogue = _catalogue(data_dir, corpus)
    catalogue.give(name, _reader(server, everyone=everyone))
    _print_readers(catalogue, name)


@app.command()
def take(
    name: Name,
    server: Server = None,
    *,
    everyone: Everyone = False,
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """Let a Discord server read a collection no more, or everyone whom it is not given to by name."""
    catalogue = _catalogue(data_dir, corpus)
    catalogue.take(name, _reader(server, everyone=everyone))
    _print_readers(catalogue, name)


@app.command()
def remove(
    name: Name,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """Remove a collection with its documents and all that was decided on them; asks first."""
    catalogue = _catalogue(data_dir, corpus)
    documents, _ = _counts(catalogue, catalogue.find(name))
    told = f"{name} with {documents or 0:,} documents and all that was decided on them"
    if not yes:
        if not sys.stdin.isatty():
            raise FootnoteError(f"{told} would be removed for good; say --yes.")
        typer.confirm(f"Remove {told}?", abort=True)
    catalogue.remove(name)
    typer.echo(f"removed {name}")


@app.command()
def export(
    name: Name,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write, NAME.footnote.zip, or its folder.")
    ],
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """Write a collection to one file, to import it on another machine; whose it is does not go with it."""
    from qa.collections.package import SUFFIX

    target = file / f"{name}{SUFFIX}" if file.is_dir() else file
    with progress_bar(lines=True) as progress:
        packing = _packing(Folders(data_dir=data_dir, corpus=corpus), progress)
        told = packing.pack(name, target)
    size = target.stat().st_size / 1e6
    typer.echo(f"{shown(target)}: {told.documents:,} documents, {told.passages:,} passages, {size:,.1f} MB")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `qa collection export` wrote.")],
    named: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Call it this.")] = None,
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """Make a collection of what was exported. Nobody may read it yet."""
    with progress_bar(lines=True) as progress:
        packing = _packing(Folders(data_dir=data_dir, corpus=corpus), progress)
        made = packing.unpack(file, named)
    documents, passages = _counts(packing.catalogue, made)
    typer.echo(f"new collection {made.name}: {documents or 0:,} documents, {passages or 0:,} passages")


def _catalogue(data_dir: Path | None, corpus: Path | None = None) -> CollectionCatalogue:
    from qa.collections.catalogue import CollectionCatalogue

    return CollectionCatalogue(Folders(data_dir=data_dir, corpus=corpus).root())


def _packing(folders: Folders, progress: Progress | None) -> Packing:
    from index.embedding import open_embedder
    from qa.collections.packing import Packing

    embedder = open_embedder(folders.root().model)
    catalogue = _catalogue(folders.data_dir, folders.corpus)
    return Packing(catalogue, embedder, progress, lambda error: complain(str(error)))


def _reader(server: int | None, *, everyone: bool) -> int | None:
    if (server is None) != everyone:
        raise typer.BadParameter("name a --server, or --everyone", param_hint="--server")
    return server


def _print_readers(catalogue: CollectionCatalogue, name: str) -> None:
    typer.echo(f"{name} is read by {_readers(catalogue.find(name))}")


def _readers(one: Collection) -> str:
    """Who may read a collection, beside its owner; servers that it was taken from are not told."""
    everyone = ["everyone"] if one.everyone else []
    return ", ".join((*everyone, *map(str, sorted(one.servers)))) or "nobody"


def _told(one: Collection, documents: int | None, passages: int | None) -> dict[str, object]:
    """A collection as other programs read it: ids of servers as texts, as Discord writes them."""
    return {
        "name": one.name,
        "title": one.title,
        "documents": documents,
        "passages": passages,
        "owner": str(one.owner) if one.owner else None,
        "everyone": one.everyone,
        "servers": [str(server) for server in sorted(one.servers)],
    }


def _counts(catalogue: CollectionCatalogue, one: Collection) -> tuple[int | None, int | None]:
    """How many documents and passages the index of a collection holds; None where that is not known yet."""
    from index.manifest import read_manifest
    from index.shelf import Library
    from index.versions import current_version
    from qa.collections.collection import DEFAULT

    if one.name in catalogue.home:
        return _home_counts(catalogue)[one.name == DEFAULT]
    folder = catalogue.folder(one.name)
    try:
        manifest = read_manifest(current_version(folder))
    except FootnoteError:  # none is built yet, or no document is left
        taken = len(Library(folder).entries())
        return taken, None if taken else 0
    return manifest.documents, manifest.passages


def _home_counts(
    catalogue: CollectionCatalogue,
) -> tuple[tuple[int | None, int | None], tuple[int | None, int | None]]:
    """Those of the corpus, and of what was taken in without naming a collection: one index holds both."""
    from index.passage_index import PassageIndex
    from index.shelf import Library

    taken = {entry.id for entry in Library(catalogue.data_dir).entries()}
    try:
        index = PassageIndex.open(catalogue.data_dir, lazy=True, engine=catalogue.engine)
    except FootnoteError:
        return (None, None), (len(taken), None if taken else 0)
    documents = Counter(id_ in taken for id_ in index.documents)
    passages = Counter(passage.document_id in taken for passage in index.passages)
    return (documents[False], passages[False]), (documents[True], passages[True])

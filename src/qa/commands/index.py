"""`qa index`: building, describing, checking, listing, taking back and pruning the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qa.commands.options import DataDir, Folders, InCollection, option_groups, progress_bar
from qa.commands.streams import complain
from qa.commands.workers import Workers, workforce

if TYPE_CHECKING:
    from pathlib import Path

    from qa.settings import Settings

Database = Annotated[
    str | None,
    typer.Option("--database", help="PostgreSQL that a build is shared over [env QA_DATABASE]."),
]

app = typer.Typer(help="Build, describe and check the index.")


@app.command()
@option_groups
def build(
    folders: Folders,
    *,
    lenient: Annotated[
        bool, typer.Option("--lenient", help="Leave out documents that cannot be read, and name them.")
    ] = False,
    workers: Workers = 1,
    shared: Annotated[
        bool, typer.Option("--shared", help="Let `qa index work` on other machines embed, too.")
    ] = False,
    database: Database = None,
    stale: Annotated[
        bool, typer.Option("--stale", help="Only where it is missing or does not fit what there is.")
    ] = False,
) -> None:
    """Rebuild the index; sentences that are already in the last one are not embedded again.

    A build that was ended, however it was, is gone on with by the next.
    """
    from index.build import IndexBuilder
    from index.embedding import open_embedder
    from index.manifest import read_manifest

    settings = folders.settings()
    with progress_bar(lines=True) as progress:
        embedder = open_embedder(settings.model)
        skip = (lambda error: complain(str(error))) if lenient else None
        address = _address(settings, database) if shared or database else None
        builder = IndexBuilder(
            *(settings.corpus, settings.data_dir, embedder, progress, skip),
            shelf_dir=settings.shelf_dir,
            workforce=workforce(settings, embedder, workers, address),
            engine=settings.engine,
        )
        folder = builder.ensure(lazy=True).folder if stale else builder.build()
    manifest = read_manifest(folder)
    held = f"{manifest.documents} documents, {manifest.passages} passages, {manifest.sentences} sentences"
    typer.echo(f"{folder}: {held}")


@app.command()
def work(
    database: Database = None,
    *,
    once: Annotated[bool, typer.Option("--once", help="End when there is nothing left to embed.")] = False,
) -> None:
    """Embed for `qa index build --shared`, also of other machines, until Ctrl-C ends it.

    As many may work as there are cores, each with OMP_NUM_THREADS=1. One that is ended loses nothing.
    """
    from index.bulk.shared import work as work_for
    from index.embedding import open_embedder
    from qa.settings import Settings

    settings = Settings()
    done = work_for(_address(settings, database), open_embedder(settings.model), once=once, complain=complain)
    typer.echo(f"{done:,} texts embedded")


@app.command()
@option_groups
def vectors(folders: Folders) -> None:
    """Write the vectors of the index in use into the corpus, so that others build it without embedding.

    With them go those of the attributes' example questions, which the bundled model reads.
    """
    from index.build import save_corpus_vectors
    from index.embedding import BUNDLED, open_embedder
    from qa.knowledge.knowledge import Knowledge
    from qa.understanding.examples import embed_examples

    settings = folders.indexed()
    embedder = open_embedder(settings.model)
    attributes = Knowledge.load(settings.corpus).attributes.values()
    texts = [text for one in attributes for text in one.examples]
    with progress_bar() as progress:
        examples = embed_examples(texts, progress) if embedder.name == BUNDLED else {}
    written = save_corpus_vectors(settings.corpus, settings.data_dir, embedder, examples, settings.engine)
    typer.echo(f"{written}: {written.stat().st_size:,} bytes")


@app.command()
@option_groups
def info(folders: Folders) -> None:
    """What the index in use holds, and whether it fits the corpus."""
    from index.build import contents_hash
    from index.engines.placing import PLACED
    from index.passage_index import PassageIndex

    settings = folders.indexed()
    engine = settings.engine
    opened = PassageIndex.open(settings.data_dir, engine=engine)
    manifest = opened.manifest
    fits = manifest.corpus_hash == contents_hash(settings.corpus, settings.shelf_dir)
    since = "unchanged since" if fits else "changed since: run `qa index build`"
    rows = {
        "folder": str(opened.folder),
        **({"vectors": f"{engine.kind}, {engine.name}"} if engine and PLACED in manifest.files else {}),
        "model": f"{manifest.model}, {manifest.dimension} dimensions",
        "created": manifest.created,
        "documents": str(manifest.documents),
        "passages": str(manifest.passages),
        "sentences": str(manifest.sentences),
        "corpus": f"{settings.corpus} ({since})",
    }
    for name, value in rows.items():
        typer.echo(f"{name:<10} {value}")


@app.command()
@option_groups
def verify(folders: Folders) -> None:
    """Check every file, count, offset and a sample of the vectors of the index in use."""
    from index.embedding import open_embedder
    from index.passage_index import PassageIndex

    settings = folders.indexed()
    embedder = open_embedder(settings.model)
    opened = PassageIndex.open(settings.data_dir, embedder, engine=settings.engine)
    opened.verify(embedder)
    typer.echo(f"{opened.folder}: sound")


@app.command(name="list")
def list_(data_dir: DataDir = None, collection: InCollection = None) -> None:
    """The versions that are kept, newest first: name, when it was made, documents and size.

    * marks the one in use, "held" one that somebody went back to.
    """
    from index.versions import current_version, is_held, list_versions, size_of

    settings = Folders(data_dir=data_dir, collection=collection).settings()
    used, held = current_version(settings.data_dir), is_held(settings.data_dir)
    for folder in list_versions(settings.data_dir):
        mark, note = ("*", ", held" if held else "") if folder == used else (" ", "")
        typer.echo(f"{mark} {folder.name}  {_described(folder)}, {_megabytes(size_of(folder))}{note}")


@app.command()
def rollback(
    version: Annotated[
        str | None, typer.Argument(help="A version that `qa index list` names [the one before].")
    ] = None,
    data_dir: DataDir = None,
    collection: InCollection = None,
) -> None:
    """Go back to an older version, which stays in use until `qa index build` or what is taken in next."""
    from index.engines.placing import follow
    from index.versions import use_version, version_before

    settings = Folders(data_dir=data_dir, collection=collection).settings()
    folder = settings.data_dir
    used = use_version(folder, version or version_before(folder))
    follow(settings.engine, folder)
    typer.echo(f"in use: {used.name}")


@app.command()
def prune(
    keep: Annotated[
        int | None, typer.Option(min=1, help="How many to keep, the one in use among them [as a build does].")
    ] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    data_dir: DataDir = None,
    collection: InCollection = None,
) -> None:
    """Remove older versions; what answers from one of them is not disturbed."""
    from index import versions
    from index.engines.placing import follow

    settings = Folders(data_dir=data_dir, collection=collection).settings()
    pruned = versions.prune(settings.data_dir, keep or versions.KEPT, dry_run=dry_run)
    if not dry_run:
        follow(settings.engine, settings.data_dir)
    for name in pruned.names:
        typer.echo(f"removed {name}")
    told = f"{len(pruned.names)} removed, {_megabytes(pruned.freed)} freed"
    typer.echo(f"{told}{' (nothing was written)' if dry_run else ''}")


def _address(settings: Settings, database: str | None) -> str:
    """The database that batches of texts are in. Raises BadParameter where none is known."""
    address = database or (settings.database.get_secret_value() if settings.database else "")
    if not address.startswith("postgres"):
        raise typer.BadParameter(
            "give the address of a PostgreSQL database, or set QA_DATABASE to it", param_hint="--database"
        )
    return address


def _described(folder: Path) -> str:
    """When a version was made and what it holds, as far as its manifest can be read."""
    from index.errors import FootnoteError
    from index.manifest import read_manifest

    try:
        manifest = read_manifest(folder)
    except FootnoteError:
        return "of another Footnote, or damaged"
    return f"{manifest.created}, {manifest.documents:,} documents"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"

"""`qa index`: building, describing, checking, listing and taking back the index."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.commands.options import DataDir, Folders, option_groups, progress_bar
from qa.commands.streams import complain

app = typer.Typer(help="Build, describe and check the index.")


@app.command()
@option_groups
def build(
    folders: Folders,
    *,
    lenient: Annotated[
        bool, typer.Option("--lenient", help="Leave out documents that cannot be read, and name them.")
    ] = False,
) -> None:
    """Rebuild the index; sentences that are already in the last one are not embedded again."""
    from index.build import IndexBuilder
    from index.embedding import open_embedder
    from index.manifest import read_manifest

    settings = folders.settings()
    with progress_bar() as progress:
        embedder = open_embedder(settings.model)
        skip = (lambda error: complain(str(error))) if lenient else None
        builder = IndexBuilder(settings.corpus, settings.data_dir, embedder, progress, skip)
        folder = builder.build()
    manifest = read_manifest(folder)
    held = f"{manifest.documents} documents, {manifest.passages} passages, {manifest.sentences} sentences"
    typer.echo(f"{folder}: {held}")


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

    settings = folders.settings()
    embedder = open_embedder(settings.model)
    attributes = Knowledge.load(settings.corpus).attributes.values()
    texts = [text for one in attributes for text in one.examples]
    with progress_bar() as progress:
        examples = embed_examples(texts, progress) if embedder.name == BUNDLED else {}
    written = save_corpus_vectors(settings.corpus, settings.data_dir, embedder, examples)
    typer.echo(f"{written}: {written.stat().st_size:,} bytes")


@app.command()
@option_groups
def info(folders: Folders) -> None:
    """What the index in use holds, and whether it fits the corpus."""
    from index.build import contents_hash
    from index.passage_index import PassageIndex

    settings = folders.settings()
    opened = PassageIndex.open(settings.data_dir)
    manifest = opened.manifest
    fits = manifest.corpus_hash == contents_hash(settings.corpus, settings.data_dir)
    since = "unchanged since" if fits else "changed since: run `qa index build`"
    rows = {
        "folder": str(opened.folder),
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

    settings = folders.settings()
    embedder = open_embedder(settings.model)
    opened = PassageIndex.open(settings.data_dir, embedder)
    opened.verify(embedder)
    typer.echo(f"{opened.folder}: sound")


@app.command(name="list")
def list_(data_dir: DataDir = None) -> None:
    """The versions that are kept, newest first; * marks the one in use."""
    from index.versions import current_version, list_versions

    settings = Folders(data_dir=data_dir).settings()
    used = current_version(settings.data_dir)
    for folder in list_versions(settings.data_dir):
        typer.echo(f"{'*' if folder == used else ' '} {folder.name}")


@app.command()
def rollback(
    version: Annotated[str, typer.Argument(help="A version that `qa index list` names.")],
    data_dir: DataDir = None,
) -> None:
    """Go back to an older version."""
    from index.versions import use_version

    typer.echo(f"in use: {use_version(Folders(data_dir=data_dir).settings().data_dir, version).name}")

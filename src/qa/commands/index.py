"""`qa index`: building, describing, checking, listing and taking back the index."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.commands.options import Corpus, DataDir, progress_bar, settings

app = typer.Typer(help="Build, describe and check the index.")


@app.command()
def build(data_dir: DataDir = None, corpus: Corpus = None) -> None:
    """Build the index anew; sentences that the last one holds are not embedded again."""
    from index.build import build_index
    from index.crossing import CrossingEncoder
    from index.embedding import open_embedder
    from index.manifest import read_manifest

    chosen = settings(data_dir, corpus)
    with progress_bar() as progress:
        folder = build_index(
            chosen.corpus,
            chosen.data_dir,
            open_embedder(chosen.model),
            progress,
            crossing=CrossingEncoder(),
        )
    manifest = read_manifest(folder)
    held = f"{manifest.documents} documents, {manifest.passages} passages, {manifest.sentences} sentences"
    typer.echo(f"{folder}: {held}")


@app.command()
def vectors(data_dir: DataDir = None, corpus: Corpus = None) -> None:
    """Write the vectors of the index in use into the corpus, so that others build it without embedding."""
    from index.build import save_corpus_vectors
    from index.embedding import open_embedder

    chosen = settings(data_dir, corpus)
    written = save_corpus_vectors(chosen.corpus, chosen.data_dir, open_embedder(chosen.model))
    typer.echo(f"{written}: {written.stat().st_size:,} bytes")


@app.command()
def info(data_dir: DataDir = None, corpus: Corpus = None) -> None:
    """What the index in use holds, and whether it fits the corpus."""
    from index.build import corpus_hash
    from index.passage_index import PassageIndex

    chosen = settings(data_dir, corpus)
    opened = PassageIndex.open(chosen.data_dir)
    manifest = opened.manifest
    fits = manifest.corpus_hash == corpus_hash(chosen.corpus)
    rows = {
        "folder": str(opened.folder),
        "model": f"{manifest.model}, {manifest.dimension} dimensions",
        "created": manifest.created,
        "documents": str(manifest.documents),
        "passages": str(manifest.passages),
        "sentences": str(manifest.sentences),
        "corpus": f"{chosen.corpus} ({'unchanged since' if fits else 'changed since: run `qa index build`'})",
    }
    for name, value in rows.items():
        typer.echo(f"{name:<10} {value}")


@app.command()
def verify(data_dir: DataDir = None, corpus: Corpus = None) -> None:
    """Check every file, count, offset and a sample of the vectors of the index in use."""
    from index.embedding import open_embedder
    from index.passage_index import PassageIndex

    chosen = settings(data_dir, corpus)
    embedder = open_embedder(chosen.model)
    opened = PassageIndex.open(chosen.data_dir, embedder)
    opened.verify(embedder)
    typer.echo(f"{opened.folder}: sound")


@app.command(name="list")
def list_(data_dir: DataDir = None) -> None:
    """The versions that are kept, the newest first; * marks the one in use."""
    from index.versions import current_version, list_versions

    chosen = settings(data_dir)
    used = current_version(chosen.data_dir)
    for folder in list_versions(chosen.data_dir):
        typer.echo(f"{'*' if folder == used else ' '} {folder.name}")


@app.command()
def rollback(
    version: Annotated[str, typer.Argument(help="A version that `qa index list` names.")],
    data_dir: DataDir = None,
) -> None:
    """Use an older version again."""
    from index.versions import use_version

    typer.echo(f"in use: {use_version(settings(data_dir).data_dir, version).name}")

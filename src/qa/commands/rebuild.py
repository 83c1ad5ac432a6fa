"""The index of what documents were taken into or out of, built anew; nothing stays of an emptied one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.commands.streams import complain
from qa.commands.workers import workforce

if TYPE_CHECKING:
    from index.embedding import Progress
    from qa.settings import Settings


def rebuild(settings: Settings, progress: Progress | None, *, forget: bool, workers: int = 1) -> bool:
    """Build the index of the documents there are; whether there are any.

    `workers` processes embed. With the last document `forget` removes the index, which would go on answering.
    Otherwise that raises EmptyCorpusError, and the index is as it was.
    """
    from index.build import IndexBuilder, is_empty
    from index.embedding import open_embedder
    from index.engines.placing import follow
    from index.versions import forget as forget_versions

    if forget and is_empty(settings.corpus, settings.shelf_dir):
        forget_versions(settings.data_dir)
        follow(settings.engine, settings.data_dir)
        return False
    embedder = open_embedder(settings.model)
    IndexBuilder(
        *(settings.corpus, settings.data_dir, embedder, progress),
        lambda error: complain(str(error)),
        shelf_dir=settings.shelf_dir,
        workforce=workforce(settings, embedder, workers),
        engine=settings.engine,
    ).build()
    return True

"""Who embeds what an index is built of: this process, several of this machine, or those of others, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from index.bulk.batches import Workforce
    from index.embedding import Embedder
    from qa.settings import Settings

Workers = Annotated[
    int,
    typer.Option(min=1, max=256, help="Processes that embed, best one for each core; each takes 0.3 GB."),
]


def workforce(
    settings: Settings, embedder: Embedder, workers: int, address: str | None = None
) -> Workforce | None:
    """What `IndexBuilder` is given; None where its own process embeds alone.

    Raises BadParameter for a database together with processes of this machine.
    """
    if address is not None:
        if workers > 1:
            raise typer.BadParameter(
                "is for this machine alone; for a shared build start `qa index work`", param_hint="--workers"
            )
        from index.bulk.shared import SharedWork
        from index.versions import kept_build

        return SharedWork(address, lambda: kept_build(settings.data_dir).name, embedder)
    if workers == 1:
        return None
    from functools import partial

    from index.bulk.processes import EmbeddingProcesses
    from index.embedding import open_embedder

    return EmbeddingProcesses(workers, partial(open_embedder, settings.model))

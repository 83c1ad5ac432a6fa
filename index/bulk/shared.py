"""A build whose texts are embedded by workers on any machine, the builder among them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from index.bulk.batches import Done, TextBatch
from index.bulk.queue import BatchQueue, opened_queue
from index.embedding import Embedder
from index.manifest import probe

POSTED: Final = 64
"""Batches that wait at a time, at most, for workers or for the builder to take them."""

_PAUSE: Final = 0.5  # seconds until who has nothing to do looks again


@dataclass(frozen=True, slots=True)
class SharedWork:
    """Posts batches in the database at `address`, takes them when they are done, and embeds what is free.

    `name` gives the build the same name again after a kill: what was posted by then is taken over. It never
    waits for a worker that is not there.
    """

    address: str
    name: Callable[[], str]
    embedder: Embedder

    def embedded(self, batches: Iterable[TextBatch]) -> Iterator[Done]:
        build = self.name()
        with opened_queue(self.address) as queue:
            queue.begin(build, self.embedder)
            yield from self._taken(queue, build, set())
            yield from self._shared(queue, build, iter(batches))
            queue.end(build)

    def _shared(self, queue: BatchQueue, build: str, source: Iterator[TextBatch]) -> Iterator[Done]:
        waiting = set[bytes]()
        while True:
            while len(waiting) < POSTED and (batch := next(source, None)):
                queue.post(build, batch)
                waiting.add(batch.key)
            if not waiting:
                return
            before = len(waiting)
            yield from self._taken(queue, build, waiting)
            if waiting and not queue.embed_one([build], self.embedder) and len(waiting) == before:
                time.sleep(_PAUSE)

    def _taken(self, queue: BatchQueue, build: str, waiting: set[bytes]) -> Iterator[Done]:
        for batch, vectors in queue.take(build, self.embedder.dimension):
            waiting.discard(batch.key)
            yield batch, vectors


def work(
    address: str, embedder: Embedder, *, once: bool = False, complain: Callable[[str], object] = print
) -> int:
    """Embed what builds in the database at `address` wait for, until it is interrupted; how many texts.

    With `once` only as long as there is something. Builds of other models are left to others, and told.
    Raises EmbeddingError, and StorageError where the database cannot be reached any more.
    """
    told, done, own = set[str](), 0, probe(embedder)
    with opened_queue(address) as queue:
        while True:
            builds, others = queue.builds(own)
            for model in others - told:
                complain(f"A build waits for the model {model!r}; this one is {embedder.name!r}.")
            told |= others
            found = queue.embed_one(builds, embedder) if builds else 0
            done += found
            if not found:
                if once:
                    return done
                time.sleep(_PAUSE)

"""Processes of this machine that embed side by side, each with its share of the cores.

One process makes use of four cores at most. On two, two with a thread each are little quicker than one with
two, by the clock and by the processor (`python -m tests.bench.bulk`).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Final

from index.bulk.batches import Done, TextBatch, embed
from index.embedding import Embedder, Vectors
from index.errors import EmbeddingError
from index.threads import keep_to

TRIES: Final = 3
"""So often in a row a process may end before it has embedded anything."""

_AHEAD: Final = 2  # batches for each process: one that it embeds, one that waits for it


@dataclass(slots=True)
class EmbeddingProcesses:
    """So many processes, each with an embedder that it opens itself; `opening` can be pickled.

    A process that is killed loses what it was at: it is embedded again, by others in its place.
    """

    count: int
    opening: Callable[[], Embedder]
    _begun: dict[Future[Vectors], TextBatch] = field(default_factory=dict)

    def embedded(self, batches: Iterable[TextBatch]) -> Iterator[Done]:
        source, again, tries = iter(batches), deque[TextBatch](), 0
        while True:
            try:
                with self._pool() as pool:
                    for done in self._embedded(pool, source, again):
                        tries = 0
                        yield done
                return
            except BrokenProcessPool as error:
                tries += 1
                again += self._begun.values()
                self._begun.clear()
                if tries == TRIES:
                    raise EmbeddingError(
                        "The processes that embed are ended before they are done; give them more memory, or"
                        " fewer --workers."
                    ) from error

    def _embedded(
        self, pool: ProcessPoolExecutor, source: Iterator[TextBatch], again: deque[TextBatch]
    ) -> Iterator[Done]:
        try:
            while True:
                while len(self._begun) < _AHEAD * self.count:
                    batch = again.popleft() if again else next(source, None)
                    if batch is None:
                        break
                    self._begun[pool.submit(_embed, batch.texts)] = batch
                if not self._begun:
                    return
                for future in wait(self._begun, return_when=FIRST_COMPLETED).done:
                    vectors = future.result()
                    yield self._begun.pop(future), vectors
        except BrokenProcessPool:
            raise
        except BaseException:  # nobody waits for what is left
            pool.shutdown(wait=True, cancel_futures=True)
            raise

    def _pool(self) -> ProcessPoolExecutor:
        threads = max(1, (os.cpu_count() or 1) // self.count)
        spawned = multiprocessing.get_context("spawn")  # a fork would share locks with threads that are gone
        return ProcessPoolExecutor(self.count, spawned, _begin, (self.opening, threads))


_opened: list[Embedder] = []  # of this process


def _begin(opening: Callable[[], Embedder], threads: int) -> None:
    """Get a process ready."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    keep_to(threads)
    _opened.append(opening())


def _end_with_parent() -> None:
    """A parent that is killed tells nobody, and its pipe stays open: its children hold it, too."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _embed(texts: tuple[str, ...]) -> Vectors:
    return embed(_opened[0], texts)

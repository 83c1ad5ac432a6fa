"""Embedders that are killed, and what a build has made of a corpus."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from index.build import IndexBuilder
from index.bulk.batches import Workforce
from index.embedding import Embedder, Vectors
from index.manifest import MANIFEST
from tests.index.samples import TermEmbedder, write_corpus

DOCUMENTS = 60


def write_boats(folder: Path, count: int = DOCUMENTS) -> Path:
    """A corpus of so many documents of four texts, some of which occur in all of them."""
    bodies = {
        f"d{n:03}": f"Boat {n} is {n + 3} m long. All boats float on water. Boat {n} has {n % 7} masts.\n"
        for n in range(count)
    }
    return write_corpus(folder, bodies)


class KilledEmbedder(TermEmbedder):
    """Ends its process as `kill -9` does after so many calls, unless `flag` is there."""

    def __init__(self, flag: Path, after: int) -> None:
        super().__init__()
        self._flag, self._left = flag, after

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        self._left -= 1
        if self._left < 0 and not self._flag.exists():
            self._flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().embed_documents(texts)


def built(
    corpus: Path, data: Path, embedder: Embedder | None = None, workforce: Workforce | None = None
) -> dict[str, bytes]:
    """The files of a version that is built now; what is told of when it was made is left out."""
    folder = IndexBuilder(corpus, data, embedder or TermEmbedder(), workforce=workforce).build()
    names = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in names}

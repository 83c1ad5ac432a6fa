"""Nearest unit vectors by inner product, with FAISS."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.graph import NeighbourGraph, build_graph, keep_graph, load_faiss, paths
from index.hits import Hit, Keep, best
from index.manifest import load_array
from index.rows import Origin

EXACT_UP_TO: Final = 50_000
"""Vectors that are compared one by one; more are searched in an HNSW graph.

60,000 e5 vectors on two cores: 42 ms one by one; 2 ms in the graph, which finds 99.7 % of the ten nearest and
takes 42 s to build.
"""


class DenseIndex:
    """Unit vectors in rows; the score of a hit is its cosine with the vector asked for."""

    def __init__(self, path: Path, shape: tuple[int, int], *, lazy: bool = False) -> None:
        """The index of `shape` [n, d] in the file `path`, mapped into memory: now, or `lazy` when first used.

        Raises IndexDamagedError for files that hold something else.
        """
        self._path, self._shape = path, shape
        if not lazy:
            self.vectors, self.graph  # noqa: B018 - maps them

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors, float32 [n, d], read-only and not copied."""
        return load_array(self._path.parent, self._path.name, np.float32, self._shape)

    @cached_property
    def graph(self) -> NeighbourGraph | None:
        """What is searched where the vectors are many."""
        return NeighbourGraph(self._path, self._shape) if paths(self._path)[0].exists() else None

    def search(self, vector: NDArray[np.float32], limit: int, keep: Keep = None) -> list[Hit]:
        """The `limit` rows nearest to the unit vector [d], of those that `keep` flags."""
        rows = np.arange(len(self.vectors)) if keep is None else np.flatnonzero(keep)
        limit = min(limit, len(rows))
        if limit <= 0:
            return []
        # A graph with most of its nodes forbidden loses its way; so few are compared one by one.
        if self.graph is None or len(rows) <= EXACT_UP_TO:
            return best(*self._compared(rows, vector, limit), limit)
        kept = np.ones(len(self.vectors), dtype=bool) if keep is None else keep
        missing = self.graph.missing[kept[self.graph.missing]]
        scores, found = self.graph.search(vector, limit, kept)
        others, compared = self._compared(missing, vector, limit)
        return best(np.concatenate([scores, others]), np.concatenate([found, compared]), limit)

    def _compared(
        self, rows: NDArray[np.intp], vector: NDArray[np.float32], limit: int
    ) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
        """The scores and the numbers of the `limit` nearest of `rows`, compared one by one.

        Not by numpy: where other processes are busy, the threads of its product take ten times as long.
        """
        limit = min(limit, len(rows))
        if not limit:
            return np.empty(0, dtype=np.float32), rows
        vectors = self.vectors if len(rows) == len(self.vectors) else self.vectors[rows]
        faiss = load_faiss()
        scores, places = faiss.knn(vector[np.newaxis], vectors, limit, metric=faiss.METRIC_INNER_PRODUCT)
        return scores[0], rows[places[0]]


def add_graph(
    path: Path, vectors: Vectors, previous: DenseIndex | None = None, origin: Origin | None = None
) -> None:
    """Write what a search of `vectors` [n, d], which the file `path` holds, needs beside it if they are many.

    The graph of `previous` is taken over where it still serves: `origin` says which of its rows are here.
    """
    if len(vectors) <= EXACT_UP_TO:
        return
    graph = previous.graph if previous else None
    if graph is None or origin is None or not keep_graph(path, graph, origin):
        build_graph(path, vectors)

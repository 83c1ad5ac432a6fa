"""Nearest unit vectors by inner product, with FAISS."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.graph import NodeGraph, keep_graph, nearest, paths, read_measured
from index.hits import Hit, Keep, best
from index.hnsw import NeighbourGraph
from index.manifest import damaged, load_array
from index.quantised import QuantisedLists, build_lists
from index.recall import Rows
from index.rows import Origin

EXACT_UP_TO: Final = 50_000
"""Vectors that are compared one by one; more are searched in quantised lists.

60,000 e5 vectors on two cores: 42 ms one by one, less than 1 ms in lists, which take 4 s to build.
"""

_AT_ONCE: Final = 8192  # vectors that are copied to be compared: 13 MB of e5's
_KINDS: Final[dict[str, type[NodeGraph]]] = {one.kind: one for one in (NeighbourGraph, QuantisedLists)}


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
    def graph(self) -> NodeGraph | None:
        """What is searched where the vectors are many."""
        files = paths(self._path)
        if not files.graph.exists():
            return None
        measured = read_measured(self._path)
        if measured.kind not in _KINDS:
            raise damaged(self._path.parent, files.measured.name)
        return _KINDS[measured.kind](self._path, self._shape, measured)

    def gather(self, rows: Iterable[int]) -> None:
        """Nothing: vectors that are mapped are at hand."""

    def search(self, vector: NDArray[np.float32], limit: int, keep: Keep = None) -> list[Hit]:
        """The `limit` rows nearest to the unit vector [d], of those that `keep` flags."""
        keep = None if keep is None or keep.all() else keep
        count = len(self.vectors) if keep is None else int(np.count_nonzero(keep))
        limit = min(limit, count)
        if limit <= 0:
            return []
        # A graph with most of its nodes forbidden loses its way; so few are compared one by one.
        if self.graph is not None and count > EXACT_UP_TO:
            missing = self.graph.missing
            missing = missing if keep is None else missing[keep[missing]]
            found = self.graph.search(vector, limit, keep)
            # Where what is kept lies far from the vector, it may not come to that.
            if len(found) >= min(limit, count - len(missing)):
                return self._compared(np.sort(np.concatenate([found, missing])), vector, limit)
        rows = np.arange(count) if keep is None else np.flatnonzero(keep)
        return self._compared(rows, vector, limit)

    def _compared(self, rows: Rows, vector: NDArray[np.float32], limit: int) -> list[Hit]:
        """The `limit` nearest of `rows`, which ascend, compared one by one."""
        everything = len(rows) == len(self.vectors)
        parts = [rows] if everything else [rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE)]
        scores, found = [], []
        for part in parts:
            vectors = self.vectors if everything else self.vectors[part]
            some, places = nearest(vector[np.newaxis], vectors, min(limit, len(part)))
            scores.append(some[0])
            found.append(part[places[0]])
        return best(np.concatenate(scores), np.concatenate(found), limit)


def add_graph(
    path: Path, vectors: Vectors, previous: DenseIndex | None = None, origin: Origin | None = None
) -> None:
    """Write what a search of `vectors` [n, d], which the file `path` holds, needs beside it if they are many.

    The graph of `previous` is taken over where it still serves: `origin` says which of its rows are here.
    Raises RecallError if too little of what is near would be found, and OSError.
    """
    if len(vectors) <= EXACT_UP_TO:
        return
    graph = previous.graph if previous else None
    if graph is None or origin is None or not keep_graph(path, graph, origin, EXACT_UP_TO):
        build_lists(path, vectors)

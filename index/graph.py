"""Nearest vectors among many: an HNSW graph of FAISS, kept as long as most of its vectors are there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.manifest import damaged, load_array
from index.rows import NEW, Origin

STALE: Final = 0.1
"""The share of the rows that may be missing from a graph, or of its nodes that may be gone from the rows.

Missing rows are compared one by one. Building a graph takes as long as embedding some hundred texts for each
thousand of its nodes, which a tenth more rows have cost before it is due again.
"""

_NEIGHBOURS: Final = 32
_BUILD_BREADTH: Final = 100
_SEARCH_BREADTH: Final = 256
_AT_ONCE: Final = 8192  # vectors that are read at once


class NeighbourGraph:
    """Nodes, each the vector of a row, `nodes[node]`, or of one that is gone, `NEW`."""

    def __init__(self, path: Path, shape: tuple[int, int]) -> None:
        """The graph in the files that `paths` gives for `path`, over an array of `shape` [n, d].

        Raises IndexDamagedError for files that FAISS cannot read, or that hold something else.
        """
        self.path = path
        graph, nodes = paths(path)
        self.nodes: Origin = load_array(path.parent, nodes.name, np.intp, (None,))
        self._index = _read(graph, (len(self.nodes), shape[1]))
        there = self.nodes[self.nodes != NEW]
        if len(there) and not 0 <= there.min() <= there.max() < shape[0]:
            raise damaged(path.parent, nodes.name)
        missing = np.ones(shape[0], dtype=bool)
        missing[there] = False
        self.missing: NDArray[np.intp] = np.flatnonzero(missing)

    def search(
        self, vector: NDArray[np.float32], limit: int, keep: NDArray[np.bool_]
    ) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
        """The scores and the numbers of the rows nearest to the unit vector [d], of those that `keep` flags.

        Rows that are `missing` are not found.
        """
        faiss = load_faiss()
        kept = (self.nodes != NEW) & keep[self.nodes]
        selector = None if kept.all() else faiss.IDSelectorBitmap(np.packbits(kept, bitorder="little"))
        breadth = max(_SEARCH_BREADTH, 2 * limit)
        parameters = faiss.SearchParametersHNSW(sel=selector, efSearch=breadth)
        scores, nodes = self._index.search(vector[np.newaxis], limit, params=parameters)
        found = nodes[0] >= 0
        return scores[0][found], self.nodes[nodes[0][found]]


def paths(path: Path) -> tuple[Path, Path]:
    """The files beside the array `path` that hold its graph, and the rows of the graph's nodes."""
    return path.with_suffix(".graph"), path.with_suffix(".nodes.npy")


def build_graph(path: Path, vectors: Vectors) -> None:
    """Write a graph of `vectors` [n, d] beside their file `path`; all are in memory. Raises OSError."""
    faiss = load_faiss()
    index = faiss.IndexHNSWFlat(vectors.shape[1], _NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = _BUILD_BREADTH
    for start in range(0, len(vectors), _AT_ONCE):
        index.add(np.ascontiguousarray(vectors[start : start + _AT_ONCE]))
    graph, nodes = paths(path)
    try:
        faiss.write_index(index, str(graph))
    except RuntimeError as error:  # FAISS's name for a full disk
        raise OSError(f"FAISS could not write {graph}") from error
    np.save(nodes, np.arange(len(vectors), dtype=np.intp))


def keep_graph(path: Path, previous: NeighbourGraph, origin: Origin) -> bool:
    """Whether the graph of the `previous` array still serves the one in `path`, beside which it then lies.

    `origin` [n] has the rows' former numbers. Raises OSError.
    """
    rows = np.flatnonzero(origin != NEW)
    moved = np.full(max(previous.nodes.max(), origin.max()) + 1, NEW, dtype=np.intp)
    moved[origin[rows]] = rows
    held = np.where(previous.nodes == NEW, NEW, moved[previous.nodes])
    there = int(np.count_nonzero(held != NEW))
    if there < (1 - STALE) * max(len(origin), len(held)):
        return False
    graph, nodes = paths(path)
    try:
        os.link(paths(previous.path)[0], graph)  # nobody writes to it
    except OSError:  # where the system has no such links
        shutil.copyfile(paths(previous.path)[0], graph)
    np.save(nodes, held)
    return True


def load_faiss() -> ModuleType:
    import faiss

    module: ModuleType = faiss
    return module


def _read(path: Path, shape: tuple[int, int]) -> Any:  # noqa: ANN401 - faiss has no types
    faiss = load_faiss()
    try:
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except (RuntimeError, MemoryError) as error:  # the latter for a size that is not the file's
        raise damaged(path.parent, path.name) from error
    known = isinstance(index, faiss.IndexHNSWFlat)
    if not known or (index.ntotal, index.d, index.metric_type) != (*shape, faiss.METRIC_INNER_PRODUCT):
        raise damaged(path.parent, path.name)
    return index

"""Nearest unit vectors by inner product, with FAISS."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors, wait_passively
from index.hits import Hit, Keep, best
from index.manifest import damaged

EXACT_UP_TO: Final = 50_000
"""Vectors that are compared one by one; more are searched in an HNSW graph.

60,000 e5 vectors on two cores: 42 ms one by one; 2 ms in the graph, which finds 99.7 % of the ten nearest and
takes 42 s to build.
"""

_NEIGHBOURS: Final = 32
_BUILD_BREADTH: Final = 100
_SEARCH_BREADTH: Final = 256


class DenseIndex:
    """Unit vectors in rows; the score of a hit is its cosine with the vector asked for."""

    def __init__(self, load: Callable[[], Any]) -> None:
        """`load` opens the FAISS index and is called at its first use: importing FAISS takes 60 ms."""
        self._load = load

    @cached_property
    def _index(self) -> Any:  # noqa: ANN401 - faiss has no types
        return self._load()

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors, float32 [n, d], read-only and not copied."""
        index = self._index
        store = index if hasattr(index, "get_xb") else _faiss().downcast_index(index.storage)
        memory = (ctypes.c_float * (index.ntotal * index.d)).from_address(int(store.get_xb()))
        memory.owner = index  # a view of FAISS's own memory keeps it alive: array → memory → index
        vectors: Vectors = np.frombuffer(memory, dtype=np.float32).reshape(index.ntotal, index.d)
        vectors.flags.writeable = False
        return vectors

    @classmethod
    def build(cls, vectors: Vectors, *, exact_up_to: int = EXACT_UP_TO) -> DenseIndex:
        """An index of `vectors`, float32 [n, d] of unit length: exact if they are few, else a graph."""
        faiss = _faiss()
        count, dimension = vectors.shape
        if count <= exact_up_to:
            index = faiss.IndexFlatIP(dimension)
        else:
            index = faiss.IndexHNSWFlat(dimension, _NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction = _BUILD_BREADTH
        index.add(np.ascontiguousarray(vectors))
        return cls(lambda: index)

    @classmethod
    def open(cls, path: Path, shape: tuple[int, int], *, lazy: bool = False) -> DenseIndex:
        """The index of `shape` [n, d] in the file `path`, mapped into memory: now, or `lazy` when first used.

        Raises IndexDamagedError for a file that FAISS cannot read, or that holds something else.
        """
        opened = cls(lambda: _read(path, shape))
        if not lazy:
            opened._index  # noqa: B018 - reads it
        return opened

    def save(self, path: Path) -> None:
        """Write the index to `path`; raises OSError if it cannot be written."""
        try:
            _faiss().write_index(self._index, str(path))
        except RuntimeError as error:  # FAISS's name for a full disk
            raise OSError(f"FAISS could not write {path}") from error

    def search(self, vector: NDArray[np.float32], limit: int, keep: Keep = None) -> list[Hit]:
        """The `limit` rows nearest to the unit vector [d], of those that `keep` flags."""
        kept = len(self.vectors) if keep is None else int(np.count_nonzero(keep))
        if not kept or limit <= 0:
            return []
        if keep is not None and kept <= EXACT_UP_TO:
            # A graph with most of its nodes forbidden loses its way; so few are compared one by one.
            rows = np.flatnonzero(keep)
            return best(self.vectors[rows] @ vector, rows, limit)
        limit = min(limit, kept)
        scores, rows = self._index.search(vector[np.newaxis], limit, params=self._parameters(limit, keep))
        found = rows[0] >= 0
        return best(scores[0][found], rows[0][found], limit)

    def _parameters(self, limit: int, keep: Keep) -> Any:  # noqa: ANN401 - faiss has no types
        faiss = _faiss()
        selector = None if keep is None else faiss.IDSelectorBitmap(np.packbits(keep, bitorder="little"))
        if isinstance(self._index, faiss.IndexHNSWFlat):
            return faiss.SearchParametersHNSW(sel=selector, efSearch=max(_SEARCH_BREADTH, 2 * limit))
        return faiss.SearchParameters(sel=selector)


def _read(path: Path, shape: tuple[int, int]) -> Any:  # noqa: ANN401 - faiss has no types
    faiss = _faiss()
    try:
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except (RuntimeError, MemoryError) as error:  # the latter for a size that is not the file's
        raise damaged(path.parent, path.name) from error
    known = isinstance(index, faiss.IndexFlatIP | faiss.IndexHNSWFlat)
    if not known or (index.ntotal, index.d, index.metric_type) != (*shape, faiss.METRIC_INNER_PRODUCT):
        raise damaged(path.parent, path.name)
    return index


def _faiss() -> ModuleType:
    wait_passively()
    import faiss

    module: ModuleType = faiss
    return module

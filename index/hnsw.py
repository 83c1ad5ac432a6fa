"""An HNSW graph: every vector as it is, linked to its neighbours.

Indexes that were built before have one, and lists are compared with it. None is built any more: lists find as
much (of 100,000 vectors 99.6 to 100 % of the ten nearest), and more where much is left out; they are built in
a third of the time, searched as quickly, and take a quarter of the memory (docs/SCALE.md).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Final

from index.embedding import Vectors
from index.graph import NodeGraph, load_faiss, write_graph
from index.recall import Measured

_NEIGHBOURS: Final = 32
_BUILD_BREADTH: Final = 100
_SEARCH_BREADTHS: Final = (256, 512, 1024, 2048)


class NeighbourGraph(NodeGraph):
    """What is searched by going from neighbour to neighbour; the breadth is how many are kept in view."""

    kind: ClassVar[str] = "hnsw"
    made_by: ClassVar[str] = "IndexHNSWFlat"

    @staticmethod
    def parameters(_index: Any, breadth: int, limit: int, share: float, selector: Any) -> Any:  # noqa: ANN401 - faiss has no types
        # What is forbidden is looked at too, and would crowd out what may be found.
        wide = int(max(breadth, 2 * limit) / share)
        return load_faiss().SearchParametersHNSW(sel=selector, efSearch=wide)


def build_graph(path: Path, vectors: Vectors) -> Measured:
    """Write a graph of `vectors` [n, d] beside their file `path`; all are in memory.

    Raises RecallError if what is near is not found in it, and OSError.
    """
    faiss = load_faiss()
    index = faiss.IndexHNSWFlat(vectors.shape[1], _NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = _BUILD_BREADTH
    return write_graph(path, vectors, NeighbourGraph, index, [*_SEARCH_BREADTHS])

"""What FAISS finds the nearest of many vectors in, kept as long as most of its vectors are there."""

from __future__ import annotations

import os
import shutil
from abc import ABC, abstractmethod
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from index.embedding import Vectors
from index.hits import Keep
from index.manifest import damaged, load_array
from index.recall import Measured, RecallSample, Rows
from index.rows import NEW, Origin

STALE: Final = 0.1
"""The share of the rows that may be missing from a graph, or of its nodes that may be gone from the rows.

Missing rows are compared one by one. Building a graph takes as long as embedding some hundred texts for each
thousand of its nodes, which a tenth more rows have cost before it is due again.
"""

_AT_ONCE: Final = 8192  # vectors that are read at once


class GraphFiles(NamedTuple):
    """FAISS's own file, the rows of its nodes, and how it is searched."""

    graph: Path
    nodes: Path
    measured: Path


class NodeGraph(ABC):
    """Nodes, each the vector of a row, `nodes[node]`, or of one that is gone, `NEW`, as FAISS arranged them.

    The file is mapped into memory: what is searched is read from the disk and can be dropped again. Not with
    FAISS's older flag IO_FLAG_MMAP, whose lists start 32 threads a search to read ahead.
    """

    kind: ClassVar[str]
    """What `Measured.kind` says of it."""
    made_by: ClassVar[str]
    """The name of its class in FAISS."""

    def __init__(self, path: Path, shape: tuple[int, int], measured: Measured) -> None:
        """The one in the files that `paths` gives for `path`, over an array of `shape` [n, d].

        Raises IndexDamagedError for files that FAISS cannot read, or that hold something else.
        """
        self.path, self.measured = path, measured
        files = paths(path)
        self.nodes: Origin = load_array(path.parent, files.nodes.name, np.intp, (None,))
        self._index = _read(files.graph, self.made_by, (len(self.nodes), shape[1]))
        there = self.nodes[self.nodes != NEW]
        if len(there) and not 0 <= there.min() <= there.max() < shape[0]:
            raise damaged(path.parent, files.nodes.name)
        missing = np.ones(shape[0], dtype=bool)
        missing[there] = False
        self.missing: Rows = np.flatnonzero(missing)
        self._there: NDArray[np.bool_] = self.nodes != NEW
        self._as_built = np.array_equal(self.nodes, np.arange(shape[0]))

    def search(self, vector: NDArray[np.float32], limit: int, keep: Keep) -> Rows:
        """The rows that may be nearest to the unit vector [d], of those that `keep` flags: at least `limit`.

        Fewer where it loses its way, or has fewer. Rows that are `missing` are not found.
        """
        kept = self._kept(keep)
        share = np.count_nonzero(kept) / max(len(kept), 1)
        if not share:
            return np.empty(0, dtype=np.intp)
        selector = None
        if share < 1:
            selector = load_faiss().IDSelectorBitmap(np.packbits(kept, bitorder="little"))
        parameters = self.parameters(self._index, self.measured.breadth, limit, share, selector)
        _, nodes = self._index.search(vector[np.newaxis], self.candidates(limit), params=parameters)
        rows: Rows = self.nodes[nodes[0][nodes[0] >= 0]]
        return rows

    def _kept(self, keep: Keep) -> NDArray[np.bool_]:
        """Flags the nodes whose rows are there and kept."""
        if keep is None:
            return self._there
        return keep if self._as_built else self._there & keep[self.nodes]

    @staticmethod
    def candidates(limit: int) -> int:
        """How many it has to find so that the nearest `limit` are among them."""
        return limit

    @staticmethod
    @abstractmethod
    def parameters(index: Any, breadth: int, limit: int, share: float, selector: Any) -> Any:  # noqa: ANN401 - faiss has no types
        """FAISS's parameters of a search for `limit` nodes, of which the `selector` leaves a `share`."""


def paths(path: Path) -> GraphFiles:
    """The files beside the array `path` that hold its graph."""
    return GraphFiles(*map(path.with_suffix, (".graph", ".nodes.npy", ".graph.json")))


def read_measured(path: Path) -> Measured:
    """How the graph of the array `path` is searched. Raises IndexDamagedError."""
    file = paths(path).measured
    try:
        return Measured.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise damaged(path.parent, file.name) from error


def write_graph(
    path: Path,
    vectors: Vectors,
    made: type[NodeGraph],
    index: Any,  # noqa: ANN401 - faiss has no types
    breadths: list[int],
) -> Measured:
    """Put `vectors` [n, d] into FAISS's `index`, measure what it finds, write it beside their file `path`.

    It is searched with the first of `breadths` that finds enough. Raises RecallError if none does, OSError.
    """
    for start in range(0, len(vectors), _AT_ONCE):
        index.add(np.ascontiguousarray(vectors[start : start + _AT_ONCE]))
    sample = RecallSample(vectors, lambda queries, limit: nearest(queries, vectors, limit))

    def search(breadth: int) -> Rows:
        limit = sample.depth + 1
        parameters = made.parameters(index, breadth, limit, 1.0, None)
        rows: Rows = index.search(sample.queries, made.candidates(limit), params=parameters)[1]
        return rows

    measured = sample.measured(path, made.kind, breadths, search)
    files = paths(path)
    try:
        load_faiss().write_index(index, str(files.graph))
    except RuntimeError as error:  # FAISS's name for a full disk
        raise OSError(f"FAISS could not write {files.graph}") from error
    np.save(files.nodes, np.arange(len(vectors), dtype=np.intp))
    files.measured.write_text(measured.model_dump_json(indent=1), encoding="utf-8")
    return measured


def keep_graph(path: Path, previous: NodeGraph, origin: Origin, most_missing: int) -> bool:
    """Whether the graph of the `previous` array still serves the one in `path`, beside which it then lies.

    `origin` [n] has the rows' former numbers; no more than `most_missing` may be missing. Raises OSError.
    """
    rows = np.flatnonzero(origin != NEW)
    moved = np.full(max(previous.nodes.max(), origin.max()) + 1, NEW, dtype=np.intp)
    moved[origin[rows]] = rows
    held = np.where(previous.nodes == NEW, NEW, moved[previous.nodes])
    there = int(np.count_nonzero(held != NEW))
    if there < (1 - STALE) * max(len(origin), len(held)) or len(origin) - there > most_missing:
        return False
    before, after = paths(previous.path), paths(path)
    for source, target in ((before.graph, after.graph), (before.measured, after.measured)):
        try:
            os.link(source, target)  # nobody writes to it
        except OSError:  # where the system has no such links
            shutil.copyfile(source, target)
    np.save(after.nodes, held)
    return True


def nearest(queries: Vectors, vectors: Vectors, limit: int) -> tuple[Vectors, Rows]:
    """The scores and the rows of the `limit` nearest of all `vectors` to each query [m, d]: two [m, limit].

    Not by numpy: where other processes are busy, the threads of its product take ten times as long.
    """
    faiss = load_faiss()
    scores, rows = faiss.knn(queries, vectors, limit, metric=faiss.METRIC_INNER_PRODUCT)
    return scores, rows


def load_faiss() -> ModuleType:
    import faiss

    module: ModuleType = faiss
    return module


def _read(path: Path, made_by: str, shape: tuple[int, int]) -> Any:  # noqa: ANN401 - faiss has no types
    faiss = load_faiss()
    try:
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except (RuntimeError, MemoryError) as error:  # the latter for a size that is not the file's
        raise damaged(path.parent, path.name) from error
    known = isinstance(index, getattr(faiss, made_by))
    if not known or (index.ntotal, index.d, index.metric_type) != (*shape, faiss.METRIC_INNER_PRODUCT):
        raise damaged(path.parent, path.name)
    return index

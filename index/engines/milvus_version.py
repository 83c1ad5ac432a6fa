"""A version in Milvus, as it is searched."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np

from index.embedding import Vectors
from index.engines.engine import EXACT_UP_TO, Nearest, Vector, VectorPart, stretches
from index.engines.held import EngineVectors
from index.engines.latest import EngineMemory
from index.engines.milvus_connection import MilvusConnection
from index.engines.milvus_terms import SparseTerms
from index.errors import IndexDamagedError
from index.hits import Keep
from index.recall import Rows

BREADTH: Final = 256  # how many nodes of a graph a search keeps in view, at least
WIDEST: Final = 32_768  # that Milvus allows
MOST_STRETCHES: Final = 64  # of a filter; of more the rows are named
_AT_ONCE: Final = 1_000  # rows that are fetched

Weights = Mapping[int, float]


class MilvusVersion:
    """The tables of one version."""

    def __init__(self, base: MilvusConnection, names: Mapping[VectorPart, str], memory: EngineMemory) -> None:
        self._base, self._names, self._memory = base, names, memory
        self.name: Final = names[VectorPart.PASSAGES]

    @cached_property
    def _rows(self) -> dict[VectorPart, int]:
        return {
            part: int(self._query(part, output_fields=["count(*)"])[0]["count(*)"]) for part in VectorPart
        }

    def counts(self) -> tuple[int, int]:
        return self._rows[VectorPart.PASSAGES], self._rows[VectorPart.SENTENCES]

    def nearest(self, part: VectorPart, vector: Vector, limit: int, keep: Keep) -> Nearest:
        """Those that the graph finds; where it loses its way among few, all of these."""
        count = self._rows[part]
        kept = count if keep is None else int(np.count_nonzero(keep))
        breadth = min(WIDEST, math.ceil(max(BREADTH, 2 * limit) * count / max(kept, 1)))
        found = self._search(part, "vector", vector, limit, keep, breadth)
        if len(found) < min(limit, kept) and keep is not None and kept <= EXACT_UP_TO:
            rows = np.flatnonzero(keep)
            return Nearest(rows, self.vectors(part, rows))
        rows = np.array([one["row"] for one in found], dtype=np.intp)
        vectors = np.array([one["entity"]["vector"] for one in found], dtype=np.float32)
        return Nearest(rows, vectors.reshape(len(rows), -1))

    def vectors(self, part: VectorPart, rows: Rows) -> Vectors:
        found = {one["row"]: one["vector"] for one in self._fetched(part, rows, "vector")}
        if not found.keys() >= set(rows.tolist()):
            raise IndexDamagedError(f"{self._base.name} has lost vectors; run `qa index build`.")
        return np.array([found[row] for row in rows.tolist()], dtype=np.float32)

    def sharing(self, asked: Weights, limit: int, keep: Keep) -> Rows:
        """The `limit` rows with the largest sums of weights, each times what is `asked` of its term."""
        found = self._search(VectorPart.PASSAGES, "weights", dict(asked), limit, keep)
        return np.array([one["row"] for one in found], dtype=np.intp)

    def weights(self, rows: Rows) -> Sequence[Weights]:
        """The weights of the terms of `rows`."""
        found = {one["row"]: one["weights"] for one in self._fetched(VectorPart.PASSAGES, rows, "weights")}
        return [found.get(row, {}) for row in rows.tolist()]

    def having(self, terms: Sequence[int] | None) -> Iterator[tuple[int, Weights]]:
        """The rows that have any of `terms`, and the weights of theirs; None for all rows."""
        asked = "" if terms is None else f"array_contains_any(terms, {list(terms)})"
        with self._base.reached() as client:
            fields = ["row", "weights"]
            rows = client.query_iterator(
                self._names[VectorPart.PASSAGES], batch_size=_AT_ONCE, filter=asked, output_fields=fields
            )
            while some := rows.next():
                yield from ((int(one["row"]), one["weights"]) for one in some)
            rows.close()

    def dense(self, part: VectorPart, shape: tuple[int, int]) -> EngineVectors:
        return EngineVectors(self, part, shape, self._memory)

    def lexical(self, folder: Path) -> SparseTerms:
        return SparseTerms(folder, self, self._memory)

    def _fetched(self, part: VectorPart, rows: Rows, field: str) -> Iterator[dict[str, Any]]:
        for start in range(0, len(rows), _AT_ONCE):
            yield from self._query(
                part, ids=rows[start : start + _AT_ONCE].tolist(), output_fields=["row", field]
            )

    def _query(self, part: VectorPart, **asked: Any) -> Any:  # noqa: ANN401 - pymilvus has no types
        with self._base.reached() as client:
            return client.query(self._names[part], **asked)

    def _search(
        self,
        part: VectorPart,
        field: str,
        asked: Vector | dict[int, float],
        limit: int,
        keep: Keep,
        breadth: int = BREADTH,
    ) -> Any:  # noqa: ANN401 - pymilvus has no types
        """What is nearest, with its vectors where these were searched."""
        with self._base.reached() as client:
            found = client.search(
                self._names[part],
                [asked],
                anns_field=field,
                limit=limit,
                filter=_among(keep),
                output_fields=[field] if field == "vector" else ["row"],
                search_params={"params": {"ef": breadth} if field == "vector" else {}},
            )
        return found[0]


def _among(keep: Keep) -> str:
    """Only the rows that are kept, as Milvus writes it."""
    if keep is None:
        return ""
    held = stretches(keep).tolist()
    if len(held) <= MOST_STRETCHES:
        return " or ".join(f"({start} <= row and row < {end})" for start, end in held)
    return f"row in {np.flatnonzero(keep).tolist()}"

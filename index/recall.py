"""How much of what is nearest a search finds that does not compare everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from index.documents import Frozen
from index.embedding import Vectors
from index.errors import FootnoteError

WANTED: Final = 0.97
"""The share of the nearest that is to be found: the breadth of a search is widened until it is."""
LEAST: Final = 0.95
"""An index that finds less of them, however broadly it is searched, is not used."""
DEPTH: Final = 10
"""How many nearest ones are looked for."""
QUERIES: Final = 500
"""The most vectors of the data that they are looked for from."""

Rows: TypeAlias = NDArray[np.intp]
Nearest: TypeAlias = Callable[[Vectors, int], tuple[Vectors, Rows]]
"""The scores and the rows of so many vectors nearest to each query [m, d]: two [m, k], row -1 for none."""

_SEED: Final = 0
_ROUNDING: Final = 1e-5  # of a score: another order of adding up


class RecallError(FootnoteError):
    """A search that misses too much of what is nearest."""


class Measured(Frozen):
    """How broadly an index of this `kind` is searched, and what was found so: written beside it.

    `recall` is the share of the `depth` nearest others that is found, averaged over `queries` vectors.
    """

    kind: str
    breadth: int = Field(ge=1)
    recall: float
    queries: int
    depth: int


class RecallSample:
    """Some of the vectors [n, d], and how near the `DEPTH` nearest others of each are."""

    def __init__(self, vectors: Vectors, exact: Nearest) -> None:
        """A sample that is always the same; `exact` finds the nearest by comparing all, in any memory."""
        count = min(QUERIES, len(vectors))
        self._vectors = vectors
        self._rows: Rows = np.sort(np.random.default_rng(_SEED).choice(len(vectors), count, replace=False))
        self.queries: Vectors = vectors[self._rows]
        self.depth = min(DEPTH, len(vectors) - 1)
        scores, rows = exact(self.queries, self.depth + 1)
        others = np.where(rows == self._rows[:, np.newaxis], -np.inf, scores)
        self._least = -np.sort(-others, axis=1)[:, max(self.depth - 1, 0)]

    def recall(self, found: Rows) -> float:
        """The share of the nearest that are among the rows `found` [m, k] for the queries, -1 for none.

        A vector counts that is as near as the last of them: of equal ones any will do.
        """
        if not self.depth:
            return 1.0
        others = (found >= 0) & (found != self._rows[:, np.newaxis])
        right = np.array(
            [
                np.count_nonzero(self._vectors[rows[there]] @ query >= least - _ROUNDING)
                for rows, there, query, least in zip(found, others, self.queries, self._least, strict=True)
            ]
        )
        return float(np.minimum(right, self.depth).mean() / self.depth)

    def measured(
        self, path: Path, kind: str, breadths: Sequence[int], search: Callable[[int], Rows]
    ) -> Measured:
        """The first of `breadths` with which `search` finds what is `WANTED`, or the last.

        `search` gives the rows found with a breadth, [m, k]. Raises RecallError if they are fewer than the
        `LEAST`; `path` is the file that they stand in.
        """
        for breadth in breadths:
            recall = self.recall(search(breadth))
            if recall >= WANTED:
                break
        if recall < LEAST:
            raise RecallError(
                f"Of the vectors nearest to each other in {path.name}, a search finds {recall:.0%}, and at "
                f"least {LEAST:.0%} are needed; set another embedding model, or index fewer documents."
            )
        return Measured(
            kind=kind, breadth=breadth, recall=round(recall, 4), queries=len(self.queries), depth=self.depth
        )

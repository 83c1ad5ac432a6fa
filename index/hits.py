"""What a search returns."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Keep: TypeAlias = NDArray[np.bool_] | None
"""Which rows may be found, one flag a row; None for all."""


class Hit(NamedTuple):
    """A row of the table that was searched and its score; higher is better."""

    row: int
    score: float


def best(scores: NDArray[np.float32], rows: NDArray[np.intp], limit: int) -> list[Hit]:
    """The `limit` best of `rows`, whose scores are in the same order; ties go to the lower row."""
    if 0 < limit < len(rows):
        threshold = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        chosen = scores >= threshold
        scores, rows = scores[chosen], rows[chosen]
    order = np.lexsort((rows, -scores))[: max(limit, 0)]
    return [Hit(int(rows[i]), float(scores[i])) for i in order]

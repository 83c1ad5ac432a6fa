"""Search by words in Milvus: it finds what may be best, by weights; scores are computed here, from counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from index.engines.engine import Integers
from index.engines.held import EngineTerms
from index.engines.latest import EngineMemory
from index.hits import Hit, Keep, best
from index.recall import Rows

OVERSAMPLING: Final = 2  # so many times what is asked for, as those that score alike come in any order


class WeighedTerms(Protocol):
    """Rows whose terms have weights, searched by their sums."""

    @property
    def name(self) -> str: ...

    def sharing(self, asked: Mapping[int, float], limit: int, keep: Keep) -> Rows: ...

    def weights(self, rows: Rows) -> Sequence[Mapping[int, float]]: ...

    def having(self, terms: Sequence[int] | None) -> Iterator[tuple[int, Mapping[int, float]]]: ...


class SparseTerms(EngineTerms):
    """Terms whose weights in a row are a sparse vector.

    A weight is count / (count + what the row's length adds), which depends on the version, not on what is
    asked; asked for are the rarities of terms. So is a sum the score of BM25, but for the last bit.
    """

    def __init__(self, folder: Path, version: WeighedTerms, memory: EngineMemory) -> None:
        """The words of `folder`; raises OSError, ValueError or IndexDamagedError."""
        super().__init__(folder, version.name, self._occurrences, memory)
        self._version = version

    def search(self, terms: Iterable[str], limit: int, keep: Keep = None) -> list[Hit]:
        """The `limit` best rows, of those that `keep` flags, in which at least one of the terms occurs."""
        asked = tuple(filter(self.holds, dict.fromkeys(terms)))
        kept = len(self._lengths) if keep is None else int(np.count_nonzero(keep))
        if not asked or limit <= 0 or not kept:
            return []
        rarities = {self._vocabulary[term]: self.rarity(term) for term in asked}
        rows = np.sort(self._version.sharing(rarities, min(OVERSAMPLING * limit, kept), keep))
        scores = self.scores_of(asked, rows)
        return best(scores[scores > 0], rows[scores > 0], limit)

    def scores_of(self, terms: Iterable[str], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """The scores of some `rows`, float32 [rows]."""
        asked = tuple(filter(self.holds, dict.fromkeys(terms)))
        held = self._version.weights(rows) if len(rows) and asked else ()
        scores, norms = np.zeros(len(rows), dtype=np.float32), self.norms[rows]
        for term in asked if held else ():
            number = self._vocabulary[term]
            counts = counts_of(np.array([one.get(number, 0.0) for one in held]), norms)
            there = counts > 0
            scores[there] += np.float32(self.rarity(term)) * counts[there] / (counts[there] + norms[there])
        return scores

    def _occurrences(self, terms: Sequence[int] | None) -> tuple[Integers, Integers]:
        """The rows that each of `terms` occurs in, and how often: one term after another; None for all."""
        wanted = range(len(self._columns) - 1) if terms is None else terms
        found: dict[int, list[tuple[int, float]]] = {number: [] for number in wanted}
        for row, weights in self._version.having(terms):
            for number in weights.keys() & found.keys():
                found[number].append((row, weights[number]))
        pairs = [pair for number in wanted for pair in sorted(found[number])]
        rows = np.array([row for row, _ in pairs], dtype=np.int32)
        return rows, counts_of(np.array([weight for _, weight in pairs]), self.norms[rows])


def weights_of(counts: Integers, norms: NDArray[np.float32]) -> NDArray[np.float32]:
    """The weights of terms that occur so often in rows whose lengths add so much, [n]."""
    weights: NDArray[np.float32] = (counts / (counts + norms)).astype(np.float32)
    return weights


def counts_of(weights: NDArray[np.float64], norms: NDArray[np.float32]) -> Integers:
    """How often terms occur that have these weights: exact up to thousands, where a passage has hundreds."""
    counts: Integers = np.rint(weights * norms / (1 - weights)).astype(np.int32)
    return counts

"""Search by words: BM25.

bm25s computes the scores when the index is built and stores them as a sparse matrix. A search only adds up a
few of its columns, so it is done here on the memory-mapped arrays: importing bm25s takes 0.2 s (scipy, tqdm),
a fifth of what a whole cold answer may take.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import NonNegativeInt, TypeAdapter

from index.hits import Hit, Keep, best
from index.manifest import damaged, load_array

_K1: Final = 1.2
_B: Final = 0.75
_VOCABULARY: Final = "vocabulary.json"
_WORDS: Final = TypeAdapter(dict[str, NonNegativeInt])
_ARRAYS: Final = {"weights.npy": "data", "rows.npy": "indices", "columns.npy": "indptr"}


class LexicalIndex:
    """Rows of terms; a row's score is the sum of its BM25 weights for the distinct terms asked for."""

    def __init__(
        self,
        folder: Path,
        vocabulary: dict[str, int],
        weights: NDArray[np.float32],
        rows: NDArray[np.int32],
        columns: NDArray[np.int64],
        count: int,
    ) -> None:
        self._folder, self._vocabulary, self._count = folder, vocabulary, count
        self._weights, self._rows, self._columns = weights, rows, columns

    @staticmethod
    def build(rows: Sequence[Sequence[str]], folder: Path) -> None:
        """Write the index of `rows`, each the terms of one passage, into the new folder `folder`."""
        import bm25s

        index = bm25s.BM25(k1=_K1, b=_B, method="lucene")
        # A row without terms holds the empty one, which nobody asks for: there is always something to index.
        index.index([list(row) or [""] for row in rows], show_progress=False)
        folder.mkdir()
        for name, key in _ARRAYS.items():
            np.save(folder / name, index.scores[key])
        (folder / _VOCABULARY).write_text(json.dumps(index.vocab_dict, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, count: int) -> LexicalIndex:
        """The index of `count` rows in `folder`; raises OSError, ValueError or IndexDamagedError."""
        vocabulary = _WORDS.validate_json((folder / _VOCABULARY).read_bytes())
        columns = load_array(folder, "columns.npy", np.int64, (None,))
        if max(vocabulary.values(), default=0) >= len(columns):
            raise ValueError("a term has no column")
        entries = int(columns[-1])
        weights = load_array(folder, "weights.npy", np.float32, (entries,))
        rows = load_array(folder, "rows.npy", np.int32, (entries,))
        return cls(folder, vocabulary, weights, rows, columns, count)

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        """The score of every row, float32 [n]; 0 where none of the terms occurs.

        Raises IndexDamagedError for a row that there is not: looking at all when opening would take longer.
        """
        scores = np.zeros(self._count, dtype=np.float32)
        for term in dict.fromkeys(terms):
            start, end = self._column(term)
            try:
                scores[self._rows[start:end]] += self._weights[start:end]
            except IndexError as error:
                raise damaged(self._folder.parent, "terms") from error
        return scores

    def search(self, terms: Iterable[str], limit: int, keep: Keep = None) -> list[Hit]:
        """The `limit` best rows, of those that `keep` flags, in which at least one of the terms occurs."""
        scores = self.scores(terms)
        rows = np.flatnonzero(scores > 0 if keep is None else (scores > 0) & keep)
        return best(scores[rows], rows, limit)

    def rarity(self, term: str) -> float:
        """The term's inverse document frequency, ln(1 + (n - df + ½) / (df + ½)); most for unknown terms."""
        start, end = self._column(term)
        frequency = end - start
        return math.log1p((self._count - frequency + 0.5) / (frequency + 0.5))

    def holds(self, term: str) -> bool:
        """Whether a row has the term."""
        start, end = self._column(term)
        return end > start

    def _column(self, term: str) -> tuple[int, int]:
        column = self._vocabulary.get(term)
        if column is None:
            return 0, 0
        return int(self._columns[column]), int(self._columns[column + 1])

"""An index whose vectors and terms are in an engine, searched as one in the data folder is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.engines.engine import EngineVersion, Integers, VectorPart
from index.engines.latest import EngineMemory
from index.graph import nearest
from index.hits import Hit, Keep, best
from index.lexical import LexicalIndex, read_words
from index.manifest import damaged
from index.recall import Rows

Postings: TypeAlias = Callable[[Sequence[int] | None], tuple[Integers, Integers]]
"""The rows that each of some terms occurs in, and how often: one term after another, as they are given.

Of each the rows ascend. None stands for all terms, in the order of their numbers.
"""


class EngineTable:
    """The vectors of a part, fetched as they are asked for."""

    def __init__(
        self, version: EngineVersion, part: VectorPart, shape: tuple[int, int], memory: EngineMemory
    ) -> None:
        self._version, self._part, self._shape = version, part, shape
        self._memory, self._name = memory.vectors, f"{version.name}/{part}"

    def __len__(self) -> int:
        return self._shape[0]

    def __getitem__(self, rows: int | slice | Sequence[int] | Rows, /) -> Any:  # noqa: ANN401 - as numpy has it
        if isinstance(rows, int | np.integer):
            return self._read([int(rows)])[0]
        if isinstance(rows, slice):
            return self._read(range(*rows.indices(len(self))))
        return self._read(np.asarray(rows, dtype=np.intp).tolist())

    def remember(self, rows: Rows, vectors: Vectors) -> None:
        """Keep the vectors of rows, which are likely to be read next."""
        pairs = zip(rows.tolist(), vectors, strict=True)
        self._memory.keep({(self._name, row): vector.copy() for row, vector in pairs})

    def _read(self, rows: Sequence[int]) -> Vectors:
        held = {
            row: vector for (_, row), vector in self._memory.known((self._name, row) for row in rows).items()
        }
        if missing := sorted(set(rows) - held.keys()):
            places = np.array(missing, dtype=np.intp)
            fetched = self._version.vectors(self._part, places)
            held.update(zip(missing, fetched, strict=True))
            self.remember(places, fetched)
        return np.array([held[row] for row in rows], dtype=np.float32).reshape(-1, self._shape[1])


class EngineVectors:
    """A table of an engine, searched by it; what it finds is compared anew, in full precision."""

    def __init__(
        self, version: EngineVersion, part: VectorPart, shape: tuple[int, int], memory: EngineMemory
    ) -> None:
        self._version, self._part = version, part
        self.vectors: Final = EngineTable(version, part, shape, memory)

    def gather(self, rows: Iterable[int]) -> None:
        self.vectors[list(rows)]

    def search(self, vector: NDArray[np.float32], limit: int, keep: Keep = None) -> list[Hit]:
        """The `limit` rows nearest to the unit vector [d], of those that `keep` flags."""
        keep = None if keep is None or keep.all() else keep
        count = len(self.vectors) if keep is None else int(np.count_nonzero(keep))
        limit = min(limit, count)
        if limit <= 0:
            return []
        found = self._version.nearest(self._part, vector, limit, keep)
        self.vectors.remember(*found)
        scores, places = nearest(vector[np.newaxis], found.vectors, len(found.rows))
        return best(scores[0], found.rows[places[0]], limit)


class EngineTerms(LexicalIndex):
    """Terms whose occurrences are in an engine; the words, their rarity and the lengths of rows are here.

    Scores are computed here as those of the data folder's are: they are the same, bit by bit.
    """

    def __init__(self, folder: Path, name: str, postings: Postings, memory: EngineMemory) -> None:
        """The words of `folder`, those of the version called `name`.

        Raises OSError, ValueError or IndexDamagedError.
        """
        super().__init__(folder, *read_words(folder))
        self._name, self._fetched, self._memory = name, postings, memory.postings

    @cached_property
    def _stored(self) -> tuple[Integers, Integers]:
        return self._fetched(None)

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        asked = tuple(dict.fromkeys(terms))
        self._fetch(asked)
        return super().scores(asked)

    def having(self, terms: Iterable[str]) -> NDArray[np.intp]:
        asked = tuple(terms)
        self._fetch(asked)
        return super().having(asked)

    def _posting(self, term: str) -> tuple[Integers, Integers]:
        none = np.empty(0, dtype=np.int32)
        return self._fetch((term,)).get(term, (none, none))

    def _fetch(self, terms: Sequence[str]) -> dict[str, tuple[Integers, Integers]]:
        """Where those of `terms` occur that there are; what is not known is fetched at once."""
        keys = {term: (self._name, self._vocabulary[term]) for term in terms if self.holds(term)}
        known = self._memory.known(keys.values())
        missing = [term for term, key in keys.items() if key not in known]
        if missing:
            rows, counts = self._fetched([self._vocabulary[term] for term in missing])
            bounds = [0, *accumulate(end - start for start, end in map(self._column, missing))]
            if len(rows) != bounds[-1]:
                raise damaged(self._folder.parent, "terms")
            pairs = zip(missing, pairwise(bounds), strict=True)
            fresh = {keys[term]: (rows[start:end], counts[start:end]) for term, (start, end) in pairs}
            self._memory.keep(fresh)
            known |= fresh
        return {term: known[key] for term, key in keys.items()}

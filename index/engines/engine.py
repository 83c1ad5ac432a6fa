"""What an engine outside the data folder holds of an index, and what it is asked.

An engine knows collections, by keys, and their versions, by names: of each version two tables of unit vectors
in rows, of passages and of sentences, and how often each term, by its number, occurs in each passage. All of
it is whole or not there. What is quoted stays in the data folder, and so do the words that the numbers of
terms stand for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.hits import Hit, Keep
from index.lexical import LexicalIndex
from index.recall import Rows

Vector: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int32]

EXACT_UP_TO: Final = 20_000
"""Vectors that an engine compares one by one: all of so few, in some 10 ms, and so many that a filter leaves.

PostgreSQL takes 35 ms for 10,000 of 100,000, and 52 ms to find them in its graph: see docs/BENCHMARKS.md.
"""


class VectorPart(StrEnum):
    """A table of vectors."""

    PASSAGES = "passages"
    SENTENCES = "sentences"


class VectorTable(Protocol):
    """Unit vectors in rows, float32 [n, d], wherever they are."""

    def __len__(self) -> int: ...

    def __getitem__(self, rows: int | slice | Sequence[int] | Rows, /) -> Any:  # noqa: ANN401 - as numpy has it
        """The vectors of some rows, [rows, d], or of one, [d]."""


class VectorIndex(Protocol):
    """Vectors that are searched; the score of a hit is its cosine with the vector asked for."""

    @property
    def vectors(self) -> VectorTable: ...

    def search(self, vector: Vector, limit: int, keep: Keep = None) -> list[Hit]:
        """The `limit` rows nearest to the unit vector [d], of those that `keep` flags."""

    def gather(self, rows: Iterable[int]) -> None:
        """Get ready the vectors of `rows`, which are read next: from an engine all of them at once."""


class Nearest(NamedTuple):
    """Rows that may be nearest, and their vectors [rows, d]."""

    rows: Rows
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class BuiltParts:
    """What is put into an engine: the two tables of vectors, and the terms of the passages."""

    passages: Vectors
    sentences: Vectors
    terms: LexicalIndex

    def part(self, part: VectorPart) -> Vectors:
        return self.passages if part is VectorPart.PASSAGES else self.sentences


class EngineVersion(Protocol):
    """A version of a collection. All methods raise StorageError; threads may share it."""

    @property
    def name(self) -> str:
        """What no other version of the engine is called, nor was."""

    def counts(self) -> tuple[int, int]:
        """How many passages and sentences there are."""

    def nearest(self, part: VectorPart, vector: Vector, limit: int, keep: Keep) -> Nearest:
        """Rows among which are the `limit` nearest to the unit vector [d], of those that `keep` flags."""

    def vectors(self, part: VectorPart, rows: Rows) -> Vectors:
        """The vectors of `rows`, [rows, d]. Raises IndexDamagedError for one that there is not."""

    def dense(self, part: VectorPart, shape: tuple[int, int]) -> VectorIndex:
        """The search by meaning over a table of vectors of `shape` [n, d]."""

    def lexical(self, folder: Path) -> LexicalIndex:
        """The search by words over the passages; the words and their numbers are in `folder`.

        Raises OSError, ValueError or IndexDamagedError for what is there.
        """


class VectorEngine(Protocol):
    """An engine. All methods raise StorageError, in one line without a password; threads may share it."""

    kind: ClassVar[str]

    @property
    def name(self) -> str:
        """The place as it may be shown."""

    def check(self) -> None:
        """Nothing where the engine can be reached and does what is needed of it."""

    def build(self, collection: str, version: str, parts: BuiltParts) -> None:
        """Put a version in, beside those that are there: whole once this returns. Raises RecallError."""

    def open(self, collection: str, version: str) -> EngineVersion:
        """A version. Raises IndexMissingError if it is not there."""

    def settle(self, collection: str, versions: Collection[str], used: str | None) -> None:
        """Make `used` the version in use, and drop all that are not among `versions`; in one step, if it can.

        Without any version nothing is left of the collection.
        """

    def versions(self, collection: str) -> frozenset[str]:
        """The versions that are there."""

    def used(self, collection: str) -> str | None:
        """The version in use."""


def stretches(keep: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The rows that are kept, as stretches from a row up to, not including, another, [stretches, 2].

    Passages of a document stand together: a filter by documents has few of them.
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], keep, [False]]).astype(np.int8)))
    return edges.reshape(-1, 2)

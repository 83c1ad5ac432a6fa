"""Vectors and terms in PostgreSQL with pgvector.

Each version of a collection has tables of its own, whose names are numbers: who reads one can meet nothing of
another, an index is as large as its version, and to drop a version is to drop tables. (Partitions of one
table would be the same to a search, but to drop one would keep all others waiting.)

    footnote_index.versions                  the versions, and which of a collection's is in use
    footnote_index.passages_N, sentences_N   row, vector; of many an HNSW graph in half precision
    footnote_index.terms_N                   of each term the rows that it occurs in, and how often

Vectors are kept in full beside the graph: what it finds is compared anew, so that a score is the same as
FAISS's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

import numpy as np

from index.embedding import Vectors
from index.engines.engine import EXACT_UP_TO, BuiltParts, EngineVersion, Integers, Nearest, Vector, VectorPart
from index.engines.held import EngineTerms, EngineVectors
from index.engines.latest import EngineMemory
from index.engines.pg_building import built, made, settled
from index.engines.pg_connections import PgConnections
from index.engines.pg_tables import (
    VersionTables,
    compared,
    described,
    fetched,
    listed,
    near,
    postings,
)
from index.errors import IndexDamagedError, IndexMissingError
from index.hits import Keep
from index.recall import Rows


class PgvectorEngine:
    """PostgreSQL at an address. Threads share its connections."""

    kind: ClassVar[str] = "pgvector"

    def __init__(self, address: str) -> None:
        """Raises StorageError for an address that cannot be used."""
        self._base, self._memory = PgConnections(address), EngineMemory()
        self.name = self._base.name

    def check(self) -> None:
        """Make the tables where there are none. Raises StorageError."""
        self._base.write(made)

    def build(self, collection: str, version: str, parts: BuiltParts) -> None:
        """Put a version in, in one transaction. Raises StorageError and RecallError."""
        self.check()
        self._base.write(partial(built, collection, version, parts))

    def open(self, collection: str, version: str) -> EngineVersion:
        """A version. Raises StorageError, IndexMissingError if it is not there."""
        self.check()
        found = self._base.read(partial(described, collection, version))
        if found is None:
            raise IndexMissingError(f"{self.name} does not hold version {version!r}; run `qa index build`.")
        return PgvectorVersion(self._base, found, self._memory)

    def versions(self, collection: str) -> frozenset[str]:
        self.check()
        return frozenset(self._base.read(partial(listed, collection)))

    def used(self, collection: str) -> str | None:
        self.check()
        return next(
            (version for version, used in self._base.read(partial(listed, collection)).items() if used), None
        )

    def settle(self, collection: str, versions: Collection[str], used: str | None) -> None:
        """Make `used` the version in use, and drop all that are not among `versions`, in one transaction."""
        self.check()
        self._base.write(partial(settled, collection, list(versions), used))


class PgvectorVersion:
    """The tables of one version."""

    def __init__(self, base: PgConnections, tables: VersionTables, memory: EngineMemory) -> None:
        self._base, self._tables, self._memory = base, tables, memory
        self.name: Final = tables.token

    def counts(self) -> tuple[int, int]:
        return self._tables.passages, self._tables.sentences

    def nearest(self, part: VectorPart, vector: Vector, limit: int, keep: Keep) -> Nearest:
        """Those that the graph finds; few, or what it loses, are compared one by one."""
        table = self._tables.table(part)
        kept = table.rows if keep is None else int(np.count_nonzero(keep))
        if table.breadth and kept > EXACT_UP_TO:
            found = self._base.read(partial(near, table, vector, limit, keep))
            if len(found.rows) >= min(limit, kept):
                return found
        return self._base.read(partial(compared, table, vector, limit, keep))

    def vectors(self, part: VectorPart, rows: Rows) -> Vectors:
        found = self._base.read(partial(fetched, self._tables.table(part), rows))
        order = np.argsort(found.rows)
        if len(found.rows) != len(np.unique(rows)):
            raise IndexDamagedError(f"{self._base.name} has lost vectors; run `qa index build`.")
        return found.vectors[order[np.searchsorted(found.rows, rows, sorter=order)]]

    def postings(self, terms: Sequence[int] | None) -> tuple[Integers, Integers]:
        return self._base.read(partial(postings, self._tables, terms))

    def dense(self, part: VectorPart, shape: tuple[int, int]) -> EngineVectors:
        return EngineVectors(self, part, shape, self._memory)

    def lexical(self, folder: Path) -> EngineTerms:
        return EngineTerms(folder, self.name, self.postings, self._memory)

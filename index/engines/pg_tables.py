"""The tables of a version in PostgreSQL, and what is asked of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from psycopg import Connection
from psycopg.sql import SQL, Composable, Identifier

from index.engines.engine import EXACT_UP_TO, Integers, Nearest, Vector, VectorPart, stretches
from index.engines.pg_copy import read_integers, read_vectors, written
from index.hits import Keep
from index.recall import Rows

SCHEMA: Final = "footnote_index"
VERSIONS: Final = Identifier(SCHEMA, "versions")
TERMS: Final = "terms"
OVERSAMPLING: Final = 2  # so many times what is asked for, for what halves of numbers rank too low
WIDEST: Final = 1000  # that hnsw.ef_search may be


@dataclass(frozen=True, slots=True)
class PgTable:
    """A table of `rows` vectors; `breadth` is how broadly its graph is searched, 0 where it has none."""

    name: Identifier
    rows: int
    dimension: int
    breadth: int


@dataclass(frozen=True, slots=True)
class VersionTables:
    """The tables of a version, which has a number; no other has its token, even where all were dropped."""

    number: int
    token: str
    dimension: int
    passages: int
    sentences: int
    breadths: tuple[int, ...]

    def table(self, part: VectorPart) -> PgTable:
        place = list(VectorPart).index(part)
        rows = (self.passages, self.sentences)[place]
        return PgTable(table_name(part, self.number), rows, self.dimension, self.breadths[place])


def table_name(part: str, number: int) -> Identifier:
    return Identifier(SCHEMA, f"{part}_{number}")


def listed(collection: str, base: Connection) -> dict[str, bool]:
    """The versions of a collection, and whether each is in use."""
    query = SQL("SELECT version, used FROM {} WHERE collection = %s").format(VERSIONS)
    return dict(base.execute(query, (collection,)).fetchall())


def described(collection: str, version: str, base: Connection) -> VersionTables | None:
    """The tables of a version, if it is there."""
    query = SQL(
        "SELECT number, token::text, dimension, passages, sentences, breadths FROM {} "
        "WHERE collection = %s AND version = %s"
    )
    found = base.execute(query.format(VERSIONS), (collection, version)).fetchone()
    if found is None:
        return None
    number, token, dimension, passages, sentences, breadths = found
    return VersionTables(number, token, dimension, passages, sentences, tuple(breadths))


def near(table: PgTable, vector: Vector, limit: int, keep: Keep, base: Connection) -> Nearest:
    """What the graph finds near: perhaps fewer than `limit`, where what is kept lies far from the vector."""
    wanted = OVERSAMPLING * limit
    share = 1.0 if keep is None else float(keep.mean())
    breadth = max(table.breadth, wanted) / share  # what is left out is looked at too
    # The planner takes a filter to leave one row in two hundred, and would compare all of them.
    base.execute(
        "SELECT set_config('enable_seqscan', 'off', true), set_config('hnsw.ef_search', %s, true)",
        (str(min(WIDEST, math.ceil(breadth))),),
    )
    half = SQL("halfvec({})").format(table.dimension)
    order = SQL("{} ORDER BY vector::{half} <#> %s::{half} LIMIT %s")
    where, values = _among(keep, few=False)
    return _asked(base, table, order.format(where, half=half), (*values, written(vector), wanted))


def compared(table: PgTable, vector: Vector, limit: int, keep: Keep, base: Connection) -> Nearest:
    """The nearest of all that are kept, compared one by one."""
    where, values = _among(keep, few=keep is not None and int(np.count_nonzero(keep)) <= EXACT_UP_TO)
    order = SQL("{} ORDER BY vector <#> %s::vector, row LIMIT %s").format(where)
    return _asked(base, table, order, (*values, written(vector), limit))


def fetched(table: PgTable, rows: Rows, base: Connection) -> Nearest:
    """The vectors of `rows`, in any order."""
    return _asked(base, table, SQL("WHERE row = ANY(%s)"), (rows.tolist(),))


def postings(
    tables: VersionTables, terms: Sequence[int] | None, base: Connection
) -> tuple[Integers, Integers]:
    """Where terms occur, and how often: one after another."""
    query = SQL("SELECT term, rows, counts FROM {} WHERE %s::int[] IS NULL OR term = ANY(%s) ORDER BY term")
    asked = None if terms is None else list(terms)
    cursor = base.cursor(binary=True)
    cursor.execute(query.format(table_name(TERMS, tables.number)), (asked, asked))
    found = {term: pair for term, *pair in cursor.fetchall()}
    held = [found[term] for term in (found if terms is None else terms) if term in found]
    rows, counts = (read_integers(b"".join(pair[place] for pair in held)) for place in range(2))
    return rows, counts


def _asked(base: Connection, table: PgTable, rest: Composable, values: tuple[Any, ...]) -> Nearest:
    query = SQL("SELECT row, vector FROM {} {}").format(table.name, rest)
    found = base.cursor(binary=True).execute(query, values).fetchall()
    rows = np.array([row for row, _ in found], dtype=np.intp)
    return Nearest(rows, read_vectors([sent for _, sent in found], table.dimension))


def _among(keep: Keep, *, few: bool) -> tuple[Composable, tuple[Any, ...]]:
    """Only the rows that are kept: `few` are looked up one by one, many tested whether they are."""
    if keep is None:
        return SQL(""), ()
    if few:
        return SQL("WHERE row = ANY(%s)"), (np.flatnonzero(keep).tolist(),)
    return SQL("WHERE row <@ %s::int4multirange"), (_ranges(keep),)


def _ranges(keep: NDArray[np.bool_]) -> str:
    """What is kept as PostgreSQL writes a set of stretches, in which it looks a row up by halving."""
    return "{" + ",".join(f"[{start},{end})" for start, end in stretches(keep).tolist()) + "}"

"""Putting versions into PostgreSQL, and taking them out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from index.embedding import Vectors
from index.engines.engine import EXACT_UP_TO, BuiltParts, VectorPart
from index.engines.pg_copy import HEAD, TAIL, posting_row, vector_rows
from index.engines.pg_tables import SCHEMA, TERMS, VERSIONS, PgTable, near, table_name
from index.graph import nearest
from index.recall import RecallSample, Rows

LOCK: Final = 0x66746964  # the number by which processes agree whose turn it is to make the tables
BREADTHS: Final = (200, 400, 800)
"""Of a search, of which the first is taken that finds enough from vectors of the data.

With 100, which does, 96.7 % were found from vectors that are drawn like them: see docs/BENCHMARKS.md.
"""
NEIGHBOURS: Final = 16
BUILD_BREADTH: Final = 128
MEMORY: Final = 64_000, 4_000_000  # kilobytes for building a graph, at least and at most

_LAST_MADE: Final = "one_used"
_TABLES: Final = """
CREATE SCHEMA IF NOT EXISTS {schema};
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE IF NOT EXISTS {versions} (
    number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, token uuid NOT NULL DEFAULT gen_random_uuid(),
    collection text NOT NULL, version text NOT NULL, used boolean NOT NULL DEFAULT false,
    dimension integer NOT NULL, passages integer NOT NULL, sentences integer NOT NULL,
    breadths integer[] NOT NULL DEFAULT '{{0,0}}',
    UNIQUE (collection, version));
CREATE UNIQUE INDEX IF NOT EXISTS {last} ON {versions} (collection) WHERE used;
"""


def made(base: Connection) -> None:
    """Make the tables where there are none."""
    if base.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.{_LAST_MADE}",)).fetchone() != (None,):
        return
    base.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
    names = {"schema": Identifier(SCHEMA), "versions": VERSIONS, "last": Identifier(_LAST_MADE)}
    base.execute(SQL(_TABLES).format(**names))


def built(collection: str, version: str, parts: BuiltParts, base: Connection) -> None:
    """Write the tables of a version. Raises RecallError if too little of what is near is found in a graph."""
    query = SQL(
        "INSERT INTO {} (collection, version, dimension, passages, sentences) VALUES (%s, %s, %s, %s, %s) "
        "RETURNING number"
    )
    values = (collection, version, parts.passages.shape[1], len(parts.passages), len(parts.sentences))
    (number,) = base.execute(query.format(VERSIONS), values).fetchone() or (0,)
    breadths = [_fill(table_name(part, number), parts.part(part), base) for part in VectorPart]
    _fill_terms(table_name(TERMS, number), parts, base)
    base.execute(SQL("UPDATE {} SET breadths = %s WHERE number = %s").format(VERSIONS), (breadths, number))


def settled(collection: str, versions: Sequence[str], used: str | None, base: Connection) -> None:
    """Make `used` the version in use, and drop all that are not among `versions`."""
    # One after the other: no two are in use at any time.
    no_more = SQL("UPDATE {} SET used = false WHERE collection = %s AND used")
    base.execute(no_more.format(VERSIONS), (collection,))
    from_now = SQL("UPDATE {} SET used = true WHERE collection = %s AND version = %s")
    base.execute(from_now.format(VERSIONS), (collection, used))
    gone = SQL("DELETE FROM {} WHERE collection = %s AND NOT version = ANY(%s) RETURNING number")
    for (number,) in base.execute(gone.format(VERSIONS), (collection, list(versions))).fetchall():
        names = SQL(", ").join([table_name(part, number) for part in (*VectorPart, TERMS)])
        base.execute(SQL("DROP TABLE {}").format(names))


def _fill(name: Identifier, vectors: Vectors, base: Connection) -> int:
    """Write a table of vectors; how broadly its graph is searched, 0 for none."""
    count, dimension = vectors.shape
    table = SQL("CREATE TABLE {} (row integer NOT NULL, vector vector({}) NOT NULL)")
    base.execute(table.format(name, dimension))
    _copy(name, vector_rows(vectors), base)
    base.execute(SQL("ALTER TABLE {} ADD PRIMARY KEY (row)").format(name))
    breadth = 0
    if count > EXACT_UP_TO:
        _add_graph(name, count, dimension, base)
        breadth = _fitted(name, vectors, base)
    base.execute(SQL("ANALYZE {}").format(name))
    return breadth


def _add_graph(name: Identifier, count: int, dimension: int, base: Connection) -> None:
    needed = count * (2 * dimension + 16 * NEIGHBOURS + 200) // 1000
    memory = min(max(needed, MEMORY[0]), MEMORY[1])
    base.execute("SELECT set_config('maintenance_work_mem', %s, true)", (str(memory),))
    graph = SQL(
        "CREATE INDEX ON {} USING hnsw ((vector::halfvec({})) halfvec_ip_ops) "
        "WITH (m = {}, ef_construction = {})"
    )
    base.execute(graph.format(name, dimension, NEIGHBOURS, BUILD_BREADTH))


def _fitted(name: Identifier, vectors: Vectors, base: Connection) -> int:
    """How broadly a graph has to be searched. Raises RecallError."""
    sample = RecallSample(vectors, lambda queries, limit: nearest(queries, vectors, limit))

    def search(breadth: int) -> Rows:
        table = PgTable(name, len(vectors), vectors.shape[1], breadth)
        found = [near(table, query, sample.depth + 1, None, base) for query in sample.queries]
        return np.array([one.rows for one in found])

    return sample.measured(Path("the database"), "hnsw", BREADTHS, search).breadth


def _fill_terms(name: Identifier, parts: BuiltParts, base: Connection) -> None:
    table = SQL("CREATE TABLE {} (term integer NOT NULL, rows bytea NOT NULL, counts bytea NOT NULL)")
    base.execute(table.format(name))
    # To pack them would save little room, and cost time at each reading.
    plain = SQL("ALTER TABLE {} ALTER rows SET STORAGE EXTERNAL, ALTER counts SET STORAGE EXTERNAL")
    base.execute(plain.format(name))
    rows = (posting_row(term, *pair) for term, pair in enumerate(parts.terms.all_postings()))
    _copy(name, rows, base)
    base.execute(SQL("ALTER TABLE {} ADD PRIMARY KEY (term)").format(name))


def _copy(name: Identifier, rows: Iterable[bytes], base: Connection) -> None:
    with base.cursor().copy(SQL("COPY {} FROM STDIN (FORMAT BINARY)").format(name)) as copy:
        copy.write(HEAD)
        for row in rows:
            copy.write(row)
        copy.write(TAIL)

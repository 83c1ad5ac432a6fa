"""Batches of texts in PostgreSQL, which processes of any number of machines claim and embed.

    footnote_builds    a build that waits for vectors: its name, its model, when its builder was last seen
    footnote_batches   the batches of a build: texts, and once they are embedded their vectors

A claim is an open transaction that holds a batch's row (`FOR UPDATE SKIP LOCKED`): the vectors are written
and the claim ends in one step. Of a worker that dies the server closes the connection, also where its machine
is gone (TCP keepalives), and its batch is free again: nothing has to be undone, and no clock has to be right.
The builder takes what is done and removes it, and with its last batch the build is gone.

This stands in `index`, beside what it carries, and not in the store of `qa`: nothing here is ever an answer,
outlives a build or needs a migration, and a machine that only embeds needs neither that store nor SQLAlchemy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.bulk.batches import Done, TextBatch, embed
from index.embedding import Embedder, Vectors
from index.errors import EmbeddingError, StorageError
from index.manifest import probe, same_space
from index.shown import brief

if TYPE_CHECKING:
    from psycopg import Connection

WAIT: Final = 10  # seconds for a connection
FORM: Final = "postgresql://USER:PASSWORD@HOST/NAME"
ABANDONED: Final = "1 day"
"""After this time without its builder a build is removed by whoever comes by."""

_LOCK: Final = 7_236_871  # of who makes the tables: a number of our own
_ROUNDING: Final = 0.01  # of the length of a vector
_SCHEME: Final = re.compile(r"^postgres(?:ql)?(?:\+\w+)?:", re.IGNORECASE)
_ALIVE: Final = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
_OPTIONS: Final = (
    "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
    " -c idle_in_transaction_session_timeout=0"
)
_BUILDS: Final = (
    "CREATE TABLE IF NOT EXISTS footnote_builds (name text PRIMARY KEY, model text NOT NULL,"
    " probe bytea NOT NULL, seen timestamptz NOT NULL DEFAULT now())"
)
_BATCHES: Final = (
    "CREATE TABLE IF NOT EXISTS footnote_batches (build text NOT NULL REFERENCES footnote_builds"
    " ON DELETE CASCADE, key bytea NOT NULL, texts bytea NOT NULL, vectors bytea, PRIMARY KEY (build, key))"
)
_BEGIN: Final = (
    "INSERT INTO footnote_builds (name, model, probe) VALUES (%s, %s, %s) ON CONFLICT (name)"
    " DO UPDATE SET model = excluded.model, probe = excluded.probe, seen = now()"
)
_WITHDRAW: Final = (
    "DELETE FROM footnote_batches WHERE (build, key) IN (SELECT build, key FROM footnote_batches"
    " WHERE build = %s AND vectors IS NULL FOR UPDATE SKIP LOCKED)"
)
_POST: Final = "INSERT INTO footnote_batches (build, key, texts) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
_CLAIM: Final = (
    "SELECT build, key, texts FROM footnote_batches WHERE build = ANY(%s) AND vectors IS NULL"
    " LIMIT 1 FOR UPDATE SKIP LOCKED"
)
_DONE: Final = "UPDATE footnote_batches SET vectors = %s WHERE build = %s AND key = %s"
_TAKE: Final = "SELECT key, texts, vectors FROM footnote_batches WHERE build = %s AND vectors IS NOT NULL"
_TAKEN: Final = "DELETE FROM footnote_batches WHERE build = %s AND key = ANY(%s)"


class BatchQueue:
    """The queue, over one connection; one thread may use it. All methods raise StorageError."""

    def __init__(self, base: Connection[Any]) -> None:
        self._base = base

    def begin(self, build: str, embedder: Embedder) -> None:
        """Announce a build; of one that was killed, what nobody has claimed is withdrawn."""
        told = probe(embedder).astype("<f4").tobytes()
        with self._base.transaction():
            self._base.execute(_BEGIN, (build, embedder.name, told))
            self._base.execute(_WITHDRAW, (build,))

    def post(self, build: str, batch: TextBatch) -> None:
        told = json.dumps(batch.texts).encode("ascii")  # a database takes neither NUL nor half a character
        self._base.execute(_POST, (build, batch.key, told))

    def builds(self, own: Vectors) -> tuple[list[str], set[str]]:
        """The builds that wait for the model whose `probe` is `own`, and the names of other models."""
        held = self._base.execute("SELECT name, model, probe FROM footnote_builds").fetchall()
        fit = [name for name, _, told in held if _is_of(own, told)]
        return fit, {model for name, model, _ in held if name not in fit}

    def embed_one(self, builds: Sequence[str], embedder: Embedder) -> int:
        """Claim a batch of one of the builds and embed it; how many texts, 0 where none is free.

        Raises EmbeddingError; the batch is then free again.
        """
        with self._base.transaction():
            row = self._base.execute(_CLAIM, (list(builds),)).fetchone()
            if row is None:
                return 0
            texts = _texts(row[2])
            vectors = embed(embedder, texts).astype("<f4").tobytes()
            self._base.execute(_DONE, (vectors, row[0], row[1]))
        return len(texts)

    def take(self, build: str, dimension: int) -> Iterator[Done]:
        """The batches that are done; they are removed once all were taken. Says that the builder lives.

        Raises EmbeddingError for one whose vectors are none, which is removed, too.
        """
        bad = False
        with self._base.transaction():
            self._base.execute("UPDATE footnote_builds SET seen = now() WHERE name = %s", (build,))
            rows = self._base.execute(_TAKE, (build,)).fetchall()
            for _, texts, told in rows:
                batch = TextBatch(tuple(_texts(texts)))
                vectors = _vectors(told, len(batch.texts), dimension)
                if vectors is None:
                    bad = True
                else:
                    yield batch, vectors
            self._base.execute(_TAKEN, (build, [key for key, _, _ in rows]))
        if bad:
            raise EmbeddingError("A worker sent what are no vectors of the model; end it, and build again.")

    def end(self, build: str) -> None:
        """Remove a build with all that it still has."""
        self._base.execute("DELETE FROM footnote_builds WHERE name = %s", (build,))


@contextmanager
def opened_queue(address: str) -> Iterator[BatchQueue]:
    """The queue in the database at `address`, whose tables are made where they are missing.

    Raises StorageError, in the block as well, in one line without a password.
    """
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ModuleNotFoundError as error:
        raise StorageError("A shared build needs psycopg: pip install 'footnote[postgres]'") from error
    try:
        asked = conninfo_to_dict(_SCHEME.sub("postgresql:", address))
    except psycopg.Error as error:
        raise StorageError(f"The address is none of a PostgreSQL database; write {FORM}") from error
    name = f"{asked.get('host', 'localhost')}/{asked.get('dbname', '')}"
    try:
        given: dict[str, Any] = {**_ALIVE, "connect_timeout": WAIT, "options": _OPTIONS, **asked}
        with psycopg.connect(**given, autocommit=True) as base:
            _prepare(base)
            yield BatchQueue(base)
    except psycopg.Error as error:
        told = brief(str(error).replace(str(asked.get("password") or "\0"), "***"), 200)
        raise StorageError(
            f"The database {name}: {told}; check that it can be reached and written to"
        ) from error


def _prepare(base: Connection[Any]) -> None:
    with base.transaction():
        base.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        for table in (_BUILDS, _BATCHES):
            base.execute(table)
        base.execute("DELETE FROM footnote_builds WHERE seen < now() - %s::interval", (ABANDONED,))


def _is_of(own: Vectors, told: bytes) -> bool:
    return len(told) == own.nbytes and same_space(own, np.frombuffer(told, "<f4").reshape(own.shape))


def _texts(told: bytes) -> list[str]:
    texts = json.loads(told)
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        raise EmbeddingError("The database holds a batch of texts that is none; remove its build.")
    return texts


def _vectors(told: bytes, count: int, dimension: int) -> Vectors | None:
    """Vectors [count, dimension] that another process made, which are not believed unseen."""
    if len(told) != 4 * count * dimension:
        return None
    rows: Vectors = np.frombuffer(told, "<f4").reshape(count, dimension)
    lengths = np.linalg.norm(rows, axis=1)
    return rows if np.allclose(lengths, 1.0, atol=_ROUNDING) else None  # false for what is no number, too

"""Answers as they were shown, kept on disk by key so that their buttons work after a restart."""

from __future__ import annotations

import asyncio
import logging
import secrets
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, TypeVar

from pydantic import Field, ValidationError

from index.documents import Frozen
from index.errors import StorageError
from qa.charts.plot import Plot
from qa.models import Reply

log = logging.getLogger(__name__)
T = TypeVar("T")

RECENT: Final = 256  # answers also kept in memory: buttons of a fresh answer work even if the disk does not
SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, shown_at REAL NOT NULL, record TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS answers_by_age ON answers (shown_at)",
)


def new_key() -> str:
    """A key that cannot be guessed: 12 characters of A-Z, a-z, 0-9, - and _."""
    return secrets.token_urlsafe(9)


class ShownAnswer(Frozen):
    """An answer as it was shown: to whom, where and how."""

    key: str = Field(default_factory=new_key)
    reply: Reply
    asker: int
    channel: int
    private: bool
    shareable: bool = False
    headed: bool = False
    """Whether the card repeats the question: where Discord shows it above the answer, it does not."""
    by: str | None = None
    """The asker's name where Discord does not show who asked."""
    pictured: bool = False
    """Whether the card has a picture of the reply's plot."""

    @property
    def plot(self) -> Plot | None:
        """What the card's picture shows."""
        return self.reply.plot if self.pictured else None


class AnswerStore:
    """Keeps answers in SQLite, in a thread of its own: at most `keep`, none older than `days`.

    A damaged file is set aside and replaced by a new one. An answer that cannot be written stays in memory.
    """

    def __init__(self, path: Path, *, keep: int, days: float, clock: Callable[[], float] = time.time) -> None:
        self.path = path
        self._keep, self._seconds, self._clock = keep, days * 86_400, clock
        self._recent: OrderedDict[str, tuple[float, ShownAnswer]] = OrderedDict()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="answers")
        self._connection: sqlite3.Connection | None = None
        self._closed = False

    async def put(self, shown: ShownAnswer) -> None:
        """Keep `shown`; never raises for a disk that is full, read-only or damaged."""
        now = self._clock()
        self._recent[shown.key] = now, shown
        self._recent.move_to_end(shown.key)
        while len(self._recent) > min(RECENT, self._keep):
            self._recent.popitem(last=False)
        try:
            await self._run(lambda: self._insert(shown, now))
        except StorageError as error:
            log.warning("answers are kept in memory only: %s", error)

    async def get(self, key: str) -> ShownAnswer | None:
        """The answer of `key`, None if it has expired. Raises StorageError if it cannot be read."""
        oldest = self._clock() - self._seconds
        if key in self._recent:
            shown_at, shown = self._recent[key]
            return shown if shown_at > oldest else None
        return await self._run(lambda: self._select(key, oldest))

    async def delete(self, key: str) -> None:
        """Forget the answer of `key`. Raises StorageError if the disk cannot be written."""
        self._recent.pop(key, None)
        await self._run(lambda: self._execute("DELETE FROM answers WHERE key = ?", (key,)))

    async def close(self) -> None:
        """Close the file; may be called again."""
        if self._closed:
            return
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown(wait=False)

    async def _run(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._guarded, call)

    def _guarded(self, call: Callable[[], T]) -> T:
        """The result of `call`; a damaged file is replaced once, other faults become StorageError."""
        try:
            try:
                return call()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:
                self._set_aside(error)
                return call()
        except (sqlite3.Error, OSError) as error:
            self._disconnect()
            raise StorageError(
                f"{self.path}: {error}; check that the folder is writable and not full"
            ) from error

    def _set_aside(self, error: sqlite3.DatabaseError) -> None:
        self._disconnect()
        damaged = self.path.with_name(f"{self.path.name}.damaged")
        log.error("%s is damaged (%s): moved to %s, a new file is begun", self.path, error, damaged.name)
        self.path.replace(damaged)
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path)
            try:
                for statement in SCHEMA:
                    connection.execute(statement)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _execute(self, statement: str, values: tuple[object, ...]) -> None:
        with self._connected() as connection:
            connection.execute(statement, values)

    def _insert(self, shown: ShownAnswer, now: float) -> None:
        record = shown.model_dump_json()
        with self._connected() as connection:
            connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (shown.key, now, record))
            connection.execute("DELETE FROM answers WHERE shown_at <= ?", (now - self._seconds,))
            connection.execute(
                "DELETE FROM answers WHERE key IN "
                "(SELECT key FROM answers ORDER BY shown_at DESC, rowid DESC LIMIT -1 OFFSET ?)",
                (self._keep,),
            )

    def _select(self, key: str, oldest: float) -> ShownAnswer | None:
        query = "SELECT record FROM answers WHERE key = ? AND shown_at > ?"
        with closing(self._connected().execute(query, (key, oldest))) as rows:
            row = rows.fetchone()
        if row is None:
            return None
        try:
            return ShownAnswer.model_validate_json(row[0])
        except ValidationError as error:
            log.warning("the answer %s was kept by another version: %s", key, error.error_count())
            return None

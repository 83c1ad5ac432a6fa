"""Which events were handled already: Discord may deliver one twice, and people press twice."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from bot.database import Database, Migration
from index.errors import StorageError

log = logging.getLogger(__name__)
T = TypeVar("T")

KEPT: Final = 86_400.0  # seconds: Discord repeats what it does after a lost connection, within minutes
PRESSED: Final = 120.0  # seconds after which a press that never ended, as a crash leaves it, is forgotten
MIGRATIONS: Final[tuple[Migration, ...]] = (
    (
        "CREATE TABLE events (name TEXT PRIMARY KEY, at REAL NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0)",
        "CREATE INDEX events_by_age ON events (at)",
    ),
)


class Events:
    """Decides, in a file, who comes first; in memory alone while the disk fails."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.database = Database(path, MIGRATIONS)
        self._clock = clock
        self._unwritten: dict[str, tuple[float, bool]] = {}

    async def first(self, message: int) -> bool:
        """Whether a message is seen for the first time; never raises for a disk that fails."""
        return await self._take(_of(message), KEPT)

    async def withdraw(self, messages: Collection[int]) -> None:
        """Note that messages were deleted; those that were not for the bot leave no trace."""
        names = [_of(message) for message in messages]
        for name in self._unwritten.keys() & set(names):
            self._unwritten[name] = self._unwritten[name][0], True
        await self._run(partial(_withdraw, names=names), otherwise=None)

    async def withdrawn(self, message: int) -> bool:
        """Whether a message was deleted since it came."""
        name = _of(message)
        if name in self._unwritten:
            return self._unwritten[name][1]
        return await self._run(partial(_withdrawn, name=name), otherwise=False)

    @asynccontextmanager
    async def once(self, press: str) -> AsyncIterator[bool]:
        """Whether nobody else is inside with the same `press`; others may come when this one has left."""
        first = await self._take(press, PRESSED)
        try:
            yield first
        finally:
            if first:
                await self._leave(press)

    async def close(self) -> None:
        """Close the file; may be called again."""
        await self.database.close()

    async def _take(self, name: str, seconds: float) -> bool:
        now = self._clock()
        held = self._unwritten.get(name)
        if held is not None and held[0] > now - seconds:
            return False
        first = await self._run(partial(_insert, name=name, now=now, seconds=seconds), otherwise=None)
        if first is not None:
            return first
        self._unwritten = {one: kept for one, kept in self._unwritten.items() if kept[0] > now - KEPT}
        repeated = name in self._unwritten  # while the disk was tried
        self._unwritten.setdefault(name, (now, False))
        return not repeated

    async def _leave(self, name: str) -> None:
        self._unwritten.pop(name, None)
        await self._run(partial(_delete, name=name), otherwise=None)

    async def _run(self, call: Callable[[sqlite3.Connection], T], *, otherwise: T) -> T:
        try:
            return await self.database.run(call)
        except StorageError as error:
            log.warning("events are remembered in memory only: %s", error)
            return otherwise


def _of(message: int) -> str:
    return f"message:{message}"


def _insert(base: sqlite3.Connection, name: str, now: float, seconds: float) -> bool | None:
    base.execute("DELETE FROM events WHERE at <= ?", (now - KEPT,))
    base.execute("DELETE FROM events WHERE name = ? AND at <= ?", (name, now - seconds))
    inserted = base.execute("INSERT OR IGNORE INTO events (name, at) VALUES (?, ?)", (name, now))
    return inserted.rowcount > 0


def _withdraw(base: sqlite3.Connection, names: Collection[str]) -> None:
    base.executemany("UPDATE events SET withdrawn = 1 WHERE name = ?", [(name,) for name in names])


def _withdrawn(base: sqlite3.Connection, name: str) -> bool:
    query = "SELECT 1 FROM events WHERE name = ? AND withdrawn"
    return base.execute(query, (name,)).fetchone() is not None


def _delete(base: sqlite3.Connection, name: str) -> None:
    base.execute("DELETE FROM events WHERE name = ?", (name,))

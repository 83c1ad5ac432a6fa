"""Which events were handled already: Discord may deliver one twice, and people press twice."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Final, TypeVar

from sqlalchemy import Connection, delete, select, update

from index.errors import StorageError
from qa.store.database import StoreDatabase
from qa.store.tables import events, upsert

log = logging.getLogger(__name__)
T = TypeVar("T")

KEPT: Final = 86_400.0  # seconds: Discord repeats what it does after a lost connection, within minutes
PRESSED: Final = 120.0  # seconds after which a press that never ended, as a crash leaves it, is forgotten


class Events:
    """Decides, in the store, who comes first; in memory alone while the disk fails."""

    def __init__(self, database: StoreDatabase, clock: Callable[[], float] = time.time) -> None:
        self.database = database
        self._clock = clock
        self._unwritten: dict[str, tuple[float, bool]] = {}

    async def first(
        self, message: int, what: str = "message", also: Callable[[Connection], None] | None = None
    ) -> bool:
        """Whether `what` befalls a message for the first time; never raises for a disk that fails.

        What is `also` to be written then, is written with it or not at all.
        """
        return await self._take(_of(message, what), KEPT, also)

    async def withdraw(self, messages: Collection[int]) -> None:
        """Note that messages were deleted; those that were not for the bot leave no trace."""
        names = [_of(message) for message in messages]
        for name in self._unwritten.keys() & set(names):
            self._unwritten[name] = self._unwritten[name][0], True
        statement = update(events).where(events.c.name.in_(names)).values(withdrawn=True)
        await self._write(lambda base: base.execute(statement).rowcount, otherwise=0)

    async def withdrawn(self, message: int) -> bool:
        """Whether a message was deleted since it came."""
        name = _of(message)
        if name in self._unwritten:
            return self._unwritten[name][1]
        wanted = select(events.c.name).where(events.c.name == name, events.c.withdrawn)
        try:
            return await self.database.read(lambda base: base.execute(wanted).first() is not None)
        except StorageError as error:
            log.warning("whether a question was deleted cannot be read: %s", error)
            return False

    @asynccontextmanager
    async def once(self, press: str) -> AsyncIterator[bool]:
        """Whether nobody else is inside with the same `press`; others may come when this one has left."""
        first = await self._take(press, PRESSED)
        try:
            yield first
        finally:
            if first:
                await self._leave(press)

    async def sweep(self) -> None:
        """Remove what cannot come again any more. Raises StorageError."""
        old = delete(events).where(events.c.at <= self._clock() - KEPT)
        await self.database.write(lambda base: base.execute(old))

    async def close(self) -> None:
        """Close the database; may be called again."""
        await self.database.close()

    async def _take(
        self, name: str, seconds: float, also: Callable[[Connection], None] | None = None
    ) -> bool:
        now = self._clock()
        held = self._unwritten.get(name)
        if held is not None and held[0] > now - seconds:
            return False
        first = await self._write(lambda base: _insert(base, name, now, seconds, also), otherwise=None)
        if first is not None:
            return first
        self._unwritten = {one: kept for one, kept in self._unwritten.items() if kept[0] > now - KEPT}
        repeated = name in self._unwritten  # while the disk was tried
        self._unwritten.setdefault(name, (now, False))
        return not repeated

    async def _leave(self, name: str) -> None:
        self._unwritten.pop(name, None)
        statement = delete(events).where(events.c.name == name)
        await self._write(lambda base: base.execute(statement).rowcount, otherwise=0)

    async def _write(self, call: Callable[[Connection], T], *, otherwise: T) -> T:
        try:
            return await self.database.write(call)
        except StorageError as error:
            log.warning("events are remembered in memory only: %s", error)
            return otherwise


def _of(message: int, what: str = "message") -> str:
    return f"{what}:{message}"


def _insert(
    base: Connection, name: str, now: float, seconds: float, also: Callable[[Connection], None] | None
) -> bool | None:
    """Whether the event is new, or the last of its name is `seconds` old: decided in one statement."""
    base.execute(delete(events).where(events.c.at <= now - KEPT))
    insert = upsert(base, events).values(name=name, at=now, withdrawn=False)
    again = insert.on_conflict_do_update(
        index_elements=["name"], set_={"at": now, "withdrawn": False}, where=events.c.at <= now - seconds
    )
    first = base.execute(again.returning(events.c.name)).first() is not None
    if first and also:
        also(base)
    return first

"""The database of the store, whose every call is a transaction."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, nullcontext, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from index.errors import StorageError
from index.sqlite_file import inode, set_aside
from qa.store.address import StoreAddress
from qa.store.engines import WAIT, StoreEngines, store_engines
from qa.store.faults import cause, fault, is_damaged, is_full, is_lasting
from qa.store.opening import open_store
from qa.store.predecessors import discard_copies

log = logging.getLogger(__name__)
T = TypeVar("T")

LONGEST: Final = 60.0  # seconds that a call may take at a server, whatever keeps that from answering
ENDING: Final = 5.0  # seconds that what is under way has to end when all is closed
PATIENCE: Final = 50  # milliseconds that a deletion waits for somebody who is reading


class StoreDatabase:
    """Runs calls, each a transaction of which all or nothing is kept; many may be at work at once.

    It is opened by the first call. A SQLite file is its owner's alone, and one that is damaged is set aside
    and replaced by a new one. All other faults are raised as StorageError. It belongs to one event loop.
    """

    def __init__(self, address: StoreAddress) -> None:
        self.address = address
        self._engines: StoreEngines | None = None
        self._opening = asyncio.Lock()
        # SQLite has one writer at a time: those of this process queue here, not in SQLite, which is unfair.
        self._writing: AbstractAsyncContextManager[Any] = asyncio.Lock() if address.file else nullcontext()
        self._closed = False
        self._calls, self._idle = 0, asyncio.Event()
        self._idle.set()
        self._owed = False
        self.writes = 0
        """How many calls have written so far: what was read before another one may have changed since."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever kept: then it need not be made to find nothing in it."""
        return self.address.file is not None and not self.address.file.exists()

    async def read(self, call: Callable[[Connection], T]) -> T:
        """The result of `call`, which only reads: each of its statements what holds at that moment."""
        return await self._guarded(call, writes=False)

    async def write(self, call: Callable[[Connection], T]) -> T:
        """The result of `call`; what it writes is seen by others at once or not at all."""
        async with self._writing:
            try:
                done = await self._guarded(call, writes=True)
            finally:
                self.writes += 1
        if self._owed:
            await self.erased()
        return done

    async def erased(self, *, damaged: bool = False) -> None:
        """Something was deleted that must be nowhere: neither in SQLite's log nor in old files is it left.

        With `damaged`, nor in files that were set aside for a person to look at. Never raises: what the disk
        refuses, or somebody who is reading, goes with what is written next.
        """
        try:
            discard_copies(self.address.folder, damaged=damaged)
            if self.address.file is not None and self._engines is not None:
                async with self._writing, self._under_way(), self._engines.writing.connect() as base:
                    done = await base.run_sync(_empty_log)
                if not done and not self._owed:
                    log.warning("what was deleted still lies on the disk, as somebody is reading")
                self._owed = not done
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            log.warning("what was deleted still lies on the disk: %s", fault(self.address, error))
            self._owed = True

    async def close(self) -> None:
        """Close all connections, once what is under way has ended; may be called again."""
        self._closed = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), ENDING)
        await self._disconnect()

    async def _guarded(self, call: Callable[[Connection], T], *, writes: bool) -> T:
        """The result of `call`; a damaged file is replaced once, other faults become StorageError."""
        file = self.address.file
        seen = inode(file) if file else None
        try:
            try:
                return await self._transacted(call, writes=writes)
            except (SQLAlchemyError, sqlite3.Error) as error:
                if file is None or not await self._mended(file, seen, cause(error)):
                    raise
                return await self._transacted(call, writes=writes)
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            if is_lasting(error):
                await self._disconnect()
            raise fault(self.address, error) from error

    async def _mended(self, file: Path, seen: int | None, error: Exception) -> bool:
        """Whether it is worth another try: a damaged file is set aside, and a full disk gets SQLite's log."""
        if is_damaged(error):
            await self._disconnect()
            set_aside(file, seen, error)
            return True
        if not is_full(error) or self._engines is None:
            return False
        async with self._engines.writing.connect() as base:
            return await base.run_sync(_empty_log)

    async def _transacted(self, call: Callable[[Connection], T], *, writes: bool) -> T:
        engines, seconds = await self._opened(), LONGEST if self.address.file is None else None
        async with (
            self._under_way(),
            asyncio.timeout(seconds),
            engines.writing.begin() if writes else engines.reading.connect() as base,
        ):
            return await base.run_sync(call)

    @asynccontextmanager
    async def _under_way(self) -> AsyncIterator[None]:
        """A call, for which `close` waits: its thread is not to outlive the event loop."""
        self._calls += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._calls -= 1
            if not self._calls:
                self._idle.set()

    async def _opened(self) -> StoreEngines:
        async with self._opening:
            if self._closed:
                raise StorageError(f"{self.address.name} is closed")
            if self._engines is None:
                await asyncio.to_thread(open_store, self.address)
                self._engines = store_engines(self.address)
            return self._engines

    async def _disconnect(self) -> None:
        engines, self._engines = self._engines, None
        if engines is not None:
            await engines.dispose()


def _empty_log(base: Connection) -> bool:
    """Bring what SQLite has logged into the file; whether nobody who reads kept it from that.

    No transaction may do that, and others who would write wait meanwhile.
    """
    with closing(base.connection.cursor()) as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (held, *_) = cursor.fetchone() or (0,)
        cursor.execute(f"PRAGMA busy_timeout = {WAIT * 1000:.0f}")
    return not held

"""The engines of a store: how connections are made, and what they keep to."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from index.errors import StorageError
from index.pg_alive import ALIVE, ALIVE_THERE
from qa.store.address import StoreAddress

WAIT: Final = 10.0  # seconds for another process that writes
CONNECTIONS: Final = 5  # more that ask at once wait for one of them
READERS: Final = 2  # of a SQLite file: its driver takes Python's lock, so that more are no quicker
PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is gone from the file, too
    "PRAGMA synchronous = FULL",  # what a call has returned from outlasts the loss of power
)
LOG: Final = "PRAGMA journal_mode = WAL"
"""Who reads waits for nobody who writes, and a write takes a fifth of the time of the other ways."""
PAGES: Final = "PRAGMA wal_autocheckpoint = 256"
"""Of 4 KiB, after which the log is brought into the file: it takes little room from a disk that fills up."""
ONLY_READS: Final = "PRAGMA query_only = ON"
SERVER: Final = f"-c lock_timeout={WAIT * 1000:.0f} -c statement_timeout={3 * WAIT * 1000:.0f} {ALIVE_THERE}"


@dataclass(frozen=True, slots=True)
class StoreEngines:
    """What writes, and what only reads: one engine on PostgreSQL, two on SQLite, which has one writer."""

    writing: AsyncEngine
    reading: AsyncEngine

    async def dispose(self) -> None:
        """Close all connections."""
        for engine in {self.writing, self.reading}:
            await engine.dispose()


def store_engines(address: StoreAddress) -> StoreEngines:
    """Engines that have not connected yet."""
    options = _options(address)
    if address.file is None:
        engine = create_async_engine(address.url, pool_size=CONNECTIONS, max_overflow=0, **options)
        return StoreEngines(engine, engine)
    writing = create_async_engine(address.url, pool_size=1, max_overflow=0, **options)
    # A statement that reads is a transaction of its own: beginning and ending one doubles what it takes.
    alone = {"skip_autocommit_rollback": True, "pool_reset_on_return": None}
    reading = create_async_engine(address.url, pool_size=READERS, max_overflow=0, **alone, **options)
    _keep_to_pragmas(writing.sync_engine, PAGES)
    _begin_at_once(writing.sync_engine)
    _keep_to_pragmas(reading.sync_engine, ONLY_READS)
    return StoreEngines(writing, reading)


def blocking_engine(address: StoreAddress) -> Engine:
    """An engine for what opens the store, in a thread. Raises StorageError where the driver is missing."""
    try:
        engine = create_engine(address.blocking, poolclass=NullPool, **_options(address))
    except ModuleNotFoundError as error:
        raise StorageError(f"{address.name} needs psycopg: pip install 'footnote[postgres]'") from error
    if address.file is not None:
        _keep_to_pragmas(engine)
        _begin_at_once(engine)
    return engine


def _options(address: StoreAddress) -> dict[str, Any]:
    """How connections are made; what was to be written never stands in a message."""
    if address.file is not None:
        # The driver's own transactions would begin too late.
        return {"connect_args": {"timeout": WAIT, "isolation_level": None}, "hide_parameters": True}
    return {"connect_args": {**ALIVE, "options": SERVER}, "hide_parameters": True, "pool_pre_ping": True}


def _keep_to_pragmas(engine: Engine, *more: str) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, _: object) -> None:
        with closing(connection.cursor()) as cursor:
            with suppress(sqlite3.OperationalError):  # another process is just doing it, once for all
                cursor.execute(LOG)
            for pragma in (*PRAGMAS, *more):
                cursor.execute(pragma)


def _begin_at_once(engine: Engine) -> None:
    """A writer has its turn first, and then reads: nobody changes meanwhile what it has read."""

    @event.listens_for(engine, "begin")
    def begin(base: Connection) -> None:
        base.exec_driver_sql("BEGIN IMMEDIATE")

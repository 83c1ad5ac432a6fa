"""Opening the store: its tables are brought up to date, and files of earlier versions taken over.

This blocks, and is run in a thread. Whoever comes first does it, in one transaction; others wait for the end.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import NullPool

from index.errors import StorageError
from index.private import private_file
from qa.store.address import StoreAddress
from qa.store.predecessors import left_behind, put_away, take_over
from qa.store.tables import REVISION

WAIT: Final = 10.0  # seconds for another process that writes
MIGRATIONS: Final = Path(__file__).with_name("migrations")
JOURNAL = "WAL"
LOCK: Final = 0x666F6F74  # "foot": the number by which PostgreSQL's users agree whose turn it is
NEWER: Final = "{} was made by a newer version of Footnote: install that one, or name another database"
PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is gone from the file, too
    "PRAGMA synchronous = FULL",  # what a call has returned from outlasts the loss of power
)
SERVER: Final = f"-c lock_timeout={WAIT * 1000:.0f} -c statement_timeout={3 * WAIT * 1000:.0f}"
_one_at_a_time: Final = threading.Lock()  # Alembic keeps what it is at in its modules


def options(address: StoreAddress) -> dict[str, Any]:
    """How connections of either kind are made."""
    if address.file is not None:
        # The driver's own transactions would begin too late: `prepared` begins them.
        return {"connect_args": {"timeout": WAIT, "isolation_level": None}, "hide_parameters": True}
    patience = {"connect_timeout": int(WAIT), "options": SERVER}
    return {"connect_args": patience, "hide_parameters": True, "pool_pre_ping": True}


def prepared(engine: Engine) -> Engine:
    """The engine; on SQLite its connections keep what is promised, and a writer has its turn first."""
    if engine.dialect.name != "sqlite":
        return engine

    @event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, _: object) -> None:
        with closing(connection.cursor()) as cursor:
            for pragma in PRAGMAS:
                cursor.execute(pragma)
            with suppress(sqlite3.OperationalError):  # another process is just doing it, once for all
                cursor.execute(f"PRAGMA journal_mode = {JOURNAL}")  # who reads waits for nobody who writes

    @event.listens_for(engine, "begin")
    def begin(base: Connection) -> None:
        writes = base.get_execution_options().get("writes")
        base.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def open_store(address: StoreAddress) -> None:
    """Make the tables, or bring them up to date, and take over what earlier versions left.

    Raises StorageError for a store of a newer version, and what the driver raises.
    """
    with _one_at_a_time, _opened(address) as engine:
        files = left_behind(address.folder)
        with engine.connect() as base:
            if not files and _revision(base) == REVISION:
                return
        with engine.execution_options(writes=True).begin() as base:
            if base.dialect.name == "postgresql":
                base.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            _migrate(base, address)
            for file in files:
                take_over(base, file)
        put_away(files)


@contextmanager
def _opened(address: StoreAddress) -> Iterator[Engine]:
    if address.file is not None:
        private_file(address.file)
    try:
        engine = create_engine(address.blocking, poolclass=NullPool, **options(address))
    except ModuleNotFoundError as error:
        raise StorageError(f"{address.name} needs psycopg: pip install 'footnote[postgres]'") from error
    try:
        yield prepared(engine)
    finally:
        engine.dispose()


def _revision(base: Connection) -> str | None:
    if not inspect(base).has_table("alembic_version"):
        return None
    return base.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(base: Connection, address: StoreAddress) -> None:
    revision = _revision(base)
    if revision == REVISION:
        return
    if revision is not None and revision > REVISION:
        raise StorageError(NEWER.format(address.name))
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": base})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, REVISION)

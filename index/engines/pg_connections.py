"""Connections to PostgreSQL that threads share, each call of which is a transaction."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import psycopg
from psycopg import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, TimeoutError  # noqa: A004
from sqlalchemy.pool import QueuePool

from index.errors import StorageError
from index.pg_alive import ALIVE, ALIVE_THERE
from index.server_faults import server_fault, shown_url

T = TypeVar("T")

CONNECTIONS: Final = 8  # more that ask at once wait for one of them
WAIT: Final = 10.0  # seconds for a connection of the pool, and for who changes what is asked for
OPTIONS: Final = (
    f"-c lock_timeout={WAIT * 1000:.0f} -c hnsw.iterative_scan=strict_order -c hnsw.scan_mem_multiplier=4"
    f" {ALIVE_THERE}"
)
PATIENT: Final = {**ALIVE, "tcp_user_timeout": 30_000}
"""A server that is storing millions of vectors may take no more of them for a while."""
_SCHEME: Final = re.compile(r"postgres(?:ql)?(?:\+\w+)?:", re.IGNORECASE)


class PgConnections:
    """A pool of connections, which are made when they are needed."""

    def __init__(self, address: str) -> None:
        """Raises StorageError for an address that cannot be used."""
        try:
            self._url = make_url(address)
        except (ArgumentError, ValueError) as error:
            raise StorageError(
                "QA_INDEX is no address of a database; write postgresql://USER:PASSWORD@HOST/NAME"
            ) from error
        self.name: Final = shown_url(self._url)
        self._address = _SCHEME.sub("postgresql:", address, count=1)
        self._pool = QueuePool(self._connect, pool_size=CONNECTIONS, max_overflow=0, timeout=WAIT)

    def _connect(self) -> Any:  # noqa: ANN401 - SQLAlchemy calls it a protocol of its own
        # Plans are made anew: how many rows a filter leaves decides what is quickest.
        return psycopg.connect(self._address, options=OPTIONS, prepare_threshold=None, **PATIENT)

    def read(self, call: Callable[[Connection], T]) -> T:
        """The result of `call`, which is repeated where the server has closed the connection meanwhile."""
        try:
            return self._called(call)
        except psycopg.OperationalError as error:
            if error.sqlstate is not None and not error.sqlstate.startswith(("08", "57P")):
                raise server_fault(self.name, self._url, error) from error
        except (psycopg.Error, UnicodeError) as error:
            raise server_fault(self.name, self._url, error) from error
        self._pool.dispose()  # what else is open is as old
        return self.write(call)

    def write(self, call: Callable[[Connection], T]) -> T:
        """The result of `call`, of which all or nothing is kept. Raises StorageError, and what it raises."""
        try:
            return self._called(call)
        except (psycopg.Error, UnicodeError) as error:
            raise server_fault(self.name, self._url, error) from error

    def _called(self, call: Callable[[Connection], T]) -> T:
        try:
            pooled = self._pool.connect()
        except TimeoutError as error:
            raise StorageError(f"{self.name} is too busy; try again in a moment") from error
        try:
            connection: Connection = cast("Connection", pooled.driver_connection)
            with connection.transaction():
                return call(connection)
        except BaseException:
            pooled.invalidate()
            raise
        finally:
            pooled.close()

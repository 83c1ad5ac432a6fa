"""What goes wrong in a database, as one line that says what to do, without a question or a password in it."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, TimeoutError  # noqa: A004

from index.errors import StorageError
from index.server_faults import server_fault
from index.sqlite_file import is_damage, unusable
from qa.store.address import StoreAddress

LASTING: Final = frozenset(
    getattr(sqlite3, f"SQLITE_{name}") for name in ("IOERR", "CANTOPEN", "READONLY", "CORRUPT", "NOTADB")
)


def cause(error: Exception) -> Exception:
    """What the driver said."""
    said = error.orig if isinstance(error, DBAPIError) else None
    return said if isinstance(said, Exception) else error


def is_damaged(error: Exception) -> bool:
    """Whether a SQLite file itself is broken."""
    return is_damage(cause(error))


def is_full(error: Exception) -> bool:
    """Whether SQLite has no room to write."""
    return getattr(cause(error), "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL


def is_lasting(error: Exception) -> bool:
    """Whether a connection to a SQLite file is of no more use."""
    return getattr(cause(error), "sqlite_errorcode", 0) & 0xFF in LASTING


def fault(address: StoreAddress, error: Exception) -> StorageError:
    """What to raise for `error`."""
    said = cause(error)
    if address.file is not None and isinstance(said, sqlite3.Error | OSError):
        return unusable(address.file, said)
    if isinstance(said, TimeoutError):
        return StorageError(f"{address.name} is too busy; try again in a moment")
    return server_fault(address.name, address.url, said)

"""What goes wrong in a database, as one line that says what to do, without a question or a password in it."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, TimeoutError  # noqa: A004

from index.errors import StorageError
from index.sqlite_file import is_damage, unusable
from qa.store.address import StoreAddress

ADVICE: Final = {
    "53": "the database server is out of room, memory or connections",  # by the class of PostgreSQL's code
    "08": "check that the database server runs and can be reached",
    "28": "check the user and the password in the address",
    "3D": "check the name of the database in the address",
    "42": "check what the user of the address may do",
    "55": "try again in a moment",
    "57": "try again in a moment",
    "40": "try again in a moment",
}
LASTING: Final = frozenset(
    getattr(sqlite3, f"SQLITE_{name}") for name in ("IOERR", "CANTOPEN", "READONLY", "CORRUPT", "NOTADB")
)
OTHERWISE: Final = "check that the database server runs and can be reached"


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
    code = str(getattr(said, "sqlstate", None) or "")
    advice = ADVICE.get(code[:2], OTHERWISE)
    return StorageError(f"{address.name}: {address.cleaned(_primary(said))}; {advice}")


def _primary(said: Exception) -> str:
    """The first line of a message: what follows it may repeat what was to be written."""
    primary = getattr(getattr(said, "diag", None), "message_primary", None)
    return str(primary or (str(said).splitlines() or [type(said).__name__])[0])

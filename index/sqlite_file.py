"""What the stores know of SQLite's files: what is damage, what is to be done about it, and how to tell."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import Final

from index.errors import StorageError

log = logging.getLogger(__name__)

_PRIMARY: Final = 0xFF  # the bits of SQLite's code that say which error it is; the others say of which kind
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_HELD: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_BESIDE: Final = ("-journal", "-wal", "-shm")  # SQLite would apply what they hold to the next file


def is_damage(error: Exception) -> bool:
    """Whether SQLite says that the file itself is broken."""
    return _code(error) in _DAMAGED


def inode(path: Path) -> int | None:
    """What tells a file from another that takes its place; None where there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return None


def set_aside(path: Path, seen: int | None, error: Exception) -> None:
    """Move the damaged file whose inode was `seen` out of the way, unless somebody else just has.

    It is kept beside `path`, for a person to look at. Raises OSError.
    """
    if inode(path) != seen:
        return
    damaged = path.with_name(f"{path.name}.damaged")
    log.error("%s is damaged (%s): moved to %s, a new file is begun", path, error, damaged.name)
    path.replace(damaged)
    for suffix in _BESIDE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def unusable(path: Path, error: Exception) -> StorageError:
    """What to raise where a file cannot be read or written."""
    held = _code(error) in _HELD
    advice = "try again in a moment" if held else "check that the folder is writable and not full"
    return StorageError(f"{path}: {getattr(error, 'strerror', None) or error}; {advice}")


def _code(error: Exception) -> int:
    """SQLite's code of what went wrong; 0 where it is not SQLite that complains."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY

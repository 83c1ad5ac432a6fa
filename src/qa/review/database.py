"""An SQLite file that several threads and processes use at once, opened anew by each call."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from index.errors import StorageError
from index.private import private_file

log = logging.getLogger(__name__)

WAIT: Final = 10.0  # seconds for another process that writes
PRIMARY: Final = 0xFF  # the bits of SQLite's code that say which error it is; the others say of which kind
DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
HELD: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


class ReviewDatabase:
    """A file with tables as the `schema` makes them, readable by its owner alone.

    A damaged one is set aside, for a person to look at, and a new one begun. Raises StorageError where the
    file cannot be read or written.
    """

    def __init__(self, path: Path, schema: str) -> None:
        self.path = path
        self._schema = schema

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection; the file is made where there is none."""
        seen = _inode(self.path)
        try:
            with closing(self._connected()) as base, base:
                yield base
        except (sqlite3.Error, OSError) as error:
            if _code(error) in DAMAGED:
                self._set_aside(seen, error)
                raise StorageError(f"{self.path} was damaged; a new file is begun: try again") from error
            held = _code(error) in HELD
            advice = "try again in a moment" if held else "check that the folder is writable and not full"
            raise StorageError(f"{self.path}: {error}; {advice}") from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing, and nobody changes meanwhile what it reads."""
        with self.reading() as base:
            base.execute("BEGIN IMMEDIATE")
            yield base

    def _connected(self) -> sqlite3.Connection:
        seen = _inode(self.path)
        try:
            return self._opened()
        except sqlite3.DatabaseError as error:
            if _code(error) not in DAMAGED:
                raise
            self._set_aside(seen, error)
            return self._opened()

    def _opened(self) -> sqlite3.Connection:
        with suppress(OSError):  # what cannot be written may still be read; all else SQLite tells
            private_file(self.path)
        base = sqlite3.connect(self.path, timeout=WAIT)
        try:
            base.executescript(self._schema)
        except BaseException:
            base.close()
            raise
        return base

    def _set_aside(self, seen: int | None, error: Exception) -> None:
        """Move the file that was `seen` out of the way, unless somebody else just has."""
        if _inode(self.path) != seen:
            return
        damaged = self.path.with_name(f"{self.path.name}.damaged")
        log.error("%s is damaged (%s): moved to %s, a new file is begun", self.path, error, damaged.name)
        self.path.replace(damaged)


def _code(error: Exception) -> int:
    """SQLite's code of what went wrong; 0 where it is not SQLite that complains."""
    return getattr(error, "sqlite_errorcode", 0) & PRIMARY


def _inode(path: Path) -> int | None:
    """What tells a file from another that takes its place; None where there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return None

"""An SQLite file that several threads and processes use at once, opened anew by each call."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from index.errors import StorageError
from index.private import private_file
from index.sqlite_file import inode, is_damage, set_aside, unusable

WAIT: Final = 10.0  # seconds for another process that writes
READ_ONLY: Final = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_READONLY_DBMOVED})


class ReviewDatabase:
    """A file with tables as the `schema` makes them, readable by its owner alone.

    Tables that an older version did not know are added to its file. A damaged one is set aside, for a person
    to look at, and a new one begun. Raises StorageError where the file cannot be read or written.
    """

    def __init__(self, path: Path, schema: str) -> None:
        self.path = path
        self._schema = schema

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection; the file is made where there is none."""
        seen = inode(self.path)
        try:
            with closing(self._connected()) as base, base:
                yield base
        except (sqlite3.Error, OSError) as error:
            if is_damage(error):
                set_aside(self.path, seen, error)
                raise StorageError(f"{self.path} was damaged; a new file is begun: try again") from error
            raise unusable(self.path, error) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing, and nobody changes meanwhile what it reads."""
        with self.reading() as base:
            base.execute("BEGIN IMMEDIATE")
            yield base

    def _connected(self) -> sqlite3.Connection:
        seen = inode(self.path)
        try:
            return self._opened()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            set_aside(self.path, seen, error)
            return self._opened()

    def _opened(self) -> sqlite3.Connection:
        with suppress(OSError):  # what cannot be written may still be read; all else SQLite tells
            private_file(self.path)
        base = sqlite3.connect(self.path, timeout=WAIT)
        try:
            base.executescript(self._schema)
        except BaseException as error:
            if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode in READ_ONLY:
                return base  # of an older version: what it has can still be read
            base.close()
            raise
        return base

"""A SQLite file of the bot: used in a thread of its own, closed to others, calm about broken disks."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias, TypeVar

from index.private import private_file
from index.sqlite_file import inode, is_damage, set_aside, unusable

T = TypeVar("T")

Migration: TypeAlias = Sequence[str]
"""Statements that bring a file from one version of its tables to the next."""


class Database:
    """Runs one call after another; each is a transaction, of which all or nothing is kept.

    `migrations` are applied in order to a file that has not seen them. A damaged file is set aside and
    replaced by a new one; other faults of the disk are raised as StorageError.
    """

    def __init__(self, path: Path, migrations: Sequence[Migration]) -> None:
        self.path = path
        self._migrations = migrations
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=path.stem)
        self._connection: sqlite3.Connection | None = None
        self._closed = False

    async def run(self, call: Callable[[sqlite3.Connection], T]) -> T:
        """The result of `call`, which may read; what it writes is seen by others at once or not at all."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._guarded, call)

    async def close(self) -> None:
        """Close the file; may be called again."""
        if self._closed:
            return
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown(wait=False)

    def _guarded(self, call: Callable[[sqlite3.Connection], T]) -> T:
        """The result of `call`; a damaged file is replaced once, other faults become StorageError."""
        seen = inode(self.path)
        try:
            try:
                return self._transacted(call)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self._disconnect()
                set_aside(self.path, seen, error)
                return self._transacted(call)
        except (sqlite3.Error, OSError) as error:
            self._disconnect()
            raise unusable(self.path, error) from error

    def _transacted(self, call: Callable[[sqlite3.Connection], T]) -> T:
        with self._connected() as connection:
            return call(connection)

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(private_file(self.path))
            try:
                connection.execute("PRAGMA secure_delete = ON")  # what is deleted is gone from the file, too
                self._migrate(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for number, statements in enumerate(self._migrations[version:], version + 1):
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                for statement in statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

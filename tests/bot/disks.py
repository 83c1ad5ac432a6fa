"""Disks that are full, and what lies on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.database import Database
from qa.store.database import StoreDatabase


def fill(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every transaction of the store or of other files that changes something fail: a full disk."""
    transacted, other = StoreDatabase._transacted, Database._transacted

    async def full(self: StoreDatabase, call: Callable[[Connection], Any], *, writes: bool) -> Any:
        def checked(base: Connection) -> Any:
            before = _changes(base)
            result = call(base)
            if _changes(base) != before:
                raise OperationalError(None, None, _no_room(base))
            return result

        return await transacted(self, checked, writes=writes)

    def full_file(self: Database, call: Callable[[sqlite3.Connection], Any]) -> Any:
        def checked(base: sqlite3.Connection) -> Any:
            before = base.total_changes
            result = call(base)
            if base.total_changes != before:
                raise sqlite3.OperationalError("database or disk is full")
            return result

        return other(self, checked)

    monkeypatch.setattr(StoreDatabase, "_transacted", full)
    monkeypatch.setattr(Database, "_transacted", full_file)


def _changes(base: Connection) -> object:
    """What differs once a transaction has changed a row."""
    sqlite = base.dialect.name == "sqlite"
    return base.exec_driver_sql(
        "SELECT total_changes()" if sqlite else "SELECT pg_current_xact_id_if_assigned()::text"
    ).scalar()


def _no_room(base: Connection) -> Exception:
    """What the driver says when there is no room."""
    if base.dialect.name == "sqlite":
        return sqlite3.OperationalError("database or disk is full")
    from psycopg.errors import DiskFull

    return DiskFull("could not extend file: No space left on device")


def holding(folder: Path, *words: str | int) -> set[str]:
    """The files in a folder that hold any of `words`; numbers also as SQLite stores them."""
    wanted = [str(word).encode() for word in words]
    wanted += [word.to_bytes(8, "big", signed=True) for word in words if isinstance(word, int)]
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path.name for path, held in files.items() if any(one in held for one in wanted)}

"""Disks that are full."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from bot.database import Database


def fill(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every transaction of the bot that writes something fail, as on a full disk."""

    def transacted(self: Database, call: Callable[[sqlite3.Connection], Any]) -> Any:
        with self._connected() as connection:
            before = connection.total_changes
            result = call(connection)
            if connection.total_changes != before:
                raise sqlite3.OperationalError("database or disk is full")
            return result

    monkeypatch.setattr(Database, "_transacted", transacted)

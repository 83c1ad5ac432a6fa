"""Who decided on findings: how much they did, and that nobody may know it any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from index.sqlite_file import unusable

SOMEBODY: Final = "somebody"
"""Stands for whoever wants not to be named: the decision stays, and is nobody's to undo."""


class Reviewers:
    """Those of a file of reviews that is there. Raises StorageError where it cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def decisions(self, by: str) -> int:
        """How many findings somebody decided on."""
        with self._opened() as base:
            (count,) = base.execute("SELECT COUNT(*) FROM findings WHERE by = ?", (by,)).fetchone()
            return int(count)

    def forget(self, by: str) -> None:
        """Keep that somebody decided, and not who."""
        with self._opened() as base:
            base.execute("UPDATE findings SET by = ? WHERE by = ?", (SOMEBODY, by))
            base.execute("UPDATE decisions SET by = ? WHERE by = ?", (SOMEBODY, by))
            base.execute("UPDATE decisions SET who = ? WHERE who = ?", (SOMEBODY, by))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=10.0)) as base, base:
                base.execute("PRAGMA secure_delete = ON")  # what is deleted is gone from the file, too
                yield base
        except (sqlite3.Error, OSError) as error:
            raise unusable(self.path, error) from error

"""Where a process may be killed: between any two of the steps that change its files."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

CHANGES: Final = ("open", "os.", "shutil.")  # Python's audit events that may change a file


class Points:
    """Counts the points that this process reaches, and kills it at number `last`, if that is given.

    A point is an open, rename or removal in `folder`, a statement of SQLite, or what calls `reach`. What
    `watch` puts in place stays until the process ends: it is for one that does nothing else.
    """

    def __init__(self, folder: Path, last: int | None = None) -> None:
        self.reached = 0
        self._folder, self._last = str(folder), last
        self._watching = self._counting = False

    def watch(self) -> None:
        """Begin to count."""
        self._watching = self._counting = True
        sys.addaudithook(self._heard)
        connect = sqlite3.connect

        def traced(*arguments: Any, **options: Any) -> sqlite3.Connection:
            base: sqlite3.Connection = connect(*arguments, **options)
            base.set_trace_callback(self.reach)
            return base

        sqlite3.connect = sqlite3.dbapi2.connect = traced  # type: ignore[assignment]

    def reach(self, _statement: str = "") -> None:
        """Count one point, and kill this process if it is the last."""
        if self._counting:
            self.reached += 1
            if self.reached == self._last:
                os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def passed_over(self) -> Iterator[None]:
        """What is done in the block is none of the program's, and counts for nothing."""
        with self._set(counting=False):
            yield

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Within what is passed over, what counts all the same."""
        with self._set(counting=self._watching):
            yield

    @contextmanager
    def _set(self, *, counting: bool) -> Iterator[None]:
        before, self._counting = self._counting, counting
        try:
            yield
        finally:
            self._counting = before

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(CHANGES) and any(self._is_inside(one) for one in arguments):
            self.reach()

    def _is_inside(self, argument: object) -> bool:
        return isinstance(argument, str | os.PathLike) and os.fspath(argument).startswith(self._folder)

"""Indexes that somebody who asks found missing or stale: built beside the answers, one after the other."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock, Thread
from typing import Final

log = logging.getLogger(__name__)

AGAIN: Final = 300.0
"""Seconds in which what could not be built is not tried again, however many ask meanwhile."""


class LaterBuilds:
    """Has what is wanted built in a thread of its own; nobody waits for it. Threads may share it."""

    def __init__(self, build: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        """`build` gets the name of a collection, and returns once its index is there."""
        self._build, self._clock = build, clock
        self._wanted: dict[str, None] = {}  # the first is worked on
        self._failed: dict[str, float] = {}
        self._lock: Final = Lock()

    def want(self, name: str) -> None:
        """Have the index of a collection built, unless that is about to be done or has just failed."""
        with self._lock:
            failed = self._failed.get(name)
            if name in self._wanted or (failed is not None and self._clock() - failed < AGAIN):
                return
            self._wanted[name] = None
            if len(self._wanted) == 1:
                Thread(target=self._run, args=(name,), name="building", daemon=True).start()

    def _run(self, first: str) -> None:
        name: str | None = first
        while name is not None:
            failed = self._fails(name)
            with self._lock:
                self._failed.pop(name, None)
                if failed:
                    self._failed[name] = self._clock()
                del self._wanted[name]
                name = next(iter(self._wanted), None)

    def _fails(self, name: str) -> bool:
        try:
            self._build(name)
        except Exception as error:  # whatever it is, the others are built
            log.warning(
                "the index of the collection %s was not built: %s", name or "of the data folder", error
            )
            return True
        return False

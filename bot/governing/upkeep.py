"""Upkeep: what is kept too long goes by itself, at the start and once a day, whether anybody asks or not."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import CancelledError
from typing import Final, TypeAlias

from index.errors import FootnoteError

log = logging.getLogger(__name__)

EVERY: Final = 86_400.0  # seconds
AGAIN: Final = 3_600.0  # seconds until what failed is tried again
Job: TypeAlias = Callable[[], Awaitable[object]]


class Upkeep:
    """Runs jobs by name, one after the other; each may be run by several processes, or twice."""

    def __init__(self, jobs: Mapping[str, Job], seconds: float = EVERY) -> None:
        self._jobs, self._seconds = jobs, seconds
        self._ended = threading.Event()

    def start(self) -> None:
        """Run all now, and again every day until `close`; nothing that fails ends it.

        A thread keeps the time: a task that sleeps would keep the preview's Discord from ever being at rest.
        """
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._keep_time, args=(loop,), name="upkeep", daemon=True).start()

    def close(self) -> None:
        """Begin no more; what runs ends with the event loop."""
        self._ended.set()

    async def run(self) -> bool:
        """Run all jobs; whether all went well."""
        well = True
        for name, job in self._jobs.items():
            try:
                await job()
            except FootnoteError as error:
                well = False
                log.warning("upkeep (%s) failed, and is tried again: %s", name, error)
            except Exception:
                well = False
                log.exception("upkeep (%s) failed, and is tried again", name)
        return well

    def _keep_time(self, loop: asyncio.AbstractEventLoop) -> None:
        while not self._ended.is_set():
            running = self.run()
            try:
                well = asyncio.run_coroutine_threadsafe(running, loop).result()
            except (RuntimeError, CancelledError):  # the event loop has ended
                running.close()
                return
            self._ended.wait(self._seconds if well else min(AGAIN, self._seconds))

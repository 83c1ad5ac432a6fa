"""Where pages are made: in one thread, each once for all who wait for it, and never in the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from bot.pages.page_memory import PageMemory

MOST_WAITING: Final = 500


class TooBusyError(Exception):
    """More is being made than can be waited for."""


class PageMaking:
    """Keeps what was made in `memory`. For one event loop.

    One thread and no more: several that compute would keep the event loop waiting for the interpreter, and
    those who read pages that are made already with it.
    """

    def __init__(self, memory: PageMemory, name: str, most: int = MOST_WAITING) -> None:
        self._memory, self._name, self._most = memory, name, most
        self._thread: ThreadPoolExecutor | None = None
        self._making: dict[Hashable, asyncio.Future[bytes]] = {}

    async def content(self, name: Hashable, make: Callable[[], bytes]) -> bytes:
        """What is kept by that name, else what `make` makes. Raises what it raises, and TooBusyError."""
        kept = self._memory.get(name)
        if kept is not None:
            return kept
        if name not in self._making:
            if len(self._making) >= self._most:
                raise TooBusyError
            self._making[name] = made = asyncio.get_running_loop().run_in_executor(self._started, make)
            made.add_done_callback(lambda done: self._made(name, done))
        return await asyncio.shield(self._making[name])  # one who leaves does not take it from others

    def close(self) -> None:
        """Make nothing more that has not begun."""
        if self._thread is not None:
            self._thread.shutdown(wait=False, cancel_futures=True)
            self._thread = None

    def _made(self, name: Hashable, made: asyncio.Future[bytes]) -> None:
        del self._making[name]
        if not made.cancelled() and made.exception() is None:
            self._memory.add(name, made.result())

    @property
    def _started(self) -> ThreadPoolExecutor:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix=self._name)
        return self._thread

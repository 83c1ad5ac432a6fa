"""One look for all who ask at once: fifty readers cost what one does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Generic, TypeVar

V = TypeVar("V")


class BatchedLooks(Generic[V]):
    """Looks up what keys stand for, all of one turn of the event loop together."""

    def __init__(self, look: Callable[[Collection[str]], Awaitable[Mapping[str, V]]]) -> None:
        self._look = look
        self._asked: dict[str, asyncio.Future[V | None]] = {}
        self._asking: set[asyncio.Task[None]] = set()  # the event loop holds them only weakly

    async def find(self, key: str) -> V | None:
        """What `key` stands for now; None where it stands for nothing. Raises what the look raises."""
        if key not in self._asked:
            self._asked[key] = asyncio.get_running_loop().create_future()
            if len(self._asked) == 1:
                self._asking.add(task := asyncio.create_task(self._ask()))
                task.add_done_callback(self._asking.discard)
        return await asyncio.shield(self._asked[key])  # one who leaves does not take it from others

    async def _ask(self) -> None:
        await asyncio.sleep(0)
        asked, self._asked = self._asked, {}
        try:
            found = await self._look(tuple(asked))
        except Exception as error:
            for waiting in asked.values():
                waiting.set_exception(error)
                waiting.exception()  # marks it as seen: all who asked may have left
            return
        for key, waiting in asked.items():
            waiting.set_result(found.get(key))

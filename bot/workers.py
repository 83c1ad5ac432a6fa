"""Where questions wait for the engine: threads, bounded queues and a time limit, never the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from bot.assistant import Assistant
from bot.declined import DeclinedError
from qa.knowledge.kinds import Role
from qa.models import Completion, Reply

T = TypeVar("T")


class WorkerPool:
    """Runs `threads` calls at once and lets `waiting` more queue; further ones are refused."""

    def __init__(self, name: str, threads: int, waiting: int, seconds: float) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._room, self._seconds = threads + waiting, seconds
        self._inside = 0

    async def run(self, call: Callable[[], T]) -> T:
        """The result of `call`, made in a thread; DeclinedError when the pool is full or the call too slow.

        A call that is given up on keeps its place until it returns: a thread cannot be stopped.
        """
        if self._inside >= self._room:
            raise DeclinedError("error-busy")
        self._inside += 1
        future = asyncio.get_running_loop().run_in_executor(self._threads, call)
        future.add_done_callback(self._leave)
        try:
            return await asyncio.wait_for(asyncio.shield(future), self._seconds)
        except TimeoutError as error:
            raise DeclinedError("error-slow") from error

    def close(self) -> None:
        """Take no more calls, and cancel those that wait."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _leave(self, future: asyncio.Future[T]) -> None:
        self._inside -= 1
        if not future.cancelled():
            future.exception()  # marks it as seen: nobody may be waiting for it any more


class Workers:
    """The assistant as the event loop may use it. Completing a name never queues behind questions."""

    def __init__(self, assistant: Assistant, *, threads: int, waiting: int, seconds: float) -> None:
        self.assistant = assistant
        self._answers = WorkerPool("answer", threads, waiting, seconds)
        self._names = WorkerPool("names", 1, 8, 2.5)  # Discord drops suggestions that come after 3 s

    async def answer(self, request: Callable[[Assistant], Reply]) -> Reply:
        """What `request` gets from the assistant; raises what it raises, and DeclinedError."""
        return await self._answers.run(partial(request, self.assistant))

    async def complete(self, prefix: str, roles: Collection[Role], locale: str) -> tuple[Completion, ...]:
        """Names of entities with any of `roles` that fit `prefix`, best first."""
        return await self._names.run(partial(self.assistant.complete, prefix, roles=roles, locale=locale))

    def close(self) -> None:
        self._answers.close()
        self._names.close()

"""Where questions wait for the engine: threads, bounded queues and a time limit, never the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeAlias, TypeVar

from bot.assistant import Assistant
from bot.declined import DeclinedError
from qa.knowledge.kinds import Role
from qa.models import Completion, Reply, Turn

T = TypeVar("T")
LookUp: TypeAlias = Callable[[Assistant], Reply]


class Lane:
    """`threads` calls at once and `waiting` more behind them; every other one is refused at once."""

    def __init__(self, name: str, threads: int, waiting: int, seconds: float) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._room, self._seconds = threads + waiting, seconds
        self._inside = 0

    async def run(self, call: Callable[[], T]) -> T:
        """The result of `call`, made in a thread; DeclinedError when the lane is full or the call too slow.

        A call that is given up on keeps its place until it returns: a thread cannot be stopped.
        """
        if self._inside >= self._room:
            raise DeclinedError("error-busy")
        self._inside += 1
        future = asyncio.get_running_loop().run_in_executor(self._pool, call)
        future.add_done_callback(self._leave)
        try:
            return await asyncio.wait_for(asyncio.shield(future), self._seconds)
        except TimeoutError as error:
            raise DeclinedError("error-slow") from error

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _leave(self, future: asyncio.Future[T]) -> None:
        self._inside -= 1
        if not future.cancelled():
            future.exception()  # seen here, so that one that nobody waits for any more is not reported


class Desk:
    """The engine as the event loop may use it. Names being typed never queue behind questions."""

    def __init__(self, assistant: Assistant, *, threads: int, waiting: int, seconds: float) -> None:
        self.assistant = assistant
        self._answers = Lane("answer", threads, waiting, seconds)
        self._names = Lane("names", 1, 8, 2.5)  # Discord drops suggestions that come after 3 s

    async def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        locale: str | None = None,
        edition: str | None = None,
    ) -> Reply:
        call = partial(self.assistant.ask, question, history=history, locale=locale, edition=edition)
        return await self._answers.run(call)

    async def look_up(self, request: LookUp) -> Reply:
        return await self._answers.run(partial(request, self.assistant))

    async def complete(
        self, prefix: str, *, roles: Collection[Role] | None = None, locale: str | None, limit: int = 25
    ) -> tuple[Completion, ...]:
        call = partial(self.assistant.complete, prefix, roles=roles, locale=locale, limit=limit)
        return (await self._names.run(call))[:limit]

    def close(self) -> None:
        self._answers.close()
        self._names.close()

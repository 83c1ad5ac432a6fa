"""Where requests of other programs wait for the engines: never the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import Final, Protocol, TypeVar

from index.errors import FootnoteError
from qa.collections.collection import Collection
from qa.collections.desk import Desk
from qa.collections.federation import Federation
from qa.models import Reply
from qa.operation.telemetry import Telemetry

T = TypeVar("T")

BUSY: Final = "Too much is being asked at the moment, or this takes too long. Try again later."


class BusyError(FootnoteError):
    """What is asked cannot be answered in time."""

    def __init__(self) -> None:
        super().__init__(BUSY)


class Questions(Protocol):
    """The engines as coroutines may use them. Each method raises FootnoteError."""

    async def ask(
        self, call: Callable[[Federation], T], *, server: int | None, asker: int, collection: str | None
    ) -> T:
        """What `call` gets from what answers in a server; `asker` is the key that asks, for a fair order.

        `collection` is the only one that is asked, if one is named. Raises what `call` raises, and BusyError.
        """

    async def offered(self, server: int | None) -> Sequence[Collection]:
        """The collections that a server may read."""

    async def may_show(self, reply: Reply, server: int | None) -> bool:
        """Whether all that a kept reply quotes may still be read in a server, and is still there."""


class QuestionThreads:
    """Threads of a program's own; `operator` says that it is the owner of the data folder who asks.

    Then every collection may be read. At most `waiting` calls wait, and each is given up after `seconds`: it
    keeps its thread until it returns.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        threads: int = 2,
        waiting: int = 100,
        seconds: float = 60.0,
        operator: bool = False,
        telemetry: Telemetry | None = None,
    ) -> None:
        self._desk, self._operator = desk, operator
        self._telemetry = telemetry or Telemetry()
        self._telemetry.gauge("footnote_waiting", "Questions that wait or are answered.", lambda: self._held)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._most, self._seconds, self._held = threads + waiting, seconds, 0

    async def ask(
        self,
        call: Callable[[Federation], T],
        *,
        server: int | None,
        asker: int,  # noqa: ARG002 - all who ask here wait in the order in which they came
        collection: str | None = None,
    ) -> T:
        with self._telemetry.question("api"), self._telemetry.step("answer"):
            found = await self._run(
                partial(copy_context().run, lambda: call(self._reach(server, collection)))
            )
            self._telemetry.found(getattr(found, "outcome", "found"))
            return found

    async def offered(self, server: int | None) -> Sequence[Collection]:
        return await self._run(partial(self._desk.offered, server))

    async def may_show(self, reply: Reply, server: int | None) -> bool:
        return await self._run(partial(self._desk.may_show, reply, server))

    def close(self) -> None:
        """Take no more calls, and cancel those that wait."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _reach(self, server: int | None, collection: str | None) -> Federation:
        if collection is not None:
            return self._desk.alone(collection, server, anybody=self._operator)
        return self._desk.everything() if self._operator else self._desk.of(server)

    async def _run(self, make: Callable[[], T]) -> T:
        if self._held >= self._most:
            raise BusyError
        loop = asyncio.get_running_loop()
        self._held += 1
        running = self._threads.submit(make)
        running.add_done_callback(lambda _: _tell(loop, self._returned))
        try:
            return await asyncio.wait_for(asyncio.wrap_future(running), self._seconds)
        except TimeoutError as error:
            raise BusyError from error

    def _returned(self) -> None:
        self._held -= 1


def _tell(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    """Have `call` called by the loop, if that has not ended meanwhile."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(call)

"""Where questions wait for the engine: a fair queue, threads and time limits, never the event loop."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from statistics import fmean
from typing import Any, Final, TypeVar

from bot.assistant import Assistant, Assistants, Offered
from bot.declined import DeclinedError
from bot.fair_queue import FairQueue, Party
from qa.models import Completion, Reply
from qa.operation.telemetry import Telemetry

log = logging.getLogger(__name__)
T = TypeVar("T")

PATIENCE: Final = 60.0  # seconds that a question may wait; Discord takes an answer for 15 minutes
LATELY: Final = 32  # calls whose mean duration says how long the next ones will take
HANDOVER: Final = 0.001  # seconds; with the usual 5 ms the loop waits up to 80 ms for the interpreter, so 30
ANYBODY: Final = Party(None, None)


@dataclass(frozen=True, slots=True, eq=False)
class _Call:
    """A call that waits; `begun` is given the future of its result when a thread takes it.

    `ended` is done once nobody is to wait for it any more, as the bot ends.
    """

    make: Callable[[], Any]
    begun: asyncio.Future[asyncio.Future[Any]]
    ended: asyncio.Future[None]
    tells: bool
    """Whether its duration says how long others will take: to load what all need takes longer than any."""


class WorkerPool:
    """Runs `threads` calls at once, one for each party; others wait in fair order. For one event loop.

    A call waits at most `patience` seconds, and then runs at most `seconds`; `waiting` bounds the memory of
    those that wait. A call that is given up on keeps its thread until it returns: it cannot be stopped.
    """

    def __init__(
        self,
        name: str,
        threads: int,
        *,
        waiting: int,
        patience: float,
        seconds: float,
        telemetry: Telemetry | None = None,
    ) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._size = self._idle = threads
        self._waiting, self._patience, self._seconds = waiting, patience, seconds
        self._queue: FairQueue[_Call] = FairQueue()
        self._durations: deque[float] = deque(maxlen=LATELY)
        self._calls = set[_Call]()
        self._telemetry = telemetry
        self._closed: str | None = None

    @property
    def waiting(self) -> int:
        """How many calls wait."""
        return len(self._queue)

    @property
    def closed(self) -> bool:
        """Whether no call is taken any more."""
        return self._closed is not None

    @property
    def running(self) -> int:
        """How many threads are at work."""
        return self._size - self._idle

    async def run(self, make: Callable[[], T], party: Party = ANYBODY) -> T:
        """The result of `make`, called in a thread when it is the turn of `party`; raises what it raises.

        DeclinedError if the call waits too long, at once if it is sure to, and if it runs too long. The next
        call of `party` begins only after whoever awaits this one has gone on: what is done with the result
        before awaiting anything else, is done before.
        """
        call = self._enter(make, party)
        try:
            with self._step("wait", party):
                running = await _within(self._patience, call.begun, call.ended, otherwise="error-busy")
            with self._step("answer", party):
                result: T = await _within(self._seconds, running, call.ended, otherwise="error-slow")
            return result
        finally:
            self._leave(call, party)

    def refuse(self) -> None:
        """Take no more calls; those that were taken go on."""
        self._closed = "error-stopping"

    def give_up(self) -> None:
        """Take no more calls, and have those that were taken end now, with a DeclinedError."""
        self.refuse()
        for call in self._calls:
            if not call.ended.done():
                call.ended.set_result(None)

    def close(self) -> None:
        """Take no more calls, and cancel those that wait."""
        self._closed = self._closed or "error-busy"
        for call in self._queue.clear():
            call.begun.cancel()
        self._threads.shutdown(wait=False)

    def _enter(self, make: Callable[[], Any], party: Party) -> _Call:
        """Begin the call or let it wait; DeclinedError if it would have to wait too long."""
        if self._closed:
            raise DeclinedError(self._closed)
        loop, inside = asyncio.get_running_loop(), partial(copy_context().run, make)
        call = _Call(inside, loop.create_future(), loop.create_future(), party is not ANYBODY)
        self._calls.add(call)
        self._queue.put(party, call)
        self._begin()
        if not call.begun.done() and not self._bearable(party):
            self._queue.remove(party, call)
            self._calls.discard(call)
            raise DeclinedError("error-busy")
        return call

    def _step(self, name: str, party: Party) -> AbstractContextManager[None]:
        """Times a step of a question; what is done for nobody is none."""
        timed = self._telemetry if party is not ANYBODY else None
        return timed.step(name) if timed else nullcontext()

    def _bearable(self, party: Party) -> bool:
        """Whether the newest call of `party` should begin in time, by what calls have taken lately."""
        each = fmean(self._durations) / self._size if self._durations else 0.0
        in_time = self._queue.ahead(party) * each <= self._patience
        return in_time and not self._queue.crowds(party, self._waiting)

    def _begin(self) -> None:
        """Give each idle thread the call whose turn it is."""
        loop = asyncio.get_running_loop()
        while self._idle and (call := self._queue.take()):
            self._idle -= 1
            running = loop.run_in_executor(self._threads, call.make)
            running.add_done_callback(partial(self._returned, call, loop.time()))
            call.begun.set_result(running)

    def _returned(self, call: _Call, began: float, running: asyncio.Future[Any]) -> None:
        self._idle += 1
        took = asyncio.get_running_loop().time() - began
        if call.tells and took <= self._seconds:  # one that was given up on is not like the others
            self._durations.append(took)
        if not running.cancelled():  # as those are that the loop still has when it ends
            running.exception()  # marks it as seen: nobody may be waiting for it any more
        self._begin()

    def _leave(self, call: _Call, party: Party) -> None:
        """Let the next call of `party` begin, but not before this one's caller has gone on."""
        self._calls.discard(call)
        if call.begun.done():
            self._queue.done(party)
            asyncio.get_running_loop().call_soon(self._begin)
        else:
            self._queue.remove(party, call)


class Workers:
    """The assistants as the event loop may use them. Completing a name never queues behind questions."""

    def __init__(
        self,
        assistants: Assistants,
        *,
        threads: int,
        waiting: int,
        seconds: float,
        patience: float = PATIENCE,
        telemetry: Telemetry | None = None,
    ) -> None:
        self.assistants = assistants
        self.on_decision: Callable[[str], Awaitable[None]] | None = None
        self.telemetry = telemetry or Telemetry()
        self._answers = WorkerPool(
            "answer",
            threads,
            waiting=waiting,
            patience=patience,
            seconds=seconds,
            telemetry=self.telemetry,
        )
        self.telemetry.gauge("footnote_waiting", "Questions that wait.", lambda: self._answers.waiting)
        self.telemetry.gauge("footnote_answering", "Questions being answered.", lambda: self._answers.running)
        # Discord drops suggestions that come after 3 s.
        self._names = WorkerPool("names", 1, waiting=64, patience=1.0, seconds=1.5)

    async def warm(self) -> None:
        """Let the assistants load what they need; if that fails, the questions that need it will tell.

        From then on threads let each other run more often: the event loop waits behind all of them.
        """
        sys.setswitchinterval(HANDOVER)
        try:
            await self._answers.run(self.assistants.warm)
        except Exception as error:
            log.warning("not all was loaded that questions need: %s", type(error).__name__, exc_info=error)

    async def renew(self, only: str, *, heard: bool = False) -> None:
        """Answer from now on with what people have decided since on the collection of that name.

        Who is being answered gets the answer that was begun. Raises what the assistants raise; then all
        stays as it was. Other processes are told, unless it was `heard` from one.
        """
        await asyncio.to_thread(self.assistants.renew, only)
        if self.on_decision is not None and not heard:
            await self.on_decision(only)

    async def answer(
        self,
        request: Callable[[Assistant], T],
        *,
        server: int | None,
        person: int,
        collection: str | None = None,
    ) -> T:
        """What `request` gets from what may answer in a server; raises what it raises, and DeclinedError.

        Waiting questions are taken in turn from each server, and within it from each person; in a direct
        message (`server` None) a person is a server. What one person asks in a server is answered in order,
        so that `request` finds in the memory what was answered before. `collection` is the only one to be
        asked, if one is.
        """
        return await self.run(partial(self._asked, request, server, collection), server=server, person=person)

    async def run(self, make: Callable[[], T], *, server: int | None, person: int) -> T:
        """The result of `make`, in the same order; raises what it raises, and DeclinedError."""
        party = Party(person if server is None else server, person)  # no two things of Discord share an id
        return await self._answers.run(make, party)

    async def complete(
        self, offer: Callable[[Assistant], Sequence[Completion]], server: int | None
    ) -> Sequence[Completion]:
        """What is offered while somebody types in a server."""
        return await self._names.run(lambda: offer(self.assistants.of(server)))

    async def offered(self, server: int | None) -> Sequence[Offered]:
        """The collections that a server may read."""
        return await self._names.run(partial(self.assistants.offered, server))

    async def look(
        self, see: Callable[[Assistant], T], server: int | None, collection: str | None = None
    ) -> T:
        """What can be seen of what may answer in a server, without waiting for a turn."""
        return await asyncio.to_thread(self._asked, see, server, collection)

    async def same_question(self, question: str, others: Sequence[str]) -> int | None:
        """Which of `others`, by its place, asks the same as `question`. Raises FootnoteError."""
        return await asyncio.to_thread(self.assistants.same_question, question, others)

    async def own_collection(self, server: int) -> str | None:
        """The name of a server's own collection, where it has one. Raises FootnoteError."""
        return await asyncio.to_thread(self.assistants.own_collection, server)

    async def may_show(self, reply: Reply, server: int | None) -> bool:
        """Whether a kept reply may still be shown in a server."""
        return await asyncio.to_thread(self.assistants.may_show, reply, server)

    def _asked(self, request: Callable[[Assistant], T], server: int | None, collection: str | None) -> T:
        assistants = self.assistants
        return request(assistants.of(server) if collection is None else assistants.alone(collection, server))

    @property
    def stopping(self) -> bool:
        """Whether no question is taken any more."""
        return self._answers.closed

    def refuse(self) -> None:
        """Take no more questions; those that were taken are answered."""
        self._answers.refuse()

    def give_up(self) -> None:
        """Take no more questions, and have those that were taken end now, with a DeclinedError."""
        self._answers.give_up()

    def close(self) -> None:
        self._answers.close()
        self._names.close()


async def _within(
    seconds: float, future: asyncio.Future[T], ended: asyncio.Future[None], *, otherwise: str
) -> T:
    """The result of `future`, which is left alone if it takes longer; DeclinedError `otherwise` then.

    Once all is `ended`, nothing is waited for either.
    """
    either: set[asyncio.Future[Any]] = {future, ended}
    await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    if not future.done():
        raise DeclinedError("error-stopping" if ended.done() else otherwise)
    return future.result()

"""Who waits for how long where some ask far more than others: the real queue and pool, in their own time.

The pool runs on an event loop whose time goes on only when nothing is left to do: minutes take no time.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.declined import DeclinedError
from bot.fair_queue import Party
from bot.workers import WorkerPool

PATIENCE: Final = 60.0
THREADS: Final = 2


class _LeapingSelector(selectors.DefaultSelector):
    """Does not sleep: what would have been slept is added to the time."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready and timeout:
            self.now += timeout
        return ready


class LeapingLoop(asyncio.SelectorEventLoop):
    """An event loop whose time leaps to what is to be done next."""

    def __init__(self) -> None:
        self._leaping = _LeapingSelector()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.now


class TimedThreads(Executor):
    """Threads whose calls say how long they take, of the loop's time."""

    def submit(self, fn: Callable[..., Any], /, *_: Any, **__: Any) -> Future[Any]:
        done: Future[Any] = Future()
        asyncio.get_running_loop().call_later(fn(), done.set_result, None)
        return done


@dataclass(frozen=True)
class Question:
    at: float
    party: Party
    takes: float = 1.0


def waits(questions: list[Question], waiting: int = 5_000) -> list[float | None]:
    """The seconds for which each question waited for its turn; None where its asker was told "busy"."""
    pool = WorkerPool("simulated", THREADS, waiting=waiting, patience=PATIENCE, seconds=PATIENCE)
    pool._threads = TimedThreads()  # type: ignore[assignment]

    async def ask(question: Question) -> float | None:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(question.at)
        began: list[float] = []

        def answer() -> float:
            began.append(loop.time() - question.at)
            return question.takes

        try:
            await pool.run(answer, question.party)
        except DeclinedError:
            return None
        return began[0]

    async def all_of_them() -> list[float | None]:
        return list(await asyncio.gather(*map(ask, questions)))

    return _run(all_of_them())


def _run(what: Coroutine[Any, Any, list[float | None]]) -> list[float | None]:
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        return runner.run(what)


def served(found: list[float | None]) -> list[float]:
    assert None not in found, "somebody was told that the bot is busy"
    return [one for one in found if one is not None]


def flood(questions: int, people: int, takes: float = 1.0) -> list[Question]:
    """So many questions of one server at once."""
    return [Question(0.0, Party("noisy", number % people), takes) for number in range(questions)]


def test_of_fifty_servers_one_that_asks_a_thousand_questions_delays_each_other_by_a_round() -> None:
    others = [Question(0.5, Party(server, 1)) for server in range(49)]
    found = waits([*flood(1_000, 100), *others])
    quiet = served(found[1_000:])
    assert max(quiet) <= 1 + (49 + 1) / THREADS, "those that run already, and one of each server"
    lively = [one for one in found[:1_000] if one is not None]
    assert len(lively) >= THREADS * PATIENCE - 49 - THREADS, "whoever could be answered within a minute was"


def test_whoever_asks_now_and_then_hardly_notices_the_noise() -> None:
    others = [Question(1.0 + server, Party(server, 1)) for server in range(49)]
    assert max(served(waits([*flood(1_000, 100), *others])[1_000:])) <= 1.0


def test_one_persons_flood_costs_others_of_the_server_a_turn() -> None:
    people = [Question(0.5 + number / 1_000, Party("noisy", 1 + number)) for number in range(20)]
    alone = served(waits(people))
    beside = served(waits([*flood(100, 1), *people])[100:])
    assert all(there <= here + 1.0 for here, there in zip(alone, beside, strict=True))


def test_a_server_that_fills_all_places_keeps_nobody_else_out() -> None:
    others = [Question(0.5, Party(server, 1), takes=0.01) for server in range(49)]
    found = waits([*flood(1_000, 1_000, takes=0.01), *others], waiting=200)
    assert found[:1_000].count(None) > 0, "the places are few"
    assert max(served(found[1_000:])) <= 1.0


def test_nor_does_a_person_of_the_same_server() -> None:
    people = [Question(0.001, Party("noisy", 1 + number), takes=0.01) for number in range(5)]
    found = waits([*flood(1_000, 1, takes=0.01), *people], waiting=100)
    assert max(served(found[1_000:])) <= 0.1


@given(st.integers(0, 10_000), st.integers(1, 110))
def test_nobody_is_told_busy_while_there_is_room_within_a_minute(seed: int, number: int) -> None:
    """As many questions at once as two threads can answer in less than a minute, however they are divided."""
    random = Random(seed)  # noqa: S311 - no secret
    questions = [
        Question(random.random(), Party(random.randrange(50), number), takes=random.uniform(0.5, 1.0))
        for number in range(number)
    ]
    assert len(served(waits(questions))) == number


def test_loading_and_what_was_given_up_on_say_nothing_of_the_next_questions() -> None:
    pool = WorkerPool("simulated", THREADS, waiting=100, patience=PATIENCE, seconds=PATIENCE)
    pool._threads = TimedThreads()  # type: ignore[assignment]

    async def ask() -> list[float | None]:
        await pool.run(lambda: 30.0)
        with pytest.raises(DeclinedError, match="error-slow"):
            await pool.run(lambda: 5_000.0, Party(1, 1))
        await asyncio.sleep(5_000)
        await asyncio.gather(*(pool.run(lambda: 0.1, Party(2, person)) for person in range(50)))
        return []

    assert _run(ask()) == []

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.assistant import Alone
from bot.declined import DeclinedError
from bot.fair_queue import Party
from bot.settings import BotSettings
from bot.workers import WorkerPool, Workers
from tests.bot.fakes import FakeAssistant, reply

ALICE, BOB = Party(1, "alice"), Party(1, "bob")


def pool_of(threads: int = 1, waiting: int = 100, patience: float = 60, seconds: float = 60) -> WorkerPool:
    return WorkerPool("test", threads, waiting=waiting, patience=patience, seconds=seconds)


async def begin(*coroutines: Any) -> list[asyncio.Task[Any]]:
    """The coroutines as tasks that have come as far as they can at once."""
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


class Gate:
    """A call that stands until it is let go."""

    def __init__(self) -> None:
        self.opened = threading.Event()

    def __call__(self) -> bool:
        return self.opened.wait(5)


async def test_a_call_that_would_wait_where_none_may_is_refused_and_admitted_again() -> None:
    pool, gate = pool_of(waiting=1), Gate()
    held, waiting = await begin(pool.run(gate, ALICE), pool.run(gate, BOB))
    with pytest.raises(DeclinedError, match="error-busy"):
        await pool.run(lambda: None)
    gate.opened.set()
    assert (await held, await waiting) == (True, True)
    assert await pool.run(lambda: 7) == 7
    pool.close()


async def test_a_slow_call_is_given_up_on_but_keeps_its_thread() -> None:
    pool, gate = pool_of(waiting=0, seconds=0.01), Gate()

    def fail() -> None:
        gate()
        raise ValueError("seen by nobody")

    with pytest.raises(DeclinedError, match="error-slow"):
        await pool.run(fail, ALICE)
    with pytest.raises(DeclinedError, match="error-busy"):
        await pool.run(lambda: None, BOB)
    gate.opened.set()
    await asyncio.get_running_loop().run_in_executor(pool._threads, gate)  # one thread: it comes after
    assert await pool.run(lambda: 7, ALICE) == 7
    pool.close()


async def test_waiting_for_a_thread_is_not_slowness() -> None:
    pool, gate = pool_of(seconds=0.05), Gate()
    stuck, waiting = await begin(pool.run(gate, ALICE), pool.run(lambda: 7, BOB))
    with pytest.raises(DeclinedError, match="error-slow"):
        await stuck
    gate.opened.set()
    assert await waiting == 7
    pool.close()


async def test_patience_ends_for_a_call_that_gets_no_thread() -> None:
    pool, gate = pool_of(patience=0.01), Gate()
    held, impatient = await begin(pool.run(gate, ALICE), pool.run(gate, BOB))
    with pytest.raises(DeclinedError, match="error-busy"):
        await impatient
    assert len(pool._queue) == 0
    gate.opened.set()
    assert await held
    pool.close()


@pytest.mark.parametrize(("lately", "admitted"), [(29.0, True), (31.0, False)])
async def test_who_would_wait_longer_than_a_minute_is_told_at_once(lately: float, admitted: bool) -> None:
    """Two are ahead, besides the one that runs: at 29 s each a thread comes in time, at 31 s it does not."""
    pool, gate = pool_of(), Gate()
    pool._durations.append(lately)
    tasks = await begin(*(pool.run(gate, Party(server, 1)) for server in range(4)))
    refused = [task for task in tasks if task.done()]
    assert len(refused) == (0 if admitted else 1)
    for task in refused:
        with pytest.raises(DeclinedError, match="error-busy"):
            await task
    gate.opened.set()
    assert all([await task for task in tasks if task not in refused])
    pool.close()


async def test_a_busy_server_is_refused_where_another_is_not() -> None:
    pool, gate = pool_of(), Gate()
    pool._durations.append(20.0)
    crowd = await begin(*(pool.run(gate, Party("crowded", person)) for person in range(5)))
    with pytest.raises(DeclinedError, match="error-busy"):
        await pool.run(gate, Party("crowded", 5))
    (alone,) = await begin(pool.run(gate, Party("quiet", 1)))
    gate.opened.set()
    assert await alone
    assert all([await task for task in crowd])
    pool.close()


async def test_a_caller_that_goes_away_leaves_the_queue() -> None:
    pool, gate, made = pool_of(), Gate(), list[str]()
    held, gone, stays = await begin(
        pool.run(gate, ALICE),
        pool.run(lambda: made.append("gone"), BOB),
        pool.run(lambda: made.append("stays"), BOB),
    )
    gone.cancel()
    gate.opened.set()
    await asyncio.wait({held, gone, stays})
    assert gone.cancelled()
    assert made == ["stays"]
    pool.close()


async def test_a_caller_that_goes_away_from_its_running_call_lets_the_next_begin() -> None:
    pool, gate = pool_of(threads=2), Gate()
    gone, waits = await begin(pool.run(gate, ALICE), pool.run(lambda: 7, ALICE))
    gone.cancel()
    assert await waits == 7
    gate.opened.set()
    pool.close()


async def test_closing_sends_away_who_still_waits() -> None:
    pool, gate = pool_of(), Gate()
    held, waiting = await begin(pool.run(gate, ALICE), pool.run(gate, BOB))
    pool.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(DeclinedError, match="error-busy"):
        await pool.run(gate)
    gate.opened.set()
    assert await held


async def test_what_a_call_raises_is_raised() -> None:
    pool = pool_of(waiting=0)
    for error in (ZeroDivisionError, TimeoutError):
        with pytest.raises(error):
            await pool.run(raising(error))
    assert await pool.run(lambda: 7) == 7
    pool.close()


def raising(error: type[Exception]) -> Callable[[], None]:
    def call() -> None:
        raise error

    return call


async def test_one_person_is_answered_in_order_and_with_what_was_answered_before() -> None:
    assistant, heard, known = FakeAssistant(), list[tuple[str, ...]](), list[str]()
    workers = Workers(Alone(assistant), threads=4, waiting=100, seconds=5)

    async def ask(question: str) -> None:
        def request(_: object) -> Any:
            heard.append(tuple(known))
            return reply(question, "…")

        answered = await workers.answer(request, server=1, person=2)
        known.append(answered.answer.question)  # at once, as the handlers remember

    await asyncio.gather(*(ask(question) for question in "abcd"))
    assert heard == [(), ("a",), ("a", "b"), ("a", "b", "c")]
    workers.close()


async def test_in_direct_messages_each_person_is_a_server() -> None:
    workers, gate, served = (
        Workers(Alone(FakeAssistant()), threads=1, waiting=100, seconds=5),
        Gate(),
        list[str](),
    )

    def asking(name: str) -> Callable[[object], Any]:
        def request(_: object) -> Any:
            served.append(name)
            gate()
            return reply(name, "…")

        return request

    tasks = await begin(
        workers.answer(asking("held"), server=9, person=9),
        *(workers.answer(asking(f"server {n}"), server=1, person=n) for n in (11, 12, 13)),
        *(workers.answer(asking(f"alone {n}"), server=None, person=n) for n in (21, 22)),
    )
    gate.opened.set()
    await asyncio.gather(*tasks)
    assert served == ["held", "server 11", "alone 21", "alone 22", "server 12", "server 13"]
    workers.close()


async def test_fifty_at_once_are_all_answered_and_servers_in_turn() -> None:
    """With the settings as they are shipped; the answers are slow in that none returns before all wait."""
    settings = BotSettings()
    workers = Workers(
        Alone(FakeAssistant()),
        threads=settings.threads,
        waiting=settings.waiting,
        seconds=settings.answer_seconds,
    )
    gate, served = Gate(), list[int]()

    def asking(number: int) -> Callable[[object], Any]:
        def request(_: object) -> Any:
            gate()
            served.append(number)
            return reply(str(number), "…")

        return request

    servers = [*[1] * 40, *[2] * 5, *[3] * 5]  # the busy one asks first
    tasks = await begin(
        *(workers.answer(asking(n), server=server, person=100 + n) for n, server in enumerate(servers))
    )
    gate.opened.set()
    answers = await asyncio.gather(*tasks)
    assert [answered.answer.question for answered in answers] == [str(n) for n in range(50)]
    last_of_the_quiet = max(place for place, number in enumerate(served) if servers[number] != 1)
    assert (
        last_of_the_quiet < 2 + 3 * 5 + 2
    )  # two ran already, five rounds of three, two threads may overtake
    workers.close()


async def test_the_loop_goes_on_while_fifty_wait_for_slow_answers() -> None:
    """Nothing is made in its thread, and it is free as long as nothing is answered."""
    workers = Workers(Alone(FakeAssistant()), threads=2, waiting=50, seconds=60)
    gate, makers = Gate(), list[int]()

    def request(_: object) -> Any:
        makers.append(threading.get_ident())
        gate()
        return reply("…", "…")

    tasks = await begin(*(workers.answer(request, server=None, person=n) for n in range(50)))
    for _ in range(1000):
        await asyncio.sleep(0)
    assert not any(task.done() for task in tasks), "a thousand turns of the loop, and no answer"
    gate.opened.set()
    await asyncio.gather(*tasks)
    assert len(makers) == 50
    assert threading.get_ident() not in makers
    assert len(set(makers)) <= 2
    workers.close()


async def test_what_cannot_be_loaded_beforehand_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    assistant = FakeAssistant()
    assistant.warm = raising(OSError)  # type: ignore[method-assign]
    workers = Workers(Alone(assistant), threads=1, waiting=1, seconds=5)
    await workers.warm()
    assert "not all was loaded that questions need: OSError" in caplog.text
    workers.close()

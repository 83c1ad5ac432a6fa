from __future__ import annotations

import asyncio
import threading

import pytest

from bot.declined import DeclinedError
from bot.workers import WorkerPool


async def test_a_full_lane_refuses_and_has_room_again() -> None:
    pool, leave = WorkerPool("test", 1, 1, 5), threading.Event()
    first = asyncio.create_task(pool.run(lambda: leave.wait(5)))
    second = asyncio.create_task(pool.run(lambda: leave.wait(5)))
    await asyncio.sleep(0)
    with pytest.raises(DeclinedError, match="error-busy"):
        await pool.run(lambda: None)
    leave.set()
    assert (await first, await second) == (True, True)
    assert await pool.run(lambda: 7) == 7
    pool.close()


async def test_a_slow_call_is_given_up_on_but_keeps_its_place() -> None:
    pool, leave = WorkerPool("test", 1, 0, 0.01), threading.Event()

    def fail() -> None:
        leave.wait(5)
        raise ValueError("seen by nobody")

    with pytest.raises(DeclinedError, match="error-slow"):
        await pool.run(fail)
    with pytest.raises(DeclinedError, match="error-busy"):
        await pool.run(lambda: None)
    leave.set()
    await asyncio.get_running_loop().run_in_executor(
        pool._threads, lambda: None
    )  # one thread: it comes after
    assert await pool.run(lambda: 7) == 7
    pool.close()


async def test_closing_sends_away_who_still_waits() -> None:
    pool, leave = WorkerPool("test", 1, 1, 5), threading.Event()
    held = asyncio.create_task(pool.run(lambda: leave.wait(5)))
    waiting = asyncio.create_task(pool.run(lambda: 7))
    await asyncio.sleep(0)
    pool.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    leave.set()
    assert await held


async def test_what_a_call_raises_is_raised() -> None:
    pool = WorkerPool("test", 1, 0, 5)
    with pytest.raises(ZeroDivisionError):
        await pool.run(lambda: 1 // 0)
    pool.close()

"""The bot is told to stop: what is in hand is answered or told, once, and a restart doubles nothing."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.running.stopping import run_until_stopped
from tests.bot.conftest import World
from tests.bot.look import text
from tests.bot.stopped import until_closed
from tests.soak.askers import unsettled

ROOT = Path(__file__).resolve().parents[2]
RESTARTED = "I’m being restarted. Please ask again in a minute."


def stopped(folder: Path, answering: float, stopping: float, *more: str) -> dict[str, Any]:
    """What a real process has said to three who asked, by the time that SIGTERM has ended it."""
    command = (sys.executable, "-m", "tests.bot.stopped", str(folder), str(answering), str(stopping), *more)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asked\n"
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    found: dict[str, Any] = json.loads(said)
    return found


def test_a_process_that_is_stopped_answers_what_it_has_and_a_restart_answers_nothing_twice(
    tmp_path: Path,
) -> None:
    first = stopped(tmp_path, 0.2, 30)
    assert sorted(reference for reference, _ in first["told"]) == sorted(first["sent"])
    assert all("89 points" in said for _, said in first["told"])
    again = stopped(tmp_path, 0.2, 30, "again")
    assert again["sent"] == first["sent"]  # the same messages, delivered to the next process
    assert again["told"] == []


@pytest.mark.parametrize("settings", [{"threads": 1}])
async def test_what_is_not_answered_in_time_is_told_so(world: World) -> None:
    gate = threading.Event()
    world.assistant.before = lambda: void(gate.wait(30))
    with unsettled(world.env):
        for who in (world.alice, world.bob, world.moderator):
            await who.send(world.channel, f"{world.at} What did o3 score?")
        requests = world.bot.handlers.failures.requests
        while len(world.assistant.asked) < 1 or len(requests) < 3:  # noqa: ASYNC110 - in a thread
            await asyncio.sleep(0.01)
        running = asyncio.create_task(run_until_stopped(world.bot, until_closed(world.bot), 0))
        await asyncio.sleep(0.05)
        os.kill(os.getpid(), signal.SIGTERM)
        await running
    gate.set()
    assert [text(one) for one in world.sent()] == [RESTARTED] * 3
    assert len(requests) == 0
    assert len({one.reference.message_id for one in world.sent() if one.reference}) == 3


async def test_who_asks_while_the_bot_is_stopping_is_told_so(world: World) -> None:
    world.bot.handlers.workers.refuse()
    result = await world.alice.slash(world.channel, "ask", question="What did o3 score?")
    assert text(result) == RESTARTED
    assert world.assistant.asked == []


async def test_a_second_signal_ends_it_at_once(world: World) -> None:
    with world.bot.handlers.failures.requests.request():  # somebody who never ends
        running = asyncio.create_task(run_until_stopped(world.bot, until_closed(world.bot), 60))
        await asyncio.sleep(0.05)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.05)
        assert not running.done()
        os.kill(os.getpid(), signal.SIGINT)
        await running


async def test_what_ends_the_connection_is_raised(world: World) -> None:
    async def fails() -> None:
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        await run_until_stopped(world.bot, fails(), 1)


def void(_: object) -> None:
    """Nothing."""

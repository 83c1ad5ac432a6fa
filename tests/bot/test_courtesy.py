"""Courtesy calls that fail, hang or are limited: the answer comes all the same, and at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest

from bot import courtesy
from bot.courtesy import Courtesies
from tests.bot.conftest import World
from tests.bot.look import text
from tests.soak.askers import unsettled

R1 = "What did DeepSeek R1 score?"


@pytest.fixture(autouse=True)
def _typing_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "QUICK", 0.0)


async def test_typing_that_loses_its_connection(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def drop(_channel: int) -> None:
        raise aiohttp.ServerDisconnectedError

    monkeypatch.setattr(world.bot.http, "send_typing", drop)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert [text(message)[:22] for message in world.sent()] == ["DeepSeek R1 scored 89 "]


@pytest.mark.parametrize("status", [429, 500, 403, 404])
async def test_typing_that_is_refused(world: World, status: int) -> None:
    world.env.inject_error("POST", "/channels/*/typing", status=status, times=None)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert [text(message)[:22] for message in world.sent()] == ["DeepSeek R1 scored 89 "]


async def test_typing_that_hangs_is_not_waited_for_nor_cancelled(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung, ended = asyncio.Event(), list[str]()

    async def hang(_channel: int) -> None:
        try:
            await hung.wait()
            ended.append("by itself")
        except asyncio.CancelledError:  # would leave discord.py's lock of a global rate limit closed
            ended.append("cancelled")
            raise

    monkeypatch.setattr(world.bot.http, "send_typing", hang)
    posted = asyncio.Event()
    monkeypatch.setattr(world.bot.handlers.delivery.outbox, "stored", lambda _: posted.set())
    answered = asyncio.create_task(world.alice.send(world.channel, f"{world.at} {R1}"))
    await posted.wait()
    assert ended == []
    hung.set()
    await answered
    assert ended == ["by itself"]


async def test_an_attempt_tells_whether_it_succeeded_in_time() -> None:
    courtesies, late = Courtesies(), asyncio.Event()

    async def fail() -> Any:
        raise ZeroDivisionError

    assert await courtesies.attempt(asyncio.sleep(0))
    assert not await courtesies.attempt(fail())
    assert not await courtesies.attempt(late.wait(), 0)
    late.set()


async def test_many_who_wait_in_a_channel_are_shown_one_sign(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courtesy, "TYPING", 600.0)  # seconds; on a slow machine it would be shown again
    all_three = asyncio.Barrier(3)  # else one may be answered, and end the sign, before the next begins
    typing = world.bot.handlers.courtesies.typing

    @asynccontextmanager
    async def together(channel: discord.abc.Messageable) -> AsyncIterator[None]:
        async with typing(channel):
            await all_three.wait()
            yield

    monkeypatch.setattr(world.bot.handlers.courtesies, "typing", together)
    with unsettled(world.env):
        for who in (world.alice, world.bob, world.moderator):
            await who.send(world.channel, f"{world.at} {R1}")
    await world.env.settle()
    paths = [call.path for call in world.env.http_requests if call.path.endswith("/typing")]
    assert (len(paths), len(world.sent())) == (1, 3)

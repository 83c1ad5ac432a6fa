"""What is delivered twice, or pressed twice, is done once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import discord
import pytest

from qa.store.address import store_address
from qa.store.database import StoreDatabase
from qa.store.events import KEPT, PRESSED, Events
from tests.bot.at_once import at_once
from tests.bot.conftest import Build, Clock, World
from tests.bot.disks import fill
from tests.bot.look import items, message, press

R1 = "What did DeepSeek R1 score?"


@pytest.fixture
def deliver(world: World) -> Callable[[str], Awaitable[None]]:
    """Delivers the last event of a kind once more, as Discord may after a lost connection."""
    state: Any = world.bot._connection
    last: dict[str, Any] = {}
    for kind in ("MESSAGE_CREATE", "INTERACTION_CREATE"):
        parse = state.parsers[kind]

        def keep(data: Any, kind: str = kind, parse: Callable[[Any], None] = parse) -> None:
            if data.get("author", {}).get("id") != str(world.bot.me.id):
                last[kind] = data
            parse(data)

        state.parsers[kind] = keep

    async def again(kind: str) -> None:
        world.env.backend.emit(kind, last[kind])
        await world.env.settle()

    return again


async def test_a_message_that_is_delivered_twice_is_answered_once(
    world: World, deliver: Callable[[str], Awaitable[None]]
) -> None:
    await world.alice.send(world.channel, f"{world.at} {R1}")
    await deliver("MESSAGE_CREATE")
    assert len(world.assistant.asked) == 1
    assert len(world.sent()) == 1


async def test_also_after_a_restart(
    world: World, deliver: Callable[[str], Awaitable[None]], build: Build
) -> None:
    await world.alice.send(world.channel, f"{world.at} {R1}")
    await world.env.restart_bot(build())
    await deliver("MESSAGE_CREATE")
    assert len(world.sent()) == 1


async def test_an_interaction_that_is_delivered_twice_is_answered_once_and_nobody_is_told(
    world: World, deliver: Callable[[str], Awaitable[None]]
) -> None:
    result = await world.alice.slash(world.channel, "ask", question=R1)
    await deliver("INTERACTION_CREATE")
    assert len(world.assistant.asked) == 1
    assert len(world.sent()) == 1
    assert result.followups == []


async def test_a_question_pressed_twice_is_asked_once(world: World) -> None:
    card = await world.alice.slash(world.channel, "ask", question=R1)
    await at_once(world.env, press(world.bob, card, "And Kimi"), press(world.bob, card, "And Kimi"))
    assert [call["question"] for call in world.assistant.asked] == [R1, "And Kimi k1.5?"]
    await press(world.bob, card, "And Kimi")  # later, it is asked for again
    await at_once(world.env, press(world.alice, card, "And Kimi"), press(world.bob, card, "And Kimi"))
    assert len(world.assistant.asked) == 5


async def test_a_name_chosen_twice_is_asked_about_once_and_leaves_no_former_answer(world: World) -> None:
    card = await world.alice.slash(world.channel, "ask", question="turbo score")
    menu = next(item for item in items(card) if isinstance(item, discord.ui.Select))
    shown = message(card)
    chosen = [world.alice.select(shown, ["1"], custom_id=menu.custom_id) for _ in range(2)]
    await at_once(world.env, *chosen)
    assert len(world.assistant.asked) == 2
    assert await world.bot.handlers.answers.get(menu.custom_id.split(":")[2]) is None


@pytest.fixture
def events(tmp_path: Path, clock: Clock) -> Events:
    return Events(StoreDatabase(store_address(tmp_path)), clock)


async def test_events_are_forgotten_after_a_day(events: Events, clock: Clock) -> None:
    assert [await events.first(1), await events.first(1)] == [True, False]
    clock.now += KEPT
    assert await events.first(1)
    await events.close()


async def test_a_press_that_never_ended_does_not_lock_its_button_for_ever(
    events: Events, clock: Clock
) -> None:
    crashed = events.once("follow:a:1")
    assert await crashed.__aenter__()
    async with events.once("follow:a:1") as first:
        assert not first
    clock.now += PRESSED
    async with events.once("follow:a:1") as first:
        assert first
    await events.close()


async def test_a_full_disk_leaves_the_decision_to_memory(
    events: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(monkeypatch)
    first, second = await asyncio.gather(events.first(1), events.first(1))
    assert (first, second) == (True, False)
    assert not await events.withdrawn(1)
    await events.withdraw((1, 2))
    assert await events.withdrawn(1)
    async with events.once("follow:a:1") as first, events.once("follow:a:1") as second:
        assert (first, second) == (True, False)
    async with events.once("follow:a:1") as first:
        assert first
    await events.close()

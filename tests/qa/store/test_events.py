"""Which event comes first, in both databases."""

from __future__ import annotations

import asyncio

import pytest

from qa.store.database import StoreDatabase
from qa.store.events import KEPT, PRESSED, Events
from tests.bot.conftest import Clock
from tests.bot.disks import fill
from tests.qa.store.conftest import Open


@pytest.fixture
def events(database: StoreDatabase, clock: Clock) -> Events:
    return Events(database, clock)


async def test_of_fifty_who_take_an_event_one_is_first(
    events: Events, open_store: Open, clock: Clock
) -> None:
    takers = [events, *(Events(open_store(), clock) for _ in range(2))]
    firsts = await asyncio.gather(*(takers[number % 3].first(1) for number in range(50)))
    assert sum(firsts) == 1
    clock.now += KEPT - 1
    assert not await events.first(1)
    clock.now += 1
    assert await events.first(1)


async def test_a_press_that_a_crash_left_is_forgotten(events: Events, clock: Clock) -> None:
    crashed = events.once("follow:a:1")
    assert await crashed.__aenter__()
    clock.now += PRESSED
    takers = [events.once("follow:a:1") for _ in range(10)]
    assert sum(await asyncio.gather(*(taker.__aenter__() for taker in takers))) == 1


async def test_who_leaves_lets_the_next_come(events: Events) -> None:
    for _ in range(2):
        async with events.once("follow:a:1") as first, events.once("follow:a:1") as second:
            assert (first, second) == (True, False)


async def test_a_message_that_was_withdrawn_is_known_to_be(events: Events, open_store: Open) -> None:
    await events.first(1)
    await events.withdraw((1, 2))
    other = Events(open_store())
    assert [await other.withdrawn(message) for message in (1, 2)] == [True, False]


async def test_a_full_disk_leaves_the_decision_to_memory(
    events: Events, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fill(monkeypatch)
    assert sum(await asyncio.gather(*(events.first(1) for _ in range(10)))) == 1
    await events.withdraw((1,))
    assert await events.withdrawn(1)
    assert "in memory only" in caplog.text

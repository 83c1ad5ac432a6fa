"""What is kept too long goes by itself: at the start, and once a day, in a bot that is up for months."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from bot.batches import BatchStore, ReportBatch
from bot.governing.upkeep import Upkeep
from bot.shelving import Shelving
from index.errors import StorageError
from qa.store.tables import answers, events
from tests.bot.conftest import Clock, World
from tests.bot.reports import office
from tests.qa.collections.stacks import paper, put

pytestmark = pytest.mark.simcord(settle_timeout=60)

DAY = 86_400.0


async def count(world: World) -> tuple[int, int]:
    """How many answers and events are kept."""

    def read(base: Connection) -> tuple[int, int]:
        kept, seen = (
            base.execute(select(func.count()).select_from(one)).scalar() for one in (answers, events)
        )
        return kept or 0, seen or 0

    return await world.bot.handlers.answers.database.read(read)


async def test_what_nobody_asks_for_goes_in_time(world: World, clock: Clock) -> None:
    await world.alice.send(world.channel, f"{world.at} What did DeepSeek R1 score?")
    kept, seen = await count(world)
    assert (kept, seen > 0) == (1, True)
    clock.now += DAY
    assert await world.bot.governing.upkeep.run()
    assert await count(world) == (1, 0)
    clock.now += 29 * DAY
    assert await world.bot.governing.upkeep.run()
    assert await count(world) == (0, 0)


async def test_it_runs_at_the_start_and_again_and_nothing_that_fails_ends_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ran: list[str] = []
    enough = asyncio.Event()

    async def fail() -> None:
        ran.append("fail")
        raise StorageError("the disk is full")

    async def work() -> None:
        ran.append("work")
        if ran.count("work") == 3:
            enough.set()

    async def burst() -> None:
        raise ZeroDivisionError

    upkeep = Upkeep({"one": fail, "two": burst, "three": work}, seconds=0.01)
    upkeep.start()
    await asyncio.wait_for(enough.wait(), 30)
    upkeep.close()
    assert ran[:4] == ["fail", "work"] * 2
    assert "upkeep (one) failed, and is tried again: the disk is full" in caplog.text
    assert "upkeep (two) failed, and is tried again" in caplog.text


async def test_batches_that_ended_long_ago_are_forgotten(tmp_path: Path) -> None:
    store = BatchStore(tmp_path / "batches.sqlite3")
    old = ReportBatch(id="a", server=1, collection="c", by=7, at=0.0, kind="add", step="ended")
    await store.put(old)
    await store.sweep(29 * DAY)
    assert await store.get("a") is not None
    await store.sweep(31 * DAY)
    assert await store.get("a") is None
    await store.close()


async def test_reports_that_were_taken_out_a_day_ago_are_gone_for_good(tmp_path: Path, clock: Clock) -> None:
    held = office(tmp_path, clock)
    own = held.catalogue.own(5)
    put(held.catalogue, own.name, paper("ferries", "Ferries", "The ferry sails at noon."))
    shelving = Shelving(held.catalogue)
    shelf = shelving.shelf(own.name)
    with shelf.changing():
        for entry in shelf.entries():
            shelf.remove(entry)
    shelving.expunge()
    assert shelf.has_removed
    for path in (shelf.folder / "removed").iterdir():
        os.utime(path, (0, 0))
    shelving.expunge()
    assert not shelf.has_removed

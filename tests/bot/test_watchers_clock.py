"""The clock of what is watched: it looks again and again, and a preview is at rest meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from bot.watching import watchers
from tests.bot.conftest import World


async def test_it_looks_again_and_again_and_leaves_no_task_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, seen = asyncio.Event(), list[object]()

    async def look(_self: object, client: object) -> None:
        seen.append(client)
        if len(seen) == 2:
            looked.set()

    monkeypatch.setattr(watchers, "EVERY", 0.01)
    monkeypatch.setattr(watchers.AnswerWatchers, "look", look)
    own, before = world.bot.voices.watching.watchers, asyncio.all_tasks()
    own.start(world.bot)
    try:
        assert asyncio.all_tasks() == before, "a task that waits keeps the preview busy"
        await asyncio.wait_for(looked.wait(), 20)
    finally:
        own.close()
    assert seen[:2] == [world.bot, world.bot]

"""What administrators set, in both databases."""

from __future__ import annotations

import asyncio

import pytest

from index.errors import StorageError
from qa.store.database import StoreDatabase
from qa.store.settings import REMEMBERED, ServerSettings, SettingChange
from tests.bot.conftest import Clock
from tests.bot.disks import fill
from tests.qa.store.conftest import Open

GUILD, OTHER, CHANNEL = 5, 6, 7
ADA, BEN = 1, 2


@pytest.fixture
def settings(database: StoreDatabase, clock: Clock) -> ServerSettings:
    return ServerSettings(database, clock)


async def test_a_channel_has_its_own_or_its_servers(settings: ServerSettings) -> None:
    assert await settings.get("pages", GUILD) is None
    await settings.put("pages", {"on": True, "days": [1, 2.5, "漢"]}, guild=GUILD, by=ADA)
    await settings.put("pages", False, guild=GUILD, channel=CHANNEL, by=BEN)
    assert await settings.get("pages", GUILD) == {"on": True, "days": [1, 2.5, "漢"]}
    assert await settings.get("pages", GUILD, CHANNEL) is False
    assert await settings.get("pages", GUILD, 99) == {"on": True, "days": [1, 2.5, "漢"]}
    assert await settings.get("pages", OTHER) is None
    await settings.put("pages", None, guild=GUILD, channel=CHANNEL, by=BEN)
    assert await settings.get("pages", GUILD, CHANNEL) == {"on": True, "days": [1, 2.5, "漢"]}


async def test_who_set_what_and_when_is_known(settings: ServerSettings, clock: Clock) -> None:
    change = await settings.put("tone", "plain", guild=GUILD, by=ADA)
    clock.now += 1
    await settings.put("tone", "short", guild=GUILD, channel=CHANNEL, by=BEN)
    assert await settings.all(GUILD) == (
        SettingChange(change.number, GUILD, None, "tone", "plain", ADA, clock.now - 1),
        SettingChange(change.number + 1, GUILD, CHANNEL, "tone", "short", BEN, clock.now),
    )


async def test_changes_are_taken_back_one_by_one(settings: ServerSettings) -> None:
    for value in ("a", "b"):
        await settings.put("tone", value, guild=GUILD, by=ADA)
    await settings.put("tone", "z", guild=OTHER, by=ADA)
    held = []
    for _ in range(3):
        undone = await settings.undo(GUILD)
        held.append((undone.value if undone else None, await settings.get("tone", GUILD)))
    assert held == [("b", "a"), ("a", None), (None, None)]
    assert await settings.get("tone", OTHER) == "z"


async def test_asked_fifty_times_one_change_is_taken_back_once(settings: ServerSettings) -> None:
    for value in ("a", "b"):
        await settings.put("tone", value, guild=GUILD, by=ADA)
    (last,) = await settings.all(GUILD)
    undone = await asyncio.gather(*(settings.undo(GUILD, last.number) for _ in range(50)))
    assert [change for change in undone if change] == [last]
    assert await settings.get("tone", GUILD) == "a"


async def test_what_somebody_changed_since_is_not_taken_back(settings: ServerSettings) -> None:
    first = await settings.put("tone", "a", guild=GUILD, by=ADA)
    await settings.put("tone", "b", guild=GUILD, by=BEN)
    assert await settings.undo(GUILD, first.number) is None
    assert await settings.get("tone", GUILD) == "b"


async def test_what_one_process_sets_another_reads_at_once(
    settings: ServerSettings, open_store: Open, clock: Clock
) -> None:
    other = ServerSettings(open_store(), clock)
    assert await other.get("tone", GUILD) is None
    change = await settings.put("tone", "a", guild=GUILD, by=ADA)
    assert await other.get("tone", GUILD) == "a"
    assert await other.undo(GUILD, change.number)
    assert await settings.get("tone", GUILD) is None


async def test_of_many_changes_the_last_are_remembered(settings: ServerSettings) -> None:
    for value in range(REMEMBERED + 2):
        await settings.put("tone", value, guild=GUILD, by=ADA)
    undone = [await settings.undo(GUILD) for _ in range(REMEMBERED + 1)]
    assert undone[-1] is None
    assert [change.value for change in undone[:-1] if change] == [*range(REMEMBERED + 1, 1, -1)]


async def test_fifty_who_set_at_once_leave_one_value(settings: ServerSettings) -> None:
    changes = await asyncio.gather(*(settings.put("tone", n, guild=GUILD, by=n) for n in range(50)))
    (held,) = await settings.all(GUILD)
    assert held == max(changes, key=lambda change: change.number)


async def test_on_a_full_disk_nothing_changes(
    settings: ServerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await settings.put("tone", "a", guild=GUILD, by=ADA)
    with monkeypatch.context() as patch:
        fill(patch)
        for refused in (settings.put("tone", "b", guild=GUILD, by=ADA), settings.undo(GUILD)):
            with pytest.raises(StorageError, match=r"disk is full|No space left"):
                await refused
    assert await settings.get("tone", GUILD) == "a"

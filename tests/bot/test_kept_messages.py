"""Kept messages: what the record of channels holds, and what of it is due."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels import kept_messages
from bot.channels.kept_messages import KeptMessage, KeptMessages, NamedChannel

CHANNEL = NamedChannel(5, 7, None, thread=True, name="lines", server_name="Trams", authors=True, named_by=1)
FIRST = KeptMessage(11, 5, "2031-05-06", 0.0, "Ann", "The blue line opened.", whole=True)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[KeptMessages]:
    kept = KeptMessages(tmp_path / "channels.sqlite3")
    yield kept
    await kept.close()


async def due(store: KeptMessages) -> list[tuple[int, bool]]:
    return [(one.channel.id, one.gone) for one in await store.due()]


async def test_what_is_kept_is_there_after_a_restart(store: KeptMessages) -> None:
    await store.name(CHANNEL)
    assert await store.put([FIRST])
    await store.close()
    again = KeptMessages(store.database.path)
    assert await again.channels() == {5: CHANNEL}
    assert await again.messages(5) == (FIRST,)
    await again.close()


async def test_a_channel_is_due_until_it_was_taken_in_as_it_is(store: KeptMessages) -> None:
    await store.name(CHANNEL)
    seen = await store.due(7)
    assert await due(store) == [(5, False)]
    assert await store.due(8) == ()
    await store.put([FIRST])
    await store.taken(seen)
    assert await due(store) == [(5, False)], "it has changed since"
    await store.taken(await store.due())
    assert await due(store) == []
    assert not await store.put([FIRST])
    await store.name(CHANNEL)
    assert await due(store) == []
    await store.name(CHANNEL._replace(name="tracks"))
    assert await due(store) == [(5, False)]


async def test_the_latest_form_of_a_message_stays(store: KeptMessages) -> None:
    await store.name(CHANNEL)
    later = FIRST._replace(edited=9.0, text="The blue line closed.", chosen_by=3)
    await store.put([later])
    await store.put([FIRST._replace(pinned=True)])
    assert await store.messages(5) == (later._replace(pinned=True),)


async def test_nothing_is_kept_of_channels_that_are_not_named(store: KeptMessages) -> None:
    assert not await store.put([FIRST])
    await store.name(CHANNEL)
    await store.put([FIRST])
    await store.forget([5])
    assert not await store.put([FIRST])
    assert (await store.channels(), await store.messages(5)) == ({}, ())
    assert await due(store) == [(5, True)]
    await store.taken(await store.due())
    assert await due(store) == []


async def test_a_channel_that_is_named_again_stays(store: KeptMessages) -> None:
    await store.name(CHANNEL)
    await store.forget([5])
    seen = await store.due()
    await store.name(CHANNEL)
    await store.taken(seen)
    assert await store.channels() == {5: CHANNEL}
    assert await due(store) == [(5, False)]


async def test_names_of_authors_go_and_no_more_come(store: KeptMessages) -> None:
    await store.name(CHANNEL)
    await store.put([FIRST])
    await store.name(CHANNEL._replace(authors=False))
    await store.put([FIRST._replace(id=12)])
    assert [one.author for one in await store.messages(5)] == [None, None]


async def test_of_a_thread_the_newest_are_kept(store: KeptMessages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_messages, "MOST", 2)
    await store.name(CHANNEL)
    await store.put([FIRST._replace(id=number, pinned=number == 11) for number in range(11, 16)])
    assert [one.id for one in await store.messages(5)] == [11, 14, 15]


async def test_what_is_removed_was_there(store: KeptMessages) -> None:
    await store.name(CHANNEL)
    await store.put([FIRST])
    await store.taken(await store.due())
    assert not await store.remove(6, [11])
    assert not await store.remove(5, [12])
    assert await due(store) == []
    assert await store.remove(5, [11, 12])
    assert await due(store) == [(5, False)]

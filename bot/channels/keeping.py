"""Keeping channels: the record of their messages, their documents and the index, one after another.

What goes, goes from the record first, then from the document, from which nothing is quoted any more, then
from the index. What fails is tried again; how far it is stands in the record.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable, Sequence
from functools import partial
from typing import Final, Protocol

import discord

from bot.cards.outbox import FAILURES
from bot.channels.kept_messages import DueChannel, KeptMessage, KeptMessages, NamedChannel
from bot.channels.reading import (
    CLOSED,
    ChannelSight,
    Place,
    edited,
    find_place,
    is_said,
    is_shown,
    kept,
    may_read,
    seen,
)
from index.errors import FootnoteError, StorageError

log = logging.getLogger(__name__)

QUIET: Final = 3.0  # seconds in which more may happen before the index is built
PAUSE: Final = 60.0  # seconds after which what failed is tried again, twice as many each time
LONGEST_PAUSE: Final = 3_600.0
REMEMBERED: Final = 10_000  # messages deleted lately, which whoever read them before may not bring back


class Shelf(Protocol):
    """Where the documents of channels stand. Its methods raise FootnoteError."""

    async def write(self, channel: NamedChannel, messages: Sequence[KeptMessage]) -> None:
        """Write the document of a channel, from which is answered what is in it alone; none if empty."""

    async def take_in(self, channels: Sequence[NamedChannel]) -> None:
        """Bring the documents of channels of one server into its index."""

    async def take_out(self, server: int, channels: Collection[int]) -> None:
        """Bring documents out of the index of a server, for good."""

    async def left(self, known: Collection[int]) -> dict[int, set[int]]:
        """By servers, the channels that have documents though they are not `known`."""


class ChannelKeeper:
    """Keeps what Discord has of named channels. Needs an event loop.

    `message_content` is whether Discord shows the bot what messages say that do not name it.
    """

    def __init__(
        self,
        store: KeptMessages,
        shelf: Shelf,
        *,
        message_content: bool,
        owns: Callable[[int], bool] = lambda _: True,
        quiet: float = QUIET,
        pause: float = PAUSE,
    ) -> None:
        """`owns` says of a server whether this process has it; others have the rest."""
        self._owns = owns
        self.message_content = message_content
        self._store, self._shelf, self._quiet, self._pause = store, shelf, quiet, pause
        self._named: dict[int, NamedChannel] | None = None
        self._deleted: OrderedDict[int, None] = OrderedDict()
        self._owed: dict[int, set[int]] = {}  # messages that the disk did not let go, by their channels
        self._reading: dict[int, asyncio.Lock] = {}
        self._writing = asyncio.Lock()
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}
        self._again: set[Hashable] = set()

    @property
    def store(self) -> KeptMessages:
        """The record."""
        return self._store

    async def channels(self) -> dict[int, NamedChannel]:
        """The named channels by their ids; none while the disk fails."""
        if self._named is None:
            try:
                self._named = await self._store.channels()
            except StorageError as error:
                log.warning("which channels are in the reports cannot be read: %s", error)
                return {}
        return self._named

    def is_whole(self, channel: NamedChannel) -> bool:
        """Whether all messages of a channel are taken in, not the chosen ones alone."""
        return channel.thread and self.message_content

    async def held(self, channel: NamedChannel) -> dict[int, KeptMessage]:
        """What is kept of a channel, by ids. Raises StorageError."""
        return {one.id: one for one in await self._store.messages(channel.id)}

    async def name(self, channel: NamedChannel) -> None:
        """Keep messages of a channel from now on, as it is called now. Raises FootnoteError."""
        await self._store.name(channel)
        self._named = None
        await self._changed(channel)

    async def put(self, channel: NamedChannel, messages: Iterable[KeptMessage]) -> None:
        """Keep messages, but for those that were deleted meanwhile. Raises FootnoteError."""
        if await self._store.put([one for one in messages if one.id not in self._deleted]):
            await self._changed(channel)

    async def renew(
        self, channel: NamedChannel, messages: Iterable[discord.Message], whole: Collection[int] = ()
    ) -> None:
        """Keep messages as they are now; those that say nothing go, and those that may say something else.

        `whole` are those that belong to a thread that is taken in as a whole. Raises FootnoteError.
        """
        held, put, gone = await self.held(channel), list[KeptMessage](), list[int]()
        for message in messages:
            found, old = kept(message, channel), held.get(message.id)
            if not is_said(message):
                continue
            if not is_shown(message, message_content=self.message_content):
                found = old if old and edited(message) <= old.edited else None
            if found is not None:
                author = message.author.display_name if channel.authors else None
                is_whole = message.id in whole
                put.append(found._replace(author=author, pinned=message.pinned, whole=is_whole))
            elif old is not None:
                gone.append(message.id)
        await self._remove(channel, gone)
        await self.put(channel, put)

    async def delete(self, id_: int, messages: Collection[int]) -> None:
        """Messages of a channel were deleted; never raises for a failing disk."""
        for one in messages:
            self._deleted[one] = None
        while len(self._deleted) > REMEMBERED:
            self._deleted.popitem(last=False)
        if (channel := (await self.channels()).get(id_)) is not None:
            self._owed.setdefault(id_, set()).update(messages)
            await self._at_once(("owed", id_), partial(self._settle, channel))

    async def unname(self, channel: NamedChannel, names: Collection[str]) -> None:
        """Say no more who wrote the messages of an author called by any of `names`. Raises StorageError."""
        if await self._store.unname(channel.id, names):
            await self._at_once(("unname", channel.id), partial(self._changed, channel))

    def read_anew(self) -> None:
        """Look at what is named once more: somebody else has changed it."""
        self._named = None

    async def forget(self, channels: Sequence[NamedChannel]) -> None:
        """Give channels up, and all that is kept of them; never raises for a failing disk."""
        if channels:
            await self._at_once(("forget", channels[0].id), partial(self._forget, channels))

    async def check(self, channel: NamedChannel, place: Place) -> bool:
        """Whether the bot may still read a channel, which is given up otherwise; it may have another name."""
        if not may_read(place):
            await self.forget([channel])
            return False
        now = channel._replace(name=place.name, server_name=place.guild.name)
        if now != channel:
            await self._at_once(("name", channel.id), partial(self.name, now))
        return True

    def look_at_pins(self, channel: NamedChannel, place: Place) -> None:
        """Ask Discord which messages are pinned, once for all that happens at the same time."""
        self._begin(("pins", channel.id), partial(self._look_again, channel.id, place), self._quiet)

    async def look(self, channel: NamedChannel, place: Place, *, pins: bool = False) -> ChannelSight | None:
        """Compare what is kept with what Discord has, or with its `pins` alone; None where it is closed.

        Raises FootnoteError, and what keeps Discord from answering.
        """
        async with self._reading.setdefault(channel.id, asyncio.Lock()):
            held = await self.held(channel)
            whole = self.is_whole(channel) or any(one.whole for one in held.values())
            chosen = [] if pins else [one.id for one in held.values() if one.chosen_by]
            try:
                sight = await seen(place, chosen, whole=whole and not pins)
            except CLOSED:
                await self.forget([channel])
                return None
            await self.renew(channel, sight.all.values(), sight.whole)
            missed = [one for id_, one in held.items() if id_ not in sight.all and (one.pinned or not pins)]
            stay = [one for one in missed if pins and (one.chosen_by or one.whole)]
            await self.put(channel, [one._replace(pinned=False) for one in stay])
            await self._remove(channel, [one.id for one in missed if one not in stay])
            return sight

    def start(self, client: discord.Client, server: int | None = None) -> None:
        """Compare with what Discord has by now, on a server or on all; go on with what was not done."""
        self._begin(("compare", server), partial(self._compare, client, server))

    async def close(self) -> None:
        """End what runs; it is gone on with at the next start. May be called again."""
        tasks = [*self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._store.close()

    async def _look_again(self, id_: int, place: Place) -> None:
        if (channel := (await self.channels()).get(id_)) is not None:
            await self.look(channel, place, pins=True)

    async def _settle(self, channel: NamedChannel) -> None:
        owed = frozenset(self._owed.get(channel.id, ()))
        await self._remove(channel, owed)
        self._owed.get(channel.id, set()).difference_update(owed)

    async def _remove(self, channel: NamedChannel, messages: Collection[int]) -> None:
        if messages and await self._store.remove(channel.id, messages):
            await self._changed(channel)

    async def _forget(self, channels: Sequence[NamedChannel]) -> None:
        await self._store.forget([one.id for one in channels])
        self._named = None
        for one in channels:
            await self._changed(one)

    async def _changed(self, channel: NamedChannel) -> None:
        """Write the document at once, and see to it that the index follows."""
        self._begin(("index", channel.server), partial(self._index, channel.server), self._quiet)
        await self._write(channel)

    async def _write(self, channel: NamedChannel) -> bool:
        """Write the document as it is to be by now; whether there is any."""
        async with self._writing:
            messages, written = await self._store.messages(channel.id), None
            while messages != written:  # by another process, which a person asked to forget them
                written = messages
                await self._shelf.write((await self.channels()).get(channel.id, channel), messages)
                messages = await self._store.messages(channel.id)
            return bool(messages)

    async def _index(self, server: int) -> None:
        """Bring the index of a server up to date with its documents."""
        due = await self._store.due(server)
        there: list[DueChannel] = [one for one in due if await self._write(one.channel)]
        if out := [one.channel.id for one in due if one not in there]:
            await self._shelf.take_out(server, out)
        if there:
            await self._shelf.take_in([one.channel for one in there])
        await self._store.taken(due)

    async def _compare(self, client: discord.Client, server: int | None) -> None:
        due = [one for one in await self._store.due() if self._owns(one.channel.server)]
        named = await self._store.channels()
        for one in due:
            self._begin(("index", one.channel.server), partial(self._index, one.channel.server))
        if server is None:
            left = await self._shelf.left({*named, *(one.channel.id for one in due)})
            for owner, channels in left.items():
                if self._owns(owner):
                    await self._shelf.take_out(owner, channels)
        for channel in named.values():
            guild = client.get_guild(channel.server)
            asked = server in (None, channel.server) and self._owns(channel.server)
            if asked and not (guild and guild.unavailable):
                await self._compare_one(client, channel)

    async def _compare_one(self, client: discord.Client, channel: NamedChannel) -> None:
        place = await find_place(client, channel)
        if place is None:
            await self.forget([channel])
        elif await self.check(channel, place):
            await self.look((await self.channels()).get(channel.id, channel), place)

    async def _at_once(self, name: Hashable, what: Callable[[], Awaitable[None]]) -> None:
        """Do something now; where the disk fails, as soon as it can be done."""
        try:
            await what()
        except (FootnoteError, OSError) as error:
            log.warning("channels in the reports are not as they should be: %s", error)
            self._begin(name, what, self._pause)

    def _begin(self, name: Hashable, what: Callable[[], Awaitable[object]], delay: float = 0.0) -> None:
        """Do something after a while, and once more if it is asked for while that is being done."""
        if name in self._tasks:
            self._again.add(name)
            return
        task = asyncio.create_task(self._carry(name, what, delay))
        self._tasks[name] = task
        task.add_done_callback(partial(self._ended, name))

    async def _carry(self, name: Hashable, what: Callable[[], Awaitable[object]], delay: float) -> None:
        pause = self._pause
        self._again.add(name)
        while name in self._again:
            await asyncio.sleep(delay)
            self._again.discard(name)
            try:
                await what()
            except (FootnoteError, *FAILURES) as error:
                log.warning("channels in the reports are not as they should be: %s", error)
                self._again.add(name)
                delay, pause = pause, min(2 * pause, LONGEST_PAUSE)

    def _ended(self, name: Hashable, task: asyncio.Task[None]) -> None:
        self._tasks.pop(name, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("channels in the reports are not kept any more", exc_info=error)

"""What was asked and is not answered: what a run was at when it ended, what was written while it was away.

Before a question is answered again Discord is asked whether it was. Messages that nobody has taken up yet go
the way of all messages, which knows those that were.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import CancelledError
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, Protocol

import discord

from bot.cards.delivery import by_original
from bot.cards.outbox import FAILURES
from bot.declined import DeclinedError
from bot.handlers import Handlers
from bot.hearing_shards import HearingShards
from bot.kept_requests import read_asked
from bot.looking_back import GONE, PAUSES, answered_in, first_response, written_places
from bot.shards import ShardRange
from qa.store.alive import LastAlive
from qa.store.pending import KEPT, PendingQuestion

log = logging.getLogger(__name__)

LOOKED: Final = 200  # messages after the last question among which answers are looked for
EVERY: Final = 10.0  # seconds between two notes that a shard hears of everything
SWEPT: Final = 60.0  # seconds between two looks for questions that can be answered no more
UNHEARD: Final = 60.0  # seconds for which a connection may have been dead before that was noticed
MOST: Final = 200  # messages of a channel that are heard; the newest of those that were missed may be more


class Hear(Protocol):
    """Answers a message, if it is a question; one that is answered `again` is known to be one.

    What is `late` was written while the bot was away.
    """

    def __call__(
        self, message: discord.Message, *, again: bool = False, late: bool = False
    ) -> Awaitable[None]: ...


class UnansweredQuestions:
    """Never raises: what cannot be found out is left, and told in the log."""

    def __init__(
        self, handlers: Handlers, shards: ShardRange, clock: Callable[[], float] = time.time
    ) -> None:
        self._handlers, self._shards, self._clock = handlers, shards, clock
        self._alive = LastAlive(handlers.answers.database, clock)
        self.hearing: Final = HearingShards(clock)
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended = threading.Event()
        self._notes, self._swept = False, 0.0

    async def take_up(self, client: discord.Client, hear: Hear) -> None:
        """Answer what an earlier run of the bot was at when it ended."""
        left = await self._handlers.pending.take_up(self._shards.owns)
        if left:
            log.info("taking up %d questions that were being answered when the bot ended", len(left))
        channels: dict[int, list[PendingQuestion]] = {}
        for one in left:
            if one.token is None:
                channels.setdefault(one.channel, []).append(one)
            else:
                self._begin(self._carry(one, partial(self._interaction, client, one), asyncio.Lock()))
        for channel, asked in channels.items():
            self._begin(self._carry_all(client, hear, channel, asked))

    async def catch_up(self, client: discord.AutoShardedClient, hear: Hear, shard: int) -> None:
        """Answer what was written while a shard was away; from then on it hears of everything.

        That is noted once all is answered: what waits for its turn is only known to Discord.
        """
        heard: list[asyncio.Task[None]] = []
        since = self.hearing.begin(shard) or await self._alive.of(shard, client.shard_count or 1)
        if since is not None:
            first = max(since - UNHEARD, self._clock() - KEPT)
            after = max(0, discord.utils.time_snowflake(datetime.fromtimestamp(first, UTC)))
            for place in [
                one for guild in client.guilds if guild.shard_id == shard for one in written_places(guild)
            ]:
                if (place.last_message_id or 0) > after:
                    heard += await self._read(client, place, hear, after)
            for channel in await self._alive.direct() if self._shards.owns(None) and shard == 0 else ():
                heard += await self._read_direct(client, hear, channel, after)
        await asyncio.gather(*heard, return_exceptions=True)
        if self._ended.is_set():
            return
        self.hearing.end(shard)
        if self._notes:
            await self.note(client)

    def start(self, client: discord.AutoShardedClient) -> None:
        """Note every few seconds that the shards are there, until `close`.

        A thread keeps the time: a task that sleeps would keep the preview's Discord from ever being at rest.
        """
        self._notes = True
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._run, args=(client, loop), name="alive", daemon=True).start()

    async def close(self) -> None:
        """Take up no more; what is not answered is left to the next run. May be called again."""
        self._ended.set()
        for task in (tasks := [*self._tasks]):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def note(self, client: discord.AutoShardedClient) -> None:
        """Note that the shards that hear of everything do; and remove, once a minute, what is too old."""
        if self._clock() >= self._swept + SWEPT:
            self._swept = self._clock()
            await self._handlers.pending.sweep()
        await self._alive.note(self.hearing.note(), client.shard_count or 1)

    def _run(self, client: discord.AutoShardedClient, loop: asyncio.AbstractEventLoop) -> None:
        while not self._ended.wait(EVERY):
            noting = self.note(client)
            try:
                asyncio.run_coroutine_threadsafe(noting, loop).result()
            except (RuntimeError, CancelledError):  # the event loop has ended
                noting.close()
                return

    async def _carry_all(
        self, client: discord.Client, hear: Hear, channel: int, left: Sequence[PendingQuestion]
    ) -> None:
        """Answer the questions of a channel that can still be answered and are not yet.

        Discord is asked once for all of them: many may have waited, and each request holds up an answer.
        """
        found: dict[int, discord.Message] = {}
        answered = set[int]()
        for pause in PAUSES:
            await asyncio.sleep(pause)
            try:
                await self._look(client, channel, left, found, answered)
                break
            except FAILURES as error:
                log.warning("whether questions were answered cannot be asked: %s", type(error).__name__)
                if isinstance(error, GONE):
                    break
        turns = _turns()
        for one in left:
            message = None if one.source in answered else found.get(one.source)
            self._begin(self._carry(one, partial(self._message, hear, one, message), turns[one.person]))

    async def _look(
        self,
        client: discord.Client,
        channel: int,
        left: Sequence[PendingQuestion],
        found: dict[int, discord.Message],
        answered: set[int],
    ) -> None:
        """Find the messages of `left`, and which of them were answered."""
        place = client.get_channel(channel) or await client.fetch_channel(channel)
        if not isinstance(place, discord.abc.Messageable):
            return
        first = discord.Object(min(one.source for one in left) - 1)
        async for one in place.history(limit=LOOKED + len(left), after=first, oldest_first=True):
            found[one.id] = one
        answered.update(answered_in(client, found.values()))

    async def _carry(
        self, left: PendingQuestion, answer: Callable[[], Awaitable[None]], turn: asyncio.Lock
    ) -> None:
        """Answer a question in its turn; then nothing is left of it, whatever became of that."""
        with self._handlers.failures.requests.request():
            try:
                async with turn:
                    await answer()
            except FAILURES as error:
                log.warning("a question is not answered after all: %s", type(error).__name__)
            await self._handlers.pending.end(left.source)

    async def _message(self, hear: Hear, left: PendingQuestion, message: discord.Message | None) -> None:
        if message is None:
            return
        if left.is_given_up:
            await self._handlers.failures.tell_author(
                message, message.content, DeclinedError("error-stopping")
            )
        else:
            await hear(message, again=True)

    async def _interaction(self, client: discord.Client, left: PendingQuestion) -> None:
        asked, application = read_asked(left.asked or ""), client.application_id
        if asked is None or application is None:
            return
        webhook = discord.Webhook.partial(application, left.token or "", client=client)
        original = await first_response(webhook)
        if original is None or not original.flags.loading:
            return
        try:
            if left.is_given_up:
                raise DeclinedError("error-stopping")
            send, edit = by_original(webhook, original), by_original(webhook, original, again=True)
            await self._handlers.answer_again(asked, send, edit)
        except Exception as error:
            told = self._handlers.failures.explain(error, asked.locale or "")
            await original.edit(content=told)

    async def _read(
        self, client: discord.Client, place: discord.abc.Messageable, hear: Hear, after: int
    ) -> list[asyncio.Task[None]]:
        """Begin to answer what was written in a channel; Discord is asked once more where it failed.

        What it shows as answered is: the store may have failed just then, and know nothing of it.
        """
        first = discord.Object(after)
        for pause in PAUSES:
            await asyncio.sleep(pause)
            try:
                looked = place.history(limit=MOST + LOOKED, after=first, oldest_first=True)
                written = [one async for one in looked]
            except Exception as error:  # discord.py itself fails on some answers
                log.info("what was written in a channel meanwhile is not read: %s", type(error).__name__)
                if isinstance(error, GONE):
                    break
            else:
                turns, answered = _turns(), answered_in(client, written)
                return [
                    self._begin(_heard(hear, message, turns[message.author.id]))
                    for message in written[:MOST]
                    if not message.author.bot and message.id not in answered
                ]
        return []

    async def _read_direct(
        self, client: discord.Client, hear: Hear, channel: int, after: int
    ) -> list[asyncio.Task[None]]:
        try:
            place = client.get_channel(channel) or await client.fetch_channel(channel)
        except (*FAILURES, discord.InvalidData) as error:
            log.info("what was written in a direct message is not read: %s", type(error).__name__)
            return []
        return await self._read(client, place, hear, after) if isinstance(place, discord.DMChannel) else []

    def _begin(self, what: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a question is not answered after all: %s", type(error).__name__, exc_info=error)


async def _heard(hear: Hear, message: discord.Message, turn: asyncio.Lock) -> None:
    async with turn:
        await hear(message, late=True)


def _turns() -> defaultdict[int, asyncio.Lock]:
    """Whose turn it is among the messages of each author in a channel: the oldest comes first."""
    return defaultdict(asyncio.Lock)

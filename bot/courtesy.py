"""Calls to Discord that are a courtesy: that they fail, hang or are limited delays and loses nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

import discord

log = logging.getLogger(__name__)

PATIENCE: Final = 10.0  # seconds to wait for a courtesy whose end is told to somebody
QUICK: Final = 1.0  # seconds; what is answered within them needs no sign that it will be
TYPING: Final = 8.0  # seconds; Discord shows it for ten


@dataclass(slots=True)
class _Typing:
    """How many answers are being made in a channel; `finished` once none is."""

    answers: int = 0
    finished: asyncio.Event = field(default_factory=asyncio.Event)


class Courtesies:
    """Makes calls whose failure is only logged.

    None is ever cancelled: discord.py holds all other requests back while it waits out a global rate limit,
    and would hold them back for ever if that wait were cancelled. One that hangs goes on by itself.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()  # the event loop holds them only weakly
        self._typing: dict[int, _Typing] = {}  # by channel

    async def attempt(self, call: Coroutine[Any, Any, object], seconds: float = PATIENCE) -> bool:
        """Whether `call` has succeeded after at most `seconds`; never raises."""
        task = self._start(call)
        await asyncio.wait({task}, timeout=seconds)
        return task.done() and not task.cancelled() and task.exception() is None

    @asynccontextmanager
    async def typing(self, channel: discord.abc.Messageable) -> AsyncIterator[None]:
        """Show in `channel` that the bot is typing until the block ends, if it is not quick and Discord will.

        Each such sign is a request, of which a bot has fifty a second for its answers, too: there is one of a
        channel, however many wait there.
        """
        place = channel.id if isinstance(channel, discord.abc.Snowflake) else id(channel)
        if (held := self._typing.get(place)) is None:
            held = self._typing[place] = _Typing()
            self._start(_type(channel, held.finished))
        held.answers += 1
        try:
            yield
        finally:
            held.answers -= 1
            if not held.answers:
                del self._typing[place]
                held.finished.set()

    def _start(self, call: Coroutine[Any, Any, object]) -> asyncio.Task[object]:
        task = asyncio.create_task(call)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.info("a courtesy failed: %s: %s", type(error).__name__, error)


async def _type(channel: discord.abc.Messageable, finished: asyncio.Event) -> None:
    wait = QUICK
    while not await _within(wait, finished):
        await channel.typing()
        wait = TYPING


async def _within(seconds: float, finished: asyncio.Event) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(finished.wait(), seconds)
    return finished.is_set()

"""A bot with canned replies in a loopback Discord, in one process and hurried: where faults are played."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

import aiohttp
import discord
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.webhook import async_ as webhooks

from bot import courtesy, unanswered
from bot.app import create_bot
from bot.assistant import Alone
from bot.client import FootnoteClient
from bot.declined import DeclinedError
from bot.settings import BotSettings
from qa.question.conversation import Conversations
from tests.bot.fakes import FakeAssistant
from tests.loopback.discord_server import TOKEN, Loopback
from tests.loopback.people import People
from tests.loopback.rates import RateLimits
from tests.loopback.rest import PREFIX

TOO_LATE: Final = 4.0  # seconds after which the client gives a call up: discord.py waits five minutes
ECHO: Final = 0.8  # seconds in which the bot hears of what was stored
QUIET: Final = 8  # looks, a hundredth of a second apart, at which nothing happens: then all is over
SLOW: Final = "What takes too long?"
HANDLING: Final = ("discord.py: on_", "CommandTree", "discord-ui-")
"""How discord.py names the tasks that handle events, commands, buttons and forms."""


@dataclass
class Stage:
    discord: Loopback
    people: People
    bot: FootnoteClient
    assistant: FakeAssistant

    async def quiet(self, most: float = 20.0) -> None:
        """Wait until the bot has heard all and has nothing more to say."""
        rest, last, quiet = self.discord.rest, -1, 0
        async with asyncio.timeout(most):
            while quiet < QUIET:
                busy = rest.busy or rest.handled != last or self._at_work()
                quiet, last = 0 if busy else quiet + 1, rest.handled
                await asyncio.sleep(0.01)

    def _at_work(self) -> bool:
        """Whether an event is on its way to the bot, or being handled."""
        connected, shard = self.discord.gateway.connected, self.bot.get_shard(0)
        heard = connected and shard is not None and shard._parent.ws.sequence == connected[0].sequence
        handling = any(task.get_name().startswith(HANDLING) for task in asyncio.all_tasks())
        beginning = self.bot._connection._ready_task is not None
        return not heard or handling or beginning or bool(self.bot.unanswered._tasks)


@asynccontextmanager
async def staged(folder: Path) -> AsyncIterator[Stage]:
    """A stage whose bot is ready."""
    assistant = FakeAssistant()
    assistant.before = lambda: _decline(assistant)
    settings = BotSettings(data_dir=folder, shards=1, cooldown_questions=1_000)
    bot = create_bot(Alone(assistant), Conversations(), settings, always_register=True)
    async with Loopback() as server:
        server.rest.rates = RateLimits(clock=count(0, 10).__next__)  # whose pauses would be none, too
        with ExitStack() as held:
            for patched in _hurried(server, bot):
                held.enter_context(patched)
            people = People(server)
            people.in_time = 60.0
            async with bot:
                running = asyncio.create_task(bot.start(TOKEN))
                await bot.wait_until_ready()
                session = bot.http._HTTPClient__session  # type: ignore[attr-defined]
                session._timeout = aiohttp.ClientTimeout(total=TOO_LATE)
                yield Stage(server, people, bot, assistant)
                await bot.close()
                await running


def _decline(assistant: FakeAssistant) -> None:
    """Answer anything but SLOW."""
    if assistant.asked[-1].get("question") == SLOW:  # a look-up has none
        raise DeclinedError("error-slow")


async def _at_once(*_: object, **__: object) -> None:
    pass


def _hurried(server: Loopback, bot: FootnoteClient) -> list[Any]:
    """discord.py finds this Discord, and its pauses between tries are none."""
    hurried = SimpleNamespace(**{name: getattr(asyncio, name) for name in asyncio.__all__})
    hurried.sleep = lambda _: asyncio.sleep(0)
    bot._connection.guild_ready_timeout = 0.05
    return [
        patch.object(Route, "BASE", server.origin + PREFIX),
        patch.object(DiscordWebSocket, "DEFAULT_GATEWAY", server.gateway_url),
        patch.object(discord.http, "asyncio", hurried),
        patch.object(webhooks, "asyncio", hurried),
        patch.object(bot.handlers.delivery.outbox, "_seconds", ECHO),
        patch.object(bot, "before_identify_hook", _at_once),
        patch.object(ExponentialBackoff, "delay", lambda _: 0.0),
        patch.object(courtesy, "QUICK", 0.0),
        patch.object(unanswered, "PAUSES", (0.0, 0.0, 0.0)),
    ]

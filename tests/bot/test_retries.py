"""discord.py's own retries, over loopback HTTP: the bot relies on them and does not repeat them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Final

import discord
import pytest
from aiohttp import web
from discord.http import Route

from bot.client import FootnoteClient
from tests.bot.conftest import Build

QUESTION: Final = "What did DeepSeek R1 score?"
BOT: Final = {"id": "7", "username": "Footnote", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION: Final = {
    "id": "7",
    "name": "Footnote",
    "description": "",
    "icon": None,
    "summary": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "owner": BOT,
}
ALICE: Final = BOT | {"id": "8", "username": "alice", "bot": False}
MESSAGE: Final[dict[str, Any]] = {
    "id": "100",
    "channel_id": "42",
    "author": ALICE,
    "content": QUESTION,
    "timestamp": "2026-01-01T00:00:00+00:00",
    "edited_timestamp": None,
    "tts": False,
    "mention_everyone": False,
    "mentions": [],
    "mention_roles": [],
    "attachments": [],
    "embeds": [],
    "pinned": False,
    "type": 0,
}


@dataclass
class Loopback:
    """Discord's REST API on 127.0.0.1: posting a message gets `answers` in turn, all else works."""

    answers: list[tuple[int, Any]] = field(default_factory=list)
    posts: list[Any] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix("/api/v10")
        if path == "/oauth2/applications/@me":
            return _json(APPLICATION)
        if path.endswith("/commands"):
            return _json([])
        if not path.endswith("/messages"):
            return _json(BOT)
        assert request.headers["Authorization"] == "Bot a-token"
        self.posts.append(await request.json())
        status, body = self.answers.pop(0)
        return _json(body, status)

    async def sleep(self, seconds: float) -> None:
        if seconds:
            self.slept.append(seconds)


def _json(body: Any, status: int = 200) -> web.Response:
    """An answer as Discord's: its type without a charset, and by way of a proxy."""
    headers = {"Content-Type": "application/json", "Via": "1.1 loopback"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers)


@pytest.fixture
async def loopback(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Loopback]:
    server = Loopback()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    monkeypatch.setattr(Route, "BASE", f"http://{host}:{port}/api/v10")
    hurried = SimpleNamespace(**{name: getattr(asyncio, name) for name in asyncio.__all__})
    hurried.sleep = server.sleep
    monkeypatch.setattr(discord.http, "asyncio", hurried)
    yield server
    await runner.cleanup()


@pytest.fixture
async def bot(loopback: Loopback, build: Build) -> AsyncIterator[FootnoteClient]:
    one = build()
    async with one:
        await one.login("a-token")
        yield one


async def ask(bot: FootnoteClient) -> None:
    """A direct message with QUESTION arrives."""
    channel = bot.get_partial_messageable(42, type=discord.ChannelType.private)
    message = discord.Message(state=bot._connection, channel=channel, data=MESSAGE)  # type: ignore[arg-type]
    await bot.on_message(message)


def said(post: Any) -> str:
    return str(post.get("content") or post["components"][0]["components"][0]["content"])


async def test_an_overloaded_discord_gets_the_answer_at_the_next_try(
    bot: FootnoteClient, loopback: Loopback
) -> None:
    loopback.answers = [(500, "down"), (502, "down"), (200, MESSAGE)]
    await ask(bot)
    assert [said(post)[:22] for post in loopback.posts] == ["DeepSeek R1 scored 89 "] * 3
    assert loopback.slept == [1, 3]


async def test_a_rate_limit_is_waited_for(bot: FootnoteClient, loopback: Loopback) -> None:
    limited = {"message": "You are being rate limited.", "retry_after": 0.4, "global": False}
    loopback.answers = [(429, limited), (200, MESSAGE)]
    await ask(bot)
    assert len(loopback.posts) == 2
    assert loopback.slept == [0.4]


async def test_after_five_tries_the_asker_is_told(
    bot: FootnoteClient, loopback: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    loopback.answers = [(500, "down")] * 5 + [(200, MESSAGE)]
    await ask(bot)
    assert len(loopback.posts) == 6
    assert said(loopback.posts[-1]).startswith("Discord had a problem with my reply.")
    assert "DiscordServerError: 500" in caplog.text
    assert "a-token" not in caplog.text
    assert QUESTION not in caplog.text

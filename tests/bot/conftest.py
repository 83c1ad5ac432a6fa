"""The bot in a simulated Discord with two members, a moderator and an assistant with canned replies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.app import create_bot
from bot.assistant import Alone
from bot.cards.pictures import Draw, draw_dark
from bot.client import FootnoteClient
from bot.settings import BotSettings
from qa.engine import Engine
from qa.prose.opening import UNSET, ProseModel
from qa.question.conversation import Conversations
from tests.bot.fakes import FakeAssistant

Build = Callable[..., FootnoteClient]


@dataclass
class Clock:
    """The time of day as the bot reads it."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class World:
    """A server with a channel, two members, one of them a moderator's charge, and the bot."""

    env: simcord.Env
    bot: FootnoteClient
    assistant: FakeAssistant
    memory: Conversations
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor
    moderator: simcord.MemberActor

    @property
    def at(self) -> str:
        """The bot's mention, as it is typed."""
        assert self.bot.user is not None
        return self.bot.user.mention

    def last(self, viewer: simcord.MemberActor | None = None) -> discord.Message:
        return self.channel.history(viewer=viewer or self.alice)[-1]

    def sent(self) -> list[discord.Message]:
        """The bot's messages that everybody sees."""
        seen = self.channel.history(viewer=self.moderator)
        return [message for message in seen if message.author.id == self.bot.user.id]  # type: ignore[union-attr]


@pytest.fixture
def loaded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The real engine, with all loaded that a bot loads at its start: simcord gives that five seconds."""
    engine.warm()
    monkeypatch.setattr(Engine, "warm", lambda _: None)
    return engine


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def memory() -> Conversations:
    return Conversations()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def build(
    tmp_path: Path, assistant: FakeAssistant, memory: Conversations, clock: Clock
) -> AsyncIterator[Build]:
    """Makes bots on one data folder, as a restart does; closes their threads."""
    made: list[FootnoteClient] = []

    def make(
        locale: str | None = None, draw: Draw = draw_dark, prose: ProseModel = UNSET, **settings: Any
    ) -> FootnoteClient:
        chosen = BotSettings(data_dir=tmp_path / "data", shards=1, **settings)
        made.append(
            create_bot(
                Alone(assistant),
                memory,
                chosen,
                locale=locale,
                always_register=True,
                draw=draw,
                clock=clock,
                prose=prose,
            )
        )
        return made[-1]

    yield make
    for bot in made:
        await bot.handlers.close()


@pytest.fixture
def settings() -> dict[str, Any]:
    """What a test sets of the bot: parametrise or override it."""
    return {}


@pytest.fixture
def simcord_bot(build: Build, settings: dict[str, Any]) -> FootnoteClient:
    return build(**{"cooldown_questions": 100} | settings)


@pytest.fixture
def world(
    simcord_env: simcord.Env, simcord_bot: FootnoteClient, assistant: FakeAssistant, memory: Conversations
) -> World:
    guild = simcord_env.create_guild()
    moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    return World(
        simcord_env,
        simcord_bot,
        assistant,
        memory,
        guild,
        guild.create_text_channel("general"),
        guild.add_member(simcord_env.create_user("alice", global_name="Alice")),
        guild.add_member(simcord_env.create_user("bob", global_name="Bob")),
        guild.add_member(simcord_env.create_user("mod"), roles=[moderators]),
    )

"""A simulated Discord that outlives the bot's process, as the real one does."""

from __future__ import annotations

import os
import pickle
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import discord
import pytest
import simcord
from simcord.builders import ChannelHandle, GuildHandle, UserHandle
from simcord.http import router

from bot.app import create_bot
from bot.assistant import Alone
from bot.client import FootnoteClient
from bot.settings import BotSettings
from qa.question.conversation import Conversations
from tests.bot.fakes import FakeAssistant
from tests.soak.operations import Workplace

STATE: Final = "discord.pickle"
PASSING: Final = frozenset({"subscribers", "faults", "http_requests", "transcript"})  # of one process
READ: Final = "GET"


@dataclass(frozen=True, slots=True)
class Scene:
    """A bot in a channel, and somebody who talks to it."""

    env: simcord.Env
    bot: FootnoteClient
    channel: ChannelHandle
    alice: simcord.MemberActor

    def cards(self) -> list[discord.Message]:
        """The bot's messages that Alice sees, her own private ones included."""
        seen = self.channel.history(viewer=self.alice)
        return [message for message in seen if message.author.id == self.bot.me.id]

    def save(self, folder: Path) -> None:
        _save(self.env, folder)


@asynccontextmanager
async def discord_in(place: Workplace) -> AsyncIterator[Scene]:
    """The bot, started anew on its data folder, in the Discord that the folder of the place holds.

    A call that Discord has accepted is on disk before the bot hears of it, and before and after each the bot
    may be killed. Without a file Discord begins anew.
    """
    settings = BotSettings(data_dir=place.data, shards=1, cooldown_questions=100)
    bot = create_bot(
        Alone(FakeAssistant()), Conversations(), settings, always_register=True, draw=lambda _: b""
    )
    running = simcord.run(bot)
    env, state = running._env, place.folder / STATE
    begun = state.exists()
    with pytest.MonkeyPatch.context() as patch, place.points.passed_over():
        if begun:
            vars(env.backend).update(pickle.loads(state.read_bytes()))  # noqa: S301 - our own
        _keep_what_is_accepted(env, place, patch)
        async with running:
            try:
                yield _again(env, bot) if begun else _anew(env, bot)
            finally:
                await bot.handlers.close()


def _keep_what_is_accepted(env: simcord.Env, place: Workplace, patch: pytest.MonkeyPatch) -> None:
    dispatch = router.dispatch

    def kept(backend: Any, method: str, path: str, **options: Any) -> Any:
        place.points.reach()
        answer = dispatch(backend, method, path, **options)
        if method != READ:
            with place.points.passed_over():
                _save(env, place.folder)
        place.points.reach()
        return answer

    patch.setattr(router, "dispatch", kept)


def _save(env: simcord.Env, folder: Path) -> None:
    lasting = {name: value for name, value in vars(env.backend).items() if name not in PASSING}
    whole = folder / f"{STATE}.new"
    with whole.open("wb") as file:
        pickle.dump(lasting, file)
        file.flush()
        os.fsync(file.fileno())
    whole.replace(folder / STATE)


def _anew(env: simcord.Env, bot: FootnoteClient) -> Scene:
    guild = env.create_guild()
    alice = guild.add_member(env.create_user("alice"))
    return Scene(env, bot, guild.create_text_channel("general"), alice)


def _again(env: simcord.Env, bot: FootnoteClient) -> Scene:
    backend = env.backend
    guild = GuildHandle(env, next(iter(backend.guilds.values())))
    user = next(user for user in backend.users.values() if user.name == "alice")
    channel = next(one for one in backend.channels.values() if one.name == "general")
    alice = simcord.MemberActor(env, guild, UserHandle(env, user))
    return Scene(env, bot, ChannelHandle(env, guild, channel), alice)

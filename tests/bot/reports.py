"""A bot whose servers have reports of their own, taken in by a program that does what they say."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot import corpora, shelving
from bot.app import create_bot
from bot.assistant import Alone, Assistants
from bot.client import FootnoteClient
from bot.settings import BotSettings
from index.shelf import Library
from qa.collections.catalogue import CollectionCatalogue
from qa.question.conversation import Conversations
from qa.settings import Settings
from tests.bot.conftest import Clock
from tests.bot.fakes import FakeAssistant

FAKE = (sys.executable, "-m", "tests.bot.fake_qa")


@dataclass
class Office:
    """What several servers have in common: the data folder, and bots that are started on it."""

    folder: Path
    clock: Clock
    assistants: Assistants

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=self.folder / "data", corpus=self.folder / "corpus")

    @property
    def catalogue(self) -> CollectionCatalogue:
        return CollectionCatalogue(self.settings)

    def bot(self, **settings: Any) -> FootnoteClient:
        chosen = BotSettings(data_dir=self.settings.data_dir, shards=1, cooldown_questions=100, **settings)
        return create_bot(
            self.assistants,
            Conversations(),
            chosen,
            always_register=True,
            clock=self.clock,
            catalogue=self.catalogue,
        )

    def shelf(self, server: Server) -> Library:
        return Library(self.catalogue.folder(f"server-{server.guild.id}"))

    def titles(self, server: Server) -> list[str]:
        return [entry.title for entry in self.shelf(server).entries()]

    def calls(self, server: Server) -> list[list[str]]:
        """How the program was called for a server."""
        path = self.shelf(server).folder.parent / "calls"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


@dataclass
class Server:
    """A server with an administrator, and a member that is none."""

    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    role: simcord.RoleHandle
    root: simcord.MemberActor
    member: simcord.MemberActor

    async def add(self, *files: tuple[str, bytes], **fields: str) -> simcord.InteractionResult:
        """Hand files in by the form."""
        shown = await self.root.slash(self.channel, "corpus add")
        values: dict[str, object] = {**fields} | ({"files": list(files)} if files else {})
        return await self.root.submit_modal(shown, values)

    async def run(self, command: str, **options: object) -> simcord.InteractionResult:
        return await self.root.slash(self.channel, f"corpus {command}", **options)

    async def offered(self, typed: str = "") -> list[str]:
        """What is offered to be taken out."""
        found = await self.root.autocomplete(self.channel, "corpus remove", "document", typed)
        return [str(one["name"]) for one in found]

    async def remove(self, title: str) -> simcord.InteractionResult:
        found: Sequence[dict[str, Any]] = await self.root.autocomplete(
            self.channel, "corpus remove", "document", title
        )
        return await self.run("remove", document=found[0]["value"])

    def dismiss(self) -> None:
        """Its administrator is none any more."""
        self.env.backend.get_guild(self.guild.id).roles[self.role.id].permissions = 0


def server(env: simcord.Env, name: str = "Harbour Watch") -> Server:
    guild = env.create_guild(name)
    role = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    root = guild.add_member(env.create_user(f"root of {name}"), roles=[role])
    member = guild.add_member(env.create_user(f"member of {name}"))
    return Server(env, guild, guild.create_text_channel("general"), role, root, member)


def office(tmp_path: Path, clock: Clock, assistants: Assistants | None = None) -> Office:
    (tmp_path / "corpus").mkdir(exist_ok=True)
    return Office(tmp_path, clock, assistants or Alone(FakeAssistant()))


def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are taken in by the other program, and cards are edited as often as anything happens."""
    monkeypatch.setattr(shelving, "QA", FAKE)
    monkeypatch.setattr(corpora, "EVERY", 0.0)

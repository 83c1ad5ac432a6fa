"""Keys for other programs: made on a server by administrators, and used over HTTP in the bot's process."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
import simcord

from bot.app import create_bot
from bot.client import FootnoteClient
from bot.settings import BotSettings
from qa.collections.desk import Desk
from qa.question.conversation import Conversations
from qa.store.api_keys import FORM, MOST, ApiKeys
from tests.bot.conftest import Build, Clock
from tests.bot.look import text
from tests.bot.pages.ports import free_port
from tests.qa.collections.stacks import desk_over, paper, put, stacks

SENTENCE = "The ferry to Vorlaxa sails at noon."
QUESTION = "When does the ferry to Vorlaxa sail?"
NEEDED = "Only administrators can manage a server’s keys, and only in that server."


@dataclass
class Office:
    """A server with an administrator and a member, and a bot that other programs may ask."""

    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    admin: simcord.MemberActor
    member: simcord.MemberActor
    port: int
    keys: ApiKeys

    async def make(self, name: str) -> tuple[str, str]:
        """What is shown of a new key; and the key."""
        shown = await self.admin.slash(self.channel, "api-key create", program=name)
        assert shown.ephemeral
        found = FORM.search(text(shown))
        assert found, text(shown)
        return text(shown), found[0]

    async def ask(self, key: str) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {key}"}
        address = f"http://127.0.0.1:{self.port}/api/v1/ask"
        async with (
            aiohttp.ClientSession() as session,
            session.post(address, json={"question": QUESTION}, headers=headers) as response,
        ):
            return response.status, await response.json(content_type=None)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_over(stacks(tmp_path))


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
async def simcord_bot(desk: Desk, tmp_path: Path, port: int, clock: Clock) -> AsyncIterator[FootnoteClient]:
    settings = BotSettings(data_dir=tmp_path / "data", shards=1, api_port=port)
    bot = create_bot(desk, Conversations(), settings, always_register=True, clock=clock)
    yield bot
    await bot.close()


@pytest.fixture
def office(simcord_env: simcord.Env, simcord_bot: FootnoteClient, desk: Desk, port: int) -> Office:
    guild = simcord_env.create_guild()
    own = desk.catalogue.own(guild.id)
    put(desk.catalogue, own.name, paper("ferries", "Ferries", SENTENCE))
    role = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    channel = guild.create_text_channel("general")
    admin = guild.add_member(simcord_env.create_user("root"), roles=[role])
    member = guild.add_member(simcord_env.create_user("alice"))
    keys = ApiKeys(simcord_bot.handlers.answers.database)
    return Office(simcord_env, guild, channel, admin, member, port, keys)


async def test_a_key_is_shown_once_and_reads_what_its_server_reads(office: Office) -> None:
    shown, key = await office.make("wiki_bot")
    assert shown.startswith("### A key for wiki\\_bot\n```\nfn_")
    assert "It is shown this once, to you alone" in shown
    status, answer = await office.ask(key)
    assert status == 200
    assert [one["quote"] for one in answer["citations"]] == [SENTENCE]
    listed = await office.admin.slash(office.channel, "api-key list")
    assert re.fullmatch(r"### Keys of this server\n• wiki\\_bot · <t:1000000:d>", text(listed))
    assert key not in text(listed)
    (held,) = await office.keys.of(office.guild.id)
    assert (held.name, held.by) == ("wiki_bot", office.admin.id)


async def test_a_withdrawn_key_reads_nothing(office: Office) -> None:
    _, key = await office.make("wiki")
    offered = await office.admin.autocomplete(office.channel, "api-key withdraw", "program", "WI")
    assert [one["value"] for one in offered] == ["wiki"]
    done = await office.admin.slash(office.channel, "api-key withdraw", program="wiki")
    assert text(done) == "The key for wiki is withdrawn: whoever uses it is refused from now on."
    assert (await office.ask(key))[0] == 401
    again = await office.admin.slash(office.channel, "api-key withdraw", program="wiki")
    assert text(again) == "There is no key of that name here."
    assert text(await office.admin.slash(office.channel, "api-key list")) == "This server has no keys."


async def test_only_administrators_may(office: Office, simcord_bot: FootnoteClient) -> None:
    await office.make("wiki")
    command = next(one for one in await simcord_bot.tree.fetch_commands() if one.name == "api-key")
    office.guild.set_command_permissions(command, {office.member: True})
    for name, given in (("create", {"program": "x"}), ("list", {}), ("withdraw", {"program": "wiki"})):
        refused = await office.member.slash(office.channel, f"api-key {name}", **given)
        assert (text(refused), refused.ephemeral) == (NEEDED, True)
    assert [one.name for one in await office.keys.of(office.guild.id)] == ["wiki"]


async def test_what_keeps_a_key_from_being_made_is_said(office: Office) -> None:
    await office.make("wiki")
    taken = await office.admin.slash(office.channel, "api-key create", program="wiki")
    assert text(taken).startswith("There is a key of that name already.")
    long = await office.admin.slash(office.channel, "api-key create", program="x" * 61)
    assert text(long) == "The name of a key should be one line of 1 to 60 visible characters."
    for number in range(1, MOST):
        await office.keys.make(f"k{number}", guild=office.guild.id)
    many = await office.admin.slash(office.channel, "api-key create", program="one more")
    assert text(many) == f"This server has {MOST} keys, which is the most. Withdraw one first."


async def test_a_server_that_the_bot_leaves_has_no_keys(office: Office, simcord_bot: FootnoteClient) -> None:
    _, key = await office.make("wiki")
    await simcord_bot.handlers.deletion.guild_gone(office.guild.id)
    assert (await office.ask(key))[0] == 401


async def test_without_a_port_there_is_neither_api_nor_command(desk: Desk, tmp_path: Path) -> None:
    bot = create_bot(desk, Conversations(), BotSettings(data_dir=tmp_path, shards=1), always_register=True)
    assert "api-key" not in {command.name for command in bot.tree.get_commands()}
    await bot.handlers.close()


async def test_an_assistant_that_is_no_desk_serves_nobody(build: Build, port: int) -> None:
    assert "api-key" not in {command.name for command in build(api_port=port).tree.get_commands()}


async def test_a_port_that_is_in_use_does_not_keep_the_bot_from_starting(
    desk: Desk, tmp_path: Path, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    settings = BotSettings(data_dir=tmp_path / "other", shards=1, api_port=office.port)
    bot = create_bot(desk, Conversations(), settings, always_register=True)
    await office.env.restart_bot(bot)
    assert bot.is_ready()
    await bot.close()

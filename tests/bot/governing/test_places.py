"""Every command wherever it may be given: in servers with and without the bot, and in direct messages.

The simulated Discord knows no app that a person brought along. What Discord sends for one differs in its
installation, in the kind of channel, and in a server that the bot is not a member of: that is sent here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple

import discord
import pytest
import simcord
from simcord import interactions

from bot.app import LOCALES
from bot.client import FootnoteClient
from bot.commands.translator import FluentTranslator
from qa.wording.messages import Messages
from tests.bot import fakes
from tests.bot.conftest import Clock
from tests.bot.look import message, text
from tests.bot.reports import office

pytestmark = pytest.mark.simcord(settle_timeout=60)
QUESTION: Final = "What did DeepSeek R1 score?"
ABSENT: Final = "That needs me in this server: ask an administrator to add me to it."
NOT_OFFERED: Final = None
SERVER, OTHER, DIRECT, GROUP = PLACES = ("server", "other server", "direct message", "group")
R1, OWN, KEPT = "DeepSeek R1 scored 89", "### Your own settings", "### What I keep of you"


class Everywhere(NamedTuple):
    """What a command says in a server of the bot's; in another; in a direct message; in a group."""

    server: str | None
    other: str | None
    direct: str | None
    group: str | None


def same(said: str) -> Everywhere:
    return Everywhere(said, said, said, said)


def of_server(said: str) -> Everywhere:
    """What Discord offers in servers alone; where the bot is no member, it says that this is needed."""
    return Everywhere(said, ABSENT, NOT_OFFERED, NOT_OFFERED)


COMMANDS: Final[dict[str, tuple[dict[str, Any], Everywhere]]] = {
    "ask": ({"question": QUESTION}, same(f"**{QUESTION}**")),
    "score": ({"model": "r1"}, same(R1)),
    "compare": ({"model1": "r1", "model2": "o1"}, same("o1 scored 94")),
    "rank": ({}, same("1\\. o1: 94")),
    "history": ({"name": "r1"}, same("o1 scored 94")),
    "lab": ({"lab": "deepseek"}, same("DeepSeek was founded")),
    "editions": ({}, same("2025-Q1 and")),
    "help": ({}, same("### Answers you can check")),
    "about": ({}, same("### About me")),
    "privacy": ({}, same(KEPT)),
    "watch": ({}, same("You watch nothing yet.")),
    "settings": ({}, Everywhere("### Settings of this server", OWN, OWN, OWN)),
    "diagnose": ({}, of_server("### Diagnosis")),
    "insights": ({}, of_server("### What was asked here in the last 30 days")),
    "taught": ({}, of_server("### ")),
    "facts review": ({}, of_server("There is nothing left to review.")),
    "corpus list": ({}, of_server("### This server’s reports")),
    "corpus status": ({}, of_server("### This server’s reports")),
    "corpus remove": ({"document": "x"}, of_server("There is no such report here.")),
    "corpus channel": ({}, of_server("From now on I answer from <#")),
}


@pytest.fixture
def simcord_bot(tmp_path: Path, clock: Clock) -> FootnoteClient:
    return office(tmp_path, clock).bot()


class Asking:
    """Somebody who gives commands in a place, and administers it if it is a server."""

    def __init__(
        self, env: simcord.Env, bot: FootnoteClient, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.user = env.create_user("root")
        self.member: simcord.MemberActor | None = None
        if place in (SERVER, OTHER):
            guild = env.create_guild()
            role = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
            self.channel = guild.create_text_channel("general")
            self.member = guild.add_member(self.user, roles=[role])
        if place == OTHER:
            _sent_for(monkeypatch, self.user, context=0, guild=guild)
            bot._connection._remove_guild(bot.get_guild(guild.id))  # type: ignore[arg-type]
        if place == GROUP:
            _sent_for(monkeypatch, self.user, context=2, group=True)

    async def give(self, command: str, options: dict[str, Any]) -> simcord.InteractionResult | None:
        """What comes of a command; None where Discord does not offer it there."""
        if self.member is not None:
            shown: simcord.InteractionResult = await self.member.slash(self.channel, command, **options)
            return shown
        if command not in self.user.available_commands():
            return NOT_OFFERED
        direct: simcord.InteractionResult = await self.user.slash(command, **options)
        return direct


def _sent_for(
    monkeypatch: pytest.MonkeyPatch,
    user: simcord.UserHandle,
    *,
    context: int,
    guild: simcord.GuildHandle | None = None,
    group: bool = False,
) -> None:
    """Let Discord send what it sends for an app that `user` installed for themselves."""
    real = interactions.base_payload

    def payload(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, sent = real(*args, **kwargs)
        sent |= {"context": context, "authorizing_integration_owners": {"1": str(user.id)}}
        if guild is not None:
            sent["guild"] = {"id": str(guild.id), "features": [], "locale": "en-US"}
        if group:
            sent["channel"] = sent["channel"] | {"type": 3, "name": "us", "owner_id": str(user.id)}
        return record, sent

    monkeypatch.setattr(interactions, "base_payload", payload)


@pytest.mark.parametrize("place", [SERVER, OTHER, DIRECT])
async def test_administrators_of_the_bots_servers_are_told_what_they_can_do(
    simcord_env: simcord.Env, simcord_bot: FootnoteClient, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await Asking(simcord_env, simcord_bot, place, monkeypatch).give("help", {})
    assert shown is not None
    assert ("**For administrators**" in text(shown)) == (place == SERVER)


@pytest.mark.parametrize("place", PLACES)
async def test_each_command_says_something_wherever_it_is_given(
    simcord_env: simcord.Env, simcord_bot: FootnoteClient, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = Asking(simcord_env, simcord_bot, place, monkeypatch)
    for command, (options, everywhere) in COMMANDS.items():
        expected = everywhere[PLACES.index(place)]
        shown = await asking.give(command, options)
        if expected is NOT_OFFERED or shown is None:
            assert (command, shown, expected) == (command, None, NOT_OFFERED)
            continue
        assert (command, text(shown)[: len(expected)]) == (command, expected)
        assert message(shown).author.id == simcord_env.backend.bot_user.id


async def test_no_form_is_opened_where_the_bot_is_no_member(
    simcord_env: simcord.Env, simcord_bot: FootnoteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = Asking(simcord_env, simcord_bot, OTHER, monkeypatch)
    shown = await asking.give("corpus add", {})
    assert shown is not None
    assert (shown.ephemeral, text(shown).startswith(ABSENT)) == (True, True)


async def test_discord_offers_to_those_who_bring_the_bot_along_what_works_there(
    simcord_bot: FootnoteClient,
) -> None:
    translator = FluentTranslator(Messages(LOCALES))
    tree = simcord_bot.tree
    sent = [await one.get_translated_payload(tree, translator) for one in tree.get_commands()]
    where = {one["name"]: (one["integration_types"], one["contexts"]) for one in sent}
    known = {name.split()[0] for name in COMMANDS}
    menus = {"Ask about this", "Explain this answer", "Add to the reports"}
    assert where.keys() == known | menus
    alone = {name for name, there in where.items() if there == ([0], [0])}
    assert alone == {
        *("diagnose", "insights", "taught", "facts", "corpus"),
        *("Explain this answer", "Add to the reports"),
    }
    assert {name for name, there in where.items() if there == ([0, 1], [0, 1, 2])} == where.keys() - alone


async def test_what_a_person_set_holds_in_a_server_without_the_bot(
    simcord_env: simcord.Env, simcord_bot: FootnoteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = simcord_bot.handlers.workers.assistants.of(None)
    assert isinstance(assistant, fakes.FakeAssistant)
    user = simcord_env.create_user("dana")
    settings = simcord_bot.handlers.rules.settings
    await settings.put("language", "fr", guild=-user.id, by=user.id)
    await settings.put("private", True, guild=-user.id, by=user.id)
    guild = simcord_env.create_guild()
    channel, member = guild.create_text_channel("general"), guild.add_member(user)
    _sent_for(monkeypatch, user, context=0, guild=guild)
    simcord_bot._connection._remove_guild(simcord_bot.get_guild(guild.id))  # type: ignore[arg-type]
    shown = await member.slash(channel, "ask", question=QUESTION)
    assert shown.ephemeral
    assert assistant.asked[-1]["language"] == "fr"

"""The bot presents itself: once to a server that it joins, and to whoever asks."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.cards.about import AboutSheet, about_card, welcome_card
from bot.cards.layout import PAYLOAD, payload
from qa.knowledge.reports import HeldReport
from qa.language.detection import LANGUAGES
from tests.bot.conftest import Build, World
from tests.bot.look import labels, press, text

pytestmark = pytest.mark.simcord(settle_timeout=60)


def own(world: World, channel: simcord.ChannelHandle) -> list[discord.Message]:
    return [one for one in channel.history() if one.author.id == world.bot.me.id]


async def joined(world: World, bot: Any = None) -> None:
    """Discord tells that the bot joined a server, which has channels by now."""
    client = bot or world.bot
    guild = client.get_guild(world.guild.id)
    client.dispatch("guild_join", guild)
    await world.env.settle()


@pytest.fixture
async def newcomer(world: World) -> World:
    """The server as it is when the bot is added to it."""
    from sqlalchemy import text as sql

    await world.env.settle()
    database = world.bot.handlers.answers.database
    await database.write(lambda base: base.execute(sql("DELETE FROM events")))
    return world


async def test_the_first_message_says_what_the_bot_is_knows_and_is_asked(newcomer: World) -> None:
    await joined(newcomer)
    (card,) = own(newcomer, newcomer.channel)
    said = text(card)
    assert said.startswith("### Answers you can check\nI answer questions from reports.")
    assert "I answer from: the invented digests" in said
    assert "• `/settings` – languages, channels, roles, limits, privacy" in said
    assert "/corpus add" not in said  # where servers cannot have reports of their own
    assert labels(card) == ["What did DeepSeek R1 score?", "Who?"]
    answered = await press(newcomer.alice, card, "What did DeepSeek R1")
    assert answered.ephemeral
    assert "DeepSeek R1 scored 89" in text(answered)


async def test_it_is_posted_once_also_over_restarts_and_by_several_processes(
    newcomer: World, build: Build
) -> None:
    await joined(newcomer)
    await joined(newcomer)
    second = build()
    await newcomer.env.restart_bot(second)
    await joined(newcomer, second)
    assert len(own(newcomer, newcomer.channel)) == 1


async def test_it_goes_where_the_bot_may_write(newcomer: World) -> None:
    backend = newcomer.env.backend
    denied = discord.Permissions(send_messages=True).value
    overwrite = Overwrite(backend.bot_user.id, OverwriteType.MEMBER, deny=denied)
    backend.set_overwrite(newcomer.channel.id, overwrite)
    second = newcomer.guild.create_text_channel("second")
    await joined(newcomer)
    assert (len(own(newcomer, newcomer.channel)), len(own(newcomer, second))) == (0, 1)


async def test_a_channel_that_refuses_is_passed_over_and_a_fault_ends_it(newcomer: World) -> None:
    second = newcomer.guild.create_text_channel("second")
    newcomer.env.inject_error("POST", f"/channels/{newcomer.channel.id}/messages", status=403)
    await joined(newcomer)
    assert (len(own(newcomer, newcomer.channel)), len(own(newcomer, second))) == (0, 1)


async def test_about_says_what_is_answered_from_how_old_and_how_it_is_checked(world: World) -> None:
    card = await world.alice.slash(world.channel, "about")
    assert card.ephemeral
    lines = text(card).split("\n")
    assert lines[0] == "### About me"
    assert lines[2:5] == [
        "**The 2 reports that I answer from here**",
        "• State of AI \\<\\@1\\> `2025-Q2` · 5 reports · July 1, 2025 (<t:1751328000:R>)",
        "• A leaflet · date not stated",
    ]
    assert lines[5].startswith("**Where numbers come from:** each is in a sentence or a table")
    assert lines[6].startswith("**How answers are checked:** each statement carries quotes")
    assert lines[7].startswith("**Privacy:** answers are kept for 30 days at most")
    assert lines[8] == "-# Footnote 0.1.0"


LINKS = {"privacy_address": "https://example.org/privacy", "help_address": "https://example.org/help"}


@pytest.mark.parametrize("settings", [LINKS])
async def test_links_are_the_operators(world: World) -> None:
    card = await world.alice.slash(world.channel, "about")
    assert text(card).endswith(
        "· [Privacy policy](<https://example.org/privacy>) · [Help](<https://example.org/help>)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_cards_fit_in_every_language(world: World, language: str) -> None:
    def say(message: str, **values: Any) -> str:
        return world.bot.handlers.failures.say(language, message, **values)

    reports = [HeldReport("報" * 200, f"{n}", 3, ("en",), "2025-01-31" if n else "") for n in range(60)]
    links = dict.fromkeys(("about-policy", "about-help"), "https://example.org/")
    about = about_card(AboutSheet(reports, "1.0", 30, language, links), say)
    welcome = welcome_card("題" * 2_000, ["例" * 200] * 9, language, say, own_reports=True)
    for card in (about, welcome):
        assert payload(card) <= PAYLOAD

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
from bot.client import FootnoteClient
from qa.knowledge.reports import HeldReport
from qa.language.detection import LANGUAGES
from tests.bot.conftest import Build, World
from tests.bot.look import labels, press, text

pytestmark = pytest.mark.simcord(settle_timeout=60)


def own(world: World, channel: simcord.ChannelHandle) -> list[discord.Message]:
    return [one for one in channel.history() if one.author.id == world.bot.me.id]


async def joined(world: World, bot: FootnoteClient | None = None) -> None:
    """Discord tells that the bot joined a server, which has channels by now."""
    client = bot or world.bot
    guild = client.get_guild(world.guild.id)
    assert guild is not None
    await client.on_guild_join(guild)


async def test_the_first_message_says_what_the_bot_is_knows_and_is_asked(world: World) -> None:
    await joined(world)
    (card,) = own(world, world.channel)
    said = text(card)
    assert said.startswith("### Answers you can check\nI answer questions from reports.")
    assert "I answer from: the invented digests" in said
    assert "• `/settings` – languages, channels, roles, limits, privacy" in said
    assert "/corpus add" not in said  # where servers cannot have reports of their own
    assert labels(card) == ["What did DeepSeek R1 score?", "Who?"]
    answered = await press(world.alice, card, "What did DeepSeek R1")
    assert answered.ephemeral
    assert "DeepSeek R1 scored 89" in text(answered)


async def test_it_is_posted_once_also_over_restarts_and_by_several_processes(
    world: World, build: Build
) -> None:
    await joined(world)
    await joined(world)
    second = build()
    await world.env.restart_bot(second)
    await joined(world, second)
    assert len(own(world, world.channel)) == 1


async def test_it_goes_where_the_bot_may_write(world: World) -> None:
    backend = world.env.backend
    denied = discord.Permissions(send_messages=True).value
    overwrite = Overwrite(backend.bot_user.id, OverwriteType.MEMBER, deny=denied)
    backend.set_overwrite(world.channel.id, overwrite)
    second = world.guild.create_text_channel("second")
    await joined(world)
    assert (len(own(world, world.channel)), len(own(world, second))) == (0, 1)


async def test_a_channel_that_refuses_is_passed_over_and_a_fault_ends_it(world: World) -> None:
    second = world.guild.create_text_channel("second")
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403)
    await joined(world)
    assert (len(own(world, world.channel)), len(own(world, second))) == (0, 1)


async def test_about_says_what_is_answered_from_how_old_and_how_it_is_checked(world: World) -> None:
    card = await world.alice.slash(world.channel, "about")
    assert card.ephemeral
    lines = text(card).split("\n")
    assert lines[0] == "### About me"
    assert lines[2:5] == [
        "**The 2 reports that I answer from here**",
        "• State of AI \\<\\@1\\> `2025-Q2` · 5 documents · July 1, 2025 (<t:1751328000:R>)",
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

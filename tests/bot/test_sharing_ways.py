"""The ways to share a private answer, and taking it back: each does what it says, and says what it did."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest
import simcord

from bot.cards.share_menu import Way
from bot.declined import DeclinedError
from bot.sharing.places import elsewhere
from tests.bot.at_once import at_once
from tests.bot.conftest import Build, World
from tests.bot.look import items, labels, message, press, share, share_menu, text, ways
from tests.bot.pages.ports import free_port
from tests.bot.test_deletion import key_of

R1 = "What did DeepSeek R1 score?"
FOLLOW_UPS = "/webhooks/*/*"
FILES = ["picture", "markdown", "json", "bibtex", "ris", "apa", "gbt7714"]


@pytest.fixture
def settings() -> dict[str, Any]:
    port = free_port()
    return {"pages_address": f"http://127.0.0.1:{port}", "pages_port": port}


@pytest.fixture
async def card(world: World) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await world.alice.slash(
        world.channel, "ask", question=R1, private=True
    )
    return result


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    monkeypatch.setattr(world.bot.handlers.delivery.outbox, "_seconds", 0)


async def read(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


def page_of(world: World, card: simcord.InteractionResult) -> str:
    pages = world.bot.handlers.sharing.pages
    assert pages is not None
    assert pages.addresses is not None
    return pages.addresses.answer(key_of(card))


async def share_in(
    world: World, card: simcord.InteractionResult, channel: simcord.ChannelHandle
) -> simcord.InteractionResult:
    if share_menu(card) is None:
        await press(world.alice, card, "Share")
    result: simcord.InteractionResult = await world.alice.select(
        message(card), [channel], custom_id=f"fn:share-in:{key_of(card)}"
    )
    return result


async def test_the_menu_is_on_the_private_card_and_offers_what_there_is(
    world: World, card: simcord.InteractionResult
) -> None:
    await press(world.alice, card, "Share")
    assert ways(card) == ["here", "link", "private-link", *FILES]
    assert any(isinstance(item, discord.ui.ChannelSelect) for item in items(card))
    assert message(card).flags.ephemeral
    assert world.sent() == []
    await share(world.alice, card, "here")
    assert share_menu(card) is None
    await press(world.alice, card, "Shared")
    assert ways(card) == ["link", "private-link", *FILES, "unshare"]
    assert not any(isinstance(item, discord.ui.ChannelSelect) for item in items(card))


async def test_a_link_makes_the_answer_public_and_says_so(
    world: World, card: simcord.InteractionResult
) -> None:
    url = page_of(world, card)
    assert (await read(url))[0] == 404
    told = await share(world.alice, card, "link")
    (said,) = told.followups
    assert said.ephemeral
    assert text(said).startswith("This answer is public now: whoever has the address can read it")
    assert text(said).splitlines()[-1] == url
    status, page = await read(url)
    assert status == 200
    assert "DeepSeek R1 reaches 89 points on the index, quote 1." in page
    assert json.loads((await read(f"{url}.json"))[1])["question"] == R1
    assert world.sent() == []
    assert share_menu(card) is None


async def test_a_private_link_is_signed_and_leaves_the_answer_private(
    world: World, card: simcord.InteractionResult
) -> None:
    told = await share(world.alice, card, "private-link")
    signed = text(told.followups[0]).splitlines()[-1]
    assert signed.startswith(f"{page_of(world, card)}?t=")
    assert (await read(signed))[0] == 200
    assert (await read(page_of(world, card)))[0] == 404
    await press(world.alice, card, "Delete")
    assert (await read(signed))[0] == 404


@pytest.mark.parametrize(("way", "begins"), [("json", b"{"), ("ris", b"TY  - "), ("apa", b"AIbase. ")])
async def test_a_file_is_sent_to_whoever_asks_for_it_and_publishes_nothing(
    world: World, card: simcord.InteractionResult, way: Any, begins: bytes
) -> None:
    told = await share(world.alice, card, way)
    (sent,) = told.followups
    (file,) = sent.attachments
    assert sent.ephemeral
    assert (await file.read()).startswith(begins)
    assert text(sent) == "Here is your file. Nobody else sees it."
    assert (await read(page_of(world, card)))[0] == 404


async def test_a_picture_has_the_address_of_the_page_which_becomes_public(
    world: World, card: simcord.InteractionResult
) -> None:
    told = await share(world.alice, card, "picture")
    (sent,) = told.followups
    (file,) = sent.attachments
    assert (await file.read()).startswith(b"\x89PNG")
    assert "which is public now" in text(sent)
    assert (await read(page_of(world, card)))[0] == 200


async def test_a_picture_that_cannot_be_sent_tells_that_the_page_is_public(
    world: World, card: simcord.InteractionResult
) -> None:
    await press(world.alice, card, "Share")
    world.env.inject_error("POST", FOLLOW_UPS, status=400)
    told = await share(world.alice, card, "picture")
    assert text(told.followups[-1]).startswith(f"The answer’s page is public now ({page_of(world, card)})")
    assert (await read(page_of(world, card)))[0] == 200


async def test_an_answer_is_posted_in_the_channel_that_was_chosen_once(
    world: World, card: simcord.InteractionResult
) -> None:
    other = world.guild.create_text_channel("elsewhere")
    told = await share_in(world, card, other)
    (public,) = other.history(viewer=world.moderator)
    assert text(public).startswith("-# Alice asked\n")
    assert world.sent() == []
    assert text(told.followups[0]).splitlines() == ["The answer is posted:", public.jump_url]
    assert "Share" not in labels(card)
    await press(world.alice, card, "Shared")
    await world.bot.handlers.deletion.channel_gone(other.id)
    assert await world.bot.handlers.answers.get(key_of(public)) is None


async def test_two_who_choose_at_once_post_once(world: World, card: simcord.InteractionResult) -> None:
    other = world.guild.create_text_channel("elsewhere")
    await press(world.alice, card, "Share")
    await at_once(world.env, share_in(world, card, other), share(world.alice, card))
    assert len(other.history(viewer=world.moderator)) + len(world.sent()) == 1


async def test_what_stands_elsewhere_is_not_posted_again(
    world: World, card: simcord.InteractionResult
) -> None:
    other = world.guild.create_text_channel("elsewhere")
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=500, times=None)
    await share_in(world, card, other)
    (public,) = other.history(viewer=world.moderator)
    again = await share(world.alice, card)
    assert text(again.followups[0]).splitlines()[-1] == public.jump_url
    assert world.sent() == []


@pytest.mark.parametrize("who", ["alice", "bot"])
async def test_a_chosen_channel_needs_both_permissions(
    world: World, card: simcord.InteractionResult, who: str
) -> None:
    target = world.alice if who == "alice" else world.bot.user
    assert target is not None
    denied = discord.PermissionOverwrite(send_messages=False)
    quiet = world.guild.create_text_channel("quiet", overwrites={target: denied})
    told = await share_in(world, card, quiet)
    assert text(told.followups[0]).startswith("I can’t post it there: you and I both need permission")
    assert quiet.history(viewer=world.moderator) == []
    await share(world.alice, card)
    assert len(world.sent()) == 1


async def test_a_thread_can_be_chosen(world: World, card: simcord.InteractionResult) -> None:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
    await share_in(world, card, world.channel.threads[0])
    assert text(world.channel.threads[0].history(viewer=world.moderator)[-1]).startswith("-# Alice asked")


async def test_taking_back_removes_the_copy_and_the_page_and_it_can_be_shared_again(
    world: World, card: simcord.InteractionResult
) -> None:
    await share(world.alice, card)
    await press(world.alice, card, "Shared")
    await share(world.alice, card, "link")
    (public,) = world.sent()
    await press(world.alice, card, "Shared")
    told = await share(world.alice, card, "unshare")
    assert text(told.followups[0]).startswith("Taken back: ")
    assert world.sent() == []
    assert await world.bot.handlers.answers.get(key_of(public)) is None
    assert (await read(page_of(world, card)))[0] == 404
    assert "Share" in labels(card)
    await share(world.alice, card)
    assert len(world.sent()) == 1


async def test_a_copy_that_discord_keeps_is_told_of_and_can_still_be_deleted(
    world: World, card: simcord.InteractionResult
) -> None:
    await share(world.alice, card)
    await press(world.alice, card, "Shared")
    (public,) = world.sent()
    world.env.inject_error("DELETE", "/channels/*/messages/*", status=403, code=50013)
    told = await share(world.alice, card, "unshare")
    assert text(told.followups[0]).startswith("The page is offline and the copy’s answer forgotten, but")
    assert len(world.sent()) == 1
    await press(world.alice, public, "Delete")
    assert world.sent() == []


@pytest.mark.parametrize("how", ["button", "discord"])
async def test_a_moderator_who_removes_the_copy_takes_the_page_offline(
    world: World, card: simcord.InteractionResult, how: str
) -> None:
    await share(world.alice, card, "link")
    await share(world.alice, card)
    (public,) = world.sent()
    assert (await read(page_of(world, card)))[0] == 200
    if how == "button":
        await press(world.moderator, public, "Delete")
    else:
        await world.moderator.delete(public)
    assert world.sent() == []
    assert (await read(page_of(world, card)))[0] == 404


async def test_what_may_no_longer_be_shown_can_still_be_taken_back(
    world: World, card: simcord.InteractionResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    await share(world.alice, card, "link")
    await share(world.alice, card)
    await press(world.alice, card, "Shared")
    monkeypatch.setattr(world.bot.handlers.workers.assistants, "may_show", lambda *_: False)
    refused = await share(world.alice, card, "json")
    assert text(refused).startswith("Some of what this answer quotes has been removed")
    await share(world.alice, card, "unshare")
    assert world.sent() == []


async def test_the_menu_works_after_a_restart(
    world: World, card: simcord.InteractionResult, build: Build
) -> None:
    await press(world.alice, card, "Share")
    port = free_port()
    await world.env.restart_bot(build(pages_address=f"http://127.0.0.1:{port}", pages_port=port))
    told = await share(world.alice, card, "link")
    assert (await read(text(told.followups[0]).splitlines()[-1]))[0] == 200


class TestWithoutPages:
    """The bot as it is until an address is set."""

    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {}

    async def test_there_are_no_links(self, world: World, card: simcord.InteractionResult) -> None:
        await press(world.alice, card, "Share")
        assert ways(card) == ["here", *FILES]
        told = await share(world.alice, card, "picture")
        assert text(told.followups[0]) == "Here is your file. Nobody else sees it."

    @pytest.mark.parametrize("way", ["link", "private-link"])
    async def test_a_link_that_a_card_still_offers_is_refused(
        self, world: World, card: simcord.InteractionResult, way: Way, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        handlers = world.bot.handlers

        async def offered(*_: object) -> SimpleNamespace:
            return SimpleNamespace()

        monkeypatch.setattr(type(handlers.sharing), "_addresses", offered)
        await press(world.alice, card, "Share")
        monkeypatch.undo()
        told = await share(world.alice, card, way)
        assert text(told).startswith("There are no pages at the moment")


class TestPortInUse:
    """Another program listens where the pages should be."""

    @pytest.fixture
    def settings(self) -> Iterator[dict[str, Any]]:
        with socket.create_server(("127.0.0.1", 0)) as held:
            port = held.getsockname()[1]
            yield {"pages_address": f"http://127.0.0.1:{port}", "pages_port": port}

    async def test_the_bot_goes_on_without_pages(
        self, world: World, card: simcord.InteractionResult, caplog: pytest.LogCaptureFixture
    ) -> None:
        (told,) = [one for one in caplog.get_records("setup") if one.name == "bot.pages.serving"]
        assert "the bot goes on without them; FOOTNOTE_PAGES_PORT names another port" in told.getMessage()
        assert told.exc_info is None
        await press(world.alice, card, "Share")
        assert ways(card) == ["here", *FILES]


async def test_a_private_thread_is_for_those_who_are_in_it(
    world: World, card: simcord.InteractionResult
) -> None:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name="whisper", type=discord.ChannelType.private_thread)
    (hidden,) = (one for one in world.channel.threads if one.id == thread.id)
    await press(world.alice, card, "Share")
    interaction = SimpleNamespace(
        guild_id=world.guild.id,
        client=world.bot,
        user=await channel.guild.fetch_member(world.alice.id),
    )
    with pytest.raises(DeclinedError, match="error-share-there"):
        await elsewhere(cast(discord.Interaction, interaction), hidden.id)
    await thread.add_user(discord.Object(world.alice.id))
    assert (await elsewhere(cast(discord.Interaction, interaction), hidden.id)).parent == channel.id


@pytest.mark.parametrize("wanted", ["voice", "nothing", "another server"])
async def test_what_is_no_channel_of_the_server_is_refused(world: World, wanted: str) -> None:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    member = await channel.guild.fetch_member(world.alice.id)
    interaction = SimpleNamespace(guild_id=world.guild.id, client=world.bot, user=member)
    other = world.env.create_guild().create_text_channel("far")
    ids = {"voice": world.guild.create_voice_channel("loud").id, "nothing": 7, "another server": other.id}
    with pytest.raises(DeclinedError, match="error-share-there"):
        await elsewhere(cast(discord.Interaction, interaction), ids[wanted])

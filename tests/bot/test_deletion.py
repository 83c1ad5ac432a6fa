"""Deleting: the record first, then the card; nothing is kept that has no button."""

from __future__ import annotations

import discord
import pytest
import simcord
from sqlalchemy import text as text_of

from tests.bot.conftest import World
from tests.bot.disks import fill
from tests.bot.look import custom_id, labels, press, text

R1 = "What did DeepSeek R1 score?"


def key_of(seen: discord.Message | simcord.InteractionResult) -> str:
    return custom_id(seen, "Delete").split(":")[2]


async def kept(world: World, key: str) -> bool:
    return await world.bot.handlers.answers.get(key) is not None


async def ask(world: World, question: str = R1) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await world.alice.slash(world.channel, "ask", question=question)
    return result


async def test_a_copy_of_a_page_is_only_deleted_itself(world: World) -> None:
    card = await ask(world, "Tell me everything")
    for reader in (world.moderator, world.bob):
        copy = await press(reader, card, "Next")
        assert copy.ephemeral
        await press(reader, copy, "Delete")
        assert copy.response is None
    assert len(world.sent()) == 1
    assert await kept(world, key_of(card))


async def test_a_copy_of_a_page_is_turned_itself(world: World) -> None:
    card = await ask(world, "Tell me everything")
    copy = await press(world.bob, card, "Next")
    turned = await press(world.bob, copy, "Next")
    assert turned.response is not None
    assert copy.response is not None
    assert turned.response.id == copy.response.id
    assert "Next (3/4)" not in labels(card)


async def test_on_a_full_disk_the_card_stays_with_its_button(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await ask(world)
    with monkeypatch.context() as patch:
        fill(patch)
        told = await press(world.alice, card, "Delete")
    assert text(told.followups[0]).startswith("I could not write that down, so I have changed nothing")
    assert await kept(world, key_of(card))
    assert len(world.sent()) == 1
    await press(world.alice, card, "Delete")
    assert world.sent() == []


@pytest.mark.parametrize("status", [404, 500])
async def test_the_answer_is_forgotten_although_its_card_cannot_be_deleted(world: World, status: int) -> None:
    card = await ask(world)
    key = key_of(card)
    world.env.inject_error("DELETE", "/webhooks/*/*/messages/@original", status=status, code=10008)
    told = await press(world.alice, card, "Delete")
    assert not await kept(world, key)
    if status == 404:  # it was gone already
        assert told.followups == []
        return
    assert text(told.followups[0]).startswith("I have forgotten this answer, but Discord did not let me")
    assert "This answer is no longer kept" in text(await press(world.bob, card, "Sources"))
    assert "Only the person who asked" in text(await press(world.bob, card, "Delete"))
    await press(world.alice, card, "Delete")
    assert world.sent() == []
    assert await world.bot.handlers.answers.asker(key) is None


async def test_a_card_that_a_moderator_deletes_in_discord_leaves_nothing(world: World) -> None:
    await world.alice.send(world.channel, f"{world.at} {R1}")
    replied, card = world.last(), await ask(world)
    keys = [key_of(replied), key_of(card)]
    for message in world.sent():
        await world.moderator.delete(message)
    assert [await kept(world, key) for key in keys] == [False, False]


async def test_a_bulk_of_deleted_messages_leaves_nothing(world: World) -> None:
    keys = [key_of(await ask(world)) for _ in range(2)]
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete_messages(world.sent())
    await world.env.settle()
    assert [await kept(world, key) for key in keys] == [False, False]


async def test_a_channel_and_its_threads_take_their_answers_with_them(world: World) -> None:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
    keys = [
        key_of(await world.alice.slash(place, "ask", question=R1))
        for place in (world.channel, world.channel.threads[0])
    ]
    assert thread.parent_id == channel.id
    await world.bot.on_guild_channel_delete(channel)
    assert [await kept(world, key) for key in keys] == [False, False]


async def test_a_channel_that_is_deleted_in_discord(world: World) -> None:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    key = key_of(await ask(world))
    await channel.delete()
    await world.env.settle()
    assert not await kept(world, key)


async def test_a_thread_that_is_deleted_in_discord(world: World) -> None:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
    key = key_of(await world.alice.slash(world.channel.threads[0], "ask", question=R1))
    await thread.delete()
    await world.env.settle()
    assert not await kept(world, key)


async def test_an_answer_in_a_server_that_the_bot_has_left_is_forgotten(world: World) -> None:
    key = key_of(await ask(world))
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    await world.bot.on_guild_remove(guild)
    assert not await kept(world, key)


async def test_what_the_disk_refuses_to_forget_goes_with_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    card, other = await ask(world), await ask(world)
    keys = [key_of(card), key_of(other)]
    first, second = world.sent()
    with monkeypatch.context() as patch:
        fill(patch)
        await world.moderator.delete(first)
    assert "is still kept" in caplog.text
    await world.moderator.delete(second)
    assert [await kept(world, key) for key in keys] == [False, False]


async def test_an_answer_that_could_not_be_shown_is_not_kept(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=404, code=10015)
    await ask(world)
    assert not len(world.bot.handlers.answers.recent)
    rows = await world.bot.handlers.answers.database.read(
        lambda base: base.execute(text_of("SELECT COUNT(*) FROM answers")).scalar()
    )
    assert rows == 0


async def test_a_deleted_answer_is_not_referred_to(world: World) -> None:
    card = await ask(world)
    await press(world.alice, card, "Delete")
    await world.alice.send(world.channel, f"{world.at} And in Q2?")
    assert world.assistant.asked[-1]["history"] == ()

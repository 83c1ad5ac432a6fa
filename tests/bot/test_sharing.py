"""Sharing: once, whatever fails on the way, and whoever shares is told what happened."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import discord
import pytest
import simcord

from bot.cards import outbox
from tests.bot.at_once import at_once
from tests.bot.conftest import Build, World
from tests.bot.disks import fill
from tests.bot.look import custom_id, labels, message, press, share, text

R1 = "What did DeepSeek R1 score?"
ORIGINAL = "/webhooks/*/*/messages/@original"
POSTS = "/channels/*/messages"


@pytest.fixture
async def card(world: World) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await world.alice.slash(
        world.channel, "ask", question=R1, private=True
    )
    return result


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    monkeypatch.setattr(world.bot.handlers.delivery.outbox, "_seconds", 0)


async def test_two_presses_at_once_share_once(world: World, card: simcord.InteractionResult) -> None:
    await press(world.alice, card, "Share")
    first, second = await at_once(world.env, share(world.alice, card), share(world.alice, card))
    assert len(world.sent()) == 1
    assert first.followups == second.followups == []


@pytest.mark.parametrize("status", [500, 429, 403, 404])
async def test_a_private_card_that_cannot_be_edited_does_not_undo_what_was_shared(
    world: World, card: simcord.InteractionResult, status: int
) -> None:
    world.env.inject_error("PATCH", ORIGINAL, status=status, times=None)
    told = await share(world.alice, card)
    (public,) = world.sent()
    (told_once,) = told.followups
    assert told_once.ephemeral
    assert text(told_once).startswith("The answer is posted; only the button could not be removed")
    assert text(told_once).splitlines()[1:] == [public.jump_url]
    again = await share(world.alice, card)
    assert [text(one) for one in again.followups] == [f"This answer is already posted:\n{public.jump_url}"]
    assert len(world.sent()) == 1


async def test_what_was_shared_stays_so_after_a_restart(
    world: World, card: simcord.InteractionResult, build: Build
) -> None:
    world.env.inject_error("PATCH", ORIGINAL, status=500)
    await share(world.alice, card)
    await world.env.restart_bot(build())
    await share(world.alice, card)
    assert len(world.sent()) == 1
    assert "Share" not in labels(card)


async def test_a_post_that_is_refused_can_be_tried_again(
    world: World, card: simcord.InteractionResult
) -> None:
    world.env.inject_error("POST", POSTS, status=400)
    told = await share(world.alice, card)
    assert text(told.followups[0]).startswith("Something went wrong on my side")
    assert world.sent() == []
    await share(world.alice, card)
    assert len(world.sent()) == 1


async def test_where_the_bot_may_not_post_it_answers_the_press(
    world: World, card: simcord.InteractionResult
) -> None:
    world.env.inject_error("POST", POSTS, status=403, code=50001)
    await share(world.alice, card)
    assert len(world.sent()) == 1


async def test_a_post_of_which_nobody_knows_is_looked_for_before_it_is_sent_again(
    world: World, card: simcord.InteractionResult
) -> None:
    world.env.inject_error("POST", POSTS, status=500)
    told = await share(world.alice, card)
    assert text(told.followups[0]).startswith("Discord did not tell me whether the answer was posted.")
    await share(world.alice, card)
    assert len(world.sent()) == 1


async def test_a_post_that_was_stored_before_the_bot_crashed_is_found(
    world: World, card: simcord.InteractionResult, monkeypatch: pytest.MonkeyPatch, build: Build
) -> None:
    async def crash(*_: object) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(world.bot.handlers.answers, "end_share", crash)
    await share(world.alice, card)
    restarted = build()
    await world.env.restart_bot(restarted)
    await share(world.alice, card)
    (public,) = world.sent()
    assert "Share" not in labels(card)
    key = custom_id(public, "Delete").split(":")[2]
    await world.moderator.delete(public)
    assert await restarted.handlers.answers.get(key) is None


async def test_who_shares_is_asked_to_look_where_the_bot_may_not(
    world: World, card: simcord.InteractionResult
) -> None:
    world.env.inject_error("POST", POSTS, status=500)
    await share(world.alice, card)
    world.env.inject_error("GET", POSTS, status=403, code=50013)
    told = await share(world.alice, card)
    assert "please press *Share* again" in text(told.followups[0])
    await share(world.alice, card)
    assert len(world.sent()) == 1


async def test_a_connection_that_drops_after_the_post_was_stored(
    world: World, card: simcord.InteractionResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.bot.handlers.delivery.outbox, "_seconds", outbox.ECHO)
    send = world.bot.http.send_message

    async def drop(*args: Any, **kwargs: Any) -> None:
        await send(*args, **kwargs)
        raise aiohttp.ServerDisconnectedError

    monkeypatch.setattr(world.bot.http, "send_message", drop)
    told = await share(world.alice, card)
    assert len(world.sent()) == 1
    assert told.followups == []


async def test_nothing_is_posted_that_cannot_be_written_down(
    world: World, card: simcord.InteractionResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fill(patch)
        told = await share(world.alice, card)
    assert text(told.followups[0]).startswith("I could not write that down, so I have changed nothing")
    assert world.sent() == []
    await share(world.alice, card)
    assert len(world.sent()) == 1


async def test_an_answer_in_memory_alone_is_shared_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(monkeypatch)
    card = await world.alice.slash(world.channel, "ask", question=R1, private=True)
    await press(world.alice, card, "Share")
    await at_once(world.env, share(world.alice, card), share(world.alice, card))
    assert len(world.sent()) == 1


async def test_what_was_shared_may_be_referred_to_in_public(
    world: World, card: simcord.InteractionResult
) -> None:
    await world.alice.send(world.channel, f"{world.at} And Kimi?")
    await share(world.alice, card)
    await world.alice.send(world.channel, f"{world.at} And in Q2?")
    assert [len(call["history"]) for call in world.assistant.asked] == [0, 0, 2]  # type: ignore[arg-type]


async def test_a_user_shares_where_the_bot_is_no_member(
    world: World, card: simcord.InteractionResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.bot, "get_guild", lambda _: None)
    await share(world.alice, card)
    assert len(world.sent()) == 1
    assert not message(world.last()).flags.ephemeral
    assert isinstance(world.last(), discord.Message)

"""A card arrives once, also where its connection drops before or after it was stored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord
import pytest

from tests.bot.conftest import World
from tests.bot.look import press, text

R1 = "What did DeepSeek R1 score?"
Method = Callable[..., Awaitable[Any]]


def drop(call: Method, *, stored: bool, times: int = 1) -> Method:
    """`call` with its connection dropped the first `times`, before or after Discord has stored it."""
    left = [times]

    async def dropped(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            return await call(*args, **kwargs)
        if stored:
            await call(*args, **kwargs)
        raise aiohttp.ServerDisconnectedError

    return dropped


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    monkeypatch.setattr(world.bot.handlers.delivery.outbox, "_seconds", 0.2)


@pytest.mark.parametrize("stored", [True, False])
async def test_a_reply_comes_once(world: World, monkeypatch: pytest.MonkeyPatch, stored: bool) -> None:
    monkeypatch.setattr(world.bot.http, "send_message", drop(world.bot.http.send_message, stored=stored))
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert [text(message)[:22] for message in world.sent()] == ["DeepSeek R1 scored 89 "]
    assert world.sent()[0].reference is not None


async def test_tries_carry_one_nonce_by_which_discord_knows_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    nonces = []
    send = world.bot.http.send_message

    async def note(channel: int, *, params: Any) -> Any:
        nonces.append((params.payload["nonce"], params.payload["enforce_nonce"]))
        return await send(channel, params=params)

    monkeypatch.setattr(world.bot.http, "send_message", drop(note, stored=True, times=2))
    monkeypatch.setattr(world.bot.handlers.delivery.outbox, "stored", lambda _: None)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert len(nonces) == 3  # the third tells that both failed
    assert nonces[0] == nonces[1]
    assert nonces[0][1] is True


@pytest.mark.parametrize("stored", [True, False])
async def test_an_edit_comes_once(world: World, monkeypatch: pytest.MonkeyPatch, stored: bool) -> None:
    edit = drop(discord.Interaction.edit_original_response, stored=stored)
    monkeypatch.setattr(discord.Interaction, "edit_original_response", edit)
    result = await world.alice.slash(world.channel, "ask", question=R1)
    assert "scored 89" in text(result)
    assert result.followups == []
    assert len(world.sent()) == 1


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("method", ["defer", "send_message", "edit_message"])
async def test_a_response_comes_once(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    stored: bool,
) -> None:
    call = drop(getattr(discord.InteractionResponse, method), stored=stored)
    monkeypatch.setattr(discord.InteractionResponse, method, call)
    card = await world.alice.slash(world.channel, "ask", question="Tell me everything")
    assert "Paragraph 1." in text(card)
    sources = await press(world.bob, card, "Sources")
    assert "A very long quote." in text(sources)
    turned = await press(world.alice, card, "Next")
    assert "Paragraph 3." in text(card)
    assert [*card.followups, *sources.followups, *turned.followups] == []
    assert len(world.sent()) == 1

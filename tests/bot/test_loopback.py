"""The bot over a real gateway and real HTTP, on loopback: what is lost on the way comes after all, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import discord
import pytest
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client import FootnoteClient
from tests.bot.conftest import Build
from tests.bot.fakes import FakeAssistant
from tests.loopback.discord_server import TOKEN, Loopback
from tests.loopback.faults import Fault
from tests.loopback.people import People, Seat, said
from tests.loopback.rates import RateLimits
from tests.loopback.rest import PREFIX

R1 = "What did DeepSeek R1 score?"


@dataclass
class Line:
    """A bot that is connected, the Discord it talks to, and somebody who asks."""

    discord: Loopback
    people: People
    seat: Seat
    bot: FootnoteClient
    assistant: FakeAssistant

    async def cards(self, asked: int, count: int = 1) -> list[str]:
        """What whoever asked `asked` is told, once it is as many messages, and nothing more soon after."""
        await until(lambda: len(self.people.told[asked].cards) >= count)
        await asyncio.sleep(0.05)
        return list(self.people.told[asked].cards.values())


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - it stands in another room
            await asyncio.sleep(0.005)


@pytest.fixture
async def line(
    build: Build, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Line]:
    async with Loopback() as server:
        monkeypatch.setattr(Route, "BASE", server.origin + PREFIX)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", server.gateway_url)
        people = People(server)
        people.in_time = 60.0
        (seat,) = people.server("server", 1)
        bot = build(cooldown_questions=100)
        bot._connection.guild_ready_timeout = 0.05
        async with bot:
            running = asyncio.create_task(bot.start(TOKEN))
            await bot.wait_until_ready()
            yield Line(server, people, seat, bot, assistant)
            await bot.close()
            await running
        assert server.rest.unknown == []
        assert server.rest.conduct.faults == {}


async def test_a_question_by_mention_by_command_and_in_direct_messages(line: Line) -> None:
    asked = line.people.ask(line.seat, R1)
    direct = line.people.ask(line.people.direct("alice"), R1)
    command = line.people.command(line.seat, "ask", question=R1)
    for one in (asked, direct, command):
        (card,) = await line.cards(one)
        assert "DeepSeek R1 scored 89" in card
    (message,) = line.people.told[asked].cards
    pressed = line.people.press(line.seat, message, "Sources")
    await until(lambda: line.people.shown(pressed))
    shown = line.people.shown(pressed)
    assert shown is not None
    assert shown.is_ephemeral
    assert "R1-0528 obtient 68 points" in said({"content": "", "components": shown.components})


async def test_a_chart_arrives_as_a_file(line: Line) -> None:
    (card,) = await line.cards(line.people.command(line.seat, "compare", model1="DeepSeek R1", model2="o1"))
    assert "o1 scored 94" in card
    (message,) = [one for one in line.discord.backend.messages[line.seat.channel].values() if one.attachments]
    url = message.attachments[0]["url"]
    assert (await line.bot.http.get_from_cdn(url)).startswith(b"\x89PNG")


async def test_what_is_asked_while_the_line_is_cut_is_answered_once_it_resumes(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExponentialBackoff, "delay", lambda _: 0.0)
    line.discord.gateway.drop()
    asked = line.people.ask(line.seat, R1)
    assert len(await line.cards(asked)) == 1
    assert (line.discord.gateway.identified, line.discord.gateway.resumed) == (1, 1)


@pytest.mark.parametrize("end", ["ask_to_reconnect", "forget_sessions"])
async def test_it_comes_back_when_told_to(line: Line, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(*_: object, **__: object) -> None:
        pass

    monkeypatch.setattr(ExponentialBackoff, "delay", lambda _: 0.0)
    monkeypatch.setattr(line.bot, "before_identify_hook", at_once)
    gateway = line.discord.gateway
    getattr(gateway, end)()
    await until(lambda: gateway.identified + gateway.resumed == 2)
    assert len(await line.cards(line.people.ask(line.seat, R1))) == 1


async def test_what_is_delivered_twice_is_answered_once(line: Line) -> None:
    asked = line.people.ask(line.seat, R1)
    line.people.repeat(asked)
    assert len(await line.cards(asked)) == 1
    assert len(line.assistant.asked) == 1


@pytest.mark.parametrize("how", ["cut before", "cut after"])
async def test_a_reply_whose_connection_is_cut_comes_once(line: Line, how: str) -> None:
    fault = Fault("POST", "/channels/*/messages", how)  # type: ignore[arg-type]
    line.discord.rest.faults.waiting.append(fault)
    (card,) = await line.cards(line.people.ask(line.seat, R1))
    assert "scored 89" in card
    assert line.discord.rest.faults.met == 1


async def test_a_nonce_that_is_repeated_makes_no_second_message(line: Line) -> None:
    channel = line.bot.get_partial_messageable(line.seat.channel)
    first, second = [await channel.send("once", nonce="one") for _ in range(2)]
    third = await channel.send("once", nonce="two")
    assert first.id == second.id != third.id


async def test_who_sends_too_fast_is_held_up_and_loses_nothing(line: Line) -> None:
    channel = line.bot.get_partial_messageable(line.seat.channel)
    now = 100.0
    line.discord.rest.rates = RateLimits(clock=lambda: now)
    sent = [await channel.send(str(number)) for number in range(4)]
    assert len({one.id for one in sent}) == 4
    answers = [line.discord.rest.rates.take("POST", f"/channels/{line.seat.channel}/messages") for _ in "ab"]
    assert [one.wait for one in answers] == [None, 5.0]
    assert answers[0].headers["X-RateLimit-Remaining"] == "0"


async def test_a_wrong_token_is_refused(line: Line) -> None:
    line.bot.http.token = "another"  # noqa: S105
    with pytest.raises(discord.HTTPException) as refused:
        await line.bot.fetch_channel(line.seat.channel)
    assert refused.value.status == 401


async def test_misconduct_is_noted(line: Line) -> None:
    judge = line.discord.rest.conduct.judge
    texts = [{"type": 10, "content": "x" * 2_001}] * 2
    judge("POST", "/channels/1/messages", {"content": "@everyone"})
    judge("POST", "/channels/1/messages", {"components": texts, "allowed_mentions": {"parse": ["users"]}})
    judge("PATCH", "/channels/1/messages/2", {"components": [{"type": 2, "custom_id": "a"}] * 41})
    assert dict(line.discord.rest.conduct.faults) == {
        "allowed_mentions are not said": 1,
        "somebody may be pinged": 1,
        "more than 4,000 characters on a card": 1,
        "more than 40 components": 1,
        "two components of one id": 1,
    }
    line.discord.rest.conduct.faults.clear()

"""A bot that was killed answers, at its next start, what it was at and what it has missed: each once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.handlers import Handlers
from bot.kept_requests import KINDS, read_asked, write_asked
from bot.requests import Asked, Place, Question, Request
from bot.rules import Rules
from bot.unanswered import UnansweredQuestions
from qa.models import Compare, Everything, History, Profile, Turn
from qa.store.alive import LastAlive
from qa.store.pending import KEPT, PendingQuestions
from qa.store.settings import ServerSettings
from tests.bot.conftest import Build, Clock, World
from tests.bot.disks import fill
from tests.bot.look import press, text
from tests.qa.backup.rows import held

R1 = "What did DeepSeek R1 score?"


@contextmanager
def killed(monkeypatch: pytest.MonkeyPatch, where: type, step: str, *, after: bool = False) -> Iterator[None]:
    """The bot ends at a step, or just after it: nothing of what comes then is done."""
    real = getattr(where, step)

    async def end(*args: Any, **named: Any) -> None:
        if after:
            await real(*args, **named)
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(where, step, end)
        yield


@contextmanager
def away(world: World) -> Iterator[None]:
    """The bot hears of no message."""
    state: Any = world.bot._connection
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(state.parsers, "MESSAGE_CREATE", lambda _: None)
        yield


async def restart(world: World, build: Build, cooldown: int = 100) -> None:
    world.bot = build(cooldown_questions=cooldown)
    await world.env.restart_bot(world.bot)
    await world.env.settle()


async def test_a_message_that_was_being_answered_is_answered_by_the_next_run(
    world: World, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    with killed(monkeypatch, Handlers, "_answer"):
        await world.alice.send(world.channel, f"{world.at} {R1}")
    assert world.sent() == []
    await restart(world, build)
    (answer,) = world.sent()
    assert answer.reference is not None
    assert [call["question"] for call in world.assistant.asked] == [R1]
    await restart(world, build)
    assert len(world.sent()) == 1


async def test_one_that_was_answered_just_before_is_not_answered_again(
    world: World, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    with killed(monkeypatch, Handlers, "_show", after=True):
        await world.alice.send(world.channel, f"{world.at} {R1}")
    assert len(world.sent()) == 1
    await restart(world, build)
    assert len(world.sent()) == 1


async def test_one_that_was_deleted_meanwhile_is_not_answered(
    world: World, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    with killed(monkeypatch, Handlers, "_answer"):
        sent = await world.alice.send(world.channel, f"{world.at} {R1}")
    del world.env.backend.messages[world.channel.id][sent.id]
    await restart(world, build)
    assert world.sent() == []
    assert await PendingQuestions(world.bot.handlers.answers.database).take_up(lambda _: True) == ()


async def test_an_interaction_that_was_being_answered_is_answered_by_the_next_run(
    world: World, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    with killed(monkeypatch, Handlers, "_answer"):
        await world.alice.slash(world.channel, "ask", question=R1)
    (thinking,) = world.sent()
    assert thinking.flags.loading
    await restart(world, build)
    (answer,) = world.sent()
    assert answer.id == thinking.id
    assert R1 in text(answer)
    await press(world.alice, answer, "And Kimi")
    assert len(world.sent()) == 2


async def test_an_interaction_that_fails_then_is_told(
    world: World, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    with killed(monkeypatch, Handlers, "_answer"):
        await world.alice.slash(world.channel, "ask", question=R1)

    def fail(*_: Any, **__: Any) -> None:
        raise ValueError("out of order")

    monkeypatch.setattr(world.assistant, "ask", fail)
    await restart(world, build)
    (told,) = world.sent()
    assert "went wrong" in told.content


async def test_one_that_was_answered_just_before_stays_as_it_is(
    world: World, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    with killed(monkeypatch, Handlers, "_show", after=True):
        await world.alice.slash(world.channel, "ask", question=R1)
    await restart(world, build)
    assert len(world.assistant.asked) == 1
    assert len(world.sent()) == 1


@pytest.mark.parametrize("welcome", [True, False])
async def test_whoever_may_use_the_bot_by_a_role_may_so_afterwards(
    world: World, build: Build, monkeypatch: pytest.MonkeyPatch, clock: Clock, *, welcome: bool
) -> None:
    with killed(monkeypatch, Handlers, "_answer"):
        await world.moderator.send(world.channel, f"{world.at} {R1}")
    role = world.guild.roles["Moderators"]
    settings = ServerSettings(world.bot.handlers.answers.database, clock)
    await settings.put("roles", [role.id if welcome else 5], guild=world.guild.id, by=1)
    await restart(world, build)
    (said,) = world.sent()
    assert ("scored 89" in text(said)) is welcome


async def test_what_was_written_while_the_bot_was_away_is_answered_once(
    world: World, build: Build, clock: Clock
) -> None:
    await world.alice.send(world.channel, f"{world.at} {R1}")
    await LastAlive(world.bot.handlers.answers.database, clock).note((0,), 1)
    with away(world):
        await world.bob.send(world.channel, f"{world.at} {R1} (Bob)")
        await world.bob.send(world.channel, "Nothing for the bot.")
    assert len(world.sent()) == 1
    await restart(world, build)
    assert [call["question"] for call in world.assistant.asked] == [R1, f"{R1} (Bob)"]
    assert len(world.sent()) == 2
    await restart(world, build)
    assert len(world.sent()) == 2


@contextmanager
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The store takes its time for the first question, and none for the others."""
    admit, waits = Rules.admit, [0.2]

    async def admitted(*args: Any) -> Any:
        await asyncio.to_thread(time.sleep, waits.pop() if waits else 0)
        return await admit(*args)

    with monkeypatch.context() as patch:
        patch.setattr(Rules, "admit", admitted)
        yield


async def test_what_has_waited_is_answered_in_order_and_held_up_by_no_cooldown(
    world: World, build: Build, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [f"{R1} ({number})" for number in range(3)]
    with killed(monkeypatch, Handlers, "_answer"):
        for one in questions:
            await world.alice.send(world.channel, f"{world.at} {one}")
    with slow(monkeypatch):
        await restart(world, build, cooldown=1)
    assert [call["question"] for call in world.assistant.asked] == questions
    await LastAlive(world.bot.handlers.answers.database, clock).note((0,), 1)
    with away(world):
        for one in questions:
            await world.bob.send(world.channel, f"{world.at} {one}")
    with slow(monkeypatch):
        await restart(world, build, cooldown=1)
    assert [call["question"] for call in world.assistant.asked] == 2 * questions
    assert len(world.sent()) == 6


@pytest.mark.parametrize("meanwhile", ["", "closes", "leaves"])
async def test_a_shard_hears_of_everything_once_all_that_waited_is_answered(
    world: World, clock: Clock, meanwhile: str
) -> None:
    before, alive = clock.now, LastAlive(world.bot.handlers.answers.database, clock)
    await alive.note((0,), 1)
    await world.bob.send(world.channel, "Not for the bot.")
    unanswered = UnansweredQuestions(world.bot.handlers, world.bot.shard_range, clock)
    begun, answered = asyncio.Event(), asyncio.Event()

    async def hear(*_: Any, **__: Any) -> None:
        begun.set()
        await answered.wait()

    catching_up = asyncio.create_task(unanswered.catch_up(world.bot, hear, 0))
    await asyncio.wait_for(begun.wait(), 10)
    clock.now += 20
    await unanswered.note(world.bot)
    assert await alive.of(0, 1) == before
    if meanwhile == "closes":
        await unanswered.close()
    elif meanwhile == "leaves":
        unanswered.hearing.left(0)
    answered.set()
    await catching_up
    await unanswered.note(world.bot)
    assert await alive.of(0, 1) == (before if meanwhile else clock.now)


async def test_what_is_taken_up_is_in_hand_until_it_is_answered(
    world: World, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    with killed(monkeypatch, Handlers, "_answer"):
        for number in range(2):
            await world.alice.send(world.channel, f"{world.at} {R1} ({number})")
        await world.bob.slash(world.channel, "ask", question=R1)
    real, most = Handlers._answer, list[int]()

    async def answer(self: Handlers, asked: Asked) -> Any:
        most.append(len(self.failures.requests))
        return await real(self, asked)

    monkeypatch.setattr(Handlers, "_answer", answer)
    await restart(world, build)
    assert min(most) >= 1
    assert max(most) >= 2, "also what waits for its turn"
    assert len(most) == 3
    assert len(world.bot.handlers.failures.requests) == 0


async def test_what_was_answered_while_the_store_failed_is_not_answered_again(
    world: World, build: Build, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await LastAlive(world.bot.handlers.answers.database, clock).note((0,), 1)
    with monkeypatch.context() as patch:
        fill(patch)
        await world.alice.send(world.channel, f"{world.at} {R1}")
    assert len(world.sent()) == 1
    with away(world):
        await world.bob.send(world.channel, f"{world.at} {R1} (Bob)")
    await restart(world, build)
    assert [call["question"] for call in world.assistant.asked] == [R1, f"{R1} (Bob)"]
    assert len(world.sent()) == 2


async def test_what_can_be_answered_no_more_is_removed_within_a_minute(
    world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = world.bot.handlers.answers.database.address
    with killed(monkeypatch, Handlers, "_answer"):
        await world.alice.slash(world.channel, "ask", question=R1)
    await world.bot.unanswered.note(world.bot)
    assert len(held(address)["pending"]) == 1
    clock.now += KEPT + 60
    await world.bot.unanswered.note(world.bot)
    assert held(address)["pending"] == []


REQUESTS: list[Request] = [
    Question("?", edition="2024", replied_to="", title="t"),
    Compare(("a", "b"), measure="m"),
    Everything("n"),
    History("n"),
    Profile("n"),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: type(one).__name__)
def test_what_was_asked_is_read_as_it_was(request_: Request) -> None:
    turn = Turn(question="a", language="en", earlier=(Turn(question="b", language="fr"),))
    place = Place(channel=1, parent=None, guild=3, direct=False)
    asked = Asked(
        request_, 5, 6, place, private=True, locale=None, collection="c", context=(turn,), headed=True, by="x"
    )
    assert read_asked(write_asked(asked)) == asked


def test_what_another_version_wrote_is_left() -> None:
    for text_ in ("", "{}", '{"kind": "Oracle", "request": {}, "beside": {}}'):
        assert read_asked(text_) is None
    assert {"Question", "Score", "Everything"} <= KINDS.keys()

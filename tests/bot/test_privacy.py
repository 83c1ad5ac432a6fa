"""What is private stays so, and what is deleted is forgotten."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path

import pytest
import simcord

from qa.question.conversation import Conversations
from tests.bot import fakes
from tests.bot.conftest import World
from tests.bot.look import custom_id, press, text

R1 = "What did DeepSeek R1 score?"


async def ask_privately(world: World) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await world.alice.slash(
        world.channel, "ask", question=R1, private=True
    )
    return result


async def test_a_public_question_does_not_refer_to_a_private_one(world: World) -> None:
    await ask_privately(world)
    await world.alice.send(world.channel, f"{world.at} and in Q2?")
    await world.alice.slash(world.channel, "ask", question="and in Q2?")
    await world.alice.slash(world.channel, "ask", question="and in Q1?", private=True)
    histories = [[turn.question for turn in call["history"]] for call in world.assistant.asked]  # type: ignore[attr-defined]
    assert histories == [[], [], ["and in Q2?"], [R1, "and in Q2?", "and in Q2?"]]


async def test_in_a_direct_message_all_is_private(world: World) -> None:
    user = world.env.create_user("dana")
    await user.slash("ask", question=R1, private=True)
    await user.send_dm("and in Q2?")
    assert world.assistant.asked[-1]["history"] == (fakes.R1.turn,)


async def test_a_question_that_its_asker_deletes_is_forgotten(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.at} {R1}")
    key = custom_id(world.last(), "Delete").split(":")[2]
    await world.alice.delete(asked)
    await world.alice.send(world.channel, f"{world.at} and in Q2?")
    assert world.assistant.asked[-1]["history"] == ()
    kept = await world.bot.handlers.answers.get(key)
    assert kept is not None
    assert R1 not in kept.model_dump_json()


async def test_a_question_that_was_asked_for_by_replying_to_it_is_forgotten_with_it(world: World) -> None:
    asked = await world.bob.send(world.channel, f"{world.at} {R1}")
    await world.alice.send(world.channel, f"{world.at}", reply_to=asked)
    key = custom_id(world.last(), "Delete").split(":")[2]
    assert world.assistant.asked[-1]["replied_to"] == R1
    await world.bob.delete(asked)
    kept = await world.bot.handlers.answers.get(key)
    assert kept is not None
    assert R1 not in kept.model_dump_json()
    await world.alice.send(world.channel, f"{world.at} and in Q2?")
    assert world.assistant.asked[-1]["history"] == ()


async def test_a_question_deleted_while_it_is_answered_is_not_answered(world: World) -> None:
    loop, deletion = asyncio.get_running_loop(), world.bot.handlers.deletion

    def delete() -> None:
        asked = world.channel.history(viewer=world.moderator)[-1]
        asyncio.run_coroutine_threadsafe(deletion.messages_gone((asked.id,)), loop).result(5)

    world.assistant.before = delete
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert world.sent() == []
    assert world.memory.recent((world.alice.id, world.channel.id)) == ()


@pytest.mark.parametrize("private", [False, True])
async def test_an_error_is_only_for_whoever_asked(world: World, private: bool) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    world.assistant.before = fail
    result = await world.alice.slash(world.channel, "ask", question=R1, private=private)
    (told,) = result.followups
    assert told.ephemeral
    assert text(told).startswith("Something went wrong on my side")
    assert result.response is None
    assert world.sent() == []


async def test_an_error_after_a_public_follow_up_is_only_for_whoever_pressed(world: World) -> None:
    card = await world.alice.slash(world.channel, "ask", question=R1)

    def fail() -> None:
        raise ZeroDivisionError

    world.assistant.before = fail
    result = await press(world.bob, card, "And Kimi")
    assert [told.ephemeral for told in result.followups] == [True]
    assert len(world.sent()) == 1


async def test_what_is_kept_is_the_owners_alone(world: World, tmp_path: Path) -> None:
    former = os.umask(0o022)
    try:
        await ask_privately(world)
    finally:
        os.umask(former)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}
    assert {"footnote.sqlite3"} <= modes.keys()


def test_a_turn_can_be_forgotten_wherever_it_is_kept() -> None:
    kept = Conversations(turns=2)
    for source in (1, 2, 3):
        kept.remember("ada", fakes.R1.turn, sources=(source,))
    kept.remember("ben", fakes.TIE.turn, sources=(4,))
    for gone in (1, 2, 9):
        kept.forget(gone)
    assert kept.recent("ada") == (fakes.R1.turn,)
    kept.forget(3)
    kept.forget(3)
    assert (kept.recent("ada"), kept.recent("ben")) == ((), (fakes.TIE.turn,))

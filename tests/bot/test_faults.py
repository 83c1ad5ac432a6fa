"""What fails: the asker is told something useful, the log gets the cause and no question."""

from __future__ import annotations

import asyncio
import logging
import threading
from contextlib import suppress

import aiohttp
import discord
import pytest

from bot.declined import DeclinedError
from index.errors import IndexMismatchError, QuestionError
from tests.bot.conftest import Build, Clock, World
from tests.bot.look import press, text

R1 = "What did DeepSeek R1 score?"
HUSHED = "a question that nobody else should read"


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def fail_with(world: World, error: BaseException) -> None:
    def fail() -> None:
        raise error

    world.assistant.before = fail


@pytest.mark.parametrize(("status", "code"), [(500, 0), (429, 0), (503, 0)])
async def test_discord_failing_to_take_a_reply(
    world: World, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    await world.alice.send(world.channel, f"{world.at} {HUSHED}")
    said = text(world.last())
    assert said.startswith("Discord had a problem with my reply.")
    reference = said.split("`")[1]
    assert f"[{reference}] " in caplog.text
    assert HUSHED not in caplog.text


async def test_discord_failing_to_take_an_edit(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=500)
    result = await world.alice.slash(world.channel, "ask", question=HUSHED)
    assert text(result).startswith("Discord had a problem with my reply.")
    assert HUSHED not in caplog.text


async def test_discord_failing_altogether_is_only_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert world.sent() == []
    assert "the asker could not be told: 500" in caplog.text


async def test_an_expired_interaction_is_logged_and_not_answered(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error(
        "POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction"
    )
    result = await world.alice.slash(world.channel, "ask", question=R1)
    assert not result.acknowledged
    assert "Unknown interaction" in caplog.text
    assert "could not be told" not in caplog.text
    assert world.assistant.asked == []


async def test_an_interaction_whose_token_died_while_answering(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("*", "/webhooks/*", status=404, code=10015, message="Unknown Webhook", times=None)
    await world.alice.slash(world.channel, "ask", question=R1)
    assert "Unknown Webhook" in caplog.text
    assert "could not be told" not in caplog.text


async def test_a_channel_deleted_while_answering(world: World, caplog: pytest.LogCaptureFixture) -> None:
    loop, channel = asyncio.get_running_loop(), world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    delete = channel.delete
    world.assistant.before = lambda: asyncio.run_coroutine_threadsafe(delete(), loop).result(5)
    with suppress(KeyError):  # the simulation cannot hand back the message: its channel is gone
        await world.alice.send(world.channel, f"{world.at} {R1}")
    assert "Unknown Channel" in caplog.text
    assert "could not be told" not in caplog.text


async def test_a_question_deleted_while_answering_is_answered_without_a_reference(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=400, code=160002)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert "scored 89" in text(world.last())
    assert world.last().reference is None


async def test_missing_permissions_are_told_in_private(world: World) -> None:
    assert world.bot.user is not None
    denied = discord.PermissionOverwrite(send_messages=False)
    quiet = world.guild.create_text_channel("quiet", overwrites={world.bot.user: denied})
    await world.alice.send(quiet, f"{world.at} {R1}")
    assert text(world.alice.user.dm_channel.history()[-1]).startswith("I’m missing a permission there")


async def test_missing_permissions_and_closed_direct_messages(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=None)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert "the asker could not be told: 403" in caplog.text


async def test_an_engine_fault_is_told_with_a_reference_and_logged_with_its_cause(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    fail_with(world, IndexMismatchError("the index was built with another model"))
    result = await world.alice.slash(world.channel, "ask", question=HUSHED)
    said = text(result)
    assert said.startswith("Something went wrong on my side")
    reference = said.split("`")[1]
    assert f"[{reference}] IndexMismatchError: the index was built with another model" in caplog.text
    assert HUSHED not in caplog.text


async def test_an_unforeseen_fault_does_not_carry_the_question_into_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    fail_with(world, ValueError(f"cannot parse {HUSHED}"))
    result = await world.alice.slash(world.channel, "ask", question=HUSHED)
    assert "Something went wrong on my side" in text(result)
    assert "ValueError: (its message is withheld: it may quote a question)" in caplog.text
    assert "fakes.py" in caplog.text  # where it happened
    assert HUSHED not in caplog.text


async def test_a_question_that_cannot_be_read(world: World, caplog: pytest.LogCaptureFixture) -> None:
    fail_with(world, QuestionError("too long"))
    result = await world.alice.slash(world.channel, "ask", question="x" * 2_000)
    assert text(result).startswith("I can’t find a question in that")
    assert "ERROR" not in caplog.text


async def test_errors_speak_the_language_of_the_question(world: World) -> None:
    fail_with(world, ValueError())
    await world.alice.send(
        world.channel, f"{world.at} Quels sont les laboratoires chinois cités dans le rapport ?"
    )
    assert text(world.last()).startswith("Une erreur s’est produite de mon côté")


async def test_autocomplete_that_fails_offers_nothing(world: World, caplog: pytest.LogCaptureFixture) -> None:
    fail_with(world, DeclinedError("error-slow"))
    assert await world.alice.autocomplete(world.channel, "score", "model", "R1") == []
    assert "declined: error-slow" in caplog.text
    fail_with(world, ValueError(HUSHED))
    assert await world.alice.autocomplete(world.channel, "score", "model", "R1") == []
    assert "ValueError: (its message is withheld: it may quote a question)" in caplog.text


async def test_a_lost_connection_is_told_of(world: World) -> None:
    fail_with(world, aiohttp.ClientConnectionError("reset"))
    result = await world.alice.slash(world.channel, "ask", question=R1)
    assert text(result).startswith("Discord had a problem")


async def test_discord_taking_no_interaction_at_all_is_only_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=500, times=None)
    result = await world.alice.slash(world.channel, "help")
    assert not result.acknowledged
    assert "the asker could not be told: 500" in caplog.text


async def test_an_unregistered_command_is_told_of(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.bot.tree.remove_command("help")
    result = await world.alice.slash(world.channel, "help")
    assert result.ephemeral
    assert "Something went wrong" in text(result)
    assert "CommandNotFound" in caplog.text
    assert [type(error).__name__ for error in world.env.errors] == ["CommandNotFound"]


async def test_a_failing_button_is_told_of(world: World) -> None:
    card = await world.alice.slash(world.channel, "ask", question=R1)
    world.env.inject_error("POST", "/interactions/*/callback", status=500)
    result = await press(world.bob, card, "Sources")
    assert result.ephemeral
    assert text(result).startswith("Discord had a problem")


class TestLimits:
    @pytest.fixture
    def settings(self) -> dict[str, object]:
        return {"cooldown_questions": 2, "threads": 1, "waiting": 0}

    async def test_asking_too_often_is_refused_kindly_and_privately(self, world: World, clock: Clock) -> None:
        for _ in range(2):
            await world.alice.slash(world.channel, "ask", question=R1)
        refused = await world.alice.slash(world.channel, "ask", question=R1)
        assert refused.ephemeral
        assert text(refused) == "One moment, please: you can ask again in 20 seconds."
        await world.alice.send(world.channel, f"{world.at} {R1}")
        assert text(world.last()).startswith("One moment, please")
        await world.bob.slash(world.channel, "ask", question=R1)
        assert len(world.assistant.asked) == 3
        clock.now += 20
        assert "scored 89" in text(await world.alice.slash(world.channel, "ask", question=R1))

    async def test_more_questions_than_can_wait_are_sent_back(self, world: World) -> None:
        leave = threading.Event()
        held = asyncio.create_task(world.bot.handlers.workers._answers.run(lambda: leave.wait(5)))
        await asyncio.sleep(0)
        result = await world.alice.slash(world.channel, "ask", question=R1)
        assert text(result).startswith("I’m answering many questions right now.")
        leave.set()
        await held


async def test_french_errors_for_a_french_reader(build: Build) -> None:
    bot = build("fr")
    assert bot.handlers.failures.explain(DeclinedError("error-busy"), "fr").startswith(
        "Je réponds déjà à beaucoup de questions"
    )

""" "Explain this answer": who sees it, what it shows, and that it changes nothing."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot.assistant import Alone
from bot.cards.explanation import MESSAGE, explained
from bot.cards.markup import size
from qa.engine import Engine
from tests.bot import fakes
from tests.bot.conftest import Clock, World
from tests.bot.look import labels, share, text

MENU = "Explain this answer"
R1 = fakes.R1.answer.question
OPENING = f"```\nquestion        {R1}\n"


@pytest.fixture
def manager(world: World) -> simcord.MemberActor:
    role = world.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("chief"), roles=[role])


async def asked(world: World, question: str = R1) -> discord.Message:
    """The card that answers a question of Alice's in the channel."""
    await world.alice.send(world.channel, f"{world.at} {question}")
    return world.last()


async def explain(world: World, who: simcord.MemberActor, card: discord.Message) -> simcord.InteractionResult:
    return await who.context_menu(world.channel, MENU, card)


async def test_a_manager_is_told_in_private_how_an_answer_came_about(
    world: World, manager: simcord.MemberActor
) -> None:
    card = await asked(world)
    before = text(card), labels(card)
    told = await explain(world, manager, card)
    assert told.ephemeral
    assert text(told).startswith(OPENING)
    assert text(told).endswith("\n```")
    assert "decided by      figures" in text(told)
    assert [call["question"] for call in world.assistant.asked] == [R1, R1]
    assert world.assistant.asked[1]["locale"] == "en"
    assert (text(world.last()), labels(world.last())) == before
    assert len(world.sent()) == 1, "nothing is posted"


async def test_an_administrator_manages_the_server_too(world: World) -> None:
    role = world.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    admin = world.guild.add_member(world.env.create_user("root"), roles=[role])
    assert text(await explain(world, admin, await asked(world))).startswith(OPENING)


async def test_others_do_not_see_the_command(world: World) -> None:
    card = await asked(world)
    for member in (world.alice, world.moderator):
        with pytest.raises(simcord.SetupError, match="not visible to this user"):
            await explain(world, member, card)


async def test_a_server_that_lets_others_see_it_changes_nothing(world: World) -> None:
    card = await asked(world)
    command = next(one for one in await world.bot.tree.fetch_commands() if one.name == MENU)
    world.guild.set_command_permissions(command, {world.alice: True})
    refused = await explain(world, world.alice, card)
    assert text(refused) == "Only members who may manage this server can have an answer explained."
    assert refused.ephemeral
    assert len(world.assistant.asked) == 1


async def test_only_cards_of_the_bot_are_explained(world: World, manager: simcord.MemberActor) -> None:
    said = await world.alice.send(world.channel, "What a day")
    told = await explain(world, manager, said)
    assert text(told) == "That is not one of my answers: choose the command on the card of an answer."
    assert told.ephemeral


async def test_what_came_before_is_what_it_was_asked_after(
    world: World, manager: simcord.MemberActor
) -> None:
    await asked(world)
    card = await asked(world, "And Kimi?")
    await asked(world, "And o1?")
    await explain(world, manager, card)
    assert world.assistant.asked[-1]["question"] == "And Kimi?"
    assert world.assistant.asked[-1]["history"] == (fakes.R1.turn,)
    turns = world.memory.recent((world.alice.id, world.channel.id))
    assert [turn.question for turn in turns] == [R1, "And Kimi?", "And o1?"], "nothing is remembered of it"
    assert world.memory.recent((manager.id, world.channel.id)) == ()


async def test_what_was_asked_in_private_is_not_drawn_on_for_a_shared_answer(
    world: World, manager: simcord.MemberActor
) -> None:
    await world.alice.slash(world.channel, "ask", question="Who is Kimi?", private=True)
    private = await world.alice.slash(world.channel, "ask", question=R1, private=True)
    await share(world.alice, private)
    await explain(world, manager, world.last())
    assert world.assistant.asked[-1]["question"] == R1
    assert world.assistant.asked[-1]["history"] == ()


async def test_another_answer_than_before_is_called_so(world: World, manager: simcord.MemberActor) -> None:
    card = await asked(world)
    world.assistant.replies[R1] = fakes.reply(R1, "Nobody knows.")
    told = text(await explain(world, manager, card))
    assert told.startswith("Asked again just now, the question is answered differently: ")
    assert OPENING in told


async def test_a_forgotten_answer_is_not_explained(
    world: World, manager: simcord.MemberActor, clock: Clock
) -> None:
    card = await asked(world)
    clock.now += 31 * 86_400
    assert "no longer kept" in text(await explain(world, manager, card))


async def test_a_question_that_was_taken_back_is_not_asked_again(
    world: World, manager: simcord.MemberActor
) -> None:
    question = await world.alice.send(world.channel, f"{world.at} {R1}")
    card = world.last()
    await world.alice.delete(question)
    assert "no longer kept" in text(await explain(world, manager, card))
    assert len(world.assistant.asked) == 1


@pytest.mark.parametrize("settings", [{"cooldown_questions": 1}])
async def test_explanations_count_as_questions(world: World, manager: simcord.MemberActor) -> None:
    card = await asked(world)
    assert text(await explain(world, manager, card)).startswith(OPENING)
    assert "One moment, please" in text(await explain(world, manager, card))


# --- the text of a message ------------------------------------------------------------


def test_the_block_holds_all_questions_of_a_message() -> None:
    told = explained([fakes.explanation("One?"), fakes.explanation("Two?")], "A note.")
    assert told.startswith("A note.\n```\nquestion        One?\n")
    assert "\n\nquestion        Two?\n" in told
    assert told.count("```") == 2


@pytest.mark.parametrize("unit", ["word ", "字", "🙂"])
def test_what_does_not_fit_a_message_is_cut_inside_the_block(unit: str) -> None:
    long = [fakes.explanation(unit * 100, search=f"for {unit * 100}") for _ in range(12)]
    told = explained(long, "A note.")
    assert MESSAGE - 2 <= size(told).units <= MESSAGE
    assert told.endswith("…\n```")


@pytest.mark.parametrize("hostile", ["``` @everyone", "`````` **bold**", "a\u202eb", "a\x1bb"])
def test_nothing_that_is_said_ends_the_block(hostile: str) -> None:
    told = explained([fakes.explanation(hostile, decided_by="refusal", why=hostile)])
    assert told.count("```") == 2
    assert "\u202e" not in told
    assert "\x1b" not in told


# --- with the real engine -------------------------------------------------------------


async def test_the_engine_explains_what_it_answers(
    world: World, manager: simcord.MemberActor, loaded: Engine
) -> None:
    world.bot.handlers.workers.assistants = Alone(loaded)
    told = text(await explain(world, manager, await asked(world)))
    assert told.startswith(OPENING)
    assert "\nentities        DeepSeek R1\n" in told
    assert "\ndecided by      figures\n" in told

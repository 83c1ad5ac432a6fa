"""Messages that point to others: mentions in replies, forwards, through a simulated Discord."""

from __future__ import annotations

import discord
import pytest
from discord import ui

from tests.bot import fakes
from tests.bot.conftest import World
from tests.bot.look import text

R1 = "What did DeepSeek R1 score?"
UNREADABLE = "I can’t read the message you replied to"


async def prefilled(world: World, said: discord.Message) -> str | None:
    shown = await world.alice.context_menu(world.channel, "Ask about this", said)
    assert shown.modal is not None
    value: str | None = shown.modal["components"][0]["component"].get("value")
    return value


async def test_ask_about_a_forward_opens_the_form_with_its_text(world: World) -> None:
    said = await world.bob.send(world.channel, R1)
    assert await prefilled(world, await world.bob.forward(said, world.channel)) == R1


async def test_ask_about_a_card_or_an_embed_opens_the_form_with_its_words(world: World) -> None:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    embedded = await channel.send(embed=discord.Embed(title="R1 is out", description="It has 89 points."))
    assert await prefilled(world, embedded) == "R1 is out\nIt has 89 points."
    view = ui.LayoutView()
    view.add_item(ui.Container(ui.TextDisplay("R1 is out"), ui.Separator(), ui.TextDisplay("89 points")))
    assert await prefilled(world, await channel.send(view=view)) == "R1 is out\n89 points"


async def test_a_forward_in_a_direct_message_is_answered_and_then_talked_about(world: World) -> None:
    said = await world.bob.send(world.channel, R1)
    dana = world.guild.add_member(world.env.create_user("dana"))
    await dana.forward(said, dana.user.dm_channel)
    assert "scored 89" in text(dana.user.dm_channel.history()[-1])
    await dana.send_dm("And in Q2?")
    assert [call["question"] for call in world.assistant.asked] == [R1, "And in Q2?"]
    assert world.assistant.asked[1]["history"] == (fakes.R1.turn,)


async def test_a_forward_of_a_picture_is_left_alone(world: World) -> None:
    said = await world.bob.send(world.channel, "", attachments=[("a.png", b"x")])
    dana = world.guild.add_member(world.env.create_user("dana"))
    await dana.forward(said, dana.user.dm_channel)
    assert world.assistant.asked == []


class TestMessageContent:
    """With the privileged intent, which shows the bot what is replied to."""

    @pytest.fixture
    def settings(self) -> dict[str, object]:
        return {"message_content": True}

    @pytest.mark.parametrize("own", ["", " can you answer this?"])
    async def test_a_mention_in_a_reply_asks_what_it_replies_to(self, world: World, own: str) -> None:
        said = await world.bob.send(world.channel, R1)
        asked = await world.alice.send(world.channel, f"{world.at}{own}", reply_to=said)
        answer = world.last()
        assert "scored 89" in text(answer)
        assert answer.reference is not None
        assert answer.reference.message_id == asked.id
        call = world.assistant.asked[0]
        assert (call["question"], call["replied_to"]) == (own.strip(), R1)

    async def test_forwards_are_replied_to_like_other_messages(self, world: World) -> None:
        said = await world.bob.send(world.channel, R1)
        forwarded = await world.bob.forward(said, world.channel)
        await world.alice.send(world.channel, world.at, reply_to=forwarded)
        assert world.assistant.asked[0]["replied_to"] == R1

    async def test_a_reply_to_an_answer_goes_on_from_it(self, world: World) -> None:
        await world.alice.send(world.channel, f"{world.at} {R1}")
        await world.alice.send(world.channel, f"{world.at} And Kimi?", reply_to=world.last())
        assert world.assistant.asked[1]["history"] == (fakes.R1.turn,)
        assert "replied_to" not in world.assistant.asked[1]

    async def test_a_deleted_question_leaves_the_help(self, world: World) -> None:
        said = await world.bob.send(world.channel, R1)
        await world.bob.delete(said)
        await world.alice.send(world.channel, world.at)
        assert "Answers you can check" in text(world.last())

    async def test_hostile_words_that_are_replied_to_ping_nobody(self, world: World) -> None:
        said = await world.bob.send(world.channel, fakes.HOSTILE.answer.question)
        await world.alice.send(world.channel, world.at, reply_to=said)
        answer = world.last()
        assert "\\@everyone" in text(answer)
        assert not answer.mention_everyone
        assert (answer.mentions, answer.role_mentions) == ([], [])

    async def test_a_picture_that_is_replied_to_asks_nothing(self, world: World) -> None:
        said = await world.bob.send(world.channel, "", attachments=[("a.png", b"x")])
        await world.alice.send(world.channel, world.at, reply_to=said)
        assert text(world.last()).startswith(UNREADABLE)


@pytest.mark.parametrize("own", ["", " can you answer this?"])
async def test_without_the_intent_a_reply_to_somebody_is_told_what_to_do(world: World, own: str) -> None:
    said = await world.bob.send(world.channel, R1)
    await world.alice.send(world.channel, f"{world.at}{own}", reply_to=said)
    assert text(world.last()).startswith(UNREADABLE)
    assert "Ask about this" in text(world.last())
    assert world.assistant.asked == []


async def test_without_the_intent_a_question_to_the_bot_is_readable(world: World) -> None:
    said = await world.bob.send(world.channel, f"{world.at} {R1}")
    await world.alice.send(world.channel, world.at, reply_to=said)
    assert world.assistant.asked[-1]["replied_to"] == R1

"""Every button and menu, pressed by the asker, by others, after a restart and after the answer expired."""

from __future__ import annotations

import discord
import pytest
import simcord

from tests.bot import fakes
from tests.bot.conftest import Build, Clock, World
from tests.bot.look import custom_id, items, labels, press, share, text

R1 = "What did DeepSeek R1 score?"
EXPIRED = "This answer is no longer kept"


async def ask(world: World, question: str = R1, *, private: bool = False) -> simcord.InteractionResult:
    return await world.alice.slash(world.channel, "ask", question=question, private=private)


async def test_sources_are_shown_privately_with_verbatim_quotes(world: World) -> None:
    result = await press(world.bob, await ask(world), "Sources")
    assert result.ephemeral
    shown = text(result)
    assert "**State of AI: China, first quarter of 2025**\n-# `2025-Q1` · English" in shown
    assert "\n> **\\[1\\]** DeepSeek R1 reaches 89 points on the index, quote 1." in shown
    assert "-# `2025-Q2` · 🌐 French\n> **\\[2\\]** R1-0528 obtient 68 points à l'indice." in shown
    link = "<https://www.aibase.com/zh/news/15884>"
    assert shown.count("AIbase") == 1, "an article behind several quotes is listed once, with their numbers"
    assert f"-# • AIbase · 中国2025一季度人工智能现状分析 · 2025-03-03 · {link} · \\[1\\]\\[2\\]" in shown
    assert "-# • publisher not named · État de l'IA en Chine · date not stated" in shown


async def test_long_answers_and_sources_are_turned_page_by_page(world: World) -> None:
    card = await ask(world, "Tell me everything")
    assert "Paragraph 1." in text(card)
    assert labels(card)[-5:-3] == ["Back", "Next (1/4)"]
    turned = await press(world.alice, card, "Next")
    assert turned.response is not None
    assert card.response is not None
    assert turned.response.id == card.response.id
    assert "Paragraph 1." not in text(card)
    assert "Paragraph 3." in text(card)
    other = await press(world.bob, card, "Next")  # others read on in a copy of their own
    assert other.ephemeral
    assert "Next (3/4)" in labels(other)
    assert "Next (2/4)" in labels(card)
    sources = await press(world.bob, card, "Sources")
    first = text(sources)
    await press(world.bob, sources, "Next")
    assert text(sources) != first


async def test_share_posts_the_private_answer_once_and_says_who_asked(world: World) -> None:
    card = await ask(world, private=True)
    await share(world.alice, card)
    assert "Share" not in labels(card)
    (public,) = world.sent()
    assert text(public).startswith("-# Alice asked\n**What did DeepSeek R1 score?**")
    assert not public.flags.ephemeral
    assert public.mentions == []
    assert "Share" not in labels(public)
    assert "quote 1." in text(await press(world.bob, public, "Sources"))


@pytest.mark.parametrize("who", ["alice", "bot"])
async def test_share_is_refused_where_either_may_not_write(world: World, who: str) -> None:
    denied = discord.PermissionOverwrite(send_messages=False)
    target = world.alice if who == "alice" else world.bot.user
    assert target is not None
    quiet = world.guild.create_text_channel("quiet", overwrites={target: denied})
    card = await world.alice.slash(quiet, "ask", question=R1, private=True)
    result = await share(world.alice, card)
    assert result.ephemeral
    assert "you and I both need permission to write" in text(result)
    assert quiet.history(viewer=world.moderator) == []


async def test_the_asker_deletes_and_the_answer_is_forgotten(world: World) -> None:
    card = await ask(world)
    key = custom_id(card, "Delete").split(":")[2]
    await press(world.alice, card, "Delete")
    assert world.sent() == []
    assert await world.bot.handlers.answers.get(key) is None


async def test_a_private_answer_can_be_deleted(world: World) -> None:
    card = await ask(world, private=True)
    await press(world.alice, card, "Delete")
    assert card.response is None


async def test_others_are_refused_politely_and_moderators_may_delete(world: World) -> None:
    await world.alice.send(world.channel, f"{world.at} {R1}")
    card = world.last()
    refused = await press(world.bob, card, "Delete")
    assert refused.ephemeral
    assert "Only the person who asked, or a moderator" in text(refused)
    assert len(world.sent()) == 1
    await press(world.moderator, card, "Delete")
    assert world.sent() == []


async def test_a_follow_up_is_asked_in_the_conversation_of_whoever_presses(world: World) -> None:
    card = await ask(world)
    answer = await press(world.bob, card, "And Kimi")
    assert not answer.ephemeral
    assert text(answer).startswith("-# Bob asked\n**And Kimi k1.5?**")
    assert world.assistant.asked[-1]["question"] == "And Kimi k1.5?"
    assert world.assistant.asked[-1]["history"] == (fakes.R1.turn,)  # what the card says
    bob = (world.bob.id, world.channel.id)
    assert [turn.question for turn in world.memory.recent(bob)] == ["And Kimi k1.5?"]
    alice = (world.alice.id, world.channel.id)
    assert [turn.question for turn in world.memory.recent(alice)] == [R1]


async def test_a_follow_up_of_a_private_answer_stays_private(world: World) -> None:
    card = await ask(world, private=True)
    answer = await press(world.alice, card, "And Kimi")
    assert answer.ephemeral
    assert "asked" not in text(answer)
    assert world.sent() == []
    assert world.assistant.asked[-1]["history"] == (fakes.R1.turn,)  # once, not twice


async def choose(who: simcord.MemberActor, card: simcord.InteractionResult) -> simcord.InteractionResult:
    assert card.response is not None
    menu = next(item for item in items(card) if isinstance(item, discord.ui.Select))
    assert [option.label for option in menu.options] == ["Hunyuan TurboS", "ERNIE 4.0 Turbo"]
    return await who.select(card.response.message, ["1"], custom_id=menu.custom_id)


async def test_choosing_a_name_turns_the_question_into_its_answer(world: World) -> None:
    card = await ask(world, "turbo score")
    chosen = await choose(world.alice, card)
    assert chosen.response is not None
    assert card.response is not None
    assert chosen.response.id == card.response.id
    assert "About “What did ERNIE 4.0 Turbo score?”" in text(card)
    assert "Which one" not in str(items(card))


async def test_somebody_elses_choice_is_a_new_answer(world: World) -> None:
    card = await ask(world, "turbo score")
    chosen = await choose(world.bob, card)
    assert "“turbo” may be one of these." in text(card)
    assert text(chosen).startswith("-# Bob asked\n**What did ERNIE 4.0 Turbo score?**")


async def test_every_button_works_after_a_restart(world: World, build: Build) -> None:
    card, tie = await ask(world, "Tell me everything"), await ask(world, "turbo score")
    private, first = await ask(world, private=True), await ask(world)
    await world.env.restart_bot(build(cooldown_questions=100))
    assert "A very long quote." in text(await press(world.alice, card, "Sources"))
    await press(world.alice, card, "Next")
    assert "Next (2/4)" in labels(card)
    assert "About “And Kimi k1.5?”" in text(await press(world.alice, first, "And Kimi"))
    await choose(world.alice, tie)
    assert "About “What did ERNIE 4.0 Turbo score?”" in text(tie)
    await share(world.alice, private)
    assert "-# Alice asked" in text(world.last())
    await press(world.alice, card, "Delete")
    assert card.response is None


async def test_an_expired_answer_says_so(world: World, clock: Clock) -> None:
    tie, card = await ask(world, "turbo score"), await ask(world)
    clock.now += 31 * 86_400
    for label in ("Sources", "And Kimi", "Delete"):
        result = await press(world.bob, card, label)
        assert result.ephemeral
        expected = EXPIRED if label != "Delete" else "Only the person who asked"
        assert expected in text(result)
    assert EXPIRED in text(await choose(world.alice, tie))
    await press(world.alice, card, "Delete")  # Discord still knows whose it is
    assert card.response is None


async def test_an_expired_reply_is_for_moderators_to_delete(world: World, clock: Clock) -> None:
    await world.alice.send(world.channel, f"{world.at} {R1}")
    card = world.last()
    clock.now += 31 * 86_400
    world.bot.handlers.answers.recent.drop_where(lambda _: True)
    await ask(world)  # what is put makes room of what has expired
    assert EXPIRED in text(await press(world.alice, card, "Delete"))
    await press(world.moderator, card, "Delete")
    assert len(world.sent()) == 1


async def test_an_example_that_is_no_longer_offered_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await world.alice.slash(world.channel, "help")
    monkeypatch.setattr(world.assistant, "examples", lambda _locale: ())
    assert EXPIRED in text(await press(world.alice, shown, "Who?"))


async def test_share_in_a_thread_needs_the_threads_permission(world: World) -> None:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
    thread = world.channel.threads[0]
    card = await world.alice.slash(thread, "ask", question=R1, private=True)
    await share(world.alice, card)
    assert text(thread.history(viewer=world.moderator)[-1]).startswith("-# Alice asked")

"""Watchers: told once of each change, with both answers and their proof, until they stop."""

from __future__ import annotations

from collections.abc import Callable

import discord
import pytest
import simcord

from bot.client import FootnoteClient
from bot.watching import watchers, watching
from qa.models import Everything, FactView, Reply
from qa.store.watches import Watch, Watches
from tests.bot import fakes
from tests.bot.conftest import Build, World
from tests.bot.disks import fill
from tests.bot.look import custom_id, labels, message, press, text

R1 = "What did DeepSeek R1 score?"
NEW = fakes.reply(
    R1, "DeepSeek R1 scored 91 [1].", citations=(fakes.citation(quote="R1 now has 91 points."),)
)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchers, "PAUSE", 0)


async def ask(world: World, question: str = R1, *, private: bool = False) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await world.alice.slash(
        world.channel, "ask", question=question, private=private
    )
    return result


async def held(bot: FootnoteClient) -> tuple[Watch, ...]:
    return await Watches(bot.handlers.answers.database).all()


async def renew(
    world: World, version: str, reply: Reply | None = None, bot: FootnoteClient | None = None
) -> None:
    """The documents are of another version, and the bot looks."""
    bot = bot or world.bot
    world.assistant.corpus_version = version
    if reply is not None:
        world.assistant.replies[R1] = reply
    await bot.voices.watching.watchers.look(bot)
    await world.env.settle()


def told(who: simcord.MemberActor) -> list[discord.Message]:
    return list(who.user.dm_channel.history())


async def test_who_watches_is_told_once_with_both_answers_and_can_stop(world: World) -> None:
    card = await ask(world)
    begun = await press(world.bob, card, "Watch")
    assert begun.ephemeral
    assert text(begun).startswith("I’ll send you a direct message when new documents change this answer")
    assert labels(begun) == ["Stop watching"]
    await renew(world, "two")
    assert told(world.bob) == [], "nothing has changed"
    await renew(world, "three", NEW)
    await renew(world, "three")
    await renew(world, "four")
    (notice,) = told(world.bob)
    assert text(notice).startswith(f"### An answer has changed\n**{R1}**\nIt rests on other quotes now.")
    before, after = text(notice).split("**Now**")
    assert "DeepSeek R1 scored 89" in before
    assert "DeepSeek R1 reaches 89 points on the index, quote 1." in before
    assert "State of AI: China, first quarter of 2025 · 2025-Q1" in before
    assert "DeepSeek R1 scored 91" in after
    assert "R1 now has 91 points." in after
    assert labels(notice) == ["Source", "Stop watching"]
    assert "R1 now has 91 points." in text(await press(world.bob.user, notice, "Source"))
    assert told(world.alice) == []
    ended = await press(world.bob.user, notice, "Stop")
    assert text(ended) == "It is no longer watched."
    await renew(world, "five", fakes.R1)
    assert len(told(world.bob)) == 1
    assert await held(world.bot) == ()


async def test_of_a_second_change_they_are_told_from_the_first_on(world: World) -> None:
    await press(world.bob, await ask(world), "Watch")
    await renew(world, "two", NEW)
    await renew(world, "three", fakes.R1)
    first, second = told(world.bob)
    before, after = text(second).split("**Now**")
    assert "scored 91" in before
    assert "scored 89" in after
    assert text(first) != text(second)


async def test_an_answer_that_is_withdrawn_or_found_at_last_is_told(world: World) -> None:
    await press(world.bob, await ask(world), "Watch")
    nothing = fakes.reply(R1, "The reports do not say.", abstained=True)
    await renew(world, "two", nothing)
    await renew(world, "three", NEW)
    withdrawn, found = told(world.bob)
    assert "The documents no longer answer it." in text(withdrawn)
    assert labels(withdrawn) == ["Stop watching"]
    assert "The reports do not say." in text(found).split("**Now**")[0]


async def test_a_channel_is_told_where_a_moderator_lets_it(world: World) -> None:
    card = await ask(world)
    begun = await press(world.moderator, card, "Watch")
    assert labels(begun) == ["Stop watching", "Tell this channel, too"]
    here = await press(world.moderator, begun, "Tell this channel")
    assert text(here).startswith("I’ll tell this channel when new documents change this answer")
    await press(world.moderator, begun, "Stop")
    assert [(one.person, one.channel) for one in await held(world.bot)] == [(None, world.channel.id)]
    await renew(world, "two", NEW)
    assert told(world.moderator) == []
    notice = world.last()
    assert "DeepSeek R1 scored 91" in text(notice)
    assert notice.mentions == []
    refused = await press(world.bob, notice, "Stop")
    assert text(refused).startswith("Only those who moderate a channel")
    assert text(await press(world.moderator, notice, "Stop")) == "It is no longer watched."
    assert await held(world.bot) == ()


async def test_pressed_twice_it_is_watched_once(world: World) -> None:
    card = await ask(world)
    for _ in range(2):
        await press(world.bob, card, "Watch")
    assert len(await held(world.bot)) == 1
    await press(world.alice, card, "Watch")
    await renew(world, "two", NEW)
    assert (len(told(world.bob)), len(told(world.alice))) == (1, 1)


async def test_a_watch_outlives_a_restart_and_what_changed_meanwhile_is_told(
    world: World, build: Build
) -> None:
    card = await ask(world, private=True)
    begun = await press(world.alice, card, "Watch")
    restarted = build()
    await world.env.restart_bot(restarted)
    await renew(world, "two", NEW, restarted)
    (notice,) = told(world.alice)
    await press(world.alice, begun, "Stop")
    assert await held(restarted) == ()
    assert text(await press(world.alice.user, notice, "Stop")) == "It is no longer watched."


async def test_what_leans_on_what_was_said_before_cannot_be_watched(world: World) -> None:
    card = await ask(world)
    world.assistant.replies[R1] = NEW
    refused = await press(world.bob, card, "Watch")
    assert "Asked again just now, and by itself" in "".join(map(text, refused.followups))
    assert await held(world.bot) == ()


async def test_one_person_watches_so_many_and_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "MOST_WATCHED", 1)
    await press(world.bob, await ask(world), "Watch")
    other = await ask(world, "How did o3 rank?")
    refused = await press(world.bob, other, "Watch")
    assert "1 answers are watched already" in "".join(map(text, refused.followups))
    await press(world.alice, other, "Watch")
    assert len(await held(world.bot)) == 2


async def test_a_look_asks_so_many_questions_and_the_next_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchers, "MOST_ASKED", 2)
    for question in (R1, "How did o3 rank?", "Who?"):
        await press(world.bob, await ask(world, question), "Watch")
    asked = len(world.assistant.asked)
    counts = []
    for _ in range(3):
        await renew(world, "two")
        counts.append(len(world.assistant.asked) - asked)
    assert counts == [2, 3, 3]


async def test_who_has_left_the_server_is_told_nothing_more_of_it(world: World) -> None:
    await press(world.bob, await ask(world), "Watch")
    world.guild.remove_member(world.bob)
    await renew(world, "two", NEW)
    assert told(world.bob) == []
    assert await held(world.bot) == ()


async def test_what_cannot_be_sent_is_sent_with_the_next_look(world: World) -> None:
    await press(world.bob, await ask(world), "Watch")
    world.env.inject_error("POST", "/channels/*/messages", status=400)
    await renew(world, "two", NEW)
    assert told(world.bob) == []
    await renew(world, "two")
    assert len(told(world.bob)) == 1


async def test_whom_nothing_can_be_sent_is_not_tried_again(world: World) -> None:
    await press(world.bob, await ask(world), "Watch")
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    await renew(world, "two", NEW)
    assert await held(world.bot) == ()


async def test_while_the_disk_is_full_nobody_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await press(world.bob, await ask(world), "Watch")
    with monkeypatch.context() as patch:
        fill(patch)
        await renew(world, "two", NEW)
    assert told(world.bob) == []
    await renew(world, "two")
    assert len(told(world.bob)) == 1


async def test_what_may_be_read_no_more_is_not_repeated(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await press(world.bob, await ask(world), "Watch")
    monkeypatch.setattr(type(world.bot.handlers.workers.assistants), "may_read", lambda *_: False)
    await renew(world, "two", NEW)
    (notice,) = told(world.bob)
    assert "scored 89" not in text(notice)
    assert "What it quoted has been removed, or may no longer be read here." in text(notice)
    assert "scored 91" in text(notice)


async def test_it_ends_with_its_answer_and_with_a_question_that_is_taken_back(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.at} {R1}")
    await press(world.bob, world.last(), "Watch")
    await world.alice.delete(asked)
    await renew(world, "two", NEW)
    assert told(world.bob) == []
    await world.bot.handlers.answers.forget(custom_id(world.last(), "Delete").split(":")[2])
    assert await held(world.bot) == ()


async def test_long_and_hostile_answers_fit_and_stay_words(world: World) -> None:
    world.assistant.replies[R1] = fakes.LONG.model_copy(
        update={"answer": fakes.LONG.answer.model_copy(update={"question": R1})}
    )
    await press(world.bob, await ask(world), "Watch")
    hostile = fakes.HOSTILE.model_copy(update={"choices": ()})
    await renew(world, "two", hostile)
    (notice,) = told(world.bob)
    assert len(text(notice)) < 4_000
    assert text(notice).count("@everyone") == text(notice).count("\\@everyone") > 0
    assert "\n# heading" not in text(notice)
    assert message(notice).mentions == []


# --- names ----------------------------------------------------------------------------


def figures(value: int) -> Reply:
    """All that is held of DeepSeek R1, with one figure."""
    known = fakes.reply(
        "What do the reports say about DeepSeek R1?",
        f"DeepSeek R1 scored {value} [1].",
        citations=(fakes.citation(quote=f"R1 has {value} points."),),
    )
    fact = FactView(subject="DeepSeek R1", attribute="Index", value=value, unit="points", edition="2025-Q1")
    return known.model_copy(update={"answer": known.answer.model_copy(update={"facts": (fact,)})})


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Callable[[Reply], None]:
    """Says what is held of every name."""

    def hold(reply: Reply) -> None:
        monkeypatch.setitem(fakes.LOOKED_UP, Everything, reply)

    hold(figures(89))
    return hold


async def test_who_watches_a_name_is_told_once_when_its_figures_change(
    world: World, known: Callable[[Reply], None]
) -> None:
    begun = await world.bob.slash(world.channel, "watch", model="deepseek-r1")
    assert begun.ephemeral
    assert "DeepSeek R1 scored 89" in text(begun)
    assert "Share" in labels(begun)
    (promise,) = begun.followups
    assert text(promise).startswith("I’ll send you a direct message when new documents change these figures")
    assert labels(promise) == ["Stop watching"]
    assert world.assistant.asked[-1] == {"request": Everything("deepseek-r1"), "locale": "en-US"}
    await renew(world, "two")
    known(fakes.reply("?", "R1: 89 points [1].", citations=(fakes.citation(),)))
    known(figures(89).model_copy(update={"answer": figures(89).answer.model_copy(update={"answer": "89."})}))
    await renew(world, "three")
    assert told(world.bob) == [], "other words are no other figures"
    known(figures(91))
    await renew(world, "four")
    await renew(world, "five")
    (notice,) = told(world.bob)
    before, after = text(notice).split("**Now**")
    assert "What do the reports say about DeepSeek R1?" in before
    assert "DeepSeek R1 scored 89" in before
    assert "DeepSeek R1 scored 91" in after
    known(figures(92))
    await renew(world, "six")
    before, after = text(told(world.bob)[-1]).split("**Now**")
    assert ("scored 91" in before, "scored 92" in after) == (True, True)
    await press(world.bob.user, notice, "Stop")
    assert await held(world.bot) == ()


async def test_a_name_is_watched_on_when_what_was_known_is_kept_no_more(
    world: World, known: Callable[[Reply], None]
) -> None:
    await world.bob.slash(world.channel, "watch", model="deepseek-r1")
    (watch,) = await held(world.bot)
    await world.bot.handlers.answers.remove(watch.key)
    known(figures(91))
    await renew(world, "two")
    (notice,) = told(world.bob)
    assert "What it quoted has been removed, or may no longer be read here." in text(notice)
    assert "DeepSeek R1 scored 91" in text(notice)


async def test_a_channel_watches_a_name_where_a_moderator_lets_it(
    world: World, known: Callable[[Reply], None]
) -> None:
    begun = await world.moderator.slash(world.channel, "watch", model="deepseek-r1")
    (promise,) = begun.followups
    here = await press(world.moderator, promise, "Tell this channel")
    assert text(here).startswith("I’ll tell this channel when new documents change these figures")
    known(figures(91))
    await renew(world, "two")
    assert "DeepSeek R1 scored 91" in text(world.last())
    assert len(told(world.moderator)) == 1
    assert {(one.person, one.channel) for one in await held(world.bot)} == {
        (world.moderator.id, None),
        (None, world.channel.id),
    }


async def test_a_name_that_may_mean_several_things_is_not_watched(
    world: World, known: Callable[[Reply], None]
) -> None:
    known(fakes.TIE)
    refused = await world.bob.slash(world.channel, "watch", model="R1")
    assert "That name may mean several things." in text(refused) + "".join(map(text, refused.followups))
    assert await held(world.bot) == ()


@pytest.mark.usefixtures("known")
async def test_what_one_watches_is_listed_and_ended_there(world: World) -> None:
    empty = await world.bob.slash(world.channel, "watch")
    assert text(empty).startswith("You watch nothing yet.")
    await press(world.bob, await ask(world), "Watch")
    await world.bob.slash(world.channel, "watch", model="deepseek-r1")
    await world.alice.slash(world.channel, "watch", model="deepseek-r1")
    listed = await world.bob.slash(world.channel, "watch")
    assert listed.ephemeral
    assert "**You watch 2 things**" in text(listed)
    assert R1 in text(listed)
    assert "What do the reports say about DeepSeek R1?" in text(listed)
    await press(world.bob, listed, "Stop")
    assert sorted(one.person or 0 for one in await held(world.bot)) == sorted((world.bob.id, world.alice.id))

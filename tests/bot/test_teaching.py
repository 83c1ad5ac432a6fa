"""Taught answers: by administrators, with a source, shown to whoever asks the same there, not elsewhere."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord
from discord import ui

from bot.assistant import Alone
from index.errors import StorageError
from qa.instruments import Instruments
from qa.question.same_question import SameQuestions
from qa.settings import Settings
from qa.store.taught import TaughtAnswers, TaughtText
from tests.bot.conftest import Build, Clock, World
from tests.bot.look import items, labels, message, press, text

pytestmark = pytest.mark.simcord(settle_timeout=20)
CUP = "Who won the World Cup?"
WON = {"question": CUP, "answer": "Nobody has, so far.", "source": "https://example.org/cup"}
BY = "**📌 Taught by an administrator on January 12, 1970 – not checked against the reports**"


@pytest.fixture(scope="module")
def same() -> SameQuestions:
    return Instruments.of(Settings().model).same_questions


@pytest.fixture
def admin(world: World) -> simcord.MemberActor:
    role = world.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    return world.guild.add_member(world.env.create_user("root"), roles=[role])


@pytest.fixture(autouse=True)
def compares(world: World, same: SameQuestions) -> None:
    compared(world.bot.handlers.workers.assistants, same)


def compared(assistants: object, same: SameQuestions) -> None:
    assert isinstance(assistants, Alone)
    assistants.same = same


async def teach(world: World, admin: simcord.MemberActor, **changes: Any) -> simcord.InteractionResult:
    """Teach an answer by the button of `/taught`; what is told then."""
    listed = await admin.slash(world.channel, "taught")
    shown = await press(admin, listed, "Teach the right answer")
    result: simcord.InteractionResult = await admin.submit_modal(shown, WON | changes)
    assert result.ephemeral
    return result


async def asked(world: World, question: str, who: simcord.MemberActor | None = None) -> str:
    return text(await (who or world.alice).slash(world.channel, "ask", question=question))


async def test_whoever_asks_the_same_sees_it_beside_what_the_reports_say(
    world: World, admin: simcord.MemberActor
) -> None:
    await teach(world, admin)
    shown = await asked(world, CUP)
    assert BY in shown
    body, reports = shown.split("-# What the reports say:")
    assert "Nobody has, so far." in body
    assert "-# Source:\n-# <https://example.org/cup>" in body
    assert "It was taught for" not in body
    assert "The reports do not say." in reports
    other = await asked(world, "who was the winner of the world cup")
    assert BY in other
    assert f"-# It was taught for: {CUP}" in other
    for question in ("Who won the World Cup in 2018?", "Who lost the World Cup?", "Who won the Asian Cup?"):
        assert "📌" not in await asked(world, question)


async def test_a_message_and_a_later_look_show_it_too(
    world: World, admin: simcord.MemberActor, build: Build, same: SameQuestions
) -> None:
    await teach(world, admin)
    await world.alice.send(world.channel, f"{world.at} {CUP}")
    card = world.last()
    assert BY in text(card)
    bot = build()
    await world.env.restart_bot(bot)
    compared(bot.handlers.workers.assistants, same)
    assert BY in await asked(world, CUP)


async def test_another_server_is_told_nothing_of_it(world: World, admin: simcord.MemberActor) -> None:
    await teach(world, admin)
    other = world.env.create_guild("Other")
    channel = other.create_text_channel("general")
    member = other.add_member(world.env.create_user("carol"))
    assert "📌" not in text(await member.slash(channel, "ask", question=CUP))


async def test_it_is_changed_withdrawn_and_brought_back(world: World, admin: simcord.MemberActor) -> None:
    told = await teach(world, admin)
    assert text(told).startswith("That is taught.")
    (choice,) = await admin.autocomplete(world.channel, "taught", "answer", "world")
    assert choice["name"] == CUP
    detail = await admin.slash(world.channel, "taught", answer=choice["value"])
    form = await press(admin, detail, "Change")
    await admin.submit_modal(form, WON | {"answer": "Argentina."})
    assert "Argentina." in await asked(world, CUP)
    gone = await press(admin, detail, "Withdraw")
    assert text(gone).startswith("Withdrawn: it is shown no more.")
    assert "📌" not in await asked(world, CUP)
    refused = await press(admin, detail, "Withdraw")
    assert text(refused) == "That taught answer is no longer there."
    assert text(await press(admin, gone, "Undo")) == "That is undone."
    assert "Argentina." in await asked(world, CUP)
    late = "That is undone already, or somebody has changed it since."
    assert text(await press(admin, gone, "Undo")) == late
    assert text(await press(admin, told, "Undo")) == late


async def test_what_is_listed_is_that_servers(world: World, admin: simcord.MemberActor, clock: Clock) -> None:
    empty = await admin.slash(world.channel, "taught")
    assert text(empty).startswith("### No answers were taught here yet")
    store = TaughtAnswers(world.bot.handlers.answers.database, clock)
    for number in range(12):
        await store.teach(TaughtText(f"q {number}?", "a", "s"), guild=world.guild.id, by=1)
    await store.teach(TaughtText("theirs?", "a", "s"), guild=99, by=1)
    told = text(await admin.slash(world.channel, "taught"))
    assert told.startswith("### 12 taught answers\n• q 11?\n")
    assert "• q 2?\n-# … and 2 more" in told
    assert "theirs" not in told
    gone = await admin.slash(world.channel, "taught", answer="none")
    assert text(gone) == "That taught answer is no longer there."


async def test_only_administrators_teach(world: World, admin: simcord.MemberActor) -> None:
    listed = await admin.slash(world.channel, "taught")
    command = next(one for one in await world.bot.tree.fetch_commands() if one.name == "taught")
    world.guild.set_command_permissions(command, {world.bob: True})
    refused = await world.bob.slash(world.channel, "taught")
    assert text(refused) == "Only administrators can teach answers, and only for their own server."
    assert await world.bob.autocomplete(world.channel, "taught", "answer", "") == []
    assert labels(listed) == ["Teach the right answer"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"source": " "}, "“Source” is empty"),
        ({"answer": "?!"}, "“The right answer” is empty"),
    ],
)
async def test_what_is_not_whole_is_declined_clearly(
    world: World, admin: simcord.MemberActor, changes: dict[str, str], told: str
) -> None:
    assert told in text(await teach(world, admin, **changes))
    assert "📌" not in await asked(world, CUP)


async def test_it_is_taught_from_insights_and_from_an_answer_that_was_called_wrong(
    world: World, admin: simcord.MemberActor
) -> None:
    card = await world.alice.slash(world.channel, "ask", question=CUP)
    insights = await admin.slash(world.channel, "insights")
    (menu,) = (one for one in items(insights) if isinstance(one, ui.Select))
    assert [option.label for option in menu.options] == [CUP]
    chosen = [menu.options[0].value]
    form = await admin.select(message(insights), chosen, custom_id=menu.custom_id)
    assert form.modal is not None
    assert form.modal["components"][0]["component"]["value"] == CUP
    await admin.submit_modal(form, WON)
    assert BY in await asked(world, CUP)
    for who, offered in ((world.bob, []), (admin, ["Teach the right answer"])):
        said = await press(who, card, "Not helpful")
        noted = await who.submit_modal(said, {"reason": ["wrong"], "words": ""})
        assert text(noted).startswith("Thank you, that is noted.")
        assert labels(noted) == offered
    form = await press(admin, noted, "Teach the right answer")
    told = await admin.submit_modal(form, WON | {"source": "A book, page 3"})
    assert text(told).startswith("That is taught.")


async def test_what_is_taught_forges_nothing(world: World, admin: simcord.MemberActor) -> None:
    words = "@everyone <@1> **x**\n# big [a](https://b.example)"
    await teach(world, admin, answer=words, source=f"see {words}".replace("\n", " "))
    result = await world.alice.slash(world.channel, "ask", question=CUP)
    shown = text(result)
    assert r"\@everyone \<\@1\> \*\*x\*\*" in shown
    assert "\n# big" not in shown
    assert "](" not in shown.replace(r"\](", "")
    assert not message(result).mention_everyone
    assert message(result).mentions == []


async def test_a_fault_of_the_store_leaves_the_reports_answer(
    world: World, admin: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await teach(world, admin)

    async def fail(*_: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(TaughtAnswers, "of", fail)
    shown = await asked(world, CUP)
    assert "The reports do not say." in shown
    assert "📌" not in shown

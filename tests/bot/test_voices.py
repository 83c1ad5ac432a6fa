"""What people say to answers: once each, changed as often as they like, also after a restart."""

from __future__ import annotations

import pytest
import simcord

from bot.client import FootnoteClient
from qa.store.feedback import Feedback
from tests.bot.conftest import Build, Clock, World
from tests.bot.disks import fill
from tests.bot.look import custom_id, labels, message, press, text

R1 = "What did DeepSeek R1 score?"


async def ask(world: World, question: str = R1, *, private: bool = False) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await world.alice.slash(
        world.channel, "ask", question=question, private=private
    )
    return result


def key_of(card: simcord.InteractionResult) -> str:
    return custom_id(card, "Delete").split(":")[2]


async def said(bot: FootnoteClient, key: str) -> list[tuple[int, str, str]]:
    opinions = await Feedback(bot.handlers.answers.database).of(key)
    return [(one.person, one.verdict, one.words) for one in opinions]


async def why(
    world: World, who: simcord.MemberActor, card: simcord.InteractionResult, reason: str, words: str = ""
) -> simcord.InteractionResult:
    shown = await press(who, card, "Not helpful")
    result: simcord.InteractionResult = await who.submit_modal(shown, {"reason": [reason], "words": words})
    return result


@pytest.mark.parametrize("private", [False, True])
async def test_an_answer_helps_until_that_is_taken_back(world: World, private: bool) -> None:
    card = await ask(world, private=private)
    told = await press(world.alice, card, "Helpful")
    assert (told.ephemeral, text(told)) == (
        True,
        "Thank you. Pressing the button once more takes it back.",
    )
    assert await said(world.bot, key_of(card)) == [(world.alice.id, "helpful", "")]
    assert text(await press(world.alice, card, "Helpful")) == "You have taken that back."
    assert await said(world.bot, key_of(card)) == []


async def test_each_says_why_an_answer_does_not_help_and_may_change_it(world: World, clock: Clock) -> None:
    card = await ask(world)
    told = await why(world, world.bob, card, "unsupported", "  It says 88 there.\n")
    assert told.ephemeral
    assert text(told).startswith("Thank you, that is noted.")
    clock.now += 1
    await press(world.alice, card, "Helpful")
    key = key_of(card)
    assert await said(world.bot, key) == [
        (world.bob.id, "unsupported", "It says 88 there."),
        (world.alice.id, "helpful", ""),
    ]
    shown = await press(world.bob, card, "Not helpful")
    assert shown.modal is not None
    reason, words = (one["component"] for one in shown.modal["components"])
    assert [(one["label"], one.get("default", False)) for one in reason["options"]] == [
        ("It is wrong", False),
        ("The source does not say so", True),
        ("It is outdated", False),
        ("Something is missing", False),
        ("It misses the point", False),
    ]
    assert words["value"] == "It says 88 there."
    clock.now += 1
    await world.bob.submit_modal(shown, {"reason": ["beside"], "words": ""})
    assert await said(world.bot, key) == [
        (world.alice.id, "helpful", ""),
        (world.bob.id, "beside", ""),
    ]
    clock.now += 1
    await press(world.bob, card, "Helpful")
    assert (world.bob.id, "helpful", "") in await said(world.bot, key)


async def test_the_buttons_work_after_a_restart(world: World, build: Build) -> None:
    card = await ask(world)
    await press(world.bob, card, "Helpful")
    restarted = build()
    await world.env.restart_bot(restarted)
    await why(world, world.bob, card, "outdated", "Q3 is out")
    assert await said(restarted, key_of(card)) == [(world.bob.id, "outdated", "Q3 is out")]


async def test_forms_that_are_open_at_once_are_not_mixed_up(world: World) -> None:
    cards = await ask(world), await ask(world)
    forms = [
        (who, await press(who, card, "Not helpful"))
        for who, card in ((world.alice, cards[0]), (world.bob, cards[1]), (world.bob, cards[0]))
    ]
    for (who, form), reason in zip(forms, ("wrong", "missing", "beside"), strict=True):
        await who.submit_modal(form, {"reason": [reason], "words": ""})
    assert sorted(await said(world.bot, key_of(cards[0]))) == [
        (world.alice.id, "wrong", ""),
        (world.bob.id, "beside", ""),
    ]
    assert await said(world.bot, key_of(cards[1])) == [(world.bob.id, "missing", "")]


async def test_a_mention_and_a_direct_message_are_judged_too(world: World) -> None:
    await world.alice.send(world.channel, f"{world.at} {R1}")
    await press(world.bob, world.last(), "Helpful")
    assert await said(world.bot, custom_id(world.last(), "Delete").split(":")[2]) == [
        (world.bob.id, "helpful", "")
    ]
    user = world.env.create_user("dana")
    card = await user.slash("ask", question=R1)
    await press(user, card, "Helpful")
    assert await said(world.bot, key_of(card)) == [(user.id, "helpful", "")]


async def test_a_refusal_can_be_judged_and_a_question_back_cannot(world: World) -> None:
    assert "Not helpful" in labels(await ask(world, "Who won the World Cup?"))
    assert "Not helpful" not in labels(await ask(world, "turbo score"))


async def test_an_answer_that_is_gone_is_not_judged(world: World, clock: Clock) -> None:
    card = await ask(world)
    shown = await press(world.bob, card, "Not helpful")
    await world.bot.handlers.answers.forget(key_of(card))
    late = await world.bob.submit_modal(shown, {"reason": ["wrong"], "words": ""})
    for told in (late, await press(world.bob, card, "Helpful")):
        assert "This answer is no longer kept" in text(told)
        assert message(told).flags.ephemeral
    assert await said(world.bot, key_of(card)) == []


async def test_on_a_full_disk_nothing_is_noted_and_that_is_said(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await ask(world)
    with monkeypatch.context() as patch:
        fill(patch)
        assert "I could not write that down" in text(await press(world.bob, card, "Helpful"))
    assert await said(world.bot, key_of(card)) == []


class TestInFrench:
    @pytest.fixture
    def simcord_bot(self, build: Build) -> FootnoteClient:
        return build("fr", cooldown_questions=100)

    async def test_buttons_are_in_the_answers_language_and_the_form_in_the_readers(
        self, world: World
    ) -> None:
        card = await ask(world)
        assert "Helpful" in labels(card)
        shown = await press(world.bob, card, "Not helpful")
        assert shown.modal is not None
        assert shown.modal["title"] == "Qu’est-ce qui ne va pas dans la réponse\u202f?"
        assert text(await press(world.bob, card, "Helpful")).startswith("Merci.")

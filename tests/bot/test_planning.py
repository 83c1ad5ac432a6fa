"""Questions that were not read surely, planned by a model before their card is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from qa.prose.opening import ProseModel
from qa.prose.planner import Planner
from qa.question.frame import Operation
from qa.question.plan import PlanOffer, PlanOption, QuestionPlan
from tests.bot.conftest import Clock, World
from tests.bot.fakes import FakeAssistant, citation, reply
from tests.bot.look import text
from tests.bot.test_rewording import PacedModel
from tests.soak.askers import unsettled

UNSURE = "Is R1 ahead?"
OFFER = PlanOffer(UNSURE, "en", (), (PlanOption("r1", "DeepSeek R1"),), (PlanOption("score", "score"),), ())
PLAN = '{"task": "lookup", "things": ["T1"], "figures": ["F1"]}'


@pytest.fixture
def model() -> PacedModel:
    model = PacedModel()
    model.steps = [PLAN]
    return model


@pytest.fixture
def planner(model: PacedModel) -> Planner:
    return Planner(model)


@pytest.fixture
def settings(planner: Planner) -> dict[str, Any]:
    return {"prose": ProseModel(planner=planner), "worded_tokens_person": 150}


@pytest.fixture(autouse=True)
def _unsure(assistant: FakeAssistant) -> None:
    assistant.offers[UNSURE] = OFFER


async def test_the_card_is_that_of_the_planned_question(
    world: World, model: PacedModel, assistant: FakeAssistant
) -> None:
    await world.alice.send(world.channel, f"{world.at} {UNSURE}")
    (card,) = world.sent()
    assert f"About “{UNSURE}”: 89 points" in text(card)
    assert [one.get("plan") for one in assistant.asked] == [
        None,
        QuestionPlan(Operation.LOOKUP, ("r1",), ("score",)),
    ]
    assert len(world.bot.handlers.memory.of_person(world.alice.id)) == 1


async def test_what_was_read_surely_or_stands_in_two_messages_is_not_planned(
    world: World, model: PacedModel
) -> None:
    await world.alice.send(world.channel, f"{world.at} What did DeepSeek R1 score?")
    assert model.asked == 0


async def test_a_failing_model_costs_no_answer(world: World, model: PacedModel, planner: Planner) -> None:
    model.steps = [RuntimeError("unheard of")]
    await world.alice.send(world.channel, f"{world.at} {UNSURE}")
    assert "89 points" in text(world.last())
    assert planner.outcomes == {"failed": 1}


async def test_what_it_costs_counts(world: World, model: PacedModel, clock: Clock) -> None:
    for _ in range(3):
        await world.alice.send(world.channel, f"{world.at} {UNSURE}")
    assert model.asked == 2
    assert len(world.sent()) == 3
    await world.bob.send(world.channel, f"{world.at} {UNSURE}")
    assert model.asked == 3
    clock.now += 86_400
    await world.alice.send(world.channel, f"{world.at} {UNSURE}")
    assert model.asked == 4


async def test_it_is_planned_in_the_language_of_the_server(world: World, assistant: FakeAssistant) -> None:
    rules = world.bot.handlers.rules
    await rules.settings.put("language", "fr", guild=world.guild.id, by=world.alice.id)
    await world.alice.send(world.channel, f"{world.at} {UNSURE}")
    assert assistant.offered == [(UNSURE, "fr")]
    assert [(one.get("language"), "plan" in one) for one in assistant.asked] == [("fr", False), ("fr", True)]


async def test_what_is_asked_while_a_plan_is_made_comes_after_it(
    world: World, model: PacedModel, assistant: FakeAssistant
) -> None:
    more, after = asyncio.Event(), "And in June?"
    model.steps = [more, PLAN]
    read, planned = (reply(UNSURE, text, citations=(citation(),)) for text in ("Read. [1]", "Planned. [1]"))
    turn = planned.turn.model_copy(update={"entities": ("planned",)})
    assistant.replies[UNSURE], assistant.planned = read, planned.model_copy(update={"turn": turn})
    with unsettled(world.env):
        await world.alice.send(world.channel, f"{world.at} {UNSURE}")
        await until(lambda: model.asked)
        await world.alice.send(world.channel, f"{world.at} {after}")
        await until(lambda: len(world.sent()) == 1)
    assert assistant.asked[-1]["question"] == after
    assert assistant.asked[-1]["history"] == (read.turn,)
    more.set()
    await world.env.settle()
    assert "Planned." in text(world.last())
    first, second = world.bot.handlers.memory.of_person(world.alice.id)
    assert (first, second.question) == (turn, after)


async def test_what_is_taken_back_while_a_plan_is_made_is_not_remembered(
    world: World, model: PacedModel
) -> None:
    more = asyncio.Event()
    model.steps = [more, PLAN]
    memory = world.bot.handlers.memory
    with unsettled(world.env):
        asked = await world.alice.send(world.channel, f"{world.at} {UNSURE}")
        await until(lambda: model.asked)
        await world.alice.delete(asked)
        await until(lambda: not memory.of_person(world.alice.id))
    more.set()
    await world.env.settle()
    assert memory.of_person(world.alice.id) == ()
    assert world.sent() == []


async def until(holds: Callable[[], object]) -> None:
    for _ in range(1_000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError

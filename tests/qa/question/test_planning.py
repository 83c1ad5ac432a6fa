"""Planning: what is offered where a question was not read surely, and what becomes of a plan."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.question.frame import Operation
from qa.question.plan import PlanOffer, QuestionPlan

UNSURE = "Is Zephyr 2 ahead of Borealis"


def offered(engine: Engine, question: str = UNSURE) -> PlanOffer:
    offer = engine.offer(question)
    assert offer is not None
    return offer


def test_a_question_that_is_not_read_surely_is_offered_what_is_declared(small_engine: Engine) -> None:
    offer = offered(small_engine)
    assert [one.id for one in offer.things] == ["zephyr-2", "zephyr", "zephyr-3", "borealis-one"]
    assert offer.things[0].name == "Zephyr 2"
    assert offer.figures[0].id == "sky_index"
    assert [one.id for one in offer.editions] == ["2030-Q2", "2030-Q1"]
    known = small_engine.knowledge
    assert {one.id for one in offer.figures} <= known.attributes.keys()


@pytest.mark.parametrize(
    "question",
    [
        "What did Zephyr 2 score?",  # surely read
        "hello",  # said to the bot
        "What did Zephyr 99 score?",  # nobody guesses at numbers
        "How do people like Zephyr 2 in Q4 2031?",  # nor at editions that there are not
        "Is Zephyr 2 ahead of Borealis? And who founded Eastgate?",  # several at once
        "and that?",  # nothing to choose from
    ],
)
def test_nothing_is_offered_for_what_needs_no_plan(small_engine: Engine, question: str) -> None:
    assert small_engine.offer(question) is None


def test_what_was_said_before_is_offered_too(small_engine: Engine) -> None:
    before = small_engine.ask("What did Borealis One score in Q1 2030?").turn
    offer = small_engine.offer("How do people like Zephyr 2?", (before,))
    assert offer is not None
    assert offer.said == ("What did Borealis One score in Q1 2030?",)
    assert "borealis-one" in [one.id for one in offer.things]
    assert offer.editions[0].id == "2030-Q1"


def test_a_plan_is_what_is_answered_and_proved_as_any_reading_is(small_engine: Engine) -> None:
    read = small_engine.ask(UNSURE)
    assert read.turn.operation == "history"
    plan = QuestionPlan(Operation.COMPARE, ("zephyr-2", "borealis-one"), ("sky_index",), ("2030-Q1",))
    assert offered(small_engine).allows(plan)
    planned = small_engine.ask(UNSURE, plan=plan)
    assert planned.turn.entities == ("zephyr-2", "borealis-one")
    assert planned.turn.operation == "compare"
    assert "71" in planned.answer.answer
    assert "64" in planned.answer.answer
    assert all(one.citations for one in planned.answer.statements)


def test_an_edition_that_was_chosen_is_not_planned_away(small_engine: Engine) -> None:
    plan = QuestionPlan(Operation.LOOKUP, ("zephyr-2",), ("sky_index",), ("2030-Q1",))
    assert small_engine.ask(UNSURE, edition="2030-Q2", plan=plan).turn.editions == ("2030-Q2",)


def test_a_rank_is_of_what_the_things_hold(small_engine: Engine) -> None:
    plan = QuestionPlan(Operation.RANK, ("eastgate",), ("sky_index",), ("2030-Q1",))
    answer = small_engine.ask("Hows Eastgate doing", plan=plan).answer
    assert "Borealis One" in answer.answer
    assert "Zephyr" not in answer.answer


@pytest.mark.parametrize(
    "plan",
    [
        QuestionPlan(Operation.LOOKUP, ("eastgate",), ("sky_index",)),  # a thing that was not offered
        QuestionPlan(Operation.LOOKUP, ("zephyr-2",), ("invented",)),
        QuestionPlan(Operation.LOOKUP, ("zephyr-2",), ("sky_index",), ("2031-Q1",)),
        QuestionPlan(Operation.LOOKUP, ("zephyr-2", "zephyr-2"), ("sky_index",)),  # the same twice
        QuestionPlan(Operation.LOOKUP, (), ("sky_index",)),  # too few
        QuestionPlan(Operation.COMPARE, ("zephyr-2",), ("sky_index",)),
        QuestionPlan(Operation.HISTORY, ("zephyr-2", "borealis-one"), ("sky_index",)),  # too many
        QuestionPlan(Operation.LOOKUP, ("zephyr-2",)),  # no figure
        QuestionPlan(Operation.PASSAGE, ("zephyr-2",), ("sky_index",)),  # a figure where none is told
        QuestionPlan(Operation.SMALLTALK),
        QuestionPlan(Operation.FILTER, (), ("sky_index",)),  # its bound is not to be planned
    ],
)
def test_a_plan_of_anything_else_is_refused(small_engine: Engine, plan: QuestionPlan) -> None:
    assert not offered(small_engine).allows(plan)

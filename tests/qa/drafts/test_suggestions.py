"""What is asked next: questions as people ask them, none that was just answered, each of them answerable."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.drafts.draft import Draft
from qa.drafts.suggestions import Suggestions
from qa.engine import Engine
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.selection import Selection
from qa.language.detection import LANGUAGES
from qa.question.frame import Frame, Operation
from qa.wording.messages import Messages
from qa.wording.wording import Wording

SCORE = ("intelligence_index",)


def followups(engine: Engine, frame: Frame) -> tuple[str, ...]:
    return engine._reply(frame, 0.0).answer.followups


def frames(language: str) -> list[Frame]:
    q1 = ("2025-Q1",)
    r1, rank, profile = ("deepseek-r1",), Operation.RANK, Operation.PROFILE
    best = Selection(single=True)
    return [
        Frame("?", language, Operation.LOOKUP, entities=r1, attributes=SCORE, editions=q1),
        Frame("?", language, rank, attributes=SCORE, editions=q1, selection=Selection(limit=5)),
        Frame("?", language, rank, attributes=SCORE, editions=("2025-Q2",), selection=best),
        Frame("?", language, Operation.COMPARE, entities=(*r1, "o1"), attributes=SCORE, editions=q1),
        Frame("?", language, Operation.LOOKUP, entities=("kimi",), attributes=("monthly_active_users",)),
        Frame("?", language, Operation.LOOKUP, entities=("moonshot-ai",), attributes=("funding",)),
        Frame("?", language, profile, entities=("deepseek",), attributes=SCORE),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_can_be_answered_and_was_not_just_answered(engine: Engine, language: str) -> None:
    for frame in frames(language):
        answered = engine._reply(frame, 0.0).answer
        assert len(answered.followups) == 3, frame
        for question in answered.followups:
            reply = engine.ask(question, language=language).answer
            assert not reply.abstained, question
            assert reply.facts, question
            assert reply.answer != answered.answer, question


def test_a_score_leads_to_its_rival_its_successor_and_the_first(engine: Engine) -> None:
    assert followups(engine, frames("en")[0]) == (
        "Compare DeepSeek R1 and OpenAI o1-mini in Q1 2025",
        "What did DeepSeek R1-0528 score in Q2 2025?",
        "Who leads in Q1 2025?",
    )


def test_a_list_leads_to_its_first_two_and_to_the_other_edition(engine: Engine) -> None:
    first, second, *_ = followups(engine, frames("en")[1])
    assert (first, second) == ("Compare OpenAI o1 and OpenAI o3 in Q1 2025", "Who leads in Q2 2025?")


def test_a_comparison_is_not_asked_again(engine: Engine) -> None:
    assert not [one for one in followups(engine, frames("en")[3]) if one.startswith("Compare")]


def test_a_question_that_its_example_leaves_unmarked_gets_its_mark(
    small_knowledge: Knowledge,
) -> None:
    funding = small_knowledge.attributes["funding"].model_copy(
        update={"examples": ("combien {subject} a levé", "what did {subject} raise")}
    )
    knowledge = replace(small_knowledge, attributes={**small_knowledge.attributes, "funding": funding})
    suggestions = Suggestions(Wording(knowledge, Messages()), Figures(knowledge))
    for language, asks in (("en", "What did Northwind raise?"), ("fr", "Combien Northwind a levé\u202f?")):
        asked = Frame("?", language, Operation.PROFILE, entities=("northwind",))
        assert asks in suggestions.after(asked, Draft(entities=("northwind",)))


@pytest.mark.parametrize(
    ("language", "asks"),
    [
        ("en", "What about Northwind’s funding?"),
        ("fr", "Que donne le rapport pour Northwind (levée de fonds)\u202f?"),
        ("zh-Hans", "Northwind的融资额呢？"),
        ("ja", "ノースウィンドの調達額は？"),
    ],
)
def test_an_attribute_without_examples_in_a_language_is_asked_for_by_its_name(
    small_knowledge: Knowledge, language: str, asks: str
) -> None:
    attributes = {
        key: attribute.model_copy(update={"examples": ()})
        for key, attribute in small_knowledge.attributes.items()
    }
    knowledge = replace(small_knowledge, attributes=attributes)
    suggestions = Suggestions(Wording(knowledge, Messages()), Figures(knowledge))
    asked = Frame("?", language, Operation.PROFILE, entities=("northwind",))
    assert asks in suggestions.after(asked, Draft(entities=("northwind",)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_leads_to_nothing_else_leads_to_the_first_of_the_latest_edition(
    engine: Engine, language: str
) -> None:
    (question,) = followups(
        engine, Frame("?", language, Operation.PASSAGE, content=("chips",), search="chips")
    )
    reply = engine.ask(question, language=language)
    assert {fact.edition for fact in reply.answer.facts} == {"2025-Q2"}
    summed_up = followups(engine, Frame("?", language, Operation.SUMMARY, editions=("2025-Q2",)))
    assert question not in summed_up, "it was just answered"

"""Talk: what is said to the bot is answered, and what is asked of the answer before."""

from __future__ import annotations

from typing import Any

import pytest

from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.question.frame import Operation
from tests.qa.drafts.framed import reply_to
from tests.qa.small import Q1, Q2

KINDS = ("greeting", "thanks", "farewell", "help", "sources", "doubt", "bot", "chat", "ok", "orders")
LOOKUP: dict[str, Any] = {
    "operation": Operation.LOOKUP,
    "entities": ("zephyr-2",),
    "attributes": ("sky_index",),
    "editions": (Q1,),
}
QUOTE = "“Zephyr 2 of Northwind scores 71 points.”"
NEWS = "Source: Gazette, “Sky news”, "


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_answered_without_a_statement(open_engine: Engine, kind: str, language: str) -> None:
    answer = reply_to(open_engine, language, operation=Operation.SMALLTALK, smalltalk=kind).answer
    assert answer.answer
    assert not answer.abstained
    assert answer.statements == ()


def test_the_sources_are_the_editions_with_their_articles(open_engine: Engine) -> None:
    reply = reply_to(open_engine, operation=Operation.SMALLTALK, smalltalk="sources")
    assert [line.text for line in reply.lines][1:] == [
        "Sky Report, Q2 2030",
        "Source: Gazette, “Sky news”, April 2, 2030",
        "Source: unnamed publisher, “More sky”",
        "Sky Report, Q1 2030",
        "Source: Gazette, “Sky news”, April 2, 2030",
        "Source: unnamed publisher, “More sky”",
    ]


def test_the_sources_of_an_answer_are_its_quotes_and_who_reports_it(open_engine: Engine) -> None:
    reply = reply_to(open_engine, smalltalk="sources", **LOOKUP)
    told, title, *sources, quote = (line.text for line in reply.lines)
    assert told == "That answer rests on these sentences:"
    assert title == "Sky digest 2030-Q1"
    assert len(sources) == 2
    assert quote == QUOTE
    (cited,) = reply.answer.citations
    assert cited.edition == Q1
    assert [cited.quote[start:end] for start, end in cited.marks] == ["71 points"]


@pytest.mark.parametrize("kind", ["doubt", "sources"])
def test_what_is_asked_of_a_ranking_has_no_second_picture(open_engine: Engine, kind: str) -> None:
    asked = {**LOOKUP, "operation": Operation.RANK, "entities": ()}
    assert reply_to(open_engine, **asked).plot
    assert not reply_to(open_engine, smalltalk=kind, **asked).plot


def test_a_doubt_is_met_with_the_same_answer_and_its_quotes(open_engine: Engine) -> None:
    before = reply_to(open_engine, **LOOKUP)
    reply = reply_to(open_engine, smalltalk="doubt", **LOOKUP)
    texts = [line.text for line in reply.lines]
    assert texts[1] == before.lines[0].text
    assert texts[-2] == QUOTE
    assert "whoever runs this bot" in texts[-1]


def test_quotes_are_not_repeated_to_who_doubts_them(open_engine: Engine) -> None:
    reply = reply_to(open_engine, smalltalk="doubt", operation=Operation.SUMMARY, editions=(Q2,))
    texts = [statement.text for statement in reply.answer.statements]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("kind", ["doubt", "sources"])
def test_of_no_answer_it_is_said_again_that_there_is_none(open_engine: Engine, kind: str) -> None:
    asked = {**LOOKUP, "entities": ("zephyr-3",)}
    assert reply_to(open_engine, smalltalk=kind, **asked).answer.abstained

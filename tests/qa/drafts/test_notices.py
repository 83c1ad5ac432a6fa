"""Notices: comparability, contradictions and translations, in the asker's language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.drafts.answer import Resources
from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.question.frame import Frame, Operation


def texts(engine: Engine, question: str, kind: str, language: str | None = None) -> list[str]:
    return [n.text for n in engine.ask(question, language=language).answer.notices if n.kind == kind]


@pytest.mark.parametrize("language", LANGUAGES)
def test_comparability_names_both_editions_and_the_reason(small_engine: Engine, language: str) -> None:
    (text,) = texts(small_engine, "Zephyr 2 score", "comparability", language)
    words = {
        "en": "the index changed",
        "fr": "l'indice a changé",
        "ja": "指数が変わりました",
        "zh-Hans": "指数变了",
        "zh-Hant": "指數變了",
    }
    assert words[language] in text


@pytest.mark.parametrize("question", ["Zephyr 2 score in Q1", "Northwind funding", "Skyline users"])
def test_what_stands_in_one_edition_needs_no_warning(small_engine: Engine, question: str) -> None:
    assert texts(small_engine, question, "comparability") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_contradictions_name_both_values_and_sources(engine: Engine, language: str) -> None:
    asked = {
        "en": "When was DeepSeek R1 released in Q2?",
        "fr": "Quand DeepSeek R1 est-il sorti, selon le T2 ?",
        "ja": "第2四半期によると、DeepSeek R1はいつ公開された？",
        "zh-Hans": "第二季度报告里DeepSeek R1什么时候发布？",
        "zh-Hant": "第二季報告裡DeepSeek R1什麼時候發布？",
    }
    found = texts(engine, asked[language], "conflict")
    assert len(found) == 1
    assert "鉅亨" in found[0]
    assert "okeeper" in found[0]
    assert "1" in found[0] or "January" in found[0] or "janvier" in found[0]


def test_another_order_that_the_sources_state_is_one_note(engine: Engine) -> None:
    (text,) = texts(engine, "top 5 models worldwide in Q1 2025", "conflict")
    order = "OpenAI o3, DeepSeek R1, OpenAI o3-mini, OpenAI o1-mini, Step-2-16k"
    assert text == f"The Q1 2025 sources list another order: {order}."
    assert texts(engine, "worst model in Q1 2025", "conflict") == [], "the order says nothing of the last"


def test_dates_in_dispute_are_told_to_those_who_ask_about_the_subject(engine: Engine) -> None:
    assert texts(engine, "Rank the models in Q2 2025", "conflict") == []
    (text,) = texts(engine, "DeepSeek LLM 67B score", "conflict")
    assert "May 2023" in text
    assert "November 2023" in text


def test_a_translation_names_the_language(small_engine: Engine) -> None:
    (text,) = texts(small_engine, "东门的得分", "translation")
    assert "英文" in text
    assert texts(small_engine, "Eastgate score", "translation") == []


def test_an_abstention_has_no_translation_notice(small_engine: Engine) -> None:
    reply = small_engine.ask("东门的员工数")
    assert reply.answer.abstained
    assert "translation" not in [notice.kind for notice in reply.answer.notices]


def test_a_contradiction_that_the_question_does_not_touch_is_left_out(resources: Resources) -> None:
    facts = resources.wording.knowledge.facts.of("zephyr-2")
    asked = Frame("?", "en", Operation.LOOKUP, entities=("zephyr-2",), attributes=("release_date",))
    score = replace(asked, attributes=("sky_index",))
    told = [[notice.kind for notice in resources.notices.of_facts(one, facts)] for one in (asked, score)]
    assert told == [["comparability", "conflict"], ["comparability"]]

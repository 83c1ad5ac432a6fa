"""An answer in one language, whatever language it was asked in: the question is read in its own."""

from __future__ import annotations

import pytest

from qa.engine import Engine


@pytest.mark.parametrize(
    "question",
    [
        "Quel est le score de DeepSeek R1 au premier trimestre 2025 ?",
        "DeepSeek R1 在 2025 年第一季度的分数是多少？",
        "What did DeepSeek R1 score in Q1 2025?",
    ],
)
@pytest.mark.parametrize("language", ["en", "fr", "ja"])
def test_a_question_in_any_language_is_answered_in_the_one_that_is_fixed(
    engine: Engine, question: str, language: str
) -> None:
    asked = engine.ask(question).answer
    fixed = engine.ask(question, language=language).answer
    assert fixed.language == language
    assert [fact.value for fact in fixed.facts] == [fact.value for fact in asked.facts] != []
    again = engine.ask_in_reply("?", question, language=language).answer
    assert again.language == language
    assert [fact.value for fact in again.facts] == [fact.value for fact in asked.facts]

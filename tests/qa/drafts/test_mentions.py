"""Which editions speak of something."""

from __future__ import annotations

import pytest

from qa.engine import Engine


@pytest.mark.parametrize(
    ("question", "language", "none"),
    [
        ("which edition mentions MiniMax?", "en", "MiniMax is not mentioned."),
        ("dans quelle édition parle-t-on de MiniMax ?", "fr", "MiniMax n’y est pas mentionné."),
        ("MiniMax是哪一期才冒出来的", "zh-Hans", "没有提到MiniMax。"),
        ("MiniMax 是哪一期才出現的", "zh-Hant", "沒有提到MiniMax。"),
        ("MiniMaxが出てくるのはどの版？", "ja", "MiniMaxは出てきません。"),
    ],
)
def test_each_edition_is_told(engine: Engine, question: str, language: str, none: str) -> None:
    answer = engine.ask(question, language=language).answer
    assert not answer.abstained
    assert none in answer.answer
    assert {citation.edition for citation in answer.citations} == {"2025-Q2"}
    assert all("MiniMax" in citation.quote for citation in answer.citations)


def test_what_no_edition_mentions_is_not_found(engine: Engine) -> None:
    assert engine.ask("which edition mentions Nokia?").answer.abstained


def test_a_figure_in_an_edition_is_a_figure(engine: Engine) -> None:
    answer = engine.ask("in which quarter did R1 score 89 points?").answer
    assert any(fact.value == 89 for fact in answer.facts)

"""Rankings: by figures, the winner in a sentence, a place alone; the same in words and by command."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from qa.engine import Engine
from qa.knowledge.selection import Selection, Threshold
from qa.language.detection import LANGUAGES
from qa.models import Rank
from qa.question.frame import Frame, Operation

SCORE = "intelligence_index"
ranking = partial(Frame, "60?", operation=Operation.RANK, attributes=(SCORE,), editions=("2025-Q1",))


def statements(engine: Engine, frame: Frame) -> list[str]:
    return [s.text for s in engine._reply(frame, 0.0).answer.statements]


def test_a_ranking_is_the_same_in_words_and_by_command(engine: Engine) -> None:
    asked = engine.ask("top 5 models in Q1 2025").answer
    looked_up = engine.look_up(Rank(top=5, edition="2025-Q1")).answer
    assert [s.text for s in asked.statements] == [s.text for s in looked_up.statements]
    assert [fact.value for fact in asked.facts] == [94, 94, 90, 89, 89]


def test_a_superlative_is_the_winner_with_its_figure(engine: Engine) -> None:
    best = ranking(language="en", editions=("2025-Q2",), selection=Selection(single=True))
    (text,) = statements(engine, best)
    assert text == "DeepSeek R1-0528 ranks first by Intelligence Index score: 68 (Q2 2025). [1]"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_is_told_alone_with_its_figure(engine: Engine, language: str) -> None:
    (text,) = statements(engine, ranking(language=language, position=3))
    assert "OpenAI o3-mini" in text
    assert "90" in text
    assert "3" in text
    assert "R1" not in text


@pytest.mark.parametrize(
    ("language", "tie"),
    [
        ("en", "OpenAI o1 and OpenAI o3 are tied at number 1"),
        ("fr", "OpenAI o1 et OpenAI o3 sont ex æquo au rang 1\u00a0: 94"),
        ("zh-Hans", "并列第1的是OpenAI o1和OpenAI o3：94分"),
        ("zh-Hant", "並列第1的是OpenAI o1和OpenAI o3：94分"),
        ("ja", "第1位はOpenAI o1とOpenAI o3（同順位）で、94点です"),
    ],
)
def test_a_shared_place_says_so(engine: Engine, language: str, tie: str) -> None:
    for asked in (ranking(language=language, position=2), ranking(language=language, position=1)):
        (text,) = statements(engine, asked)
        assert tie in text


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "2 with Intelligence Index score above 60 (Q2 2025): DeepSeek R1-0528 (68), "),
        ("fr", "Score sur l'Intelligence Index au-dessus de 60 (T2 2025) — 2\u00a0: DeepSeek R1-0528 (68), "),
        ("zh-Hans", "智能指数得分高于60分的共2个（2025年第二季度）：DeepSeek R1-0528（68分）、"),
        ("zh-Hant", "智慧指數得分高於60分的共2個（2025年第二季）：DeepSeek R1-0528（68分）、"),
        ("ja", "Intelligence Indexのスコアが60点を超えるものは2件です（2025年第2四半期）：DeepSeek R1-0528"),
    ],
)
def test_a_count_says_what_is_counted_and_is_followed_by_names(
    engine: Engine, language: str, says: str
) -> None:
    above = Selection(threshold=Threshold("above", 60.0))
    counted = replace(ranking(language=language), operation=Operation.COUNT, selection=above)
    (text,) = statements(engine, replace(counted, editions=("2025-Q2",)))
    assert text.startswith(says)
    assert "Qwen3-235B-A22B" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stated_count_is_told_in_the_sentence_that_names_what_it_counts(
    engine: Engine, language: str
) -> None:
    asked = Frame("?", language, Operation.LOOKUP, attributes=("benchmarks_used",))
    (text,) = statements(engine, asked)
    assert "MMLU-Pro" in text
    assert "GPQA Diamond" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stated_count_is_followed_by_the_sentence_that_names_as_many(engine: Engine, language: str) -> None:
    counted, named = statements(
        engine, Frame("?", language, Operation.LOOKUP, attributes=("frontier_countries",))
    )
    assert "3" in counted
    names = engine.knowledge.entities.named_in(named)
    assert {"france", "israel", "canada"} <= set(names)


def test_a_sentence_that_names_fewer_or_more_is_not_what_was_counted(engine: Engine) -> None:
    assert len(statements(engine, Frame("?", "en", Operation.LOOKUP, attributes=("reasoning_labs",)))) == 1


def test_the_members_of_a_group_are_counted_and_named_in_one_line(engine: Engine) -> None:
    startups = Frame("?", "en", Operation.COUNT, selection=Selection(("startups",)), search="AI startups")
    (text,) = statements(engine, startups)
    assert text.startswith("7 (Q2 2025) — AI startups: DeepSeek, Moonshot AI, ")

"""Names that only resemble known ones, figures that are taken for granted, and what is left out."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.models import Answer


def ask(engine: Engine, question: str) -> Answer:
    return engine.ask(question).answer


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("o1 pro score", "o1 pro"),
        ("score of o1-pro?", "o1-pro"),
        ("R1 distill 32B score", "R1 distill 32B"),
        ("what did Qwen3-32B score", "Qwen3-32B"),
        ("Qwen3 32B多少分", "Qwen3 32B"),
        ("百川4多少分", "百川4"),
        ("Baichuan 4 score", "Baichuan 4"),
    ],
)
def test_what_only_resembles_a_name_is_not_in_the_documents(engine: Engine, question: str, name: str) -> None:
    answer = ask(engine, question)
    assert answer.abstained
    assert name in answer.answer


@pytest.mark.parametrize("question", ["users of wechat", "wechat users", "market cap of samsung"])
def test_nobody_elses_figure_is_given_for_what_no_document_knows(engine: Engine, question: str) -> None:
    answer = ask(engine, question)
    assert answer.abstained
    assert not answer.facts


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Qwen3 235B score", "62"),
        ("qewn3 235b score", "62"),
        ("R1 671B?", "671"),
        ("is R1 89 points?", "89"),
        ("scor of R1", "89"),
        pytest.param(
            *("whats teh scroe of R1", "89"),
            marks=pytest.mark.xfail(strict=True, reason="words of attributes are not corrected, names are"),
        ),
        ("qwen3 235b a22b thinking, iq pls", "62"),
    ],
)
def test_parts_and_figures_of_a_name_are_no_variants(engine: Engine, question: str, value: str) -> None:
    answer = ask(engine, question)
    assert not answer.abstained
    assert value in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "how much did R1 drop from Q1 to Q2?",
        "R1从第一季度到第二季度下降了多少分？",
        "R1從第一季到第二季下降了多少分？",
        "De combien R1 a-t-il baissé entre le T1 et le T2 ?",
        "R1はQ1からQ2で何点下がった？",
    ],
)
def test_a_change_shows_each_edition_and_subtracts_nothing(engine: Engine, question: str) -> None:
    answer = ask(engine, question)
    assert [(f.value, f.edition) for f in answer.facts] == [(89, "2025-Q1"), (68, "2025-Q2")]
    assert "comparability" in {notice.kind for notice in answer.notices}
    assert "21" not in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "why did R1 score 95?",
        "為什麼R1只有95分",
        "为什么R1是95分",
        "pourquoi R1 a-t-il 95 points ?",
        "なぜR1は95点なの",
    ],
)
def test_a_wrong_figure_is_set_right(engine: Engine, question: str) -> None:
    answer = ask(engine, question)
    said, told = answer.answer.split("\n")
    assert "95" in said
    assert "89" in told
    assert [f.value for f in answer.facts] == [89]


def test_the_reason_for_a_figure_that_is_held_is_searched(engine: Engine) -> None:
    assert not ask(engine, "why did R1-0528 reach 68 points?").answer.startswith("The documents do not give")


@pytest.mark.parametrize(
    "question",
    [
        "besides big tech and the startups, which companies are there?",
        "除了大廠跟新創，還有哪些公司",
    ],
)
def test_what_is_joined_to_something_left_out_is_left_out_too(engine: Engine, question: str) -> None:
    answer = ask(engine, question).answer
    assert "360" in answer
    assert "Moonshot" not in answer


def test_what_no_document_states_of_anything_is_not_searched_for(engine: Engine) -> None:
    assert ask(engine, "the price of R1?").abstained


def test_a_word_in_hiragana_names_nothing(engine: Engine) -> None:
    assert "みん" not in engine.ask("みんなが一番使ってるアプリどれ？").answer.answer


def test_which_models_somebody_makes_is_told_by_their_names(engine: Engine) -> None:
    """It is asked by the words for who made a model, and nobody made the lab."""
    answer = engine.ask("華為在第二季那份被點名的大模型叫什麼").answer
    assert not answer.abstained
    assert "Pangu" in answer.answer

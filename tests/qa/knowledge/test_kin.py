"""Makers, members and misheard names: what is known of entities beside their figures."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.knowledge.makers import Makers
from qa.linking.homophones import Homophones


@pytest.mark.parametrize(
    ("question", "maker"),
    [
        ("Who makes Kimi k1.5?", "Moonshot AI"),
        ("Which company is behind Hunyuan Large?", "Tencent"),
        ("Kimi k1.5是哪家公司的？", "月之暗面"),
        ("Doubaoを作ったのはどの会社？", "バイトダンス"),
    ],
)
def test_a_maker_is_stated_with_a_sentence_that_names_both(engine: Engine, question: str, maker: str) -> None:
    answer = engine.ask(question).answer
    assert not answer.abstained
    assert maker in answer.answer
    assert all(statement.citations for statement in answer.statements)


def test_makers_come_from_sentences_alone(small_engine: Engine) -> None:
    makers = Makers(small_engine.knowledge, small_engine.index.documents)
    (fact,) = makers.of("zephyr-2")
    assert (fact.value, fact.edition) == ("northwind", "2030-Q1")
    assert {evidence.quote for evidence in fact.evidence} >= {"Zephyr 2 of Northwind scores 71 points."}
    assert makers.of("northwind") == (), "a lab is its own maker"
    assert makers.of("ada-quill") == (), "a person has none"
    assert makers.of("nimbus-large") == (), "no sentence names both"


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("How many AI startups does the Q2 2025 report list?", "7"),
        ("第二季度报告里有几家AI初创公司？", "7"),
    ],
)
def test_members_are_counted_in_the_sentence_that_lists_them(
    engine: Engine, question: str, count: str
) -> None:
    answer = engine.ask(question).answer
    assert count in answer.statements[0].text
    assert "MiniMax" in answer.answer


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("豆苞有多少用户", "豆包有多少用户"),
        ("豆包有多少用户", "豆包有多少用户"),
        ("score of R1", "score of R1"),
        ("", ""),
    ],
)
def test_characters_of_the_same_sound(written: str, right: str) -> None:
    assert Homophones(["豆包", "Doubao", "通义千问"]).correct(written) == right


def test_a_sound_that_means_two_names_is_left_alone() -> None:
    assert Homophones(["同义", "同异"]).correct("同亦") == "同亦"
    assert Homophones([]).correct("豆苞") == "豆苞"


@pytest.mark.parametrize(
    "question",
    [
        "Can scores of Q1 and Q2 be compared?",
        "Peut-on comparer les scores du T1 et du T2 ?",
        "第一季度和第二季度的分数可以比较吗？",
        "第一季和第二季的分數可以比較嗎？",
        "第1四半期と第2四半期のスコアは比較できますか？",
    ],
)
def test_whether_editions_can_be_compared(engine: Engine, question: str) -> None:
    answer = engine.ask(question).answer
    assert "comparability" in {notice.kind for notice in answer.notices}
    assert all(len(statement.citations) == 1 for statement in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "Who is ahead by score in Q1, China or the United States?",
        "第一季度中国和美国的最高分谁更高？",
    ],
)
def test_countries_are_compared_by_their_best(engine: Engine, question: str) -> None:
    answer = engine.ask(question).answer
    assert {94, 89} <= {fact.value for fact in answer.facts}
    assert {fact.edition for fact in answer.facts} == {"2025-Q1"}


def test_places_go_on_from_a_ranking(engine: Engine) -> None:
    first = engine.ask("Which Chinese model scores best in Q1?")
    assert [fact.value for fact in first.answer.facts] == [89]
    second = engine.ask("and the second?", history=[first.turn])
    assert [fact.value for fact in second.answer.facts] == [87]

"""What later turns take from earlier ones, seen in the answers."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.models import Answer, Turn


def last(engine: Engine, *turns: str) -> Answer:
    history: list[Turn] = []
    for turn in turns:
        reply = engine.ask(turn, history=history)
        history.append(reply.turn)
    return reply.answer


def subjects(answer: Answer) -> list[str]:
    return list(dict.fromkeys(fact.subject for fact in answer.facts))


def test_a_list_goes_on_in_another_edition_with_all_that_narrowed_it(engine: Engine) -> None:
    assert subjects(last(engine, "worst 2 models in Q1", "and in Q2?")) == [
        "DeepSeek LLM 67B",
        "Hunyuan TurboS",
    ]
    chinese = last(engine, "which models scored above 85 in Q1?", "the Chinese ones?")
    assert subjects(chinese) == ["DeepSeek R1", "Kimi k1.5"]


def test_a_new_bound_replaces_the_old(engine: Engine) -> None:
    answer = last(engine, "which models scored above 85 in Q1?", "and above 90?")
    assert subjects(answer) == ["OpenAI o1", "OpenAI o3"]


def test_a_model_named_after_a_list_is_looked_up(engine: Engine) -> None:
    answer = last(engine, "which models scored above 85 in Q1?", "and QwQ?")
    assert [fact.value for fact in answer.facts] == [78]


def test_an_extreme_after_a_single_figure_is_of_that_figure(engine: Engine) -> None:
    assert subjects(last(engine, "Doubao monthly users?", "and the highest?")) == ["Tongyi Qianwen"]


def test_one_that_was_not_there_is_not_picked(engine: Engine) -> None:
    answer = last(engine, "R1 or Kimi k1.5, which scored higher?", "who made the third one?")
    assert "OpenAI" not in answer.answer


def test_nothing_is_picked_of_one(engine: Engine) -> None:
    assert "Alibaba" not in last(engine, "R1 score?", "who made the second one?").answer


def test_the_last_of_several_is_picked(engine: Engine) -> None:
    answer = last(engine, "top 3 models in Q1", "who made the third one?")
    assert "OpenAI" in answer.answer
    assert "DeepSeek" not in answer.answer


def test_a_figure_is_not_asked_of_what_cannot_have_it(engine: Engine) -> None:
    answer = last(engine, "Kimi monthly users?", "H20?")
    assert "users" not in answer.answer
    assert "H20" in answer.answer


def test_figures_of_two_attributes_are_not_compared(engine: Engine) -> None:
    answer = last(engine, "R1 score?", "Tencent market cap?", "what's the difference?")
    assert "R1" not in answer.answer


def test_an_unknown_name_carries_nothing(engine: Engine) -> None:
    assert last(engine, "Doubao users?", "wechat users?").abstained


@pytest.mark.parametrize("chat", ["thanks", "ok cool", "hello"])
def test_small_talk_leaves_the_topic(engine: Engine, chat: str) -> None:
    assert "87" in last(engine, "R1 score in Q1?", chat, "and Kimi k1.5?").answer


def test_what_the_corpus_no_longer_holds_is_not_referred_to(engine: Engine) -> None:
    gone = Turn(
        question="x", language="en", entities=("gone",), attribute="intelligence_index", operation="lookup"
    )
    assert "gone" not in engine.ask("and its users?", history=[gone]).answer.answer


def test_a_list_is_narrowed_by_what_it_shall_not_hold(engine: Engine) -> None:
    low = subjects(last(engine, "which models scored below 80 in Q1?", "not from Alibaba"))
    assert low == ["ERNIE 4.0 Turbo", "Hunyuan Large"]
    french = last(engine, "quels modèles sont sous 80 au T1 ?", "sauf ceux d'Alibaba")
    assert subjects(french) == low
    assert subjects(last(engine, "Q1低于80分的模型有哪些？", "不要阿里的")) == low
    further = last(engine, "which models scored below 80 in Q1?", "not from Alibaba", "not from Baidu")
    assert subjects(further) == ["Hunyuan Large"]


def test_the_second_is_of_the_figure_that_was_ranked(engine: Engine) -> None:
    assert subjects(last(engine, "who has the most monthly users?", "who's second")) == ["Doubao"]


def test_how_far_the_last_one_is_from_the_best(engine: Engine) -> None:
    answer = last(engine, "score of kimi k1.5?", "and how far is that from the best one overall?")
    assert {fact.value for fact in answer.facts} >= {87, 94}
    assert "7 points" in answer.answer


def test_how_many_more_than_another(engine: Engine) -> None:
    answer = last(engine, "Talkieの月間ユーザー数は？", "それはKimiより何人多い？")
    assert set(subjects(answer)) == {"Talkie", "Kimi"}
    assert "1000万" in answer.answer


def test_a_summary_is_of_all_of_an_edition_whatever_was_before(engine: Engine) -> None:
    answer = last(engine, "which edition mentions Claude Opus 4?", "tldr q2")
    assert len(answer.statements) >= 3
    assert any("DeepSeek R1-0528" in statement.text for statement in answer.statements)

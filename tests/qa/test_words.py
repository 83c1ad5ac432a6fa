"""Questions in words reach the same functions as the commands, in each of the five languages."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.models import Answer

LANGUAGES = ("en", "fr", "zh-Hans", "zh-Hant", "ja")


def ask(engine: Engine, question: str, language: str) -> Answer:
    return engine.ask(question, language=language).answer


def subjects(answer: Answer) -> list[str]:
    return list(dict.fromkeys(fact.subject for fact in answer.facts))


def each(*questions: str) -> pytest.MarkDecorator:
    """The same question in each language."""
    pairs = list(zip(LANGUAGES, questions, strict=True))
    return pytest.mark.parametrize(("language", "question"), pairs, ids=LANGUAGES)


@each(
    "how many models are above 80 in Q1?",
    "combien de modèles dépassent 80 au T1 ?",
    "第一季度有多少个模型超过80分？",
    "第一季有幾個模型超過80分？",
    "Q1で80点を超えるモデルはいくつ？",
)
def test_a_count(engine: Engine, language: str, question: str) -> None:
    answer = ask(engine, question, language)
    assert len(answer.facts) == 10
    assert "10" in answer.answer.splitlines()[0]


@each(
    "gap between the best US and the best Chinese model in Q1",
    "écart entre le meilleur modèle américain et le meilleur modèle chinois au T1",
    "第一季度最好的美国模型和最好的中国模型差多少分",
    "第一季最好的美國模型和最好的中國模型差幾分",
    "Q1で一番いいアメリカのモデルと中国のモデルの差は？",
)
def test_the_gap_of_two_countries(engine: Engine, language: str, question: str) -> None:
    answer = ask(engine, question, language)
    assert {fact.value for fact in answer.facts} == {94, 89}
    assert "5" in answer.statements[0].text.split("[")[0].replace("2025", "")


@each(
    "which lab has the most users?",
    "quel labo a le plus d'utilisateurs ?",
    "哪家公司的用户最多？",
    "哪家實驗室用戶最多？",
    "ユーザーが一番多い会社はどこ？",
)
def test_the_most_users(engine: Engine, language: str, question: str) -> None:
    assert [fact.value for fact in ask(engine, question, language).facts] == [150_000_000]


@each(
    "did R1 improve?",
    "R1 s'est-il amélioré ?",
    "R1进步了吗？",
    "R1有進步嗎？",
    "R1は良くなった？",
)
def test_what_became_of_a_model_is_told_edition_by_edition(
    engine: Engine, language: str, question: str
) -> None:
    reply = engine.ask(question, language=language)
    assert {(fact.value, fact.edition) for fact in reply.answer.facts} == {(89, "2025-Q1"), (68, "2025-Q2")}
    assert "comparability" in [notice.kind for notice in reply.answer.notices]
    assert reply.plot is not None
    assert len(reply.plot.panels) == 2
    assert "21" not in reply.answer.answer, "89 and 68 are of different scales"


@each(
    "who is second in Q2?",
    "qui est deuxième au T2 ?",
    "第二季度谁排第二？",
    "第二季誰是第二名？",
    "Q2で2位は誰？",
)
def test_a_place(engine: Engine, language: str, question: str) -> None:
    assert subjects(ask(engine, question, language)) == ["Qwen3-235B-A22B"]


@each(
    "best model in Q2 not from DeepSeek",
    "meilleur modèle du T2 hors DeepSeek",
    "第二季度除了DeepSeek最好的模型",
    "第二季不是DeepSeek的模型裡誰最高分",
    "DeepSeek以外でQ2の最高スコアは？",
)
def test_a_negation(engine: Engine, language: str, question: str) -> None:
    assert subjects(ask(engine, question, language)) == ["Qwen3-235B-A22B"]


@each(
    "which models are not open-weights?",
    "quels modèles ne sont pas à poids ouverts ?",
    "哪些模型不是开源权重？",
    "哪些模型不是開源權重？",
    "オープンウェイトではないモデルはどれ？",
)
def test_not_open_is_what_is_declared_closed(engine: Engine, language: str, question: str) -> None:
    held = subjects(ask(engine, question, language))
    assert held == ["OpenAI o1", "OpenAI o3", "OpenAI o3-mini", "OpenAI o1-mini"]


@each(
    "what is R1's score in Q1, and why did China catch up?",
    "quel est le score de R1 au T1, et pourquoi la Chine a-t-elle rattrapé son retard ?",
    "R1第一季度多少分，为什么中国能追上来？",
    "R1第一季多少分，為什麼中國能追上來？",
    "R1のQ1のスコアは何点で、なぜ中国は追いついたのか",
)
def test_a_figure_and_an_explanation_are_both_given(engine: Engine, language: str, question: str) -> None:
    answer = ask(engine, question, language)
    assert [fact.value for fact in answer.facts] == [89]
    assert len(answer.statements) > 1
    assert all(statement.citations for statement in answer.statements)


@each(
    "which editions do you have?",
    "quelles éditions as-tu ?",
    "你收录了哪些版本？",
    "你收錄了哪些版本？",
    "どの版がありますか？",
)
def test_the_editions(engine: Engine, language: str, question: str) -> None:
    answer = ask(engine, question, language)
    assert not answer.abstained
    assert answer.answer.count("2025") >= 2


@each(
    "how many points is Kimi k1.5 behind the best model in Q1?",
    "de combien de points Kimi k1.5 est-il derrière le meilleur modèle au T1 ?",
    "Kimi k1.5比第一季度最高的模型低多少分？",
    "Kimi k1.5比第一季最高的模型低多少分？",
    "Kimi k1.5はQ1で一番のモデルと何点差？",
)
def test_how_far_from_the_best(engine: Engine, language: str, question: str) -> None:
    answer = ask(engine, question, language)
    assert {fact.value for fact in answer.facts} == {94, 87}
    assert "7" in answer.statements[-1].text.split("[")[0]


@each(
    "best model in Q1 that is neither from OpenAI nor from DeepSeek",
    "meilleur modèle du T1, ni OpenAI ni DeepSeek",
    "第一季度既不是OpenAI也不是DeepSeek的最好的模型",
    "第一季既不是OpenAI也不是DeepSeek的最好的模型",
    "OpenAIでもDeepSeekでもないQ1で一番のモデルは？",
)
def test_neither_nor(engine: Engine, language: str, question: str) -> None:
    assert subjects(ask(engine, question, language))[:1] == ["Kimi k1.5"]


@pytest.mark.parametrize(
    "question",
    [
        "R1 (Q1) minus R1-0528 (Q2)",
        "how much did R1 lose from Q1 to Q2?",
        "R1-0528 vs R1, who is ahead?",
    ],
)
def test_nothing_is_subtracted_across_scales(engine: Engine, question: str) -> None:
    answer = ask(engine, question, "en")
    assert {fact.value for fact in answer.facts} == {89, 68}
    assert "comparability" in [notice.kind for notice in answer.notices]
    assert "21" not in answer.answer
    assert "leads" not in answer.answer


def test_an_edition_in_which_nothing_fits_is_named(engine: Engine) -> None:
    lines = ask(engine, "how many models are above 80?", "en").answer.splitlines()
    assert lines[0].startswith("10 with Intelligence Index score above 80 (Q1 2025)")
    assert lines[-1] == "The documents give no Intelligence Index score above 80 (Q2 2025)."


def test_dates_in_their_order(engine: Engine) -> None:
    answer = ask(engine, "rank the models by release date", "en")
    dates = [str(fact.value) for fact in answer.facts]
    assert dates == sorted(dates)
    assert subjects(answer)[0] == "GPT-4"


def test_bounds_in_either_order(engine: Engine) -> None:
    assert (
        ask(engine, "models between 84 and 81 in Q1", "en").facts
        == ask(engine, "models between 81 and 84 in Q1", "en").facts
    )


def test_a_ranking_without_a_sentence_is_in_english(engine: Engine) -> None:
    assert engine.ask("top 5 models").answer.language == "en"
    assert engine.ask("top !", locale="en-US").answer.language == "en"
    assert engine.ask("top 5", locale="fr").answer.answer.startswith(
        "Score sur l'Intelligence Index, par ordre"
    )
    assert engine.ask("top !", locale="fr").answer.answer.startswith("Avec plaisir")


def test_an_attribute_that_heads_a_list_begins_with_a_capital(engine: Engine) -> None:
    answer = ask(engine, "rank the models by parameters in Q2", "en")
    assert answer.answer.startswith("Number of parameters, highest first")


def test_a_number_in_a_name_is_no_claim(engine: Engine) -> None:
    """The framework is called by its three tiers; the question does not say how many."""
    answer = ask(engine, "ライセンス枠組みの階層の数は？", "ja")
    assert [fact.value for fact in answer.facts] == [3]
    assert "3層" in answer.answer

"""Look-ups, comparisons, rankings, filters and counts, over the corpus that is known by heart."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.engine import Engine
from tests.qa.building import engine_of, kinds
from tests.qa.small import write_small_corpus

# --- single figures -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "language", "says", "cites"),
    [
        (
            "What did Zephyr 2 score in Q1?",
            "en",
            ["71", "Zephyr 2"],
            ["Zephyr 2 of Northwind scores 71 points."],
        ),
        ("Quel est le score de Zephyr 2 au T1 ?", "fr", ["71"], ["Zephyr 2 de Northwind obtient 71 points."]),
        (
            "第1四半期のゼファー2のスコアは？",
            "ja",
            ["71"],
            ["ノースウィンドのゼファー2（Zephyr 2）は71点である。"],
        ),
        (
            "How much has Northwind raised?",
            "en",
            ["2.5 billion US dollars"],
            ["Northwind has raised 2.5 billion US dollars."],
        ),
        (
            "Combien a levé Northwind ?",
            "fr",
            ["2,5 milliards"],
            ["Northwind a levé 2,5 milliards de dollars."],
        ),
        ("ノースウィンドはいくら調達した？", "ja", ["25億ドル"], ["ノースウィンドは25億ドルを調達した。"]),
        (
            "How many users does Skyline have?",
            "en",
            ["about 12 million"],
            ["Skyline has about 12 million monthly active users."],
        ),
        ("Who founded Northwind?", "en", ["Ada Quill"], ["Northwind was founded by Ada Quill."]),
        ("Zephyr 2 parameters", "en", ["405B"], ["Zephyr 2 has 405 billion parameters."]),
        ("Northwind motto", "en", ["to sail on"], ["Northwind's motto is to sail on."]),
        ("Zephyr 2的得分 Q1", "zh-Hans", ["71"], ["Zephyr 2 of Northwind scores 71 points."]),
    ],
)
def test_look_ups(
    small_engine: Engine, question: str, language: str, says: list[str], cites: list[str]
) -> None:
    answer = small_engine.ask(question).answer
    assert not answer.abstained
    assert answer.language == language
    assert all(words in answer.answer for words in says), answer.answer
    assert [citation.quote for citation in answer.citations] == cites
    assert answer.confidence > 0.9
    assert answer.corpus_version == "5" * 12


def test_a_figure_of_two_editions_is_shown_apart(small_engine: Engine) -> None:
    reply = small_engine.ask("Zephyr 2 score")
    assert [(f.value, f.edition) for f in reply.answer.facts] == [(71, "2030-Q1"), (55, "2030-Q2")]
    assert kinds(reply) == {"comparability"}
    (notice,) = reply.answer.notices
    assert "Q1 2030" in notice.text
    assert "the index changed" in notice.text


def test_a_contradiction_is_shown_with_both_sides(small_engine: Engine) -> None:
    reply = small_engine.ask("When was Zephyr 2 released?")
    assert "January 2030" in reply.answer.answer
    assert "March 2030" in reply.answer.answer
    (notice,) = reply.answer.notices
    assert notice.kind == "conflict"
    assert "Gazette, April 2, 2030" in notice.text


def test_a_quote_in_another_language_is_announced(small_engine: Engine) -> None:
    reply = small_engine.ask("东门的得分")
    assert kinds(reply) == {"translation"}
    assert {citation.language for citation in reply.answer.citations} == {"en"}


def test_a_question_for_the_time_of_a_figure(small_engine: Engine) -> None:
    answer = small_engine.ask("When did Zephyr 2 score 55?").answer
    assert "May 2030" in answer.answer


def test_a_typing_error_is_understood_and_less_certain(small_engine: Engine) -> None:
    answer = small_engine.ask("What did Zephir 2 score in Q1?").answer
    assert "71" in answer.answer
    assert "Zephyr 2" in answer.answer
    assert answer.confidence < 0.9


# --- comparisons, rankings, filters, counts -------------------------------------------


def test_a_comparison_within_an_edition(small_engine: Engine) -> None:
    reply = small_engine.ask("Compare Zephyr 2 and Borealis One")
    lines = reply.answer.answer.split("\n")
    assert lines == [
        "Zephyr 2 leads Borealis One by 7 points in Sky Index score: 71 to 64 (Q1 2030). [1][2]",
        "Zephyr 2: 71 [1]",
        "Borealis One: 64 [2]",
    ]
    assert {f.edition for f in reply.answer.facts} == {"2030-Q1"}


def test_a_difference_is_stated_with_both_operands_cited(small_engine: Engine) -> None:
    answer = small_engine.ask("What is the difference between Zephyr 2 and Borealis One?").answer
    assert "7 points" in answer.statements[0].text
    assert answer.statements[0].citations == (1, 2)


def test_a_tie(small_engine: Engine) -> None:
    answer = small_engine.ask("Compare Borealis One and Cumulus Mini").answer
    assert "are tied in Sky Index score at 64 (Q1 2030)." in answer.answer
    assert "leads" not in answer.answer


def test_models_of_different_editions_are_never_compared(small_engine: Engine) -> None:
    reply = small_engine.ask("What is the difference between Nimbus Large and Zephyr 3?")
    assert [f.value for f in reply.answer.facts] == [58, 60]
    assert kinds(reply) == {"comparability"}
    assert "leads" not in reply.answer.answer
    assert not any(len(statement.citations) > 1 for statement in reply.answer.statements)


def test_declared_editions_need_no_warning(tmp_path: Path) -> None:
    corpus = write_small_corpus(tmp_path / "corpus", comparable=True)
    reply = engine_of(corpus, tmp_path / "index").ask("Zephyr 2 score")
    assert len(reply.answer.facts) == 2
    assert kinds(reply) == set()


def test_one_side_without_a_figure(small_engine: Engine) -> None:
    reply = small_engine.ask("compare the funding of Northwind and Eastgate")
    assert reply.answer.abstained
    assert "Eastgate" in reply.answer.answer
    assert any("2.5 billion" in citation.quote for citation in reply.answer.citations)


def test_a_ranking(small_engine: Engine) -> None:
    answer = small_engine.ask("rank the models in Q1 by score").answer
    assert [line.split(" [")[0] for line in answer.answer.split("\n")[1:]] == [
        "1. Zephyr 2: 71",
        "2. Borealis One: 64",
        "2. Cumulus Mini: 64",
        "4. Nimbus Large: 58",
    ]


def test_a_ranking_of_all_editions_keeps_them_apart(small_engine: Engine) -> None:
    reply = small_engine.ask("rank all models by score")
    assert kinds(reply) == {"comparability"}
    places = [s.text.split(".")[0] for s in reply.answer.statements if s.text[0].isdigit()]
    assert places == ["1", "2", "2", "4", "1", "2"]


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("best model in Q1 by score", "Zephyr 2", None),
        ("worst model in Q1 by score", "Nimbus Large", None),
        ("second best model in Q1 by score", "Borealis One", "Cumulus Mini"),
        ("top 3 models in Q1 by score", "Zephyr 2", "Cumulus Mini"),
        ("best Eastgate model in Q1 by score", "Borealis One", "Cumulus Mini"),
        ("best model from Borduria in Q1 by score", "Borealis One", "Cumulus Mini"),
        ("best open model of the startups in Q2 by score", "Zephyr 3", None),
    ],
)
def test_places(small_engine: Engine, question: str, first: str, last: str | None) -> None:
    facts = small_engine.ask(question).answer.facts
    assert facts[0].subject == first
    assert facts[-1].subject == (last or first)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("models above 60 points in Q1", [71, 64, 64]),
        ("models with at least 64 points in Q1", [71, 64, 64]),
        ("models below 60 points in Q1", [58]),
        ("models between 58 and 64 points in Q1", [64, 64, 58]),
        ("models with at most 64 points in Q1", [64, 64, 58]),
        ("Northwind models above 60 points in Q1", [71]),
        ("modèles au-dessus de 60 points au T1", [71, 64, 64]),
        ("Q1で60点以上のモデル", [71, 64, 64]),
    ],
)
def test_filters(small_engine: Engine, question: str, values: list[int]) -> None:
    assert [fact.value for fact in small_engine.ask(question).answer.facts] == values


def test_nothing_passes_a_filter(small_engine: Engine) -> None:
    lines = small_engine.ask("models above 99 points in Q1").answer.answer.split("\n")
    assert "The documents give no Sky Index score above 99 (Q1 2030)." in lines[0]
    assert lines[1:] == ["Zephyr 2 ranks first by Sky Index score: 71 (Q1 2030). [1]"]


def test_a_count_cites_all_that_it_counts(small_engine: Engine) -> None:
    answer = small_engine.ask("How many models score above 60 in Q1?").answer
    assert answer.statements[0].text.startswith("3 ")
    assert len(answer.statements[0].citations) == 3

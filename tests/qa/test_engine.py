"""Overviews, passages, small talk, abstentions and commands, over the corpus that is known by heart."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.models import AboutEditions, Compare, History, Profile, Rank, Score
from tests.index.samples import write_corpus
from tests.qa.building import engine_of, kinds

# --- overviews, passages, small talk, abstentions -------------------------------------


def test_an_overview(small_engine: Engine) -> None:
    reply = small_engine.ask("Northwind")
    assert reply.turn.operation == "overview"
    assert not reply.answer.abstained
    assert len(reply.answer.statements) >= 3


def test_an_overview_without_figures_quotes(small_engine: Engine) -> None:
    answer = small_engine.ask("tell me about Ada Quill").answer
    assert "Northwind was founded by Ada Quill." in answer.answer


def test_reasons_come_from_passages(open_engine: Engine) -> None:
    answer = open_engine.ask("Why did Zephyr 2 improve?").answer
    assert answer.statements
    assert all(citation.language == "en" for citation in answer.citations)
    assert len(answer.citations) <= 3


def test_passages_of_an_edition_only(open_engine: Engine) -> None:
    answer = open_engine.ask("Why did Eastgate stop flying balloons?", edition="2030-Q1").answer
    assert {citation.edition for citation in answer.citations} == {"2030-Q1"}


@pytest.mark.parametrize(
    "message", ["hello", "thanks", "bye", "help", "bonjour", "merci", "你好", "謝謝", "こんにちは", "ヘルプ"]
)
def test_small_talk_is_answered_without_statements(small_engine: Engine, message: str) -> None:
    answer = small_engine.ask(message).answer
    assert not answer.abstained
    assert not answer.statements
    assert not answer.citations
    assert answer.answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("How many employees does Northwind have?", ["Northwind", "employees"]),
        ("Nimbus Large score in Q2", ["Nimbus Large", "Q2 2030"]),
        ("Zephyr 9 score", ["Zephyr 9"]),
        ("What did Zephyr 2 score in Q3?", ["Q3", "Q1 2030", "Q2 2030"]),
        ("At what temperature does tungsten melt?", ["“tungsten”", "2030-Q1", "2030-Q2"]),
    ],
)
def test_abstentions_say_what_is_missing(small_engine: Engine, question: str, says: list[str]) -> None:
    answer = small_engine.ask(question).answer
    assert answer.abstained
    assert not answer.statements
    assert not answer.facts
    assert all(words in answer.answer for words in says), answer.answer
    assert answer.confidence < 0.5


def test_an_abstention_shows_the_figure_of_the_other_edition(small_engine: Engine) -> None:
    reply = small_engine.ask("Nimbus Large score in Q2")
    assert kinds(reply) == {"closest"}
    assert [citation.quote for citation in reply.answer.citations] == ["Nimbus Large scores 58 points."]


@pytest.mark.parametrize(
    "question",
    [
        "Who founded Gigawatt?",
        "How much has Gigawatt raised?",
        "How many users does Gigawatt have?",
        "What did Gigawatt score in Q1?",
        "Gigawatt score",
        "Qui a fondé Gigawatt ?",
        "Combien a levé Gigawatt ?",
        "Combien de points pour Gigawatt au T1 ?",
        "Gigawatt的创始人是谁？",
        "Gigawatt在第一季度得了多少分？",
        "Gigawatt在第一季得了幾分？",
        "Gigawattの創業者は？",
        "Gigawattのスコアは？",
    ],
)
def test_what_is_said_of_others_is_never_said_of_an_unknown_name(small_engine: Engine, question: str) -> None:
    answer = small_engine.ask(question).answer
    assert answer.abstained, answer.answer
    assert answer.facts == ()


# --- ties -----------------------------------------------------------------------------


def test_near_ties_ask_back(changed: Callable[..., Engine]) -> None:
    engine = changed("entities.yaml", "{en: Nimbus Large}", "{en: Nimbus Large}, aliases: [Skylane]")
    reply = engine.ask("How many users does Skylone have?")
    assert {choice.label for choice in reply.choices} <= {"Skyline", "Nimbus Large"}
    reply = engine.ask("Skylone")
    assert {choice.label for choice in reply.choices} == {"Skyline", "Nimbus Large"}
    assert {choice.question for choice in reply.choices} == {"Skyline", "Nimbus Large"}
    assert not reply.answer.abstained
    assert reply.answer.statements == ()
    scored = engine.look_up(Score("Skylone"))
    assert len(scored.choices) == 2


# --- commands -------------------------------------------------------------------------


def test_score(small_engine: Engine) -> None:
    assert [f.value for f in small_engine.look_up(Score("z2")).answer.facts] == [71, 55]
    assert [f.value for f in small_engine.look_up(Score("zephyr-2", edition="2030-Q2")).answer.facts] == [55]
    assert small_engine.look_up(Score("Zephyr 2"), locale="fr").answer.language == "fr"
    unknown = small_engine.look_up(Score("Gigawatt")).answer
    assert unknown.abstained
    assert "Gigawatt" in unknown.answer


def test_compare(small_engine: Engine) -> None:
    answer = small_engine.look_up(Compare(("Z2", "borealis-one", "Cumulus Mini"))).answer
    assert {f.subject for f in answer.facts} == {"Zephyr 2", "Borealis One", "Cumulus Mini"}
    assert small_engine.look_up(Compare(("Z2", "Gigawatt"))).answer.abstained


def test_rank(small_engine: Engine) -> None:
    assert [f.value for f in small_engine.look_up(Rank(edition="2030-Q1")).answer.facts] == [71, 64, 64, 58]
    assert [f.value for f in small_engine.look_up(Rank(("Eastgate",), edition="2030-Q1")).answer.facts] == [
        64,
        64,
    ]
    assert [f.value for f in small_engine.look_up(Rank(edition="2030-Q1", top=1)).answer.facts] == [71]
    assert small_engine.look_up(Rank(("Gigawatt",))).answer.abstained


def test_a_corpus_of_documents_alone(tmp_path: Path) -> None:
    engine = engine_of(write_corpus(tmp_path / "corpus"), tmp_path / "index", threshold=0.0)
    assert "Apples are red." in engine.ask("What colour are apples?").answer.answer
    assert engine.editions == ("2025-Q1",)
    assert not engine.looks_up
    assert [engine.ask(question).answer.abstained for question in engine.examples()] == [False] * 3
    assert engine.ask("hello").answer.answer
    for reply in (
        engine.look_up(Score("apples")),
        engine.look_up(Compare(("apples", "boats"))),
        engine.look_up(Rank()),
        engine.look_up(History("apples")),
    ):
        assert reply.answer.abstained
        assert reply.answer.answer == "The documents contain no scores to look up, compare or rank."
    assert "apples" in engine.look_up(Profile("apples")).answer.answer
    held = engine.look_up(AboutEditions()).answer
    assert not held.abstained
    assert "models" not in held.answer
    assert held.answer.count("Source: unnamed publisher, “An article”") == 3


def test_examples_can_be_asked(small_engine: Engine) -> None:
    for language in LANGUAGES:
        examples = small_engine.examples(language)
        assert len(examples) == 3
        for example in examples:
            assert not small_engine.ask(example, language=language).answer.abstained, example


def test_followups_can_be_asked(small_engine: Engine) -> None:
    for question in (
        "Zephyr 2 score in Q1",
        "Northwind",
        "rank the models in Q1 by score",
        "Northwind employees",
    ):
        for followup in small_engine.ask(question).answer.followups:
            assert not small_engine.ask(followup).answer.abstained, followup


def test_once_it_is_warm_no_question_loads_anything(
    small_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))  # it would last as long as the tests
    small_engine.warm()
    loaded = set(sys.modules)
    for question in (
        "智普的推理模型怎么样？",
        "報告如何描述出口管制？",
        "Pourquoi ?",
        "なぜですか",
        "Why chips?",
    ):
        small_engine.ask(question)
    assert set(sys.modules) == loaded
    assert frozen == [True]


def test_an_overview_begins_with_the_newest_figures_under_the_name_of_a_lab(small_engine: Engine) -> None:
    reply = small_engine.ask("tell me about Northwind")
    assert (reply.lines[0].kind, reply.lines[0].text) == ("heading", "Northwind")
    assert [(fact.subject, fact.value) for fact in reply.answer.facts][:3] == [
        ("Zephyr 3", 60),
        ("Zephyr 2", 55),
        ("Northwind", 2_500_000_000),
    ]
    assert len(reply.answer.statements) <= 6

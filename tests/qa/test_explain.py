"""Explanations say how an answer came about, and never change it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.drafts.explanation import MOST_WEIGHED, Explained, Explanation
from qa.engine import Engine
from qa.models import Reply
from qa.settings import Settings
from tests.index.samples import write_corpus
from tests.qa.cli import Run

QUESTIONS = (
    "What did Zephyr 2 score in Q1?",
    "Why did Zephyr 2 improve?",
    "Who founded Gigawatt?",
    "rank the models in Q1 by score",
    "hello",
    "What did Zephyr 2 score in Q1? And who founded Northwind?",
)


def told(engine: Engine, question: str, **options: Any) -> Explanation:
    """How the answer to a single question came about."""
    (explanation,) = engine.explain(question, **options)[1]
    return explanation


def said(reply: Reply) -> dict[str, Any]:
    """All of a reply but what is new each time."""
    held = reply.model_dump()
    return held | {"answer": held["answer"] | {"id": "", "latency_ms": 0}}


# --- the answer stays -----------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_reply_is_that_of_ask(open_engine: Engine, question: str) -> None:
    assert said(open_engine.explain(question)[0]) == said(open_engine.ask(question))


@pytest.mark.parametrize(
    "options", [{"language": "fr"}, {"locale": "ja"}, {"edition": "2030-Q2"}], ids=lambda one: next(iter(one))
)
def test_options_count_alike(small_engine: Engine, options: dict[str, str]) -> None:
    reply = small_engine.explain("Zephyr 2", **options)[0]  # type: ignore[arg-type]
    assert said(reply) == said(small_engine.ask("Zephyr 2", **options))  # type: ignore[arg-type]
    assert said(reply) != said(small_engine.ask("Zephyr 2"))


def test_what_was_said_before_counts_alike(small_engine: Engine) -> None:
    before = (small_engine.ask("What did Zephyr 2 score in Q1?").turn,)
    reply, (explanation,) = small_engine.explain("and in Q2?", history=before)
    assert said(reply) == said(small_engine.ask("and in Q2?", history=before))
    assert (explanation.entities, explanation.editions) == (("Zephyr 2",), ("2030-Q2",))


# --- what was understood, and what decided --------------------------------------------


def test_figures(small_engine: Engine) -> None:
    explanation = told(small_engine, "What did Zephyr 2 score in Q1?")
    assert explanation.decided_by == "figures"
    assert explanation.operation == "lookup"
    assert explanation.language == "en"
    assert explanation.entities == ("Zephyr 2",)
    assert explanation.editions == ("2030-Q1",)
    assert explanation.attributes == ("sky_index",)
    assert explanation.absent == ()
    assert (explanation.evidence, explanation.windows, explanation.candidates) == (None, 0, ())


def test_a_list_tells_what_is_selected(small_engine: Engine) -> None:
    explanation = told(small_engine, "rank the three best models of Northwind in Q1 by score")
    assert explanation.selection is not None
    assert explanation.selection.scopes == ("northwind",)
    assert explanation.selection.limit == 3
    assert "\nselection       scopes northwind, limit 3\n" in explanation.text


def test_a_refusal_says_why_and_which_words_stand_nowhere(small_engine: Engine) -> None:
    reply, (explanation,) = small_engine.explain("At what temperature does tungsten melt?")
    assert explanation.decided_by == "refusal"
    assert explanation.why
    assert reply.answer.answer.startswith(explanation.why)
    assert {"temperature", "tungsten", "melt"} == set(explanation.absent)
    assert explanation.evidence is not None
    assert explanation.evidence < explanation.threshold
    assert f"\ndecided by      refusal: {explanation.why}\n" in explanation.text


def test_a_name_that_nobody_knows_is_told_as_it_is_written(small_engine: Engine) -> None:
    explanation = told(small_engine, "Who founded Gigawatt?")
    assert explanation.decided_by == "refusal"
    assert explanation.absent == ("Gigawatt",)
    assert "“Gigawatt”" in explanation.why


def test_an_edition_that_is_not_held_is_absent(small_engine: Engine) -> None:
    explanation = told(small_engine, "What did Zephyr 2 score in Q3?")
    assert explanation.decided_by == "refusal"
    assert len(explanation.absent) == 1
    assert "Q3" in explanation.absent[0]


def test_what_could_not_be_proved_is_said_to_be_so(changed: Callable[..., Engine]) -> None:
    engine = changed("facts/all.yaml", "value: 58", "value: 57")
    reply, (explanation,) = engine.explain("Nimbus Large score in Q1")
    assert reply.answer.abstained
    assert explanation.decided_by == "refusal"
    assert explanation.why == "what was drafted could not be proved by its quotes"


def test_small_talk(small_engine: Engine) -> None:
    explanation = told(small_engine, "hello")
    assert (explanation.decided_by, explanation.smalltalk) == ("small talk", "greeting")
    assert "understood as   smalltalk, greeting, in en\n" in explanation.text


def test_a_question_back(changed: Callable[..., Engine]) -> None:
    engine = changed("entities.yaml", "{en: Nimbus Large}", "{en: Nimbus Large}, aliases: [Skylane]")
    reply, (explanation,) = engine.explain("Skylone")
    assert len(reply.choices) == 2
    assert explanation.decided_by == "question back"


def test_what_is_known_of_the_documents_themselves(small_engine: Engine) -> None:
    explanation = told(small_engine, "What editions are there?")
    assert (explanation.operation, explanation.decided_by) == ("editions", "documents")


def test_each_question_of_a_message_has_its_own(small_engine: Engine) -> None:
    reply, explanations = small_engine.explain("What did Zephyr 2 score in Q1? Who founded Gigawatt?")
    assert not reply.answer.abstained
    assert [one.decided_by for one in explanations] == ["figures", "refusal"]
    assert [one.question for one in explanations] == [
        "What did Zephyr 2 score in Q1?",
        "Who founded Gigawatt?",
    ]


# --- what was weighed -----------------------------------------------------------------


def test_passages_are_told_with_what_is_shown_of_them(open_engine: Engine) -> None:
    reply, (explanation,) = open_engine.explain("Why did Zephyr 2 improve?")
    assert explanation.decided_by == "passages"
    assert explanation.threshold == 0.0
    assert explanation.evidence == explanation.confidence
    assert 0 < len(explanation.candidates) <= MOST_WEIGHED
    cited = {citation.quote for citation in reply.answer.citations}
    shown = [one for one in explanation.candidates if one.shown]
    assert shown
    assert {one.quote for one in shown} <= cited
    assert not {one.quote for one in explanation.candidates if not one.shown} & cited
    titles = {document.id: document.title for document in open_engine.index.documents.values()}
    assert all(one.title == titles[one.document_id] for one in explanation.candidates)


def test_without_a_reader_nothing_is_said_of_it(open_engine: Engine) -> None:
    explanation = told(open_engine, "Why did Zephyr 2 improve?")
    assert explanation.windows == 0
    assert {(one.log_odds, one.share) for one in explanation.candidates} == {(None, None)}
    assert "none read" in explanation.text
    assert "reader" not in explanation.text


def test_what_the_reader_says_of_each_sentence(engine: Engine) -> None:
    question = "Why has AI technology in China spread faster?"
    reply, (explanation,) = engine.explain(question)
    assert said(reply) == said(engine.ask(question))
    assert explanation.windows >= 3
    assert not explanation.across
    assert 0 < len(explanation.candidates) <= MOST_WEIGHED
    for one in explanation.candidates:
        assert one.log_odds is not None
        assert one.share is not None
        assert -12 <= one.log_odds <= 12
        assert 0 < one.share <= 1
        assert -1 <= one.similarity <= 1
        assert one.quote
    assert f"{explanation.windows} windows read" in explanation.text


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The bundled model on documents that are in English alone."""
    folder = tmp_path_factory.mktemp("abroad")
    corpus = write_corpus(folder / "corpus")
    return Engine.open(Settings(data_dir=folder / "data", corpus=corpus, model="bundled", threshold=0.0))


def test_reading_in_another_language_is_said(abroad: Engine) -> None:
    explanation = told(abroad, "苹果是什么颜色的？")
    assert explanation.across
    assert "in another language" in explanation.text
    assert explanation.candidates[0].log_odds is not None
    assert not told(abroad, "What colour are apples?").across


def test_limits_are_told(abroad: Engine) -> None:
    explanation = told(abroad, "What does “Report apples” say about the colour of apples?")
    assert explanation.documents == ("Report apples",)
    assert "\ndocuments       Report apples\n" in explanation.text


# --- how it is written ----------------------------------------------------------------


def test_an_explanation_is_json_and_back(open_engine: Engine) -> None:
    explanation = told(open_engine, "Why did Zephyr 2 improve?")
    assert Explanation.model_validate_json(explanation.model_dump_json()) == explanation


def test_a_line_stays_a_line() -> None:
    explanation = Explanation(
        question="What\nis\x1b[31m this?",
        language="en",
        operation="passage",
        absent=("one\nword",),
        decided_by="refusal",
        why="Nothing.\nSearched.",
        threshold=0.4,
        confidence=0.1,
    )
    assert explanation.text.split("\n") == [
        "question        What is[31m this?",
        "understood as   passage, in en",
        "in no document  one word",
        "decided by      refusal: Nothing. Searched.",
        "confidence      0.10, passages are shown from 0.40 on",
    ]


def test_qa_ask_prints_it_below_the_answer(run: Run, small_corpus: Path, store: Path) -> None:
    question = "What did Zephyr 2 score in Q1?"
    plain = run("ask", question, data_dir=store, corpus=small_corpus)
    explained = run("ask", question, "--explain", data_dir=store, corpus=small_corpus)
    assert explained.code == 0
    assert explained.out.startswith(plain.out)
    below = explained.out.removeprefix(plain.out)
    assert below.startswith(f"\nquestion        {question}\n")
    assert "\ndecided by      figures\n" in below


def test_qa_ask_prints_both_as_one_object(run: Run, small_corpus: Path, store: Path) -> None:
    question = "What did Zephyr 2 score in Q1?"
    printed = run("ask", question, "--explain", "--json", data_dir=store, corpus=small_corpus)
    assert printed.code == 0
    assert printed.out.count("\n") == 1
    held = json.loads(printed.out)
    assert set(held) == {"answer", "explanation"}
    plain = json.loads(run("ask", question, "--json", data_dir=store, corpus=small_corpus).out)
    fresh = {"id": "", "latency_ms": 0}
    assert held["answer"] | fresh == plain | fresh
    (explanation,) = Explained.model_validate(held).explanation
    assert explanation.decided_by == "figures"

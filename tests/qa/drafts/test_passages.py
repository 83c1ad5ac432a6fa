"""Answers from passages: one to three quoted sentences, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build_from_documents
from index.documents import Document
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.knowledge.knowledge import Knowledge
from tests.index.samples import TermEmbedder, make_document


def engine_of(folder: Path, *documents: Document, threshold: float = 0.0) -> Engine:
    folder.mkdir()
    embedder = TermEmbedder(dimension=512)
    build_from_documents(documents, folder, embedder)
    return Engine(Knowledge.empty(), PassageIndex.open(folder), embedder, threshold)


def test_at_most_three_sentences_each_adding_something(tmp_path: Path) -> None:
    text = (
        "\n\n".join(f"Kites number {word} fly high." for word in ("one", "two", "three", "four", "five"))
        + "\n\nKites number one fly high.\n"
    )
    answer = engine_of(tmp_path / "i", make_document(text)).ask("Which kites fly high?").answer
    quotes = [citation.quote for citation in answer.citations]
    assert 1 <= len(quotes) <= 3
    assert len(set(quotes)) == len(quotes)


def test_sentences_of_one_answer_share_a_language(tmp_path: Path) -> None:
    documents = (
        make_document("Kites fly very high.", "en"),
        make_document("Kites fly high, en français.", "fr", language="fr"),
    )
    answer = engine_of(tmp_path / "i", *documents).ask("Do kites fly high?").answer
    assert {citation.language for citation in answer.citations} == {"en"}


@pytest.mark.parametrize(
    ("language", "limit", "letter"), [("en", 400, "x"), ("ja", 160, "あ"), ("zh-Hans", 160, "风")]
)
def test_no_quote_is_longer_than_the_contract(tmp_path: Path, language: str, limit: int, letter: str) -> None:
    """A sentence that nothing divides is not quoted, not even when it is all there is."""
    long = "Kites " + letter * (limit + 50) + "."
    engine = engine_of(tmp_path / "i", make_document(long, language=language))
    answer = engine.ask("Kites?", language=language).answer
    assert all(len(citation.quote) <= limit for citation in answer.citations)


def test_an_abstention_below_the_threshold(tmp_path: Path) -> None:
    documents = (make_document("Kites fly very high."),)
    assert engine_of(tmp_path / "a", *documents, threshold=1.0).ask("Do kites fly high?").answer.abstained
    assert not engine_of(tmp_path / "b", *documents, threshold=0.0).ask("Do kites fly high?").answer.abstained


def test_confidence_follows_the_evidence(engine: Engine) -> None:
    near = engine.ask("Why did DeepSeek R1-0528 improve although its parameters did not change?").answer
    far = engine.ask("Why do cats purr at night?").answer
    assert near.confidence > 0.8
    assert far.confidence < 0.4
    assert far.abstained


@pytest.mark.parametrize(
    "question",
    [
        "What is the weather in Paris tomorrow?",
        "Quelle est la recette de la tarte aux pommes ?",
        "红烧肉怎么做？",
        "紅燒肉怎麼做？",
        "カレーの作り方は？",
        "Who won the football world cup in 1998?",
        "Write me a poem about the sea",
    ],
)
def test_off_topic_questions_are_abstained_from(engine: Engine, question: str) -> None:
    answer = engine.ask(question).answer
    assert answer.abstained, answer.answer
    assert answer.statements == ()

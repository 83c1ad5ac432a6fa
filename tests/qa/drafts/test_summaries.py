"""Summaries: headlines of each edition or document, cited, in the asker's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build_from_documents
from index.documents import Document
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import LANGUAGES
from qa.models import Reply
from qa.question.frame import Missing, Operation
from tests.index.samples import TermEmbedder, make_document
from tests.qa.drafts.framed import reply_to
from tests.qa.small import Q1, Q2

SECTIONS = "\n\n".join(
    f"## Part {n}\n\nThe {n} thing floats. It is dull." for n in ("first", "second", "third")
)


def engine_of(folder: Path, *documents: Document) -> Engine:
    embedder = TermEmbedder(dimension=512)
    build_from_documents(documents, folder, embedder)
    return Engine(Knowledge.empty(), PassageIndex.open(folder), embedder)


def headings(reply: Reply) -> list[str]:
    return [line.text for line in reply.lines if line.kind == "heading"]


def test_an_edition_begins_with_who_is_first_and_goes_on_with_other_sections(open_engine: Engine) -> None:
    reply = reply_to(open_engine, operation=Operation.SUMMARY, editions=(Q1,))
    first, *quotes = (statement.text for statement in reply.answer.statements)
    assert headings(reply) == ["Sky Report, Q1 2030"]
    assert first == "First by Sky Index score: Zephyr 2 (71) [1]"
    assert 2 <= len(quotes) <= 5
    assert all(quote.startswith("“") for quote in quotes)
    assert {citation.edition for citation in reply.answer.citations} == {Q1}
    assert not reply.answer.abstained


def test_the_latest_edition_comes_first_with_three_headlines_each(open_engine: Engine) -> None:
    reply = reply_to(open_engine, operation=Operation.SUMMARY)
    assert headings(reply) == ["Sky Report, Q2 2030", "Sky Report, Q1 2030"]
    assert len(reply.answer.statements) == 6
    assert "comparability" in {notice.kind for notice in reply.answer.notices}


@pytest.mark.parametrize(("language", "cited"), [("fr", "fr"), ("ja", "ja"), ("zh-Hans", "en")])
def test_it_is_quoted_from_the_digest_that_the_asker_reads(
    open_engine: Engine, language: str, cited: str
) -> None:
    reply = reply_to(open_engine, language, operation=Operation.SUMMARY, editions=(Q2,))
    assert {citation.language for citation in reply.answer.citations} == {cited}


def test_of_entities_it_tells_what_speaks_of_them(open_engine: Engine) -> None:
    reply = reply_to(open_engine, operation=Operation.SUMMARY, editions=(Q1,), entities=("northwind",))
    texts = [statement.text for statement in reply.answer.statements]
    assert texts[0] == "Zephyr 2 scores 71 on the Sky Index in the Q1 2030 edition. [1]"
    assert all("Northwind" in text or "Zephyr" in text for text in texts)


def test_nobody_speaks_of_an_entity(open_engine: Engine) -> None:
    reply = reply_to(open_engine, operation=Operation.SUMMARY, editions=(Q2,), entities=("nimbus-large",))
    assert reply.answer.abstained


def test_documents_without_editions_or_facts_stand_under_their_titles(tmp_path: Path) -> None:
    documents = [
        make_document(f"# {name}\n\n{SECTIONS}", name, edition=name) for name in ("ant", "bee", "cat", "dog")
    ]
    reply = reply_to(engine_of(tmp_path, *documents), operation=Operation.SUMMARY)
    assert len(headings(reply)) == 3
    assert reply.lines[-1].text == "And 1 more."
    assert len(reply.answer.statements) == 9
    assert all("thing floats" in statement.text for statement in reply.answer.statements)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_without_sections_is_quoted_by_its_sentences(tmp_path: Path, language: str) -> None:
    engine = engine_of(tmp_path, make_document("Ants march. Bees hum. Cats purr. | Dogs | bark. |"))
    reply = reply_to(engine, language, operation=Operation.SUMMARY)
    assert [citation.quote for citation in reply.answer.citations][:2] == ["Ants march.", "Bees hum."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_corpus_in_every_language(engine: Engine, language: str) -> None:
    reply = reply_to(engine, language, operation=Operation.SUMMARY, editions=("2025-Q1",))
    quotes = {citation.quote for citation in reply.answer.citations}
    assert 3 <= len(reply.answer.statements) <= 6
    assert len(quotes) == len(reply.answer.citations)
    assert {citation.language for citation in reply.answer.citations} == {language}
    limit = 400 if language in ("en", "fr") else 160
    assert all(len(citation.quote) <= limit for citation in reply.answer.citations)


@pytest.mark.parametrize(
    ("language", "word", "speaks"),
    [
        ("en", "chips", "chip"),
        ("fr", "puces", "puce"),
        ("zh-Hans", "芯片", "芯片"),
        ("zh-Hant", "晶片", "晶片"),
        ("ja", "チップ", "チップ"),
    ],
)
def test_of_a_topic_it_quotes_what_speaks_of_that(
    engine: Engine, language: str, word: str, speaks: str
) -> None:
    asked = {"operation": Operation.SUMMARY, "content": (word,), "search": word}
    statements = reply_to(engine, language, **asked).answer.statements
    assert 3 <= len(statements) <= 6
    assert all(speaks in statement.text.lower() for statement in statements)


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("digest",)), ("fr", ("resume",)), ("ja", ("要約",)), ("en", ("tldr",))]
)
def test_how_a_summary_is_wanted_is_no_topic(engine: Engine, language: str, words: tuple[str, ...]) -> None:
    missing = Missing(words=tuple(word for word in words if word == "tldr"))
    asked = {"operation": Operation.SUMMARY, "content": words, "search": words[0], "missing": missing}
    assert len(headings(reply_to(engine, language, **asked))) == 2, "an edition each"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_headline_is_about_the_digest_itself(engine: Engine, language: str) -> None:
    for edition in ("2025-Q1", "2025-Q2"):
        reply = reply_to(engine, language, operation=Operation.SUMMARY, editions=(edition,))
        assert all("State of AI" not in statement.text for statement in reply.answer.statements)

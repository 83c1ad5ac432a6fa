"""Asides: sentences about the documents themselves, by their names and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build_from_documents
from index.documents import Source
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.knowledge.knowledge import Knowledge
from qa.retrieval.asides import Asides
from tests.index.samples import TermEmbedder, make_document

ARTICLE = Source(
    publisher="Ferry Post", title="Ferries of the north", url=None, published=None, language=None
)
BODY = """# Ferries of the northern coast in 2031 — a digest

## What this is

This digest retells two articles. {named}

## Ships

The Tern carries 40 cars. The Gull carries 30. In "Ferries of the northern coast in 2031" she comes first.
"""
NAMED = "They sum up the report Ferries of the Northern Coast in 2031."


def asides(folder: Path, text: str, *sources: Source) -> list[str]:
    """The sentences of a document that are asides."""
    title = "Ferries of the northern coast in 2031 — a digest"
    document = make_document(text, title=title).model_copy(update={"sources": sources})
    build_from_documents((document,), folder, TermEmbedder())
    index = PassageIndex.open(folder)
    found = Asides(index, Knowledge.empty())
    return [index.sentence_text(row) for row in range(len(index.sentences)) if row in found]


def test_a_digest_speaks_of_itself_where_it_begins_and_where_it_names_the_work(tmp_path: Path) -> None:
    assert asides(tmp_path, BODY.format(named=NAMED), ARTICLE) == [
        "This digest retells two articles.",
        NAMED,
        'In "Ferries of the northern coast in 2031" she comes first.',
    ]


def test_a_beginning_that_names_no_work_is_read(tmp_path: Path) -> None:
    assert asides(tmp_path, BODY.format(named="Both are short."), ARTICLE) == [
        'In "Ferries of the northern coast in 2031" she comes first.'
    ]


def test_what_digests_nothing_may_repeat_its_headline(tmp_path: Path) -> None:
    assert asides(tmp_path, BODY.format(named=NAMED)) == []


def test_a_text_of_one_section_is_not_all_beginning(tmp_path: Path) -> None:
    assert asides(tmp_path, f"{NAMED} The Tern carries 40 cars.", ARTICLE) == [NAMED]


@pytest.mark.parametrize("language", ["en", "fr", "ja", "zh-hans", "zh-hant"])
def test_the_shipped_digests_say_first_what_they_are(engine: Engine, language: str) -> None:
    index, found = engine.index, Asides(engine.index, engine.knowledge)
    for edition in ("q1", "q2"):
        document = f"state-of-ai-china-2025-{edition}-{language}"
        rows = [r for r in range(len(index.sentences)) if index.sentence_document(r).id == document]
        assert rows[0] in found
        assert 3 <= sum(row in found for row in rows) <= 0.15 * len(rows)


def test_an_index_alone_is_no_news_and_one_with_a_model_is(engine: Engine) -> None:
    index, found = engine.index, Asides(engine.index, engine.knowledge)
    told = {index.sentence_text(row): row in found for row in range(len(index.sentences))}
    version = "None of the three Q1 2025 articles states which version of the Intelligence Index its scores"
    assert [aside for text, aside in told.items() if text.startswith(version)] == [True]
    scores = "DeepSeek R1 scores 89 points on the Intelligence Index in the Q1 2025 edition"
    assert [aside for text, aside in told.items() if text.startswith(scores)] == [False]

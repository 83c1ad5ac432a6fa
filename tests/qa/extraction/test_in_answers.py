"""From a document with a table to an answer: found, cited with what proves it, and said to be unchecked."""

from __future__ import annotations

import pytest

from index.corpus_files import load_documents
from qa.engine import Engine
from qa.extraction.extractor import Extractor
from qa.knowledge.knowledge import Knowledge
from qa.settings import Settings, shipped_corpus

FRONT = """\
---
id: quarterly
title: Apps of the quarter
edition: 2025-Q3
language: en
published: 2025-10-01
sources:
  - {publisher: Wire, title: Apps, url: "https://example.org/apps", published: 2025-10-01, language: en}
license: CC-BY-4.0
---
# Apps of the quarter

| App | Owner | MAU (millions) |
|---|---|---:|
| Doubao | ByteDance | 172 |
"""
FILLER = "| Assistant %s | A company of a long name, so that the last row is far from the head | n/a |"
LAST = "| Talkie | MiniMax | 33 |"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("quarterly")
    rows = "\n".join(FILLER % letter for letter in "ABCD")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "quarterly.md").write_text(f"{FRONT}{rows}\n{LAST}\n", "utf-8")
    return Engine.open(Settings(corpus=folder / "corpus", data_dir=folder / "data"))


@pytest.mark.parametrize(
    ("question", "told", "quote"),
    [
        (
            "How many monthly active users does Doubao have?",
            "172 million",
            "| App | Owner | MAU (millions) |\n|---|---|---:|\n| Doubao | ByteDance | 172 |",
        ),
        ("How many monthly active users does Talkie have?", "33 million", LAST),
        ("Talkieの月間アクティブユーザーは？", "3300万", LAST),
    ],
)
def test_a_figure_of_a_scaled_column_is_answered_with_its_row(
    engine: Engine, question: str, told: str, quote: str
) -> None:
    answer = engine.ask(question).answer
    assert told in answer.answer.replace(",", "")
    assert [citation.quote for citation in answer.citations] == [quote]
    assert [notice.kind for notice in answer.notices if notice.kind == "extracted"] == ["extracted"]
    assert not answer.abstained


def test_what_is_quoted_with_its_head_proves_itself(engine: Engine) -> None:
    answer = engine.ask("How many monthly active users does Doubao have?").answer
    (citation,) = answer.citations
    assert citation.end - citation.start == len(citation.quote) <= 400


def test_every_finding_of_the_shipped_digests_can_be_cited() -> None:
    extractor = Extractor(Knowledge.load(shipped_corpus()))
    for document in load_documents(shipped_corpus()):
        for finding in extractor.extract(document):
            assert finding.quote in document.text


def test_what_is_found_is_no_example_to_begin_with(engine: Engine) -> None:
    """A corpus that declares no figures has those of Footnote's own looked for, and may have none of them."""
    assert engine.knowledge.attributes
    assert not engine.knowledge.declares
    assert not [example for example in engine.examples("en") if "score" in example.lower()]


def test_a_corpus_declares_its_attributes(knowledge: Knowledge) -> None:
    assert knowledge.declares
    assert not Knowledge.empty().declares

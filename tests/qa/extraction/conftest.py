"""The shipped corpus without its facts, and what is found in a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from index.documents import Document
from qa.extraction.extractor import Extractor
from qa.extraction.finding import Finding
from qa.knowledge.facts import FactStore
from qa.knowledge.knowledge import Knowledge
from qa.settings import shipped_corpus

Find = Callable[..., tuple[Finding, ...]]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.load(shipped_corpus())


@pytest.fixture(scope="session")
def extractor(knowledge: Knowledge) -> Extractor:
    return Extractor(replace(knowledge, facts=FactStore(())))


@pytest.fixture(scope="session")
def find(extractor: Extractor) -> Find:
    def run(text: str, edition: str = "2025-Q2") -> tuple[Finding, ...]:
        """Those of the attributes that the corpus declares; of a document's own measures see `measures/`."""
        return tuple(one for one in extractor.extract(document(text, edition)) if one.measure is None)

    return run


def document(text: str, edition: str = "2025-Q2") -> Document:
    return Document(
        id="article",
        title="An article",
        edition=edition,
        language="en",
        published=None,
        sources=(),
        license="unstated",
        text=text,
    )

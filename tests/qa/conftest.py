"""The parts that questions go through, over the small corpus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.passage_index import PassageIndex
from index.text import terms
from qa.engine import Engine
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.linking.names import NameIndex
from qa.models import Turn
from qa.question.frame import Frame
from qa.question.parser import Parser
from qa.question.reader import Reader
from qa.understanding.declared import Declared
from qa.understanding.understander import Understander
from qa.wording.messages import Messages
from qa.wording.wording import Wording
from tests.index.samples import TermEmbedder
from tests.qa.building import engine_of
from tests.qa.cli import Run, runner
from tests.qa.small import write_small_corpus

Understand = Callable[..., Frame]


@pytest.fixture(scope="session")
def understander(small_knowledge: Knowledge) -> Understander:
    """The small corpus's attributes by their examples, which are embedded once."""
    attributes = small_knowledge.attributes.values()
    return Understander({a.id: Declared(a.called, a.examples) for a in attributes})


@pytest.fixture(scope="session")
def reader(small_knowledge: Knowledge, small_index: PassageIndex, understander: Understander) -> Reader:
    def known(word: str) -> bool:
        return any(
            small_index.lexical.rarity(term) < small_index.lexical.rarity("\0") for term in terms(word)
        )

    return Reader(small_knowledge, NameIndex(small_knowledge.entities, known), known, understander)


@pytest.fixture(scope="session")
def understand(small_knowledge: Knowledge, reader: Reader) -> Understand:
    parser = Parser(small_knowledge, Figures(small_knowledge))

    def frame(
        question: str, turns: Sequence[Turn] = (), language: str = "en", edition: str | None = None
    ) -> Frame:
        return parser.frame(reader.read(question, language), turns, edition)

    return frame


@pytest.fixture(scope="session")
def wording(small_knowledge: Knowledge) -> Wording:
    return Wording(small_knowledge, Messages())


@pytest.fixture(scope="session")
def open_engine(small_knowledge: Knowledge, small_index: PassageIndex) -> Engine:
    """An engine that takes any sentence for an answer: the hashed terms say little of meaning."""
    return Engine(small_knowledge, small_index, TermEmbedder(dimension=512), threshold=0.0)


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Engine]:
    """An engine over the small corpus after a replacement in one of its files."""

    def make(file: str, old: str, new: str) -> Engine:
        corpus = write_small_corpus(tmp_path / "corpus")
        path = corpus / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return engine_of(corpus, tmp_path / "index")

    return make


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QA_DATA_DIR", "QA_CORPUS", "QA_MODEL", "QA_THRESHOLD", "QA_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(bare_environment: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder; the first command that needs an index builds it."""
    return tmp_path_factory.mktemp("store")

"""Open weights: told with the sentence that speaks of them, and not told without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest

from index.build import build_from_documents
from index.corpus_files import load_documents
from index.passage_index import PassageIndex
from qa.drafts.answer import FigureAnswer
from qa.drafts.draft import Draft
from qa.drafts.passages import PassageAnswers
from qa.drafts.weights import asks_of_weights, weights
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.selection import Selection
from qa.question.frame import Frame, Operation
from qa.reading.reader import EvidenceReader
from qa.retrieval.asides import Asides
from qa.retrieval.judge import Judge
from qa.retrieval.retriever import Retriever
from tests.index.samples import TermEmbedder
from tests.qa.drafts.drafting import resources_of, said
from tests.qa.small import write_small_corpus

Tell: TypeAlias = Callable[[Frame], list[str]]
IS_OPEN = Frame(
    "Is Zephyr 2 open weights?",
    "en",
    Operation.PASSAGE,
    entities=("zephyr-2", "open-weights"),
    selection=Selection(open_weights=True),
    yes_no=True,
    search="Is Zephyr 2 open weights?",
)
GROUP = "- {id: open-weights, kind: group, role: open_weights, names: {en: open weights}}\n"


@pytest.fixture(scope="module")
def tell(tmp_path_factory: pytest.TempPathFactory) -> Tell:
    folder = tmp_path_factory.mktemp("weights")
    corpus = write_small_corpus(folder / "corpus")
    with (corpus / "entities.yaml").open("a", encoding="utf-8") as entities:
        entities.write(GROUP)
    document = next(corpus.rglob("2030-Q1-en.md"))
    text = document.read_text(encoding="utf-8")
    stated = "Zephyr 2 is an open-weights model, unlike Borealis One. Nimbus Large has no open weights."
    document.write_text(f"{text.rstrip()}\n\n{stated}\n", encoding="utf-8")
    embedder = TermEmbedder(dimension=512)
    build_from_documents(load_documents(corpus), folder, embedder)
    knowledge, index = Knowledge.load(corpus), PassageIndex.open(folder)
    resources = resources_of(knowledge, index.documents)
    retriever, asides = Retriever(index, embedder), Asides(index, knowledge)
    judge = Judge(retriever, None, EvidenceReader())
    passages = PassageAnswers(
        index, retriever, judge, knowledge, resources.wording, resources.notices, 0.0, asides
    )

    def told(frame: Frame) -> list[str]:
        draft = weights(FigureAnswer(resources, frame), passages)
        assert isinstance(draft, Draft)
        return said(draft)

    return told


def test_open_is_told_with_the_sentence_that_states_it(tell: Tell) -> None:
    assert tell(IS_OPEN) == ["Yes. “Zephyr 2 is an open-weights model, unlike Borealis One.”"]
    closed = replace(IS_OPEN, selection=Selection(open_weights=False))
    assert tell(closed) == ["No. “Zephyr 2 is an open-weights model, unlike Borealis One.”"]


@pytest.mark.parametrize("entity", ["borealis-one", "nimbus-large", "zephyr-3"])
def test_without_such_a_sentence_of_its_own_it_is_not_told(tell: Tell, entity: str) -> None:
    asked = replace(IS_OPEN, entities=(entity,))
    assert not any(line.startswith(("Yes", "No.")) for line in tell(asked))


@pytest.mark.parametrize(
    ("frame", "asks"),
    [
        (IS_OPEN, True),
        (replace(IS_OPEN, yes_no=False), False),
        (replace(IS_OPEN, operation=Operation.RANK), False),
        (replace(IS_OPEN, entities=()), False),
        (replace(IS_OPEN, selection=Selection()), False),
    ],
)
def test_only_what_asks_nothing_else_is_of_weights(
    small_knowledge: Knowledge, frame: Frame, asks: bool
) -> None:
    named = replace(frame, entities=tuple(e for e in frame.entities if e in small_knowledge.entities))
    assert asks_of_weights(named, small_knowledge.entities) is asks

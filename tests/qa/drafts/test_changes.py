"""What changed: edition by edition, and never across scales."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build_from_documents
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import LANGUAGES
from qa.question.frame import Operation
from tests.index.samples import TermEmbedder, make_document
from tests.qa.building import engine_of
from tests.qa.drafts.framed import reply_to
from tests.qa.small import Q1, Q2, write_small_corpus


def test_both_editions_are_told_with_who_is_new_and_who_is_in_both(open_engine: Engine) -> None:
    reply = reply_to(open_engine, operation=Operation.CHANGES)
    assert [line.text for line in reply.lines] == [
        "Q1 2030",
        "Top by Sky Index score: Zephyr 2 (71), Borealis One (64), Cumulus Mini (64)",
        "Q2 2030",
        "Top by Sky Index score: Zephyr 3 (60), Zephyr 2 (55)",
        "Only in this edition: Zephyr 3",
        "In both editions:",
        "Zephyr 2, Sky Index score: 71 (Q1 2030)",
        "Zephyr 2, Sky Index score: 55 (Q2 2030)",
    ]
    assert [notice.text for notice in reply.answer.notices if notice.kind == "comparability"] == [
        "Scores from Q1 2030 and Q2 2030 cannot be compared, in Footnote’s judgement: the index changed."
    ]
    assert reply.turn.editions == (Q1, Q2)


@pytest.mark.parametrize("asked", [(Q1,), (Q2,), (Q1, Q2)])
def test_one_edition_is_set_against_its_neighbour(open_engine: Engine, asked: tuple[str, ...]) -> None:
    reply = reply_to(open_engine, operation=Operation.CHANGES, editions=asked)
    assert reply.turn.editions == (Q1, Q2)


def test_entities_narrow_it(open_engine: Engine) -> None:
    reply = reply_to(open_engine, operation=Operation.CHANGES, entities=("borealis-one",))
    assert [line.text for line in reply.lines] == [
        "Q1 2030",
        "Top by Sky Index score: Borealis One (64)",
        "Q2 2030",
        "The Q2 2030 documents give no Sky Index score for Borealis One.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_single_edition_has_nothing_beside_it(tmp_path: Path, language: str) -> None:
    documents = [make_document("Ants march.")]
    embedder = TermEmbedder(dimension=512)
    build_from_documents(documents, tmp_path, embedder)
    engine = Engine(Knowledge.empty(), PassageIndex.open(tmp_path), embedder)
    answer = reply_to(engine, language, operation=Operation.CHANGES).answer
    assert answer.abstained
    assert answer.statements == ()


def test_without_figures_the_later_edition_is_summed_up(tmp_path: Path) -> None:
    corpus = write_small_corpus(tmp_path / "corpus")
    (corpus / "facts" / "all.yaml").unlink()
    reply = reply_to(engine_of(corpus, tmp_path / "index"), operation=Operation.CHANGES)
    assert {citation.edition for citation in reply.answer.citations} == {Q2}
    assert len(reply.answer.statements) >= 3


def test_where_all_are_new_the_first_places_say_so(engine: Engine) -> None:
    lines = [line.text for line in reply_to(engine, operation=Operation.CHANGES).lines]
    assert not [text for text in lines if text.startswith("Only in this edition")]

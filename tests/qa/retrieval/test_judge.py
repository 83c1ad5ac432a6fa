"""Whose evidence is taken: the asker's language first, then others; and how sure it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from qa.retrieval.features import JUDGED

from index.build import build_from_documents
from index.documents import Document
from index.passage_index import PassageIndex
from qa.question.frame import Frame, Missing, Operation
from qa.retrieval.judge import Judge, across_logits, unknown_share
from qa.retrieval.retriever import Retriever
from tests.index.samples import TermEmbedder, make_document
from tests.qa.evaluation.test_training import FakeCrossing
from tests.qa.retrieval.test_model import candidates


def frame(question: str, language: str = "en") -> Frame:
    return Frame(question=question, language=language, operation=Operation.PASSAGE, search=question)


def judge(folder: Path, *documents: Document) -> Judge:
    embedder, crossing = TermEmbedder(dimension=512), FakeCrossing()
    build_from_documents(documents, folder, embedder)
    return Judge(Retriever(PassageIndex.open(folder), embedder, crossing), None)


def documents_of(judged: Judge, question: str, language: str) -> list[str]:
    held = judged._retriever.index
    return [
        held.passages[row].document_id for row in judged.judge(frame(question, language)).ranked.rows.tolist()
    ]


def test_the_best_sentence_comes_first(tmp_path: Path) -> None:
    judged = judge(tmp_path, make_document("Boats float. Kites fly high.", "a"), make_document("Rain.", "b"))
    found = judged.judge(frame("which kites fly high"))
    assert judged._retriever.index.sentence_text(found.found[0].row) == "Kites fly high."
    assert [item.score for item in found.found] == sorted((f.score for f in found.found), reverse=True)
    assert len(found.ranked.rows) == 2
    assert 0 <= found.confidence <= 1


def test_a_better_answer_in_another_language_is_taken(tmp_path: Path) -> None:
    judged = judge(
        tmp_path,
        make_document("Boats float on water.", "note"),
        make_document("Les kites fly high, vraiment.", "cerfs", language="fr"),
    )
    assert documents_of(judged, "kites fly high vraiment", "en") == ["cerfs"]
    assert documents_of(judged, "boats float on water", "en") == ["note"]


def test_a_translation_is_not_searched_beside_its_original(tmp_path: Path) -> None:
    judged = judge(
        tmp_path,
        make_document("Boats float on water.", "note-en"),
        make_document("Kites fly high.", "note-fr", language="fr"),
    )
    assert documents_of(judged, "kites fly high", "en") == ["note-en"]
    assert documents_of(judged, "kites fly high", "ja") in (["note-en"], ["note-fr"], ["note-fr", "note-en"])


def test_however_unlikely_the_only_language_is_searched(tmp_path: Path) -> None:
    judged = judge(tmp_path, make_document("Boats float.", "a"), make_document("Rain falls.", "b"))
    found = judged.judge(frame("qui chante", "fr"))
    assert found.confidence < 0.1
    assert len(found.ranked.rows) == 2
    assert found.found


def test_nothing_to_search_is_no_evidence(tmp_path: Path) -> None:
    judged = judge(tmp_path, make_document("Boats float.", "a"))
    found = judged.judge(replace(frame("boats"), editions=("none",)))
    assert (found.found, found.confidence, len(found.ranked.rows)) == ([], 0.0, 0)


def test_all_passages_are_ranked_though_few_are_judged(tmp_path: Path) -> None:
    judged = judge(tmp_path, *(make_document(f"Kite number {n} flies.", f"d{n}") for n in range(JUDGED + 4)))
    found = judged.judge(frame("which kite flies"))
    assert sorted(found.ranked.rows.tolist()) == list(range(JUDGED + 4))
    assert {item.passage for item in found.found} == set(found.ranked.rows[:JUDGED].tolist())


def test_the_second_encoder_moves_sentences_and_their_passages() -> None:
    found = candidates(1, 1, 2, rule=[10.0, 10.0, 10.0])
    logits = across_logits(found, np.array([0.9, 0.1, 0.5], np.float32))
    assert logits[0] > logits[2] > 0
    assert logits[1] > across_logits(found, np.array([0.1, 0.1, 0.5], np.float32))[1]


@pytest.mark.parametrize(
    ("unknown", "content", "share"),
    [((), (), 0.0), (("a",), ("a",), 0.5), (("a", "b"), ("a", "b", "c", "d"), 0.5)],
)
def test_unknown_words(unknown: tuple[str, ...], content: tuple[str, ...], share: float) -> None:
    assert unknown_share(replace(frame("x"), missing=Missing(words=unknown), content=content)) == share

"""Finding passages and sentences: meaning and words, fused, with filters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build_from_documents
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.retrieval.retriever import Retriever, ScoredSentence
from tests.index.samples import TermEmbedder, make_document

TEXTS = {
    "apples": "Apples are red fruit. They grow on tall trees.",
    "boats": "Boats float on deep water. Sailors steer them.",
    "pommes": "Les pommes sont des fruits rouges.",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder = tmp_path_factory.mktemp("retrieval")
    documents = [
        make_document(TEXTS["apples"], "apples", edition="a"),
        make_document(TEXTS["boats"], "boats", edition="b"),
        make_document(TEXTS["pommes"], "pommes", edition="a", language="fr"),
    ]
    embedder = TermEmbedder(dimension=512)
    build_from_documents(documents, folder, embedder)
    return Retriever(PassageIndex.open(folder), embedder)


def names(
    retriever: Retriever, question: str, editions: Sequence[str] = (), language: str | None = None
) -> list[str]:
    ranked = retriever.passages(question, retriever.embed(question), editions, language)
    return [retriever.index.passages[row].document_id for row in ranked.rows]


def sentences(retriever: Retriever, question: str, wants: Collection[str] = ()) -> list[ScoredSentence]:
    vector = retriever.embed(question)
    return retriever.sentences(question, vector, retriever.passages(question, vector), wants, passages=6)


def test_a_question_is_a_unit_vector(retriever: Retriever) -> None:
    vector = retriever.embed("red apples")
    assert vector.shape == (512,)
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-5)


def test_the_passage_that_shares_words_comes_first(retriever: Retriever) -> None:
    assert names(retriever, "which apples are red")[0] == "apples"
    assert names(retriever, "who steer boats")[0] == "boats"


def test_filters(retriever: Retriever) -> None:
    assert names(retriever, "red apples", ("b",)) == ["boats"]
    assert set(names(retriever, "red apples", ("a",))) == {"apples", "pommes"}
    ranked = retriever.passages("x", retriever.embed("x"), ("none",))
    assert ranked.rows.shape == ranked.scores.shape == ranked.similarity.shape == (0,)
    assert retriever.sentences("x", retriever.embed("x"), ranked, passages=6) == []


def test_scores_fall_and_belong_to_their_rows(retriever: Retriever) -> None:
    question = "which apples are red fruit"
    vector = retriever.embed(question)
    ranked = retriever.passages(question, vector)
    assert list(ranked.scores) == sorted(ranked.scores, reverse=True)
    for row, similarity in zip(ranked.rows, ranked.similarity, strict=True):
        assert similarity == pytest.approx(
            float(retriever.index.dense_passages.vectors[row] @ vector), abs=1e-5
        )


def test_of_translations_the_one_in_the_askers_language_is_searched(tmp_path: Path) -> None:
    embedder = TermEmbedder(dimension=512)
    documents = [
        make_document("Apples are red fruit.", "note-en"),
        make_document("Les pommes sont des fruits rouges.", "note-fr", language="fr"),
        make_document("Boats float.", "other"),
    ]
    build_from_documents(documents, tmp_path, embedder)
    held = Retriever(PassageIndex.open(tmp_path), embedder)
    assert set(names(held, "fruit")) == {"note-en", "note-fr", "other"}
    assert set(names(held, "fruit", language="fr")) == {"note-fr", "other"}


def test_sentences_carry_what_they_share(retriever: Retriever) -> None:
    found = sentences(retriever, "red fruit")
    best = max(found, key=lambda sentence: sentence.score)
    assert retriever.index.sentence_text(best.row) == "Apples are red fruit."
    assert best.own_coverage == pytest.approx(1.0)
    assert all(0 <= f.own_coverage <= f.coverage <= 1 + 1e-9 for f in found)


@pytest.mark.parametrize(
    ("wants", "expected"),
    [
        ("number", "It weighs 12 tonnes."),
        ("date", "It was built in 1987."),
        ("reason", "It sank because of a storm."),
    ],
)
def test_a_sentence_with_the_kind_of_answer_asked_for_gains(
    tmp_path: Path, wants: str, expected: str
) -> None:
    text = "It is a ship. It was built in 1987. It weighs 12 tonnes. It sank because of a storm."
    embedder = TermEmbedder(dimension=512)
    build_from_documents([make_document(text)], tmp_path, embedder)
    retriever = Retriever(PassageIndex.open(tmp_path), embedder)
    plain = {f.row: f.score for f in sentences(retriever, "ship")}
    asked = {f.row: f.score for f in sentences(retriever, "ship", (wants,))}
    gained = {retriever.index.sentence_text(row) for row in plain if asked[row] > plain[row]}
    assert expected in gained
    assert "It is a ship." not in gained


@given(question=st.text(max_size=60))
def test_any_question_ranks_every_passage_once(retriever: Retriever, question: str) -> None:
    found = names(retriever, question)
    assert len(found) == len(set(found)) <= len(TEXTS)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Why did the gap between China and the United States shrink?", "en"),
        ("为什么中美差距缩小了？", "zh-Hans"),
        ("為什麼中美差距縮小了？", "zh-Hant"),
        ("Pourquoi l'écart entre la Chine et les États-Unis s'est-il réduit ?", "fr"),
        ("なぜ米中の差は縮まったのか？", "ja"),
    ],
)
def test_the_real_corpus_answers_reasons_in_the_askers_language(
    engine: Engine, question: str, language: str
) -> None:
    answer = engine.ask(question).answer
    assert not answer.abstained
    assert {citation.language for citation in answer.citations} == {language}
    assert {citation.edition for citation in answer.citations[:1]} == {"2025-Q2"}
    assert any("DeepSeek" in citation.quote for citation in answer.citations)

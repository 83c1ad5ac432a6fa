"""The features of sentences: their values, their order and their limits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from qa.retrieval.features import FEATURES, JUDGED, SHARED, Candidates, FeatureReader, form, trigrams

from index.build import build_from_documents
from index.passage_index import PassageIndex
from qa.retrieval.retriever import Retriever
from tests.index.samples import TermEmbedder, make_document

SHIP = "It is a ship. It was built in 1987. The ship weighs 12 tonnes."


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> tuple[Retriever, FeatureReader]:
    folder = tmp_path_factory.mktemp("features")
    embedder = TermEmbedder(dimension=512)
    documents = [make_document(SHIP, "ship"), make_document("Kites fly. コンピュータ is a word.", "kites")]
    build_from_documents(documents, folder, embedder)
    retriever = Retriever(PassageIndex.open(folder), embedder)
    return retriever, FeatureReader(retriever.index, retriever)


def read(reader: tuple[Retriever, FeatureReader], question: str) -> Candidates:
    retriever, features = reader
    vector = retriever.embed(question)
    return features.read(question, vector, retriever.passages(question, vector))


def row(candidates: Candidates, retriever: Retriever, text: str) -> dict[str, float]:
    texts = [retriever.index.sentence_text(found.row) for found in candidates.found]
    return dict(zip(FEATURES, candidates.features[texts.index(text)].tolist(), strict=True))


def test_a_sentence_is_described(reader: tuple[Retriever, FeatureReader]) -> None:
    found = read(reader, "how much does the ship weigh")
    heavy = row(found, reader[0], "The ship weighs 12 tonnes.")
    assert heavy["numbers"] == 1
    assert (heavy["first"], heavy["last"]) == (0, 1)
    assert heavy["previous_similarity"] == pytest.approx(
        row(found, reader[0], "It was built in 1987.")["similarity"]
    )
    assert heavy["behind"] == 0
    assert heavy["best_similarity"] >= heavy["similarity"]
    assert 0 < heavy["own"] <= heavy["told"] <= 1
    built = row(found, reader[0], "It was built in 1987.")
    assert built["date"] == 1
    assert built["told"] < heavy["told"]


def test_scripts_are_told_apart(reader: tuple[Retriever, FeatureReader]) -> None:
    found = read(reader, "kites")
    assert row(found, reader[0], "コンピュータ is a word.")["katakana"] == 1
    assert row(found, reader[0], "Kites fly.")["katakana"] == 0
    assert row(found, reader[0], "Kites fly.")["capitals"] == 1


def test_what_the_question_states_is_no_new_number(reader: tuple[Retriever, FeatureReader]) -> None:
    assert row(read(reader, "the 12 tonnes"), reader[0], "The ship weighs 12 tonnes.")["numbers"] == 0
    assert row(read(reader, "what of 1987"), reader[0], "It was built in 1987.")["date"] == 0


def test_nothing_found_is_no_feature(reader: tuple[Retriever, FeatureReader]) -> None:
    vector = reader[0].embed("x")
    empty = reader[1].read("x", vector, reader[0].passages("x", vector, editions=("another",)))
    assert empty.features.shape == (0, len(FEATURES))
    assert empty.found == ()


def test_no_more_passages_than_are_judged(tmp_path: Path) -> None:
    embedder = TermEmbedder(dimension=512)
    documents = [make_document(f"Kite number {n} flies.", f"d{n}") for n in range(JUDGED + 5)]
    build_from_documents(documents, tmp_path, embedder)
    retriever = Retriever(PassageIndex.open(tmp_path), embedder)
    found = read((retriever, FeatureReader(retriever.index, retriever)), "which kite flies")
    assert len(set(found.passages.tolist())) == JUDGED


def test_names_are_distinct_and_shared_ones_exist() -> None:
    assert len(set(FEATURES)) == len(FEATURES)
    assert set(SHARED) < set(FEATURES)


@given(question=st.text(max_size=80))
def test_features_are_finite(reader: tuple[Retriever, FeatureReader], question: str) -> None:
    assert np.isfinite(read(reader, question).features).all()


@given(st.text(min_size=1, max_size=80))
def test_form_and_trigrams_take_any_text(text: str) -> None:
    assert form(text).length >= 0
    assert all(len(gram) == 3 for gram in trigrams(text))

"""Dense and lexical search: exact results, filters, files, and agreement with the libraries they stand on."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from index.dense import DenseIndex, add_graph
from index.embedding import Vectors
from index.graph import load_faiss, paths
from index.hits import Hit, best
from index.hnsw import build_graph
from index.lexical import LexicalIndex
from index.quantised import build_lists
from index.rows import NEW, writing_rows
from tests.examples import examples

COUNT, DIMENSION = 2000, 32


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    random = np.random.default_rng(0).normal(size=(COUNT, DIMENSION)).astype(np.float32)
    unit: Vectors = random / np.linalg.norm(random, axis=1, keepdims=True)
    return unit


@pytest.fixture(scope="module", params=["exact", "graph", "lists"])
def dense(
    request: pytest.FixtureRequest, vectors: Vectors, tmp_path_factory: pytest.TempPathFactory
) -> DenseIndex:
    path = tmp_path_factory.mktemp("dense") / "vectors.npy"
    np.save(path, vectors)
    if request.param != "exact":
        (build_graph if request.param == "graph" else build_lists)(path, vectors)
    return DenseIndex(path, (COUNT, DIMENSION))


class TestDense:
    def test_keeps_the_vectors(self, dense: DenseIndex, vectors: Vectors) -> None:
        np.testing.assert_array_equal(dense.vectors, vectors)
        assert not dense.vectors.flags.writeable

    def test_finds_the_nearest_first(self, dense: DenseIndex, vectors: Vectors) -> None:
        hits = dense.search(vectors[7], 10)
        expected = np.argsort(-(vectors @ vectors[7]))[:10]
        assert [hit.row for hit in hits] == expected.tolist()
        np.testing.assert_allclose([hit.score for hit in hits], (vectors @ vectors[7])[expected], atol=1e-5)
        assert hits[0].score == pytest.approx(1)

    @pytest.mark.parametrize("step", [1, 2, 500])
    def test_finds_only_what_is_kept(self, dense: DenseIndex, vectors: Vectors, step: int) -> None:
        keep = np.arange(COUNT) % step == step - 1
        hits = dense.search(vectors[0], 5, keep)
        similarity = np.where(keep, vectors @ vectors[0], -2)
        assert [hit.row for hit in hits] == np.argsort(-similarity)[: min(5, keep.sum())].tolist()

    def test_keeping_nothing_finds_nothing(self, dense: DenseIndex, vectors: Vectors) -> None:
        assert dense.search(vectors[0], 5, np.zeros(COUNT, dtype=bool)) == []
        assert dense.search(vectors[0], 0) == []

    def test_asking_for_more_than_there_is_gives_all(self, dense: DenseIndex, vectors: Vectors) -> None:
        assert len({hit.row for hit in dense.search(vectors[0], 2 * COUNT)}) == COUNT


def test_a_graph_is_filtered_while_it_is_searched(
    vectors: Vectors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.dense.EXACT_UP_TO", 100)
    np.save(tmp_path / "vectors.npy", vectors)
    add_graph(tmp_path / "vectors.npy", vectors)
    dense = DenseIndex(tmp_path / "vectors.npy", (COUNT, DIMENSION))
    assert dense.graph
    keep = np.arange(COUNT) % 2 == 0
    expected = np.argsort(-np.where(keep, vectors @ vectors[1], -2))[:5]
    assert [hit.row for hit in dense.search(vectors[1], 5, keep)] == expected.tolist()


@pytest.mark.parametrize("build", [build_graph, build_lists])
def test_where_nothing_in_a_graph_is_left_all_is_compared(
    vectors: Vectors,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    build: Callable[[Path, Vectors], object],
) -> None:
    monkeypatch.setattr("index.dense.EXACT_UP_TO", 100)
    path = tmp_path / "vectors.npy"
    np.save(path, vectors)
    build(path, vectors)
    np.save(paths(path).nodes, np.full(COUNT, NEW, dtype=np.intp))
    dense = DenseIndex(path, (COUNT, DIMENSION))
    expected = np.argsort(-(vectors @ vectors[3]))[:5]
    assert [hit.row for hit in dense.search(vectors[3], 5)] == expected.tolist()


def _one_list(_index: object, _breadth: int, _limit: int, _share: float, selector: object) -> object:
    return load_faiss().SearchParametersIVF(sel=selector, nprobe=1)


def test_a_graph_that_loses_its_way_is_not_relied_on(
    vectors: Vectors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks through one list, in which not enough is kept: all that is kept is compared."""
    monkeypatch.setattr("index.dense.EXACT_UP_TO", 100)
    path = tmp_path / "vectors.npy"
    np.save(path, vectors)
    build_lists(path, vectors)
    dense = DenseIndex(path, (COUNT, DIMENSION))
    keep = np.zeros(COUNT, dtype=bool)
    far = np.argsort(vectors @ vectors[3])[:120]
    keep[far] = True
    monkeypatch.setattr("index.quantised.QuantisedLists.parameters", staticmethod(_one_list))
    assert [hit.row for hit in dense.search(vectors[3], 120, keep)] == far[::-1].tolist()


def test_vectors_outlive_their_index(vectors: Vectors, tmp_path: Path) -> None:
    np.save(tmp_path / "vectors.npy", vectors)
    dense = DenseIndex(tmp_path / "vectors.npy", (COUNT, DIMENSION))
    view = dense.vectors[5:8]
    del dense
    gc.collect()
    np.testing.assert_array_equal(view, vectors[5:8])


SCORES = npst.arrays(np.float32, st.integers(0, 30), elements=st.floats(-1, 1, width=32))


@given(SCORES, st.integers(-1, 40))
def test_best_is_a_sorted_prefix(scores: Vectors, limit: int) -> None:
    rows = np.arange(len(scores)) * 2
    expected = sorted(
        (Hit(int(row), float(s)) for row, s in zip(rows, scores, strict=True)), key=lambda h: -h.score
    )
    assert best(scores, rows, limit) == expected[: max(limit, 0)]


ROWS = [["red", "apple"], ["apple", "apple", "pie"], [], ["boat", "float", "water"], ["red", "boat"]]


def open_lexical(folder: Path, rows: list[list[str]]) -> LexicalIndex:
    LexicalIndex.build(enumerate(rows), folder)
    return LexicalIndex.open(folder, len(rows))


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    return open_lexical(tmp_path / "terms", ROWS)


class TestLexical:
    @pytest.mark.parametrize("query", [["red"], ["apple", "pie"], ["red", "boat", "water"]])
    def test_scores_are_those_of_bm25s(self, lexical: LexicalIndex, query: list[str]) -> None:
        library = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        library.index([row or [""] for row in ROWS], show_progress=False)
        np.testing.assert_allclose(lexical.scores(query), library.get_scores(query), rtol=1e-6)

    def test_a_term_asked_twice_counts_once(self, lexical: LexicalIndex) -> None:
        np.testing.assert_array_equal(lexical.scores(["red", "red"]), lexical.scores(["red"]))

    def test_finds_only_rows_that_share_a_term(self, lexical: LexicalIndex) -> None:
        assert [hit.row for hit in lexical.search(["apple", "red"], 10)] == [0, 1, 4]
        assert lexical.search(["zebra"], 10) == []

    def test_finds_only_what_is_kept(self, lexical: LexicalIndex) -> None:
        keep = np.array([False, True, True, True, True])
        assert [hit.row for hit in lexical.search(["apple", "red"], 1, keep)] == [1]

    def test_rows_that_have_all_terms(self, lexical: LexicalIndex) -> None:
        wanted = [number for number, row in enumerate(ROWS) if {"red", "apple"} <= set(row)]
        assert lexical.having(["red", "apple"]).tolist() == wanted
        assert lexical.having(["red", "zebra"]).tolist() == []
        assert lexical.having([]).tolist() == []

    def test_rarity_falls_with_frequency(self, lexical: LexicalIndex) -> None:
        assert lexical.rarity("zebra") == pytest.approx(np.log(1 + 5.5 / 0.5))
        assert lexical.rarity("pie") == pytest.approx(np.log(1 + 4.5 / 1.5))
        assert lexical.rarity("red") == pytest.approx(np.log(1 + 3.5 / 2.5))


def test_rows_without_any_term_can_be_indexed(tmp_path: Path) -> None:
    lexical = open_lexical(tmp_path / "terms", [[], []])
    assert lexical.search(["red"], 5) == []


@settings(max_examples=examples(10))  # each writes files
@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), min_size=1, max_size=8))
def test_every_row_is_found_by_its_own_terms(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    lexical = open_lexical(tmp_path_factory.mktemp("lexical") / "terms", rows)
    for number, row in enumerate(rows):
        found = {hit.row for hit in lexical.search(row, len(rows))}
        assert found == {other for other, terms in enumerate(rows) if set(terms) & set(row)}
        assert not row or number in found


ROWS_OF_TERMS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), min_size=1, max_size=8)


@settings(max_examples=examples(10))  # each writes files
@given(ROWS_OF_TERMS, ROWS_OF_TERMS, st.data())
def test_rows_that_are_taken_over_score_as_in_bm25s(
    tmp_path_factory: pytest.TempPathFactory, held: list[list[str]], new: list[list[str]], data: st.DataObject
) -> None:
    """What is counted anew and what is taken over, in any order, is one index."""
    folder = tmp_path_factory.mktemp("lexical")
    previous = open_lexical(folder / "previous", held)
    sources = [*data.draw(st.permutations(range(len(held))))[: data.draw(st.integers(0, len(held)))]]
    origin = np.array(data.draw(st.permutations(sources + [NEW] * len(new))))
    fresh = iter(new)
    rows = [held[source] if source != NEW else next(fresh) for source in origin]
    counted = [(row, terms) for row, terms in enumerate(rows) if origin[row] == NEW]
    LexicalIndex.build(counted, folder / "grown", previous, origin)
    grown = LexicalIndex.open(folder / "grown", len(rows))
    library = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    library.index([row or [""] for row in rows], show_progress=False)
    for term in {term for row in rows for term in row}:
        np.testing.assert_allclose(grown.scores([term]), library.get_scores([term]), rtol=1e-6)
    anew = open_lexical(folder / "anew", rows)
    np.testing.assert_array_equal(grown.scores("abcdef"), anew.scores("abcdef"))
    assert not any(grown.holds(term) for term in set("abcdef").difference(*rows))


@given(st.lists(st.integers(-1, 9), max_size=12), st.data())
def test_rows_are_written_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, origin: list[int], data: st.DataObject
) -> None:
    source = np.arange(30, dtype=np.float32).reshape(10, 3)
    sources, path = np.array(origin, dtype=np.intp), tmp_path_factory.mktemp("rows") / "rows.npy"
    new = np.array(data.draw(st.permutations(np.flatnonzero(sources == NEW).tolist())), dtype=np.intp)
    fresh = 100 + np.arange(len(new) * 3, dtype=np.float32).reshape(-1, 3)
    with writing_rows(path, np.float16, (len(origin), 3)) as rows:
        rows.put(new, fresh)
        rows.copy(source, sources)
    expected = np.where(sources[:, np.newaxis] == NEW, 0, source[sources]).astype(np.float16)
    expected[new] = fresh
    written = np.load(path)
    assert written.dtype == np.float16
    np.testing.assert_array_equal(written, expected)

"""What an approximate search finds: measured right, searched broadly enough, or else refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from index.dense import DenseIndex, add_graph
from index.embedding import Vectors
from index.errors import FootnoteError, IndexDamagedError
from index.graph import nearest, paths, read_measured
from index.hnsw import build_graph
from index.quantised import QuantisedLists, build_lists
from index.recall import DEPTH, LEAST, QUERIES, WANTED, Measured, RecallError, RecallSample, Rows

COUNT, DIMENSION = 1500, 24


def clusters(count: int, dimension: int, centres: int, seed: int = 0) -> Vectors:
    """Unit vectors in narrow clusters, as those of texts are."""
    draw = np.random.default_rng(seed)
    middle = draw.normal(size=(centres, dimension))[draw.integers(0, centres, count)]
    drawn = 1 + middle + 0.5 * draw.normal(size=(count, dimension))
    unit: Vectors = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return unit


def sample_of(vectors: Vectors) -> RecallSample:
    return RecallSample(vectors, lambda queries, limit: nearest(queries, vectors, limit))


def truth(vectors: Vectors, sample: RecallSample, depth: int) -> Rows:
    """The nearest others of each vector of the sample."""
    similar = sample.queries @ vectors.T
    similar[np.arange(len(similar)), np.argmax(similar, axis=1)] = -2  # itself
    found: Rows = np.argsort(-similar, axis=1)[:, :depth]
    return found


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return clusters(COUNT, DIMENSION, 30)


@pytest.fixture(scope="module")
def sample(vectors: Vectors) -> RecallSample:
    return sample_of(vectors)


@pytest.fixture(scope="module")
def right(vectors: Vectors, sample: RecallSample) -> Rows:
    """The nearest of what is in the sample, by numpy."""
    return truth(vectors, sample, DEPTH)


class TestSample:
    def test_draws_different_vectors_and_always_the_same(
        self, vectors: Vectors, sample: RecallSample
    ) -> None:
        assert len(np.unique(sample.queries, axis=0)) == QUERIES
        np.testing.assert_array_equal(sample_of(vectors).queries, sample.queries)

    def test_all_is_found_by_comparing_all(self, sample: RecallSample, right: Rows) -> None:
        assert sample.recall(right) == 1.0
        assert sample.recall(np.flip(right, axis=1)) == 1.0

    @pytest.mark.parametrize("wrong", [1, 3, DEPTH])
    def test_what_is_missing_or_wrong_is_counted(self, sample: RecallSample, right: Rows, wrong: int) -> None:
        missing = right.copy()
        missing[:, :wrong] = -1
        assert sample.recall(missing) == pytest.approx(1 - wrong / DEPTH)
        assert sample.recall(right[:, wrong:]) == pytest.approx(1 - wrong / DEPTH)

    def test_finding_itself_is_no_merit(self, vectors: Vectors, sample: RecallSample) -> None:
        own = nearest(sample.queries, vectors, 1)[1]
        assert sample.recall(own) == 0.0

    def test_more_candidates_than_asked_for_count_once(self, vectors: Vectors, sample: RecallSample) -> None:
        assert sample.recall(nearest(sample.queries, vectors, 4 * DEPTH)[1]) == 1.0

    def test_of_equal_vectors_any_will_do(self) -> None:
        same = np.repeat(np.eye(4, dtype=np.float32), 50, axis=0)
        sample = sample_of(same)
        own = np.argmax(sample.queries @ same.T, axis=1)
        last = own[:, np.newaxis] + 49 - np.arange(DEPTH + 1)
        assert sample.recall(last) == 1.0

    def test_few_vectors_have_few_neighbours(self) -> None:
        assert sample_of(np.eye(3, dtype=np.float32)).depth == 2
        assert sample_of(np.eye(1, 3, dtype=np.float32)).recall(np.array([[-1]])) == 1.0


class TestMeasured:
    def search(self, vectors: Vectors, found: dict[int, int], path: Path) -> Measured:
        """With `found[breadth]` of the ten nearest found."""
        sample = sample_of(vectors)
        right = truth(vectors, sample, DEPTH)
        return sample.measured(path, "some", [*found], lambda breadth: right[:, : found[breadth]])

    def test_the_first_breadth_that_finds_enough_is_taken(self, vectors: Vectors, tmp_path: Path) -> None:
        measured = self.search(vectors, {4: 8, 8: 10, 16: 10}, tmp_path)
        assert measured == Measured(kind="some", breadth=8, recall=1.0, queries=QUERIES, depth=DEPTH)

    def test_too_little_is_an_error_that_says_how_much(self, vectors: Vectors, tmp_path: Path) -> None:
        with pytest.raises(
            RecallError, match=r"vectors\.npy, a search finds 90%, and at least 95%"
        ) as caught:
            self.search(vectors, {4: 8, 8: 9}, tmp_path / "vectors.npy")
        assert isinstance(caught.value, FootnoteError)

    def test_between_the_two_limits_the_broadest_is_taken(self, tmp_path: Path) -> None:
        vectors = clusters(100, 8, 5)
        sample = sample_of(vectors)
        right = truth(vectors, sample, DEPTH)
        right[:40, 0] = -1  # 0.96 of all
        measured = sample.measured(tmp_path, "some", [4, 8], lambda _: right)
        assert LEAST < measured.recall == 0.96 < WANTED
        assert measured.breadth == 8

    def test_a_breadth_is_at_least_one(self) -> None:
        with pytest.raises(ValidationError, match="breadth"):
            Measured(kind="hnsw", breadth=0, recall=1, queries=1, depth=1)


class TestBuilding:
    """Of both kinds: what is written is what was measured, and too little is refused."""

    @pytest.mark.parametrize(("build", "kind"), [(build_graph, "hnsw"), (build_lists, "lists")])
    def test_what_was_measured_is_written_beside_it(
        self, vectors: Vectors, tmp_path: Path, build: type, kind: str
    ) -> None:
        path = tmp_path / "vectors.npy"
        np.save(path, vectors)
        measured = build(path, vectors)
        written = json.loads((tmp_path / "vectors.graph.json").read_text(encoding="utf-8"))
        assert written["kind"] == kind
        assert written["recall"] >= WANTED
        assert (written["queries"], written["depth"]) == (QUERIES, DEPTH)
        assert read_measured(path) == measured

    def test_lists_are_looked_through_until_enough_is_found(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Random vectors are in no clusters: what is near lies in many lists."""
        monkeypatch.setattr("index.quantised._LEAST_PROBED", 8)
        vectors = clusters(COUNT, DIMENSION, COUNT, seed=1)
        broad = build_lists(tmp_path / "broad.npy", vectors)
        narrow = build_lists(tmp_path / "narrow.npy", clusters(COUNT, 3, 30))
        assert broad.breadth > narrow.breadth == 8
        assert broad.recall >= WANTED
        monkeypatch.setattr("index.quantised._breadths", lambda _: [1, 2])
        with pytest.raises(RecallError, match="a search finds"):
            build_lists(tmp_path / "refused.npy", vectors)
        assert not paths(tmp_path / "refused.npy").graph.exists()

    def test_a_graph_that_misses_too_much_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("index.hnsw._NEIGHBOURS", 2)
        monkeypatch.setattr("index.hnsw._BUILD_BREADTH", 2)
        monkeypatch.setattr("index.hnsw._SEARCH_BREADTHS", (4, 8))
        vectors = clusters(COUNT, DIMENSION, COUNT, seed=1)
        with pytest.raises(RecallError, match="a search finds"):
            build_graph(tmp_path / "vectors.npy", vectors)

    def test_equal_vectors_are_no_loss(self, tmp_path: Path) -> None:
        same = np.repeat(clusters(20, DIMENSION, 20), 60, axis=0)
        assert build_lists(tmp_path / "vectors.npy", same).recall >= WANTED

    @pytest.mark.parametrize("build", [build_graph, build_lists])
    def test_what_cannot_be_written_is_an_os_error(
        self, vectors: Vectors, tmp_path: Path, build: type
    ) -> None:
        with pytest.raises(OSError, match="could not write"):
            build(tmp_path / "missing" / "vectors.npy", vectors)


class TestSize:
    """The size decides what is searched."""

    @pytest.mark.parametrize(("count", "kind"), [(100, None), (101, "lists"), (201, "lists")])
    def test_the_kind_goes_by_the_number(
        self, vectors: Vectors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, kind: str | None
    ) -> None:
        monkeypatch.setattr("index.dense.EXACT_UP_TO", 100)
        path = tmp_path / "vectors.npy"
        np.save(path, vectors[:count])
        add_graph(path, vectors[:count])
        graph = DenseIndex(path, (count, DIMENSION)).graph
        assert (graph.kind if graph else None) == kind
        assert [file.exists() for file in paths(path)] == [kind is not None] * 3

    def test_a_kind_that_nobody_knows_is_damage(self, vectors: Vectors, tmp_path: Path) -> None:
        path = tmp_path / "vectors.npy"
        np.save(path, vectors)
        measured = build_graph(path, vectors).model_copy(update={"kind": "tree"})
        paths(path).measured.write_text(measured.model_dump_json(), encoding="utf-8")
        with pytest.raises(IndexDamagedError, match=r"vectors\.graph\.json"):
            DenseIndex(path, (COUNT, DIMENSION))


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> DenseIndex:
    path = tmp_path_factory.mktemp("lists") / "vectors.npy"
    vectors = clusters(6000, 48, 60)
    np.save(path, vectors)
    build_lists(path, vectors)
    return DenseIndex(path, (6000, 48))


class TestLists:
    @pytest.fixture(autouse=True)
    def few_are_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("index.dense.EXACT_UP_TO", 100)

    def test_scores_are_cosines_and_not_of_8_bits(self, lists: DenseIndex) -> None:
        assert isinstance(lists.graph, QuantisedLists)
        for query in clusters(20, 48, 20, seed=7):
            hits = lists.search(query, 10)
            exact = lists.vectors.astype(np.float64) @ query
            np.testing.assert_allclose(
                [hit.score for hit in hits], exact[[hit.row for hit in hits]], atol=1e-6
            )
            assert [hit.row for hit in hits] == sorted((hit.row for hit in hits), key=lambda row: -exact[row])

    def test_what_is_kept_is_found_however_little_it_is(self, lists: DenseIndex) -> None:
        keep = np.random.default_rng(3).random(6000) < 0.03
        assert keep.sum() > 100
        found, wanted = 0, 0
        for query in lists.vectors[::100]:
            right = set(np.argsort(-np.where(keep, lists.vectors @ query, -2))[:10].tolist())
            rows = {hit.row for hit in lists.search(query, 10, keep)}
            assert keep[[*rows]].all()
            found, wanted = found + len(rows & right), wanted + 10
        assert found / wanted > LEAST

    def test_what_is_kept_far_away_is_found(self, lists: DenseIndex) -> None:
        """In the lists that are near there is nothing that is kept."""
        query = lists.vectors[0]
        similar = lists.vectors @ query
        far = np.argsort(similar)[:150]
        keep = np.zeros(6000, dtype=bool)
        keep[far] = True
        hits = lists.search(query, 150, keep)
        assert [hit.row for hit in hits] == far[np.argsort(-similar[far], kind="stable")].tolist()

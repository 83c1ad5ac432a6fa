"""Many vectors: found in a graph, with any filter, as by comparing all."""

from __future__ import annotations

from typing import Final

import numpy as np
import pytest

from index.embedding import Vectors
from index.engines.engine import EXACT_UP_TO, BuiltParts, EngineVersion, VectorEngine, VectorPart, stretches
from index.lexical import LexicalIndex
from index.recall import WANTED
from tests.index.engines.servers import KINDS, engine_of

COUNT: Final = 25_000
DIMENSION: Final = 16
TOPICS: Final = 50
DEPTH: Final = 10


def topical(count: int, seed: int = 0) -> Vectors:
    """Unit vectors around `TOPICS` centres, topic after topic as documents stand."""
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(1).normal(size=(TOPICS, DIMENSION))
    vectors = centres[np.arange(count) * TOPICS // count] + 0.6 * rng.normal(size=(count, DIMENSION))
    made: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return made


@pytest.fixture(scope="module", params=[kind for kind in KINDS if kind != "faiss"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> EngineVersion:
    engine: VectorEngine | None = engine_of(request, request.param)
    assert engine is not None
    terms = tmp_path_factory.mktemp("many") / "terms"
    LexicalIndex.build(((row, ["word"]) for row in range(3)), terms)
    parts = BuiltParts(topical(3), topical(COUNT), LexicalIndex.open(terms, 3))
    engine.build("many", "one", parts)
    return engine.open("many", "one")


def kept(name: str) -> np.ndarray:
    """Flags of the rows that a filter leaves, drawn by rows or by topics."""
    rng = np.random.default_rng(2)
    rows, topics = rng.random(COUNT), rng.random(TOPICS)[np.arange(COUNT) * TOPICS // COUNT]
    filters = {
        "all": rows < 1,
        "most": rows < 0.9,
        "most topics": topics < 0.9,
        "a tenth": rows < 0.1,
        "some topics": topics < 0.1,
        "few": rows < 0.02,
    }
    return filters[name]


@pytest.mark.parametrize("name", ["all", "most", "most topics", "a tenth", "some topics", "few"])
def test_what_is_near_is_found(opened: EngineVersion, name: str) -> None:
    """Of the ten nearest at least what is wanted of FAISS, and no row that is left out."""
    keep, vectors = kept(name), topical(COUNT)
    assert bool(np.count_nonzero(keep) > EXACT_UP_TO) is (name in {"all", "most", "most topics"})
    searched = opened.dense(VectorPart.SENTENCES, (COUNT, DIMENSION))
    found = []
    for query in topical(40, seed=3):
        cosines = np.where(keep, vectors @ query, -2)
        least = np.sort(cosines)[-DEPTH]
        hits = searched.search(query, DEPTH, keep)
        assert len(hits) == DEPTH
        assert keep[[hit.row for hit in hits]].all()
        np.testing.assert_allclose([hit.score for hit in hits], cosines[[hit.row for hit in hits]], atol=1e-5)
        found.append(np.mean([hit.score >= least - 1e-5 for hit in hits]))
    assert np.mean(found) >= WANTED


def test_a_filter_is_told_in_stretches() -> None:
    keep = np.array([True, True, False, False, True, False, True])
    assert stretches(keep).tolist() == [[0, 2], [4, 5], [6, 7]]
    assert stretches(np.zeros(3, dtype=bool)).tolist() == []
    assert stretches(np.ones(3, dtype=bool)).tolist() == [[0, 3]]

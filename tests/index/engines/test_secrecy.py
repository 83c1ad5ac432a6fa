"""Nobody reads another's collection, whatever the names of collections and versions are."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embedding import Vectors
from index.engines.engine import BuiltParts, VectorEngine, VectorPart
from index.errors import IndexMissingError
from index.lexical import LexicalIndex
from tests.examples import examples
from tests.index.engines.servers import KINDS, engine_of

NAMES: Final = st.sampled_from(
    [
        "a",
        "A",
        "b",
        "a_b",
        "a-b",
        "",
        "'; DROP SCHEMA footnote_index CASCADE; --",
        "%s",
        "港口",
        "a" * 60,
        "../a",
    ]
)
SIZE: Final = 3, 5


@pytest.fixture(scope="module", params=[kind for kind in KINDS if kind != "faiss"])
def engine(request: pytest.FixtureRequest) -> VectorEngine:
    opened = engine_of(request, request.param)
    assert opened is not None
    return opened


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    folder = tmp_path_factory.mktemp("terms") / "terms"
    LexicalIndex.build(((row, ["ferry"] * (row + 1)) for row in range(SIZE[0])), folder)
    return LexicalIndex.open(folder, SIZE[0])


def parts_of(number: int, words: LexicalIndex) -> BuiltParts:
    """Vectors that tell which version they are of."""

    def table(size: int) -> Vectors:
        angles = number * 0.01 + np.arange(size, dtype=np.float32)
        return np.stack([np.cos(angles), np.sin(angles)], axis=1)

    return BuiltParts(table(SIZE[0]), table(SIZE[1]), words)


STEPS: Final = st.lists(
    st.tuples(st.sampled_from(["build", "use", "drop"]), NAMES, NAMES), min_size=1, max_size=8
)


@settings(max_examples=examples(15))
@given(steps=STEPS)
def test_each_version_is_its_own(
    engine: VectorEngine, words: LexicalIndex, steps: list[tuple[str, str, str]]
) -> None:
    """After any steps every version holds what was put into it, and the others are not there."""
    run = uuid4().hex  # the engine is one for all examples
    held: dict[str, dict[str, int]] = {}
    used: dict[str, str | None] = {}
    for number, (step, collection, version) in enumerate(steps):
        versions = held.setdefault(collection, {})
        if step == "build" and version not in versions:
            engine.build(f"{run}{collection}", version, parts_of(number, words))
            versions[version] = number
        elif step == "use" and version in versions:
            engine.settle(f"{run}{collection}", versions, version)
            used[collection] = version
        elif step == "drop":
            versions.pop(version, None)
            used[collection] = None if used.get(collection) == version else used.get(collection)
            engine.settle(f"{run}{collection}", versions, used[collection])
    for collection, versions in held.items():
        assert engine.versions(f"{run}{collection}") == versions.keys()
        assert engine.used(f"{run}{collection}") == used.get(collection)
        for _, _, version in steps:
            if version not in versions:
                with pytest.raises(IndexMissingError):
                    engine.open(f"{run}{collection}", version)
        for version, number in versions.items():
            opened, parts = engine.open(f"{run}{collection}", version), parts_of(number, words)
            assert opened.counts() == SIZE
            for part, size in zip(VectorPart, SIZE, strict=True):
                np.testing.assert_array_equal(opened.vectors(part, np.arange(size)), parts.part(part))
                near = opened.nearest(part, parts.part(part)[size - 1], 1, None)
                assert size - 1 in near.rows
        engine.settle(f"{run}{collection}", (), None)
        assert engine.versions(f"{run}{collection}") == frozenset()

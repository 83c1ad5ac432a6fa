"""The engines, once for all tests of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.index.engines.servers import milvus, pgvector


@pytest.fixture(scope="session")
def pgvector_address() -> Iterator[str]:
    with pgvector() as address:
        yield address


@pytest.fixture(scope="session")
def milvus_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return milvus(tmp_path_factory.mktemp("milvus"))

"""Settings and fixtures of this room's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.index.servers import Site, served

# A deadline would measure what else the machine is doing.
settings.register_profile("index", deadline=None)
settings.load_profile("index")


@pytest.fixture
def site() -> Iterator[Site]:
    yield from served(Site())

"""A desk over the small corpus, whose answers take milliseconds, and the API over it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from qa.collections.desk import Desk
from qa.instruments import Instruments
from qa.settings import Settings
from tests.index.samples import TermEmbedder
from tests.qa.api.served import Api, served


@pytest.fixture(scope="session")
def small_desk(small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("small-desk")
    settings = Settings(data_dir=folder, corpus=small_corpus, model="bundled", threshold=0.0)
    desk = Desk(settings, instruments=Instruments(TermEmbedder(dimension=512)))
    desk.warm()
    return desk


@pytest.fixture
async def api(small_desk: Desk, tmp_path: Path) -> AsyncIterator[Api]:
    async with served(small_desk, tmp_path) as opened:
        yield opened

"""The site over answers of the shipped corpus, served on the loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.pages.addresses import Addresses
from bot.pages.site import Site
from qa.engine import Engine
from qa.sharing.shared import SharedAnswer
from tests.bot.pages.shelf import Kept, Read

QUESTIONS = {
    "scale": "Compare DeepSeek R1 in Q1 and Q2",
    "ranked": "Rank the models of the Q2 report",
    "why": "Why did the gap between China and the US shrink?",
    "ja": "DeepSeek R1のスコアは？",
    "fr": "Quel est le score de DeepSeek R1 ?",
    "nothing": "How tall is the Eiffel tower?",
}


@pytest.fixture(scope="module")
def answers(engine: Engine) -> dict[str, SharedAnswer]:
    return {
        key: SharedAnswer(key=key, reply=engine.ask(question), asked="2025-11-29")
        for key, question in QUESTIONS.items()
    }


@pytest.fixture
def kept(answers: dict[str, SharedAnswer], read: Read) -> Kept:
    return Kept(dict(answers), read)


@pytest.fixture
def read(engine: Engine) -> Read:
    return Read(dict(engine.index.documents), engine.corpus_version)


@pytest.fixture
def addresses() -> Addresses:
    return Addresses("https://footnote.example", "a secret")


@pytest.fixture
async def client(kept: Kept, read: Read, addresses: Addresses) -> AsyncIterator[TestClient]:  # type: ignore[type-arg]
    server = TestServer(Site(kept, read, addresses).application())
    async with TestClient(server) as opened:
        yield opened

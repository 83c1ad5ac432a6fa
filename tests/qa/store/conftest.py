"""Stores of both kinds, each new: the same contract holds for them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

import pytest

from qa.store.address import StoreAddress, store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.shown_answer import ShownAnswer
from tests.bot import fakes
from tests.bot.conftest import Clock
from tests.qa.store import postgres

KINDS: Final = ("sqlite", "postgresql")
GUILD: Final = 5
_numbers = count()

Open = Callable[[], StoreDatabase]


def shown(key: str, **changes: object) -> ShownAnswer:
    """An answer as it was shown to person 1 in a channel of the server GUILD."""
    given = {"asker": 1, "channel": 2, "guild": GUILD, "private": True, "shareable": True, "by": "Al"}
    return ShownAnswer.model_validate({"key": key, "reply": fakes.R1, **given, **changes})


def quoting(key: str, *collections: str, **changes: object) -> ShownAnswer:
    """The same, each quote of a collection."""
    (citation, *_) = fakes.R1.answer.citations
    cited = [citation.model_copy(update={"number": n, "collection": c}) for n, c in enumerate(collections, 1)]
    answer = fakes.R1.answer.model_copy(update={"citations": tuple(cited)})
    return shown(key, reply=fakes.R1.model_copy(update={"answer": answer}), **changes)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    binaries = postgres.programs()
    if binaries is None:
        pytest.skip(postgres.MISSING)
    with postgres.server(binaries) as folder:
        yield folder


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoreAddress]:
    """A database that is new and empty."""
    if request.param == "sqlite":
        yield store_address(tmp_path / "data")
        return
    folder, name = request.getfixturevalue("server"), f"store_{next(_numbers)}"
    postgres.command(folder, f"CREATE DATABASE {name}")
    yield store_address(tmp_path / "data", postgres.address(folder, name))
    postgres.command(folder, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def open_store(address: StoreAddress) -> AsyncIterator[Open]:
    """Opens the database once more, as another process does."""
    opened: list[StoreDatabase] = []

    def another() -> StoreDatabase:
        opened.append(StoreDatabase(address))
        return opened[-1]

    yield another
    for database in opened:
        await database.close()


@pytest.fixture
def database(open_store: Open) -> StoreDatabase:
    return open_store()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database: StoreDatabase, clock: Clock) -> AnswerStore:
    return AnswerStore(database, keep=100, days=2, clock=clock)


@pytest.fixture
def no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is told from memory."""
    monkeypatch.setattr("qa.store.recent.RECENT", 0)

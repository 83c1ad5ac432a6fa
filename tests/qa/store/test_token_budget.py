"""What a language model may cost a day: counted once for all processes, in both databases."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from qa.store.address import store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.erasure import Erasure
from qa.store.personal import PersonalData
from qa.store.tables import spent_tokens
from qa.store.token_budget import DAY, TokenBudget
from tests.bot.conftest import Clock
from tests.qa.store.conftest import Open

ADA, BEN, CEM = 7, 8, 9


@pytest.fixture
def budget(database: StoreDatabase, clock: Clock) -> TokenBudget:
    """100 tokens a server and 80 a person."""
    return TokenBudget(database, 100, 80, clock)


async def rows(database: StoreDatabase) -> list[tuple[int, str, int, int]]:
    def read(base: Connection) -> list[tuple[int, str, int, int]]:
        every = select(spent_tokens).order_by(*spent_tokens.primary_key)
        return [(row.day, row.who, row.id, row.tokens) for row in base.execute(every)]

    return await database.read(read)


async def test_a_server_has_a_budget_and_direct_messages_none_but_their_persons(
    budget: TokenBudget, clock: Clock
) -> None:
    assert await budget.has_left(1, ADA)
    budget.spend(1, ADA, 60)
    budget.spend(1, BEN, 60)
    assert not await budget.has_left(1, CEM)
    assert await budget.has_left(2, CEM)
    assert await budget.has_left(None, BEN)
    budget.spend(None, BEN, 20)
    assert not await budget.has_left(None, BEN)
    assert not await budget.has_left(2, BEN)
    clock.now += DAY
    assert await budget.has_left(1, BEN)


async def test_several_processes_and_restarts_share_it(open_store: Open, clock: Clock) -> None:
    budgets = [TokenBudget(open_store(), 10_000, 800, clock) for _ in range(4)]
    for one in budgets:
        for _ in range(10):
            one.spend(1, ADA, 20)
    await asyncio.gather(*(one.settled() for one in budgets))
    again = TokenBudget(open_store(), 10_000, 800, clock)
    assert not await again.has_left(1, ADA)
    assert await again.has_left(1, BEN)
    day = int(clock.now // DAY)
    assert await rows(open_store()) == [(day, "person", ADA, 800), (day, "server", 1, 800)]


async def test_old_days_go(budget: TokenBudget, database: StoreDatabase, clock: Clock) -> None:
    first = int(clock.now // DAY)
    for _ in range(4):
        budget.spend(1, ADA, 5)
        await budget.settled()
        clock.now += DAY
    assert {day for day, *_ in await rows(database)} == {first + 2, first + 3}


async def test_nothing_is_written_where_nothing_was_spent(
    budget: TokenBudget, database: StoreDatabase
) -> None:
    budget.spend(1, ADA, 0)
    await budget.settled()
    assert await rows(database) == []


async def test_it_goes_with_its_person_and_its_server(
    budget: TokenBudget, store: AnswerStore, clock: Clock
) -> None:
    budget.spend(1, ADA, 60)
    budget.spend(7, BEN, 60)  # a server may have the number of a person
    await budget.settled()
    told = await PersonalData(store.database).of(ADA)
    assert told["spent_tokens"] == [{"day": "1970-01-12T00:00:00+00:00", "tokens": 60}]
    await Erasure(store).person(ADA)
    day = int(clock.now // DAY)
    left = [(day, "person", BEN, 60), (day, "server", 1, 60), (day, "server", 7, 60)]
    assert await rows(store.database) == left
    await Erasure(store).server(7)
    assert await rows(store.database) == left[:2]


async def test_where_the_store_fails_the_model_is_not_asked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = StoreDatabase(store_address(tmp_path / "data"))
    await broken.close()
    budget = TokenBudget(broken, 100, 80)
    budget.spend(1, ADA, 5)
    assert not await budget.has_left(1, ADA)
    assert "what the language model cost could not be written" in caplog.text
    assert "nobody knows what is spent" in caplog.text

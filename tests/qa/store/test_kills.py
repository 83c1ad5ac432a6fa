"""Killed between any two statements, on either database: what was said is done, nothing is in part."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Engine, event, func, select

from qa.store.address import StoreAddress
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.erasure import Erasure
from qa.store.feedback import Feedback
from qa.store.tables import answers, feedback, quoted
from tests.examples import examples
from tests.forks import forks
from tests.qa.store.conftest import quoting

PEOPLE: Final = 4
DONE: Final = 10_000  # more statements than there are


async def steps(store: AnswerStore) -> AsyncIterator[str]:
    """What each person does; each is named once it is done. Every other person is erased at last."""
    for person in range(PEOPLE):
        key = f"k{person}"
        await store.put(quoting(key, "boats", "towers", asker=person))
        yield f"put {person}"
        share = await store.begin_share(key)
        await store.put(quoting(share.key, "boats", asker=person))
        await store.end_share(key, person)
        yield f"share {person}"
        await Feedback(store.database).give(key, person, "wrong", "no")
        yield f"say {person}"
        if person % 2:
            await Erasure(store).person(person)
            yield f"erase {person}"


def work(address: StoreAddress, log: Path, last: int) -> None:
    """Take the steps, and be killed before statement number `last`; how many there were is logged."""
    reached = 0

    def reach(*_: Any) -> None:
        nonlocal reached
        reached += 1
        if reached == last:
            os.kill(os.getpid(), signal.SIGKILL)

    for point in ("before_cursor_execute", "commit"):
        event.listen(Engine, point, reach)

    async def run() -> None:
        store = AnswerStore(StoreDatabase(address), keep=100, days=2)
        with log.open("a") as told:
            async for step in steps(store):
                told.write(f"{step}\n")
                told.flush()
            told.write(f"{reached}\n")
        await store.close()

    asyncio.run(run())


def killed(address: StoreAddress, log: Path, last: int) -> list[str]:
    """What was done before the kill."""
    process = forks().Process(target=work, args=(address, log, last))
    process.start()
    process.join(120)
    assert process.exitcode == (0 if last == DONE else -signal.SIGKILL)
    return log.read_text().split("\n")[:-1] if log.exists() else []


async def in_part(database: StoreDatabase) -> int:
    """Rows that belong to an answer that is not there, or lack what was written with them."""
    without = select(func.count()).select_from(answers)
    lacking = without.where(answers.c.reply.is_not(None), answers.c.key.not_in(select(quoted.c.answer)))
    orphans = [
        select(func.count()).select_from(table).where(table.c.answer.not_in(select(answers.c.key)))
        for table in (quoted, feedback)
    ]
    counts = [lacking, *orphans]
    return await database.read(lambda base: sum(base.execute(one).scalar_one() for one in counts))


async def test_killed_anywhere_nothing_is_lost_and_nothing_is_in_part(
    address: StoreAddress, tmp_path: Path
) -> None:
    killed(address, tmp_path / "made", DONE)
    await emptied(address)
    points = int(killed(address, tmp_path / "whole", DONE)[-1])
    for last in random.Random(0).sample(range(1, points), min(points - 1, examples(3))):  # noqa: S311
        await emptied(address)
        done = killed(address, tmp_path / f"log-{last}", last)
        database = StoreDatabase(address)
        assert await in_part(database) == 0
        store = AnswerStore(database, keep=100, days=2)
        for person in range(PEOPLE):
            key = f"k{person}"
            if f"erase {person}" in done:
                assert await store.get(key) is None
                continue
            if f"put {person}" in done and f"say {person}" not in done:
                assert await store.get(key) is not None
            if f"share {person}" in done and not person % 2:
                share = await store.begin_share(key)
                assert (share.state, share.message) == ("done", person)
                assert await store.get(share.key) is not None
            if f"say {person}" in done and not person % 2:
                assert [said.person for said in await Feedback(database).of(key)] == [person]
        await database.close()


async def emptied(address: StoreAddress) -> None:
    database = StoreDatabase(address)
    await database.write(lambda base: base.execute(answers.delete()))
    await database.close()


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_killed_while_it_is_made_a_database_is_made_by_the_next(
    address: StoreAddress, tmp_path: Path
) -> None:
    for last in (1, 5, 12, 20):
        assert killed(address, tmp_path / f"log-{last}", last) == []
    assert len(killed(address, tmp_path / "whole", DONE)) > PEOPLE

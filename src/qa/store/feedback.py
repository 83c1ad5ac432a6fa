"""What people say of an answer: one verdict each, which they may change."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, delete, func, select

from qa.store.database import StoreDatabase
from qa.store.rows import require
from qa.store.tables import feedback, upsert

AnswerVerdict = Literal["helpful", "wrong", "unsupported", "outdated", "missing", "beside"]
"""Unsupported: the source does not say so; missing: something is left out; beside: it misses the point."""
LONGEST: Final = 2_000  # characters of what somebody says


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person says of the answer with a key, at `at` in seconds since 1970."""

    answer: str
    person: int
    verdict: AnswerVerdict
    words: str
    at: float


class Feedback:
    """Raises StorageError where the store cannot be read or written."""

    def __init__(self, database: StoreDatabase, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    async def give(self, answer: str, person: int, verdict: AnswerVerdict, words: str = "") -> None:
        """Keep what a person says of an answer, in place of what they said before.

        Raises StorageError for an answer that is no longer kept.
        """
        said = {"verdict": verdict, "words": words[:LONGEST], "at": self._clock()}

        def write(base: Connection) -> None:
            require(base, answer)
            insert = upsert(base, feedback).values(answer=answer, person=person, **said)
            base.execute(insert.on_conflict_do_update(index_elements=["answer", "person"], set_=said))

        await self._database.write(write)

    async def take_back(self, answer: str, person: int) -> bool:
        """Forget what a person says of an answer; whether there was anything."""
        own = delete(feedback).where(feedback.c.answer == answer, feedback.c.person == person)
        gone = await self._database.write(lambda base: base.execute(own).rowcount)
        if gone:
            await self._database.erased()
        return bool(gone)

    async def of(self, answer: str) -> tuple[Opinion, ...]:
        """What is said of an answer, in the order in which it was said."""
        said = select(feedback).where(feedback.c.answer == answer)
        ordered = said.order_by(feedback.c.at, feedback.c.person)
        return tuple(map(_opinion, await self._database.read(lambda base: base.execute(ordered).all())))

    async def counts(self, answer: str) -> Mapping[str, int]:
        """How many say what of an answer."""
        said = select(feedback.c.verdict, func.count()).where(feedback.c.answer == answer)
        counted = said.group_by(feedback.c.verdict)
        rows = await self._database.read(lambda base: base.execute(counted).all())
        return {row[0]: row[1] for row in rows}


def _opinion(row: Row[Any]) -> Opinion:
    return Opinion(row.answer, row.person, row.verdict, row.words, row.at)

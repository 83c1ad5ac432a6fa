"""What was taken up and is not answered yet: what a process was at when it was killed, the next one takes up.

    of a message      where it stands; what it says is asked of Discord again
    of an interaction what was asked, and the token by which it can be answered for 15 minutes

The token is a secret: with it anybody could answer in the bot's name, and see that one answer. It is here for
as long as the question waits, seconds as a rule; a row that outlives the token is swept away.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select, update

from index.errors import StorageError
from qa.store.database import StoreDatabase
from qa.store.tables import pending, upsert

log = logging.getLogger(__name__)

KEPT: Final = 900.0  # seconds: as long as Discord takes an answer to an interaction
MOST_TRIES: Final = 3  # times that a question is taken up: what ends the bot must not end it for ever


@dataclass(frozen=True, slots=True)
class PendingQuestion:
    """A message, or an interaction with its `token` and what is `asked`, as JSON of the bot's.

    `tries` are the runs that were at it, this one included.
    """

    source: int
    channel: int
    guild: int | None
    person: int
    token: str | None = None
    asked: str | None = None
    tries: int = 1

    @property
    def is_given_up(self) -> bool:
        """Whether the bot has ended too often while it was at it: whoever asked is told, and that is all."""
        return self.tries > MOST_TRIES


class PendingQuestions:
    """Of this run of the bot, and of those before it. Its methods never raise for a disk that fails."""

    def __init__(self, database: StoreDatabase, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        self._run = secrets.token_hex(8)

    def row(self, question: PendingQuestion) -> Callable[[Connection], None]:
        """What adds a question, for a transaction that decides whether it is one to be answered."""
        return lambda base: _add(base, question, self._run, self._clock())

    async def begin(self, question: PendingQuestion) -> None:
        """Note that a question is being answered."""
        try:
            await self._database.write(self.row(question))
        except StorageError as error:
            log.warning("a question would be lost if the bot ended now: %s", error)

    async def end(self, source: int) -> None:
        """A question was answered, or its asker told why not."""
        gone = delete(pending).where(pending.c.source == source)
        try:
            await self._database.write(lambda base: base.execute(gone))
        except StorageError as error:
            log.warning("that a question was answered is not kept: %s", error)

    async def sweep(self) -> None:
        """Remove what can be answered no more."""
        if self._database.is_empty:
            return
        try:
            await self._database.write(lambda base: _sweep(base, self._clock()))
        except StorageError as error:
            log.warning("questions that can be answered no more are not removed: %s", error)

    @asynccontextmanager
    async def ending(self, source: int) -> AsyncIterator[None]:
        """A question is pending until the block ends, unless that is because the bot does."""
        try:
            yield
        except Exception:
            await self.end(source)
            raise
        await self.end(source)

    async def take_up(self, owns: Callable[[int | None], bool]) -> tuple[PendingQuestion, ...]:
        """What runs before this one have left of the servers that it `owns`; of several one gets it."""
        if self._database.is_empty:
            return ()
        try:
            return await self._database.write(lambda base: self._taken(base, owns))
        except StorageError as error:
            log.warning("what the bot was at when it ended is not known: %s", error)
            return ()

    def _taken(self, base: Connection, owns: Callable[[int | None], bool]) -> tuple[PendingQuestion, ...]:
        _sweep(base, self._clock())
        left = select(pending).where(pending.c.run != self._run).order_by(pending.c.at)
        rows = [row for row in base.execute(left).all() if owns(row.guild)]
        return tuple(_question(row) for row in rows if _take(base, row, self._run))


def _add(base: Connection, question: PendingQuestion, run: str, now: float) -> None:
    values = {**asdict(question), "at": now, "run": run}
    _sweep(base, now)
    base.execute(upsert(base, pending).values(values).on_conflict_do_nothing())


def _sweep(base: Connection, now: float) -> None:
    base.execute(delete(pending).where(pending.c.at <= now - KEPT))


def _take(base: Connection, row: Row[Any], run: str) -> bool:
    """Whether it could be taken from the run that had it."""
    of_it = pending.c.source == row.source, pending.c.run == row.run
    if row.tries >= MOST_TRIES:
        log.error("a question is given up: the bot has ended %d times while it was at it", row.tries)
    mine = update(pending).where(*of_it).values(run=run, tries=row.tries + 1)
    return base.execute(mine).rowcount == 1


def _question(row: Row[Any]) -> PendingQuestion:
    where = row.source, row.channel, row.guild
    return PendingQuestion(*where, row.person, row.token, row.asked, row.tries + 1)

"""How long answers are kept: as the bot is set up, and as each server decides for its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from sqlalchemy import BindParameter, ColumnElement, Connection, delete, func, select

from qa.store.database import StoreDatabase
from qa.store.tables import answers, retention

DAY: Final = 86_400.0  # seconds
SHORTEST: Final = 1 / 24  # days: an answer that is fresher is shown from memory, whatever the store says
LONGEST: Final = 3_650.0  # days
Number: TypeAlias = float | BindParameter[float]


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long a server keeps answers, and who decided that when, in seconds since 1970."""

    days: float
    by: int | None
    at: float


class Retention:
    """What servers decided. Raises StorageError where the store cannot be read or written."""

    def __init__(self, database: StoreDatabase, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    async def of(self, guild: int) -> Keeping | None:
        """What a server decided; None where answers are kept as the bot is set up."""
        held = select(retention.c.days, retention.c.by, retention.c.at).where(retention.c.guild == guild)
        row = await self._database.read(lambda base: base.execute(held).one_or_none())
        return Keeping(row.days, row.by, row.at) if row else None

    async def decide(self, guild: int, days: float | None, by: int) -> int:
        """Keep the answers of a server for so many days, or as the bot is set up; how many have gone at once.

        `days` is brought between SHORTEST and LONGEST.
        """
        gone = await self._database.write(lambda base: keep_for(base, guild, days, by, self._clock()))
        await self._database.erased()
        return gone


def keep_for(base: Connection, guild: int, days: float | None, by: int | None, now: float) -> int:
    """Do what `Retention.decide` says."""
    base.execute(delete(retention).where(retention.c.guild == guild))
    if days is None:
        return 0
    kept = min(max(days, SHORTEST), LONGEST)
    base.execute(retention.insert().values(guild=guild, days=kept, by=by, at=now))
    old = delete(answers).where(answers.c.guild == guild, answers.c.created <= now - kept * DAY)
    return base.execute(old).rowcount


def is_kept(now: Number, days: Number) -> ColumnElement[bool]:
    """Whether an answer is not too old: for its server, or where that has not decided, for `days`."""
    decided = select(retention.c.days).where(retention.c.guild == answers.c.guild).scalar_subquery()
    return answers.c.created > now - func.coalesce(decided, days) * DAY


def remove_old(base: Connection, now: float, days: float) -> int:
    """Remove the answers that are too old; how many there were."""
    return base.execute(delete(answers).where(~is_kept(now, days))).rowcount

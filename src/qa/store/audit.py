"""What administrators did in their servers: who, when and what, for as long as the operator keeps it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import JsonValue
from sqlalchemy import Connection, Row, delete, select

from qa.store.database import StoreDatabase
from qa.store.tables import audit

DAY: Final = 86_400.0  # seconds


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An act at `at` in seconds since 1970; `by` is None where nobody may know any more, or the operator was.

    `about` says of what it was: names, numbers and settings, never what somebody asked or taught.
    """

    number: int
    guild: int
    by: int | None
    at: float
    act: str
    about: Mapping[str, JsonValue]


class AuditLog:
    """Acts by server. Raises StorageError where the store cannot be read or written."""

    def __init__(self, database: StoreDatabase, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    async def note(self, act: str, *, guild: int, by: int | None, **about: JsonValue) -> None:
        """Keep an act that was done elsewhere than in the store; what is done there is kept with it."""
        at = self._clock()
        await self._database.write(lambda base: note(base, act, guild, by, at, **about))

    async def of(self, guild: int, *, most: int | None = None, skip: int = 0) -> tuple[AuditEntry, ...]:
        """The acts of a server, the last first: at most so many, after so many."""
        held = select(audit).where(audit.c.guild == guild).order_by(audit.c.place.desc())
        rows = await self._database.read(lambda base: base.execute(held.offset(skip).limit(most)).all())
        return tuple(map(_entry, rows))

    async def sweep(self, days: float) -> int:
        """Keep nothing that is older than `days`; how many acts are gone."""
        old = delete(audit).where(audit.c.at <= self._clock() - days * DAY)
        gone = await self._database.write(lambda base: base.execute(old).rowcount)
        if gone:
            await self._database.erased()
        return gone


def note(
    base: Connection,
    act: str,
    guild: int,
    by: int | None,
    at: float,
    **about: Any,  # noqa: ANN401 - JSON
) -> None:
    """Keep an act in the transaction in which it is done: neither is without the other."""
    values = {"guild": guild, "by": by, "at": at, "act": act, "about": about}
    base.execute(audit.insert().values(values))


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(row.place, row.guild, row.by, row.at, row.act, row.about)

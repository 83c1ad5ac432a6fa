"""What a language model may cost a day: so many tokens a server, and a person, in all processes together."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from sqlalchemy import Connection, and_, delete, or_, select

from index.errors import StorageError
from qa.store.database import StoreDatabase
from qa.store.tables import spent_tokens, upsert

log = logging.getLogger(__name__)

DAY: Final = 86_400.0  # seconds; days are those of UTC
KEPT: Final = 2  # days: what was spent before today and yesterday is nobody's business
WhoSpends: TypeAlias = Literal["server", "person"]


class TokenBudget:
    """Kept in the store, for one event loop. Never raises: where nothing is known, nothing is left."""

    def __init__(
        self, database: StoreDatabase, server: int, person: int, clock: Callable[[], float] = time.time
    ) -> None:
        """The tokens that each `server`, and each `person`, may cost a day."""
        self._database, self._clock = database, clock
        self._most: dict[WhoSpends, int] = {"server": server, "person": person}
        self._writing = set[asyncio.Task[None]]()

    async def has_left(self, server: int | None, person: int) -> bool:
        """Whether anything is left; direct messages (`server` None) count for their person alone."""
        await self.settled()
        who = _who(server, person)
        columns = spent_tokens.c
        each = (and_(columns.who == kind, columns.id == id_) for kind, id_ in who.items())
        wanted = select(columns.who, columns.tokens).where(columns.day == self._day, or_(*each))
        try:
            rows = await self._database.read(lambda base: base.execute(wanted).all())
        except StorageError as error:
            log.warning("the language model is not asked, as nobody knows what is spent: %s", error)
            return False
        spent = {row.who: row.tokens for row in rows}
        return all(spent.get(kind, 0) < self._most[kind] for kind in who)

    def spend(self, server: int | None, person: int, tokens: int) -> None:
        """Have it written down, before anybody asks here again what is left."""
        if tokens > 0:
            task = asyncio.get_running_loop().create_task(self._spend(_who(server, person), tokens))
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)

    async def settled(self) -> None:
        """Return once all is written."""
        await asyncio.gather(*self._writing)

    async def _spend(self, who: dict[WhoSpends, int], tokens: int) -> None:
        day = self._day
        rows = [{"day": day, "who": kind, "id": id_, "tokens": tokens} for kind, id_ in who.items()]

        def write(base: Connection) -> None:
            insert = upsert(base, spent_tokens).values(rows)
            added = {"tokens": spent_tokens.c.tokens + insert.excluded.tokens}
            base.execute(insert.on_conflict_do_update(index_elements=["day", "who", "id"], set_=added))
            base.execute(delete(spent_tokens).where(spent_tokens.c.day <= day - KEPT))

        try:
            await self._database.write(write)
        except StorageError as error:
            log.warning("what the language model cost could not be written: %s", error)

    @property
    def _day(self) -> int:
        return int(self._clock() // DAY)


def _who(server: int | None, person: int) -> dict[WhoSpends, int]:
    return {"person": person} if server is None else {"server": server, "person": person}

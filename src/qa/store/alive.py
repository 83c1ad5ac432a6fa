"""Until when each shard is known to have heard of all that happens."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from typing import Final

from sqlalchemy import select

from index.errors import StorageError
from qa.store.database import StoreDatabase
from qa.store.tables import answers, events, upsert

log = logging.getLogger(__name__)

LATELY: Final = 7 * 86_400.0  # seconds in which somebody has asked in a direct message
MOST: Final = 50  # of them


class LastAlive:
    """Its methods never raise for a disk that fails. Instants are seconds since 1970."""

    def __init__(self, database: StoreDatabase, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    async def note(self, shards: Collection[int], count: int) -> None:
        """These shards of so many hear of everything now."""
        values = [{"name": _name(one, count), "at": self._clock(), "withdrawn": False} for one in shards]
        if not values:
            return
        try:
            await self._database.write(
                lambda base: base.execute(
                    (added := upsert(base, events).values(values)).on_conflict_do_update(
                        index_elements=["name"], set_={"at": added.excluded.at}
                    )
                )
            )
        except StorageError as error:
            log.warning("until when the bot was there is not kept: %s", error)

    async def of(self, shard: int, count: int) -> float | None:
        """When that was noted last; None where it never was, or cannot be read."""
        wanted = select(events.c.at).where(events.c.name == _name(shard, count))
        if self._database.is_empty:
            return None
        try:
            return await self._database.read(lambda base: base.execute(wanted).scalar())
        except StorageError as error:
            log.warning("until when the bot was there cannot be read: %s", error)
            return None

    async def direct(self) -> tuple[int, ...]:
        """The channels of direct messages in which somebody was answered lately, the newest first."""
        lately = select(answers.c.channel).where(
            answers.c.guild.is_(None),
            answers.c.channel.is_not(None),
            answers.c.created > self._clock() - LATELY,
        )
        newest = lately.order_by(answers.c.place.desc()).limit(100 * MOST)
        try:
            rows = await self._database.read(lambda base: base.execute(newest).scalars().all())
        except StorageError as error:
            log.warning("who wrote to the bot lately cannot be read: %s", error)
            return ()
        return tuple(dict.fromkeys(rows))[:MOST]


def _name(shard: int, count: int) -> str:
    return f"alive:{shard}/{count}"

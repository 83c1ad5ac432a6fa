"""Who wants to be told when an answer, or what is held of a name, changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select, true, update

from qa.store.database import StoreDatabase
from qa.store.rows import require
from qa.store.shown_answer import new_key
from qa.store.tables import upsert, watches


@dataclass(frozen=True, slots=True)
class Watch:
    """A person or a channel watches an answer, by its key, or what is held of a name: one of each two.

    `digest` is that of the answer that the watcher knows.
    """

    digest: str
    answer: str | None = None
    entity: str | None = None
    person: int | None = None
    channel: int | None = None
    guild: int | None = None
    key: str = field(default_factory=new_key)

    @property
    def known(self) -> str:
        """The key of the answer that the watcher knows: of a name, that of the watch."""
        return self.answer or self.key


class Watches:
    """Raises StorageError where the store cannot be read or written, and for an answer that is not kept."""

    def __init__(self, database: StoreDatabase, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    async def begin(self, watch: Watch) -> Watch:
        """Watch; the watch that the same watcher has of the same already, if there is one."""
        columns = ("answer", "entity", "person", "channel")
        alike = [watches.c[name].is_not_distinct_from(getattr(watch, name)) for name in columns]
        values = {column.name: getattr(watch, column.name) for column in watches.c if column.name != "at"}

        def write(base: Connection) -> Row[Any]:
            if watch.answer is not None:
                require(base, watch.answer)
            insert = upsert(base, watches).values(**values, at=self._clock())
            base.execute(insert.on_conflict_do_nothing())
            return base.execute(select(watches).where(*alike)).one()

        return _watch(await self._database.write(write))

    async def all(self) -> tuple[Watch, ...]:
        """Every watch, oldest first."""
        return await self._those(true())

    async def of(self, person: int) -> tuple[Watch, ...]:
        """What a person watches, oldest first."""
        return await self._those(watches.c.person == person)

    async def move(self, watch: Watch, digest: str, answer: str | None = None) -> bool:
        """Note that the watcher is told of the answer with `digest`: of several who would, one may.

        `answer` is the key of that answer, where it is the one that is watched from now on.
        """
        held = (watches.c.key == watch.key, watches.c.digest == watch.digest)
        values = {"digest": digest} if answer is None else {"digest": digest, "answer": answer}
        moved = update(watches).where(*held).values(values)
        return await self._database.write(lambda base: base.execute(moved).rowcount) > 0

    async def end(self, key: str) -> bool:
        """Watch no more; whether it was watched."""
        gone = delete(watches).where(watches.c.key == key)
        return await self._database.write(lambda base: base.execute(gone).rowcount) > 0

    async def _those(self, of_them: ColumnElement[bool]) -> tuple[Watch, ...]:
        wanted = select(watches).where(of_them).order_by(watches.c.at, watches.c.key)
        return tuple(map(_watch, await self._database.read(lambda base: base.execute(wanted).all())))


def _watch(row: Row[Any]) -> Watch:
    return Watch(row.digest, row.answer, row.entity, row.person, row.channel, row.guild, row.key)

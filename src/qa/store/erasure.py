"""Deletion of all that is kept of a person, of a server or of a collection: everywhere at once."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from qa.store.answers import AnswerStore
from qa.store.tables import (
    answers,
    api_keys,
    events,
    feedback,
    pending,
    quoted,
    retention,
    settings,
    taught,
    watches,
)


class Erasure:
    """Deletes from every table in one transaction, then from memory and from what lies beside the database.

    Raises StorageError where the store cannot be written: then nothing is deleted. Each says how many answers
    are gone.
    """

    def __init__(self, kept: AnswerStore) -> None:
        self._kept, self._database = kept, kept.database

    async def person(self, person: int) -> int:
        """What a person asked, said and watches; that it was they who set or taught something."""

        def erase(base: Connection) -> int:
            for table in (feedback, watches, pending):
                base.execute(delete(table).where(table.c.person == person))
            for table in (settings, retention, taught, api_keys):
                base.execute(update(table).where(table.c.by == person).values(by=None))
            base.execute(delete(events).where(events.c.name.like(f"%:{person}")))  # what they pressed
            return base.execute(delete(answers).where(answers.c.asker == person)).rowcount

        gone = await self._database.write(erase)
        self._kept.recent.drop_where(lambda shown: shown.asker == person)
        await self._database.erased(damaged=True)
        return gone

    async def server(self, guild: int) -> int:
        """What was asked, said, set, taught and watched in a server, and its keys for other programs."""

        def erase(base: Connection) -> int:
            for table in (watches, settings, retention, taught, api_keys, pending):
                base.execute(delete(table).where(table.c.guild == guild))
            return base.execute(delete(answers).where(answers.c.guild == guild)).rowcount

        gone = await self._database.write(erase)
        self._kept.recent.drop_where(lambda shown: shown.guild == guild)
        await self._database.erased(damaged=True)
        return gone

    async def collection(self, name: str) -> int:
        """The answers that quote a collection, with what was said of them, and what was taught beside it."""
        quoting = select(quoted.c.answer).where(quoted.c.collection == name)

        def erase(base: Connection) -> int:
            base.execute(delete(taught).where(taught.c.collection == name))
            return base.execute(delete(answers).where(answers.c.key.in_(quoting))).rowcount

        gone = await self._database.write(erase)
        self._kept.recent.drop_where(lambda shown: name in shown.collections)
        await self._database.erased(damaged=True)
        return gone

"""Deletion of all that is kept of a person, of a server or of a collection: everywhere at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, case, delete, select, update

from qa.store.answers import AnswerStore
from qa.store.erased import ErasedKind, ErasedList, ErasedSince
from qa.store.settings import own_settings_of
from qa.store.tables import (
    answers,
    api_keys,
    audit,
    events,
    feedback,
    pending,
    quoted,
    retention,
    settings,
    spent_tokens,
    taught,
    watches,
)

DONE_BY: Final = (settings, retention, taught, api_keys, audit)
"""What administrators of a server did: it stays there, and says no more who did it."""
SPENT: Final = {who: case((spent_tokens.c.who == who, spent_tokens.c.id)) for who in ("person", "server")}
"""Whose tokens a row counts, if it is a person, or if it is a server."""


class Erasure:
    """Deletes from every table in one transaction, then from memory and from what lies beside the database.

    That it did is noted for what is restored from a backup. Raises StorageError where the store cannot be
    written: then nothing is deleted. Each says how many answers are gone.
    """

    def __init__(self, kept: AnswerStore) -> None:
        self._kept, self._database = kept, kept.database
        self._erased = ErasedList(kept.database.address.folder)

    async def person(self, person: int) -> int:
        """What a person asked, said, watches and set for themselves; that it was they who did what stays."""
        gone = await self._write("person", person)
        self._kept.recent.drop_where(lambda shown: shown.asker == person)
        await self._database.erased(damaged=True)
        return gone

    async def server(self, guild: int) -> int:
        """What was asked, said, set, done, taught and watched in a server, and its keys of programs."""
        gone = await self._write("server", guild)
        self._kept.recent.drop_where(lambda shown: shown.guild == guild)
        await self._database.erased(damaged=True)
        return gone

    async def collection(self, name: str) -> int:
        """The answers that quote a collection, with what was said of them, and what was taught beside it."""
        gone = await self._write("collection", name)
        self._kept.recent.drop_where(lambda shown: name in shown.collections)
        await self._database.erased(damaged=True)
        return gone

    async def _write(self, kind: ErasedKind, name: int | str) -> int:
        await asyncio.to_thread(self._erased.add, kind, name)
        return await self._database.write(lambda base: ERASE[kind](base, name))


def _erase_person(base: Connection, person: int | str) -> int:
    for table in (feedback, watches, pending):
        base.execute(delete(table).where(table.c.person == person))
    base.execute(delete(settings).where(settings.c.guild == own_settings_of(int(person))))
    base.execute(delete(spent_tokens).where(SPENT["person"] == person))
    for table in DONE_BY:
        base.execute(update(table).where(table.c.by == person).values(by=None))
    base.execute(delete(events).where(events.c.name.like(f"%:{person}")))  # what they pressed
    return base.execute(delete(answers).where(answers.c.asker == person)).rowcount


def _erase_server(base: Connection, guild: int | str) -> int:
    for table in (watches, pending, *DONE_BY):
        base.execute(delete(table).where(table.c.guild == guild))
    base.execute(delete(spent_tokens).where(SPENT["server"] == guild))
    return base.execute(delete(answers).where(answers.c.guild == guild)).rowcount


def _erase_collection(base: Connection, name: int | str) -> int:
    quoting = select(quoted.c.answer).where(quoted.c.collection == name)
    base.execute(delete(taught).where(taught.c.collection == name))
    return base.execute(delete(answers).where(answers.c.key.in_(quoting))).rowcount


ERASE: Final[dict[ErasedKind, Callable[[Connection, int | str], int]]] = {
    "person": _erase_person,
    "server": _erase_server,
    "collection": _erase_collection,
}
NAMED: Final[dict[ErasedKind, tuple[ColumnElement[Any], ...]]] = {  # where somebody or something is named
    "person": (
        *(answers.c.asker, feedback.c.person, watches.c.person, pending.c.person),
        *(one.c.by for one in DONE_BY),
        -settings.c.guild,
        SPENT["person"],
    ),
    "server": (*(one.c.guild for one in (answers, watches, pending, *DONE_BY)), SPENT["server"]),
    "collection": (quoted.c.collection, taught.c.collection),
}


def erase_again(base: Connection, since: ErasedSince) -> set[tuple[str, str]]:
    """Delete from restored rows what was deleted since they were kept; the people and places it is of."""
    found = {
        (kind, name)
        for kind, columns in NAMED.items()
        for column in columns
        for (name,) in base.execute(select(column).distinct())
        if since.has(kind, name)
    }
    for kind, name in found:
        ERASE[kind](base, name)
    return {(kind, f"{name}") for kind, name in found}

"""Whether the store answers."""

from __future__ import annotations

from sqlalchemy import select

from qa.store.database import StoreDatabase
from qa.store.tables import events


async def store_answers(database: StoreDatabase) -> None:
    """Read something of it, whatever that is. Raises StorageError where that cannot be done."""
    await database.read(lambda base: base.execute(select(events.c.name).limit(1)).first())

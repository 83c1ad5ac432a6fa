"""Whether the store answers, and whether it can be written."""

from __future__ import annotations

import os
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from qa.store.address import StoreAddress
from qa.store.database import StoreDatabase
from qa.store.engines import blocking_engine
from qa.store.faults import fault
from qa.store.opening import revision_of
from qa.store.tables import events


@dataclass(frozen=True, slots=True)
class StoreState:
    """The version of the tables, None where there are none yet."""

    revision: str | None
    writable: bool


async def store_answers(database: StoreDatabase) -> None:
    """Read something of it, whatever that is. Raises StorageError where that cannot be done."""
    await database.read(lambda base: base.execute(select(events.c.name).limit(1)).first())


def store_state(address: StoreAddress) -> StoreState:
    """How it is with the store, which is neither made nor brought up to date. Raises StorageError."""
    file = address.file
    if file is not None and not file.is_file():
        held = next(one for one in file.absolute().parents if one.is_dir())
        return StoreState(None, os.access(held, os.W_OK))
    engine = blocking_engine(address)
    try:
        with engine.begin() as base:  # in SQLite that takes the turn of a writer
            read_only = "off" if file else base.execute(text("SHOW transaction_read_only")).scalar()
            writable = read_only == "off" and (file is None or os.access(file, os.W_OK))
            return StoreState(revision_of(base), writable)
    except SQLAlchemyError as error:
        raise fault(address, error) from error
    finally:
        engine.dispose()

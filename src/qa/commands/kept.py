"""Answers that the bot keeps, as commands read them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from index.errors import FootnoteError
from index.shown import shown

if TYPE_CHECKING:
    from qa.settings import Settings
    from qa.store.answers import StoredAnswer
    from qa.store.database import StoreDatabase

T = TypeVar("T")


def in_store(settings: Settings, read: Callable[[StoreDatabase], Awaitable[T]]) -> T:
    """What `read` gets from the store of the data folder, or of the address that is set. StorageError."""
    from qa.store.address import store_address
    from qa.store.database import StoreDatabase

    secret = settings.database.get_secret_value() if settings.database else None

    async def run() -> T:
        database = StoreDatabase(store_address(settings.data_dir, secret))
        try:
            return await read(database)
        finally:
            await database.close()

    return asyncio.run(run())


def kept_answer(settings: Settings, key: str) -> StoredAnswer:
    """The answer of `key`. Raises FootnoteError where none is kept."""
    from qa.store.answers import AnswerStore
    from qa.store.retention import LONGEST

    found = in_store(settings, lambda base: AnswerStore(base, keep=1, days=LONGEST).find(key))
    if found is None:
        raise FootnoteError(f"No answer {shown(key)!r} is kept: it has expired, or was deleted.")
    return found

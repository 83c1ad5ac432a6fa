"""Keys of other programs: each reaches what its server reaches, and is known by its digest alone."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, delete, func, select

from index.errors import FootnoteError
from index.fields import a_name
from index.shown import shown
from qa.store.audit import note
from qa.store.database import StoreDatabase
from qa.store.tables import NOWHERE, api_keys, upsert

PREFIX: Final = "fn_"
BYTES: Final = 32  # of chance, 256 bits: nobody guesses them, so that a plain digest hides them well enough
FORM: Final = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}", re.ASCII)
MOST: Final = 20  # keys of a server
LONGEST_KEY_NAME: Final = 60


class ApiKeyError(FootnoteError):
    """A key that cannot be made; `why` says it in short."""

    def __init__(self, why: Literal["name", "taken", "many"], told: str) -> None:
        super().__init__(told)
        self.why = why


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without its secret: `guild` is the server whose reach it has, None where it is of none.

    One of no server reads what everyone may. `by` is None where nobody in Discord made it, or where nobody
    may know any more; `at` is in seconds since 1970.
    """

    number: int
    guild: int | None
    name: str
    by: int | None
    at: float


class ApiKeys:
    """Raises StorageError where the store cannot be read or written."""

    def __init__(self, database: StoreDatabase, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    async def make(self, name: str, *, guild: int | None, by: int | None = None) -> str:
        """A new key, which is told this once. Raises ApiKeyError."""
        named = _named(name)
        key = PREFIX + secrets.token_urlsafe(BYTES)
        of = guild or NOWHERE
        at = self._clock()
        row = {"guild": of, "name": named, "digest": _digest(key), "by": by, "at": at}

        def write(base: Connection) -> None:
            held = base.execute(select(func.count()).where(api_keys.c.guild == of)).scalar_one()
            if held >= MOST:
                raise ApiKeyError("many", f"There are {MOST} keys, which is the most; withdraw one first.")
            insert = upsert(base, api_keys).values(row).on_conflict_do_nothing()
            if base.execute(insert.returning(api_keys.c.number)).one_or_none() is None:
                raise ApiKeyError("taken", f"There is a key {shown(named)!r} already; withdraw it first.")
            note(base, "key-made", of, by, at, name=named)

        await self._database.write(write)
        return key

    async def withdraw(self, name: str, *, guild: int | None, by: int | None = None) -> bool:
        """End a key at once; whether there was one of that name."""
        of = guild or NOWHERE
        own = delete(api_keys).where(api_keys.c.guild == of, api_keys.c.name == name)

        def write(base: Connection) -> bool:
            gone = base.execute(own).rowcount > 0
            if gone:
                note(base, "key-withdrawn", of, by, self._clock(), name=name)
            return gone

        return await self._database.write(write)

    async def of(self, guild: int | None) -> tuple[ApiKey, ...]:
        """The keys of a server, or of none, by their names."""
        own = select(api_keys).where(api_keys.c.guild == (guild or NOWHERE)).order_by(api_keys.c.name)
        return tuple(map(_key, await self._database.read(lambda base: base.execute(own).all())))

    async def all(self) -> tuple[ApiKey, ...]:
        """All keys, by server and name."""
        every = select(api_keys).order_by(api_keys.c.guild, api_keys.c.name)
        return tuple(map(_key, await self._database.read(lambda base: base.execute(every).all())))

    async def find(self, key: str) -> ApiKey | None:
        """What is known of a key; None where there is none, or it was withdrawn."""
        if not FORM.fullmatch(key):
            return None
        digest = _digest(key)
        wanted = select(api_keys).where(api_keys.c.digest == digest)
        row = await self._database.read(lambda base: base.execute(wanted).one_or_none())
        return _key(row) if row is not None and hmac.compare_digest(row.digest, digest) else None


def _named(name: str) -> str:
    """The name, if a key may be called that. Raises ApiKeyError."""
    with suppress(ValueError):
        if 0 < len(name) <= LONGEST_KEY_NAME:
            return a_name(name)
    raise ApiKeyError(
        "name", f"The name of a key should be one line of 1 to {LONGEST_KEY_NAME} visible characters."
    )


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(row.number, None if row.guild == NOWHERE else row.guild, row.name, row.by, row.at)

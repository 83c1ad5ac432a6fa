"""Answers that administrators teach, each with its source: listed, changed, withdrawn, and taken back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, and_, delete, func, select, update

from index.errors import FootnoteError
from qa.language.inline import visible
from qa.models import TaughtView
from qa.store.audit import note
from qa.store.database import StoreDatabase
from qa.store.shown_answer import new_key
from qa.store.tables import taught

LIMITS: Final = {"question": 300, "answer": 1_500, "source": 500}
"""Characters of what is taught."""
MOST: Final = 200  # taught answers of a server: each is compared with what is asked there
REMEMBERED: Final = 20  # versions of one that can be taken back

TaughtFault = Literal["empty", "long", "many", "gone"]
FAULTS: Final = {
    "empty": "The {field} must not be empty: what is taught has a question, an answer and a source.",
    "long": "The {field} is longer than {most} characters.",
    "many": "There are {most} taught answers already: withdraw one first.",
    "gone": "There is no such taught answer (any more).",
}


class TaughtError(FootnoteError):
    """What cannot be taught: `fault` says why, `field` of what, `most` is the limit."""

    def __init__(self, fault: TaughtFault, field: str = "", most: int = 0) -> None:
        super().__init__(FAULTS[fault].format(field=field, most=most))
        self.fault, self.field, self.most = fault, field, most


@dataclass(frozen=True, slots=True)
class TaughtText:
    """What is taught; `source` is an address, or names a document or quotes it."""

    question: str
    answer: str
    source: str

    def checked(self) -> TaughtText:
        """The same without what is invisible and white space around. Raises TaughtError."""
        held = {field: visible(getattr(self, field)).strip() for field in LIMITS}
        held["question"] = " ".join(held["question"].split())
        for field, most in LIMITS.items():
            if not any(character.isalnum() for character in held[field]):
                raise TaughtError("empty", field)
            if len(held[field]) > most:
                raise TaughtError("long", field, most)
        return TaughtText(**held)


@dataclass(frozen=True, slots=True)
class TaughtAnswer:
    """A version of a taught answer, as somebody left it at `at` in seconds since 1970.

    `number` is that of the version, `key` stays the same; `by` is None where nobody may know any more.
    """

    number: int
    key: str
    guild: int
    collection: str | None
    text: TaughtText
    by: int | None
    at: float

    @property
    def view(self) -> TaughtView:
        """What is shown of it to whoever asks."""
        day = datetime.fromtimestamp(self.at, UTC).date().isoformat()
        text = self.text
        return TaughtView(question=text.question, answer=text.answer, source=text.source, on=day)


class TaughtAnswers:
    """Every change is kept and can be taken back while it holds: of two at once, the later holds.

    Raises StorageError where the store cannot be read or written.
    """

    def __init__(self, database: StoreDatabase, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    async def of(self, guild: int) -> tuple[TaughtAnswer, ...]:
        """What holds in a server, what was changed last first."""
        rows = await self._database.read(lambda base: _held(base, guild))
        return tuple(_taught(row) for row in reversed(rows) if not row.withdrawn)

    async def find(self, guild: int, key: str) -> TaughtAnswer:
        """The one of that key. Raises TaughtError where there is none."""
        found = next((one for one in await self.of(guild) if one.key == key), None)
        if found is None:
            raise TaughtError("gone")
        return found

    async def teach(
        self, text: TaughtText, *, guild: int, by: int | None, collection: str | None = None, key: str = ""
    ) -> TaughtAnswer:
        """Teach an answer, or with its `key` change one, whose collection stays. Raises TaughtError."""
        checked = text.checked()

        def write(base: Connection) -> Row[Any]:
            _lock(base, key)
            held = {row.key: row for row in _held(base, guild) if not row.withdrawn}
            if key and key not in held:
                raise TaughtError("gone")
            if not key and len(held) >= MOST:
                raise TaughtError("many", most=MOST)
            of = held[key].collection if key else collection
            added = self._add(base, key or new_key(), guild, of, checked, by)
            note(base, "taught-changed" if key else "taught", guild, by, added.at, key=added.key)
            return added

        return _taught(await self._database.write(write))

    async def withdraw(self, guild: int, key: str, by: int | None) -> TaughtAnswer:
        """Show one no more; its number takes that back. Raises TaughtError."""

        def write(base: Connection) -> Row[Any]:
            _lock(base, key)
            row = next((one for one in _held(base, guild) if one.key == key and not one.withdrawn), None)
            if row is None:
                raise TaughtError("gone")
            text = TaughtText(row.question, row.answer, row.source)
            added = self._add(base, key, guild, row.collection, text, by, withdrawn=True)
            note(base, "taught-withdrawn", guild, by, added.at, key=key)
            return added

        return _taught(await self._database.write(write))

    async def undo(self, guild: int, number: int, by: int | None = None) -> bool:
        """Take a change back, if it still holds: asked twice, one is undone."""

        def write(base: Connection) -> bool:
            row = next((one for one in _held(base, guild) if one.place == number), None)
            if row is None:
                return False
            undone = update(taught).where(taught.c.place == number, ~taught.c.undone)
            if base.execute(undone.values(undone=True)).rowcount == 0:
                return False
            note(base, "taught-undone", guild, by, self._clock(), key=row.key)
            return True

        return await self._database.write(write)

    def _add(
        self,
        base: Connection,
        key: str,
        guild: int,
        collection: str | None,
        text: TaughtText,
        by: int | None,
        *,
        withdrawn: bool = False,
    ) -> Row[Any]:
        words = {field: getattr(text, field) for field in LIMITS}
        about = {"key": key, "guild": guild, "collection": collection, "withdrawn": withdrawn}
        values = {**about, **words, "by": by, "at": self._clock()}
        added = base.execute(taught.insert().values(values).returning(*taught.c)).one()
        newest = select(taught.c.place).where(taught.c.key == key).order_by(taught.c.place.desc())
        base.execute(delete(taught).where(taught.c.place.in_(newest.offset(REMEMBERED))))
        return added


def _lock(base: Connection, key: str) -> None:
    """Let nobody change one meanwhile: of several at once each finds what the one before has left."""
    base.execute(select(taught.c.place).where(taught.c.key == key).with_for_update())


def _held(base: Connection, guild: int) -> list[Row[Any]]:
    """The last version of each that was not undone, in the order in which they were made."""
    of_them = and_(taught.c.guild == guild, ~taught.c.undone)
    last = select(func.max(taught.c.place)).where(of_them).group_by(taught.c.key)
    return [*base.execute(select(taught).where(taught.c.place.in_(last)).order_by(taught.c.place))]


def _taught(row: Row[Any]) -> TaughtAnswer:
    text = TaughtText(row.question, row.answer, row.source)
    return TaughtAnswer(row.place, row.key, row.guild, row.collection, text, row.by, row.at)

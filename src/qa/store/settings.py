"""What administrators set, for a server or for one of its channels: who, when, and how to take it back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, select, update

from qa.store.database import StoreDatabase
from qa.store.tables import NOWHERE, settings

REMEMBERED: Final = 50  # changes of one setting that can be taken back


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A setting as somebody left it, at `at` in seconds since 1970; `channel` is None for the whole server.

    `value` is None where it was set back to what holds otherwise, `by` where nobody may know any more.
    """

    number: int
    guild: int
    channel: int | None
    name: str
    value: JsonValue
    by: int | None
    at: float


class ServerSettings:
    """Settings by name, as JSON: of two who change one at once, the later holds, and each can be taken back.

    Raises StorageError where the store cannot be read or written.
    """

    def __init__(self, database: StoreDatabase, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    async def get(self, name: str, guild: int, channel: int | None = None) -> JsonValue:
        """What holds in a channel: its own value, else that of its server; None where nobody set it."""
        held = {change.channel: change.value for change in await self.all(guild) if change.name == name}
        own = held.get(channel)
        return held.get(None) if own is None else own

    async def all(self, guild: int) -> tuple[SettingChange, ...]:
        """What holds in a server and its channels, by channel and name."""
        rows = await self._database.read(lambda base: base.execute(_holding(settings.c.guild == guild)).all())
        return tuple(change for change in map(_change, rows) if change.value is not None)

    async def put(
        self, name: str, value: JsonValue, *, guild: int, channel: int | None = None, by: int
    ) -> SettingChange:
        """Set a value, or None for what holds otherwise."""
        row = {"guild": guild, "channel": channel or NOWHERE, "name": name}
        of_it = and_(*(settings.c[column] == held for column, held in row.items()))
        values = {**row, "value": value, "by": by, "at": self._clock()}

        def write(base: Connection) -> Row[Any]:
            added = base.execute(settings.insert().values(values).returning(*settings.c)).one()
            newest = select(settings.c.place).where(of_it).order_by(settings.c.place.desc())
            base.execute(delete(settings).where(settings.c.place.in_(newest.offset(REMEMBERED))))
            return added

        return _change(await self._database.write(write))

    async def undo(self, guild: int, change: int | None = None) -> SettingChange | None:
        """Take back the last change in a server; the change, None where there is none.

        With `change`, its number, only that one, and only while it still holds: asked twice, one is undone.
        """
        holds = _holding(settings.c.guild == guild)

        def write(base: Connection) -> Row[Any] | None:
            rows = base.execute(holds).all()
            last = max((row for row in rows if change in (None, row.place)), key=_number, default=None)
            if last is None:
                return None
            undone = update(settings).where(settings.c.place == last.place, ~settings.c.undone)
            return last if base.execute(undone.values(undone=True)).rowcount else None

        row = await self._database.write(write)
        return _change(row) if row else None


def _holding(of_them: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a SELECT, whose type tells nothing
    """The last change of each setting that was not undone."""
    where = (settings.c.guild, settings.c.channel, settings.c.name)
    last = select(func.max(settings.c.place)).where(of_them, ~settings.c.undone).group_by(*where)
    return select(settings).where(settings.c.place.in_(last)).order_by(*where)


def _number(row: Row[Any]) -> int:
    return int(row.place)


def _change(row: Row[Any]) -> SettingChange:
    channel = None if row.channel == NOWHERE else row.channel
    return SettingChange(row.place, row.guild, channel, row.name, row.value, row.by, row.at)

"""What administrators set, for a server or for one of its channels: who, when, and how to take it back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, select, update

from qa.store.audit import note
from qa.store.database import StoreDatabase
from qa.store.retention import keep_for
from qa.store.tables import NOWHERE, settings

REMEMBERED: Final = 50  # changes of one setting that can be taken back
DAYS: Final = "days"
"""The setting of how long a server's answers are kept: it takes effect in the transaction that sets it."""


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

    A person's own settings are those of the server `own_settings_of(person)`, which no server is. Changes in
    servers are in their audit log. Raises StorageError where the store cannot be read or written.
    """

    def __init__(self, database: StoreDatabase, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        self.changes = 0
        """How many this process has made: what was read before another one may be out of date."""

    async def get(self, name: str, guild: int, channel: int | None = None) -> JsonValue:
        """What holds in a channel: its own value, else that of its server; None where nobody set it."""
        held = {change.channel: change.value for change in await self.all(guild) if change.name == name}
        own = held.get(channel)
        return held.get(None) if own is None else own

    async def all(self, guild: int) -> tuple[SettingChange, ...]:
        """What holds in a server and its channels, by channel and name."""
        return tuple(change for change in await self.changed(guild) if change.value is not None)

    async def changed(self, guild: int) -> tuple[SettingChange, ...]:
        """The change that holds of each setting, also of those that were set back."""
        rows = await self._database.read(lambda base: base.execute(_holding(settings.c.guild == guild)).all())
        return tuple(map(_change, rows))

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
            self._take_effect(base, "setting", _change(added), value, by)
            return added

        return await self._done(name, _change(await self._database.write(write)))

    async def undo(
        self, guild: int, change: int | None = None, *, by: int | None = None
    ) -> SettingChange | None:
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
            if not base.execute(undone.values(undone=True)).rowcount:
                return None
            gone = _change(last)
            held = [one for one in map(_change, base.execute(holds)) if _of(one) == _of(gone)]
            self._take_effect(base, "setting-undone", gone, held[0].value if held else None, by)
            return last

        row = await self._database.write(write)
        return await self._done(row.name, _change(row)) if row else None

    def _take_effect(
        self, base: Connection, act: str, change: SettingChange, holds: JsonValue, by: int | None
    ) -> None:
        """Note a change of a server's, and let what holds now be so at once where another table says it."""
        guild, at = change.guild, self._clock()
        if guild < NOWHERE:
            return
        about = {"name": change.name, "channel": change.channel, "value": holds}
        note(base, act, guild, by, at, **about)
        if change.name == DAYS:
            keep_for(base, guild, holds if isinstance(holds, int | float) else None, by, at)

    async def _done(self, name: str, change: SettingChange) -> SettingChange:
        self.changes += 1
        if name == DAYS:
            await self._database.erased()
        return change


def own_settings_of(person: int) -> int:
    """The number under which a person's own settings are kept: ids of Discord's are positive."""
    return -person


def _of(change: SettingChange) -> tuple[int | None, str]:
    return change.channel, change.name


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

"""Kept messages: those of channels that administrators named, as far as they are in the reports."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from bot.database import Database, Migration

SOMEBODY: Final = -1
"""Stands for an administrator who chose something and wants not to be known."""
MOST: Final = 2_000
"""Messages of a thread that are kept, the newest: a document of some 4 MB at worst."""
_CHANNELS: Final = """
CREATE TABLE channels (
    id INTEGER PRIMARY KEY, server INTEGER NOT NULL, parent INTEGER, thread INTEGER NOT NULL,
    name TEXT NOT NULL, server_name TEXT NOT NULL, authors INTEGER NOT NULL, named_by INTEGER NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 1, taken INTEGER NOT NULL DEFAULT 0)
"""
_MESSAGES: Final = """
CREATE TABLE messages (
    id INTEGER PRIMARY KEY, channel INTEGER NOT NULL, at TEXT NOT NULL, edited REAL NOT NULL, author TEXT,
    text TEXT NOT NULL, chosen_by INTEGER, pinned INTEGER NOT NULL, whole INTEGER NOT NULL)
"""
MIGRATIONS: Final[tuple[Migration, ...]] = (
    (
        _CHANNELS,
        _MESSAGES,
        "CREATE INDEX channels_by_server ON channels (server)",
        "CREATE INDEX messages_by_channel ON messages (channel, id)",
    ),
)
_CHANNEL: Final = "id, server, parent, thread, name, server_name, authors, named_by"
_MESSAGE: Final = "id, channel, at, edited, author, text, chosen_by, pinned, whole"


class NamedChannel(NamedTuple):
    """A channel or thread that the administrator `named_by` named; `parent` is that of a thread.

    `authors` says whether the names of those who wrote there may be kept.
    """

    id: int
    server: int
    parent: int | None
    thread: bool
    name: str
    server_name: str
    authors: bool
    named_by: int


class KeptMessage(NamedTuple):
    """A message: `at` is its day, `edited` when it was changed last, in seconds since 1970, 0 for never.

    `author` is a display name, where that may be kept, and "" where its author took that back. The message is
    kept while any of these holds: the administrator `chosen_by` chose it, it is `pinned`, the `whole` thread
    is kept.
    """

    id: int
    channel: int
    at: str
    edited: float
    author: str | None
    text: str
    chosen_by: int | None = None
    pinned: bool = False
    whole: bool = False


class DueChannel(NamedTuple):
    """A channel whose document is not in the index as it should be; `gone` if it should not be there at all.

    `state` says as of which change.
    """

    channel: NamedChannel
    gone: bool
    state: int


class KeptMessages:
    """Keeps them in a file. What changes a document makes its channel due until it was taken in.

    Raises StorageError where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.database = Database(path, MIGRATIONS)

    async def name(self, channel: NamedChannel) -> None:
        """Keep messages of a channel from now on; names of authors go where they are not allowed any more."""
        await self.database.run(partial(_name, channel=channel))

    async def channels(self) -> dict[int, NamedChannel]:
        """The channels that are named, by their ids."""
        query = f"SELECT {_CHANNEL} FROM channels WHERE NOT gone"  # noqa: S608 - ours
        rows = await self.database.run(lambda base: base.execute(query).fetchall())
        return {row[0]: _channel(row) for row in rows}

    async def messages(self, channel: int) -> tuple[KeptMessage, ...]:
        """What is kept of a channel, oldest first."""
        return await self.database.run(partial(_messages, channel=channel))

    async def put(self, messages: Collection[KeptMessage]) -> bool:
        """Keep messages of named channels; whether any is not as it was.

        One that is there in a later form stays as it is, and who chose it stays known.
        """
        return await self.database.run(partial(_put, messages=messages))

    async def remove(self, channel: int, messages: Collection[int]) -> bool:
        """Forget messages of a channel; whether any was kept."""
        return await self.database.run(partial(_remove, channel=channel, messages=messages))

    async def forget(self, channels: Collection[int]) -> None:
        """Forget channels with all their messages."""
        await self.database.run(partial(_forget, channels=channels))

    async def of_author(self, channel: int, names: Collection[str]) -> tuple[KeptMessage, ...]:
        """The messages of a channel whose author is called by any of `names`."""
        return tuple(one for one in await self.messages(channel) if one.author in names)

    async def unname(self, channel: int, names: Collection[str]) -> bool:
        """Forget who wrote what authors called by any of `names` wrote; whether there was anything."""
        return await self.database.run(partial(_unname, channel=channel, names=names))

    async def chosen_by(self, person: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The channels that an administrator named, and the messages that they chose."""
        return await self.database.run(partial(_chosen_by, person=person))

    async def forget_chooser(self, person: int) -> None:
        """Keep that somebody named channels and chose messages, and not that it was this person."""
        await self.database.run(partial(_forget_chooser, person=person))

    async def due(self, server: int | None = None) -> tuple[DueChannel, ...]:
        """The channels of a server, or of all, that are due."""
        return await self.database.run(partial(_due, server=server))

    async def taken(self, due: Iterable[DueChannel]) -> None:
        """Note that documents are in the index, or out of it, as they were due."""
        await self.database.run(partial(_taken, due=tuple(due)))

    async def close(self) -> None:
        """Close the file; may be called again."""
        await self.database.close()


def _name(base: sqlite3.Connection, channel: NamedChannel) -> None:
    base.execute(
        f"INSERT INTO channels ({_CHANNEL}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - ours
        " ON CONFLICT (id) DO UPDATE SET server = excluded.server, parent = excluded.parent,"
        " name = excluded.name, server_name = excluded.server_name, authors = excluded.authors,"
        " named_by = excluded.named_by, gone = 0, changed = changed + (gone OR name != excluded.name"
        " OR server_name != excluded.server_name OR authors != excluded.authors)",
        channel,
    )
    if not channel.authors:
        base.execute("UPDATE messages SET author = NULL WHERE channel = ? AND author != ''", (channel.id,))


def _channel(row: tuple[int, int, int | None, int, str, str, int, int]) -> NamedChannel:
    id_, server, parent, thread, name, server_name, authors, by = row
    return NamedChannel(id_, server, parent, bool(thread), name, server_name, bool(authors), by)


def _messages(base: sqlite3.Connection, channel: int) -> tuple[KeptMessage, ...]:
    query = f"SELECT {_MESSAGE} FROM messages WHERE channel = ? ORDER BY id"  # noqa: S608 - ours
    return tuple(
        KeptMessage(*row)._replace(pinned=bool(row[7]), whole=bool(row[8]))
        for row in base.execute(query, (channel,))
    )


def _put(base: sqlite3.Connection, messages: Collection[KeptMessage]) -> bool:
    changed: set[int] = set()
    for one in messages:
        named = base.execute(
            "SELECT authors FROM channels WHERE id = ? AND NOT gone", (one.channel,)
        ).fetchone()
        if named is None:  # it was given up while this was read
            continue
        new = one if named[0] else one._replace(author=None)
        held = base.execute(f"SELECT {_MESSAGE} FROM messages WHERE id = ?", (one.id,)).fetchone()  # noqa: S608
        if held is not None and held[3] > new.edited:
            new = new._replace(edited=held[3], text=held[5])
        if held is not None and new.chosen_by is None:
            new = new._replace(chosen_by=held[6])
        if held is not None and held[4] == "":
            new = new._replace(author="")
        if held == tuple(new):
            continue
        marks = ", ".join("?" * len(new))
        base.execute(f"INSERT OR REPLACE INTO messages ({_MESSAGE}) VALUES ({marks})", new)  # noqa: S608
        if held is None or (held[4], held[5]) != (new.author, new.text):
            changed.add(one.channel)
    for channel in {one.channel for one in messages if one.whole}:
        base.execute(
            "DELETE FROM messages WHERE channel = ?1 AND whole AND NOT pinned AND chosen_by IS NULL"
            " AND id NOT IN (SELECT id FROM messages WHERE channel = ?1 ORDER BY id DESC LIMIT ?2)",
            (channel, MOST),
        )
    _touch(base, changed)
    return bool(changed)


def _remove(base: sqlite3.Connection, channel: int, messages: Collection[int]) -> bool:
    found = sum(
        base.execute("DELETE FROM messages WHERE channel = ? AND id = ?", (channel, one)).rowcount
        for one in messages
    )
    _touch(base, {channel} if found else ())
    return found > 0


def _unname(base: sqlite3.Connection, channel: int, names: Collection[str]) -> bool:
    found = 0
    for name in names:
        statement = "UPDATE messages SET author = '' WHERE channel = ? AND author = ?"
        found += base.execute(statement, (channel, name)).rowcount
    _touch(base, {channel} if found else ())
    return found > 0


def _chosen_by(base: sqlite3.Connection, person: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    channels = base.execute("SELECT id FROM channels WHERE named_by = ? ORDER BY id", (person,))
    messages = base.execute("SELECT id FROM messages WHERE chosen_by = ? ORDER BY id", (person,))
    return tuple(id_ for (id_,) in channels), tuple(id_ for (id_,) in messages)


def _forget_chooser(base: sqlite3.Connection, person: int) -> None:
    base.execute("UPDATE channels SET named_by = 0 WHERE named_by = ?", (person,))
    base.execute("UPDATE messages SET chosen_by = ? WHERE chosen_by = ?", (SOMEBODY, person))


def _forget(base: sqlite3.Connection, channels: Collection[int]) -> None:
    for channel in channels:
        base.execute("DELETE FROM messages WHERE channel = ?", (channel,))
        base.execute("UPDATE channels SET gone = 1, changed = changed + 1 WHERE id = ?", (channel,))


def _touch(base: sqlite3.Connection, channels: Iterable[int]) -> None:
    base.executemany("UPDATE channels SET changed = changed + 1 WHERE id = ?", [(one,) for one in channels])


def _due(base: sqlite3.Connection, server: int | None) -> tuple[DueChannel, ...]:
    query = f"SELECT {_CHANNEL}, gone, changed FROM channels WHERE changed != taken"  # noqa: S608 - ours
    rows = base.execute(f"{query} AND (?1 IS NULL OR server = ?1) ORDER BY id", (server,))
    return tuple(DueChannel(_channel(row[:8]), bool(row[8]), row[9]) for row in rows)


def _taken(base: sqlite3.Connection, due: tuple[DueChannel, ...]) -> None:
    for one in due:
        base.execute("UPDATE channels SET taken = ? WHERE id = ?", (one.state, one.channel.id))
        base.execute("DELETE FROM channels WHERE id = ? AND gone AND changed = taken", (one.channel.id,))

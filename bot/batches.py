"""Batches: what an administrator changed of a server's reports at once, kept while it can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Literal, TypeAlias

from pydantic import JsonValue

from bot.database import Database, Migration
from bot.person import Person
from index.documents import Frozen

MIGRATIONS: Final[tuple[Migration, ...]] = (
    (
        (
            "CREATE TABLE batches (id TEXT PRIMARY KEY, server INTEGER NOT NULL, at REAL NOT NULL,"
            " ended INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0, batch TEXT NOT NULL)"
        ),
        "CREATE INDEX batches_by_server ON batches (server, at)",
    ),
)
BY: Final = "json_extract(batch, '$.by')"
NOBODY: Final = 0
"""Stands for whoever asked for a batch and wants not to be known; no id of Discord's is 0."""
KEPT: Final = 30 * 86_400.0  # seconds for which a batch that has ended is kept

Kind: TypeAlias = Literal["add", "remove", "restore"]
Step: TypeAlias = Literal["receiving", "waiting", "ended"]
Stage: TypeAlias = Literal["receiving", "waiting", "reading", "building", "ended"]
Fate: TypeAlias = Literal["added", "changed", "unchanged", "removed", "restored", "failed", "refused"]
"""What became of a document; one that was `refused` was looked at from outside alone."""


class ReportUpload(Frozen):
    """A file that was handed in: its safe name, where Discord keeps it, and its size in bytes."""

    name: str
    url: str
    size: int


class BatchItem(Frozen):
    """What became of one document: `name` is its title, or what it was handed in as.

    `reason` says why it failed, in English, or is a message of the bot's where it was `refused`.
    """

    fate: Fate
    name: str
    id: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    language: str = ""
    edition: str = ""
    pages: int = 0


class ReportBatch(Frozen):
    """What one person asked for at once, and how far it is.

    `uploads` are still to be received, `named` are the files and addresses to take in. `known` are those
    that the library had before. `ids` are documents to take out or to bring back. `remark` is a message of
    the bot's about what was asked. `tries` counts how often it was begun: what ends the bot must not end it
    each time. `problem` is a message of the bot's: why it ended before its end; `reference` finds it in the
    log.
    """

    id: str
    server: int
    collection: str
    by: int
    at: float
    kind: Kind
    step: Step = "waiting"
    uploads: tuple[ReportUpload, ...] = ()
    named: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    title: str | None = None
    edition: str | None = None
    remark: str = ""
    tries: int = 0
    items: tuple[BatchItem, ...] = ()
    problem: str = ""
    reference: str = ""

    @property
    def to_undo(self) -> tuple[str, ...]:
        """The documents that undoing takes out or brings back; none before the end."""
        fate = {"add": "added", "remove": "removed"}.get(self.kind) if self.step == "ended" else None
        return tuple(one.id for one in self.items if one.fate == fate)

    @property
    def left(self) -> int:
        """How many documents it may still add."""
        return len(self.uploads) + len(self.named) if self.kind == "add" and self.step != "ended" else 0


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a batch is: `done` of `total` documents are read, or parts of an index built."""

    batch: ReportBatch
    stage: Stage
    done: int = 0
    total: int = 0

    def looks_like(self, other: BatchProgress) -> bool:
        """Whether there is nothing to tell apart by what people are shown."""
        shown = [(one.stage, one.done, one.total, one.batch.items) for one in (self, other)]
        return shown[0] == shown[1]


class BatchStore:
    """Keeps batches in a file. Raises StorageError where that cannot be used."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, MIGRATIONS)

    async def put(self, batch: ReportBatch) -> None:
        """Keep a batch as it is now, and forget those that ended long ago."""
        await self._database.run(partial(_put, batch))

    async def get(self, id_: str) -> ReportBatch | None:
        found = await self._database.run(partial(_select, "id = ?", (id_,)))
        return found[0] if found else None

    async def unended(self) -> tuple[ReportBatch, ...]:
        """What is still to be done, oldest first."""
        return await self._database.run(partial(_select, "NOT ended ORDER BY at, id", ()))

    async def latest(self, server: int, since: float) -> tuple[ReportBatch, ...]:
        """The batches of a server that were asked for since then, latest first."""
        return await self._database.run(
            partial(_select, "server = ? AND at >= ? ORDER BY at DESC, id", (server, since))
        )

    async def undo(self, id_: str) -> bool:
        """Note that a batch is undone; whether it was not before: of several presses one is the first."""
        return await self._database.run(partial(_mark, id_, 1))

    async def redo(self, id_: str) -> None:
        """Note that a batch is not undone after all."""
        await self._database.run(partial(_mark, id_, 0))

    async def sweep(self, now: float) -> None:
        """Forget the batches that ended long ago."""
        await self._database.run(partial(_forget_old, now))

    async def told(self, person: Person) -> Mapping[str, JsonValue]:
        """The batches that a person asked for, latest first."""
        held = await self._database.run(partial(_select, f"{BY} = ? ORDER BY at DESC, id", (person.id,)))
        return {"batches": [one.model_dump(mode="json") for one in held]}

    async def forget(self, person: Person) -> None:
        """Keep of no batch that it was they who asked for it."""
        await self._database.run(partial(_unname, person.id))

    async def close(self) -> None:
        """Close the file; may be called again."""
        await self._database.close()


def _put(batch: ReportBatch, base: sqlite3.Connection) -> None:
    _forget_old(batch.at, base)
    held = base.execute(f"SELECT {BY} FROM batches WHERE id = ?", (batch.id,)).fetchone()  # noqa: S608 - ours
    if held == (NOBODY,):  # who asked for it has been forgotten while it was being done
        batch = batch.model_copy(update={"by": NOBODY})
    base.execute(
        "INSERT INTO batches (id, server, at, ended, batch) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET ended = excluded.ended, batch = excluded.batch",
        (batch.id, batch.server, batch.at, batch.step == "ended", batch.model_dump_json()),
    )


def _forget_old(now: float, base: sqlite3.Connection) -> None:
    base.execute("DELETE FROM batches WHERE ended AND at < ?", (now - KEPT,))


def _select(which: str, values: tuple[object, ...], base: sqlite3.Connection) -> tuple[ReportBatch, ...]:
    rows = base.execute(f"SELECT batch FROM batches WHERE {which}", values)  # noqa: S608 - ours
    return tuple(ReportBatch.model_validate_json(batch) for (batch,) in rows)


def _unname(person: int, base: sqlite3.Connection) -> None:
    nameless = f"UPDATE batches SET batch = json_set(batch, '$.by', ?) WHERE {BY} = ?"  # noqa: S608 - ours
    base.execute(nameless, (NOBODY, person))


def _mark(id_: str, undone: int, base: sqlite3.Connection) -> bool:
    done = base.execute("UPDATE batches SET undone = ? WHERE id = ? AND undone <> ?", (undone, id_, undone))
    return done.rowcount > 0

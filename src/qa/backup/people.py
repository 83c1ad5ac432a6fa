"""Who is named beside the store: whose data was deleted since a backup is named no more where it is restored.

These are the columns in which `bot` and `qa` keep ids of people. Authors of kept messages are names alone,
which no id leads to.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.sqlite_file import unusable
from qa.store.erased import ErasedSince

DISCORD: Final = "discord:"  # before an id, where others than people at Discord decide, too


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """Where a table names people; `nobody` takes the place of an id. `path` leads into a column of JSON."""

    table: str
    column: str
    nobody: int | str
    path: str = ""

    @property
    def value(self) -> str:
        return f"json_extract({self.column}, '{self.path}')" if self.path else self.column

    @property
    def unnamed(self) -> str:
        return f"json_set({self.column}, '{self.path}', ?)" if self.path else "?"


NAMED: Final[dict[str, tuple[NamedColumn, ...]]] = {
    "batches.sqlite3": (NamedColumn("batches", "batch", 0, "$.by"),),
    "channels.sqlite3": (
        NamedColumn("channels", "named_by", 0),
        NamedColumn("messages", "chosen_by", -1),
    ),
    "reviews.sqlite3": (
        NamedColumn("findings", "by", "somebody"),
        NamedColumn("decisions", "by", "somebody"),
        NamedColumn("decisions", "who", "somebody"),
    ),
}


def unname_again(folder: Path, since: ErasedSince) -> set[tuple[str, str]]:
    """Name nobody in the files of a data folder whose data was deleted since; who that is. StorageError."""
    found: set[tuple[str, str]] = set()
    for name, columns in NAMED.items() if since else ():
        for path in folder.rglob(name):
            try:
                with closing(sqlite3.connect(path)) as base, base:
                    base.execute("PRAGMA secure_delete = ON")
                    for one in columns:
                        found |= _unname(base, one, since)
            except sqlite3.Error as error:
                raise unusable(path, error) from error
    return found


def _unname(base: sqlite3.Connection, one: NamedColumn, since: ErasedSince) -> set[tuple[str, str]]:
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (one.table,)).fetchone():
        return set()
    held = base.execute(f"SELECT DISTINCT {one.value} FROM {one.table}").fetchall()  # noqa: S608 - ours
    gone = [value for (value,) in held if since.has("person", _id(value))]
    for value in gone:
        change = f"UPDATE {one.table} SET {one.column} = {one.unnamed} WHERE {one.value} = ?"  # noqa: S608 - ours
        base.execute(change, (one.nobody, value))
    return {("person", _id(value)) for value in gone}


def _id(value: object) -> str:
    return f"{value}".removeprefix(DISCORD)

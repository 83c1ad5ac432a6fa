"""The files of versions that had no one store: answers.sqlite3 and events.sqlite3 in the data folder."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Connection

from index.sqlite_file import inode, is_damage, set_aside
from qa.store.rows import answer_row, quoted_rows
from qa.store.shown_answer import ShownAnswer
from qa.store.tables import answers, events, quoted, taken_over, upsert

log = logging.getLogger(__name__)

ANSWERS: Final = "answers.sqlite3"
EVENTS: Final = "events.sqlite3"
AFTER: Final = ".taken-over"  # what the name of a file ends with, once its rows are here
SET_ASIDE: Final = ".damaged"
BATCH: Final = 500  # rows that are held in memory
KEPT: Final = ("message", "share", "sharer", "shared")  # what became of a card, beside its record


def left_behind(folder: Path) -> tuple[Path, ...]:
    """The files whose rows are still to be taken over."""
    return tuple(path for name in (ANSWERS, EVENTS) if (path := folder / name).is_file())


def take_over(base: Connection, file: Path) -> None:
    """Add the rows of `file` to the store, unless they were added already; a damaged file is set aside.

    That they were is noted in the same transaction: a process may end before it puts the file away, and what
    was deleted since must not come back. Raises what the drivers raise.
    """
    seen = inode(file)
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as old:
            old.execute("BEGIN IMMEDIATE")  # which also mends what a process left half-written
            old.rollback()
        _copy(base, file)
    except FileNotFoundError:
        return
    except sqlite3.DatabaseError as error:
        if not file.exists():  # another process has just put it away
            return
        if not is_damage(error):
            raise
        set_aside(file, seen, error)


def put_away(files: Iterable[Path]) -> None:
    """Rename files whose rows are in the store. Raises OSError."""
    for file in files:
        try:
            file.replace(file.with_name(f"{file.name}{AFTER}"))
        except FileNotFoundError:  # set aside, or put away by another process
            continue


def discard_copies(folder: Path, *, damaged: bool = False) -> None:
    """Remove the files that were put away: they hold what is to be forgotten. Raises OSError.

    With `damaged`, also what was set aside for a person to look at.
    """
    for ending in (AFTER, SET_ASIDE) if damaged else (AFTER,):
        for path in folder.glob(f"*.sqlite3{ending}"):
            path.unlink(missing_ok=True)


def _copy(base: Connection, file: Path) -> None:
    with file.open("rb") as bytes_of:
        digest = file_digest(bytes_of, "sha256").hexdigest()
    note = upsert(base, taken_over).values(file=file.name, digest=digest).on_conflict_do_nothing()
    if base.execute(note.returning(taken_over.c.file)).first() is None:
        return
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as old:
        for rows in _batches(old, "answers" if file.name == ANSWERS else "events"):
            _add_answers(base, rows) if file.name == ANSWERS else _add_events(base, rows)


def _batches(old: sqlite3.Connection, table: str) -> Iterator[Sequence[dict[str, Any]]]:
    """The rows of a table, oldest first, by the names of the columns that it has."""
    if not old.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        return
    cursor = old.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608 - one of two names above
    names = [column[0] for column in cursor.description]
    while rows := [dict(zip(names, row, strict=True)) for row in islice(cursor, BATCH)]:
        yield rows


def _add_answers(base: Connection, rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        shown = _read(row)
        if shown is None and row["record"]:
            continue
        values = answer_row(shown, row["shown_at"]) if shown else _forgotten(row)
        kept = {name: row.get(name) for name in KEPT}
        insert = upsert(base, answers).values(**values, **kept).on_conflict_do_nothing()
        added = base.execute(insert.returning(answers.c.key)).first()
        if added and shown and (collections := quoted_rows(shown)):
            base.execute(quoted.insert(), collections)


def _read(row: dict[str, Any]) -> ShownAnswer | None:
    try:
        return ShownAnswer.model_validate_json(row["record"]) if row["record"] else None
    except ValidationError as error:
        log.warning("an answer was kept by another version: %s", error.error_count())
        return None


def _forgotten(row: dict[str, Any]) -> dict[str, Any]:
    """Of an answer that was forgotten, whose card it was."""
    places = {name: row.get(name) for name in ("asker", "guild", "channel", "parent", "source", "about")}
    flags = dict.fromkeys(("private", "shareable", "headed", "pictured"), False)
    empty = {"question": "", "corpus_version": ""}
    return {"key": row["key"], "created": row["shown_at"], **empty, **places, **flags}


def _add_events(base: Connection, rows: Sequence[dict[str, Any]]) -> None:
    values = [{**row, "withdrawn": bool(row["withdrawn"])} for row in rows]
    base.execute(upsert(base, events).on_conflict_do_nothing(), values)

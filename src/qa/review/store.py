"""Findings and what people decided on them, kept in SQLite under the data folder."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from index.errors import StorageError
from qa.extraction.finding import Finding
from qa.review.errors import UnknownFindingError
from qa.review.review import Review, Verdict

log = logging.getLogger(__name__)

WAIT: Final = 10.0  # seconds for another process that writes
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS findings (
    place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
    candidate TEXT, status TEXT NOT NULL, by TEXT, at TEXT, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS merges (candidate TEXT PRIMARY KEY, entity TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS decisions (
    place INTEGER PRIMARY KEY AUTOINCREMENT, who TEXT NOT NULL, finding TEXT NOT NULL,
    status TEXT NOT NULL, by TEXT, at TEXT, candidate TEXT, entity TEXT);
CREATE TABLE IF NOT EXISTS extracted (corpus TEXT PRIMARY KEY);
"""
SELECT: Final = "SELECT record, status, by, at, candidate FROM findings"
UPSERT: Final = """
INSERT INTO findings (id, document, candidate, record, status, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET record = excluded.record"""
DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class ReviewStore:
    """One file, safe to use from several threads and processes: every call opens it anew.

    Reading never makes the file. A damaged one is set aside, for a person to look at, and a new one begun.
    Raises StorageError where the folder cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, findings: Iterable[Finding]) -> int:
        """Keep what was found, as pending; how many were new.

        What is known keeps its status, and what is rejected stays so: where a figure stands is brought up to
        date.
        """
        rows = [(*_row(finding), "pending", None, None) for finding in findings]
        with self._writing() as base:
            before = _count(base)
            base.executemany(f"{UPSERT} WHERE status != 'rejected'", rows)
            return _count(base) - before

    def take_over(self, findings: Iterable[Finding], by: str) -> int:
        """Keep figures that `by` vouches for, as accepted, whatever was decided on them before; how many."""
        now = _now()
        rows = [(*_row(finding), "accepted", by, now) for finding in findings]
        decided = "status = excluded.status, by = excluded.by, at = excluded.at"
        with self._writing() as base:
            base.executemany(f"{UPSERT}, {decided}", rows)
        return len(rows)

    def renew(self, corpus: str, documents: Collection[str], findings: Collection[Finding]) -> int:
        """Keep what was found in `documents` of the corpus with that hash; how many findings were new.

        What was pending there and is found no more goes.
        """
        added = self.add(findings)
        found = {finding.id for finding in findings}
        with self._writing() as base:
            held = base.execute("SELECT id, document FROM findings WHERE status = 'pending'").fetchall()
            gone = [(name,) for name, document in held if document in documents and name not in found]
            base.executemany("DELETE FROM findings WHERE id = ?", gone)
            base.execute("INSERT OR IGNORE INTO extracted VALUES (?)", (corpus,))
        return added

    def covers(self, corpus: str) -> bool:
        """Whether the corpus with that hash has been looked through."""
        if not self.path.exists():
            return False
        with self._open() as base:
            held = base.execute("SELECT 1 FROM extracted WHERE corpus = ?", (corpus,))
            return held.fetchone() is not None

    def all(self) -> tuple[Review, ...]:
        """Every finding with its status, in the order in which they came."""
        return self._select("ORDER BY place")

    def pending(self) -> tuple[Review, ...]:
        return self._select("WHERE status = 'pending' ORDER BY place")

    def get(self, finding: str) -> Review:
        """The finding with that id; raises UnknownFindingError."""
        found = self._select("WHERE id = ?", finding)
        if not found:
            raise UnknownFindingError(finding)
        return found[0]

    def decide(self, finding: str, verdict: Verdict, by: str, entity: str | None = None) -> Review:
        """Accept or reject a finding; `entity` says whom its new name means, in all findings of that name.

        Raises UnknownFindingError.
        """
        with self._writing() as base:
            row = base.execute(
                "SELECT f.status, f.by, f.at, f.candidate, m.entity FROM findings f "
                "LEFT JOIN merges m ON m.candidate = f.candidate WHERE f.id = ?",
                (finding,),
            ).fetchone()
            if row is None:
                raise UnknownFindingError(finding)
            base.execute(
                "INSERT INTO decisions (who, finding, status, by, at, candidate, entity) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (by, finding, *row),
            )
            base.execute(
                "UPDATE findings SET status = ?, by = ?, at = ? WHERE id = ?", (verdict, by, _now(), finding)
            )
            if entity is not None and row[3] is not None:
                base.execute("INSERT OR REPLACE INTO merges VALUES (?, ?)", (row[3], entity))
        return self.get(finding)

    def undo(self, by: str) -> Review | None:
        """Take back the last decision of `by` that nobody has overruled; None where there is none.

        Its merge goes as well, unless somebody has decided on that name since.
        """
        with self._writing() as base:
            row = base.execute(
                "SELECT place, finding, status, by, at, candidate, entity FROM decisions WHERE who = ? "
                "AND finding IN (SELECT id FROM findings WHERE by = ?) ORDER BY place DESC LIMIT 1",
                (by, by),
            ).fetchone()
            if row is None:
                return None
            place, finding, status, former, at, candidate, entity = row
            base.execute(
                "UPDATE findings SET status = ?, by = ?, at = ? WHERE id = ?", (status, former, at, finding)
            )
            since = "SELECT 1 FROM decisions WHERE candidate = ? AND place > ?"
            if base.execute(since, (candidate, place)).fetchone() is None:
                base.execute("DELETE FROM merges WHERE candidate = ?", (candidate,))
                if entity is not None:
                    base.execute("INSERT INTO merges VALUES (?, ?)", (candidate, entity))
            base.execute("DELETE FROM decisions WHERE place = ?", (place,))
        return self.get(finding)

    def _select(self, where: str, *values: str) -> tuple[Review, ...]:
        if not self.path.exists():
            return ()
        with self._open() as base:
            rows = base.execute(f"{SELECT} {where}", values).fetchall()
            merges = dict(base.execute("SELECT candidate, entity FROM merges").fetchall())
        return tuple(filter(None, (_review(row, merges) for row in rows)))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing, and nobody changes meanwhile what it reads."""
        with self._open() as base:
            base.execute("BEGIN IMMEDIATE")
            yield base

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(self._connected()) as base, base:
                yield base
        except (sqlite3.Error, OSError) as error:
            if _is_damage(error):
                self._set_aside(error)
                raise StorageError(f"{self.path} was damaged; a new file is begun: try again") from error
            problem = f"{self.path}: {error}; check that the folder is writable and not full"
            raise StorageError(problem) from error

    def _connected(self) -> sqlite3.Connection:
        try:
            return self._opened()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            self._set_aside(error)
            return self._opened()

    def _set_aside(self, error: Exception) -> None:
        damaged = self.path.with_name(f"{self.path.name}.damaged")
        log.error("%s is damaged (%s): moved to %s, a new file is begun", self.path, error, damaged.name)
        self.path.replace(damaged)

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self.path, timeout=WAIT)
        try:
            base.executescript(SCHEMA)
        except BaseException:
            base.close()
            raise
        return base


def _is_damage(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", None) in DAMAGED


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _row(finding: Finding) -> tuple[str, str, str | None, str]:
    candidate = None if finding.known else finding.subject
    return finding.id, finding.document_id, candidate, finding.model_dump_json()


def _count(base: sqlite3.Connection) -> int:
    return int(base.execute("SELECT COUNT(*) FROM findings").fetchone()[0])


def _review(
    row: tuple[str, str, str | None, str | None, str | None], merges: Mapping[str, str]
) -> Review | None:
    """The review in a row; None for one that another version wrote."""
    record, status, by, at, candidate = row
    try:
        finding = Finding.model_validate_json(record)
        return Review.model_validate(
            {"finding": finding, "status": status, "by": by, "at": at, "entity": _meant(candidate, merges)}
        )
    except ValidationError as error:
        log.warning("a finding was kept by another version: %s", error.error_count())
        return None


def _meant(candidate: str | None, merges: Mapping[str, str]) -> str | None:
    """Where the merges of a new name lead to: what it was merged into may have been merged later."""
    end, passed = candidate, set[str]()
    while end is not None and end in merges and end not in passed:
        passed.add(end)
        end = merges[end]
    return end if end != candidate else None

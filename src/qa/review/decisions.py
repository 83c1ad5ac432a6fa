"""Decisions as they are kept: what each changed, which were made together, and how they are taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from qa.review.errors import UnknownFindingError
from qa.review.review import PENDING, Verdict

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS merges (candidate TEXT PRIMARY KEY, entity TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS decisions (
    place INTEGER PRIMARY KEY AUTOINCREMENT, who TEXT NOT NULL, finding TEXT NOT NULL,
    status TEXT NOT NULL, by TEXT, at TEXT, candidate TEXT, entity TEXT);
CREATE TABLE IF NOT EXISTS batches (decision INTEGER PRIMARY KEY, batch INTEGER NOT NULL);
"""
"""What a decision changed is what was held before; those of a batch bear the number of its first one."""

DECISION: Final = """
INSERT INTO decisions (who, finding, status, by, at, candidate, entity) VALUES (?, ?, ?, ?, ?, ?, ?)"""
HELD: Final = """
SELECT f.status, f.by, f.at, f.candidate, m.entity FROM findings f
LEFT JOIN merges m ON m.candidate = f.candidate WHERE f.id = ?"""
LAST: Final = """
SELECT place, finding, status, by, at, candidate, entity FROM decisions WHERE who = ?
AND finding IN (SELECT id FROM findings WHERE by = ?) ORDER BY place DESC LIMIT 1"""
TOGETHER: Final = """
SELECT place, finding, status, by, at, candidate, entity FROM decisions WHERE place IN (
    SELECT decision FROM batches WHERE batch = (SELECT batch FROM batches WHERE decision = ?))
AND finding IN (SELECT id FROM findings WHERE by = ?) ORDER BY place DESC"""


class Held(NamedTuple):
    """What is known of a finding before somebody decides on it; `entity` is whom its new name means."""

    status: str
    by: str | None
    at: str | None
    candidate: str | None
    entity: str | None


class Decision(NamedTuple):
    """A decision with what it changed."""

    place: int
    finding: str
    before: Held


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of one decision on many findings, by their ids.

    `skipped` says who had decided meanwhile on what was left as it is; None for what is no longer there.
    """

    taken: tuple[str, ...]
    skipped: Mapping[str, str | None]


def held_of(base: sqlite3.Connection, finding: str) -> Held:
    """Raises UnknownFindingError."""
    row = base.execute(HELD, (finding,)).fetchone()
    if row is None:
        raise UnknownFindingError(finding)
    return Held(*row)


def write_decision(
    base: sqlite3.Connection, finding: str, held: Held, verdict: Verdict, by: str, entity: str | None = None
) -> int:
    """Write a decision down, with what it changes; its number."""
    place = base.execute(DECISION, (by, finding, *held)).lastrowid
    _set_status(base, finding, verdict, by, now())
    if entity is not None and held.candidate is not None:
        base.execute("INSERT OR REPLACE INTO merges VALUES (?, ?)", (held.candidate, entity))
    return place or 0


def write_batch(base: sqlite3.Connection, findings: Iterable[str], verdict: Verdict, by: str) -> Batch:
    """Write down one decision on all of `findings` that wait for one."""
    taken: dict[str, int] = {}
    skipped: dict[str, str | None] = {}
    for finding in dict.fromkeys(findings):
        row = base.execute(HELD, (finding,)).fetchone()
        held = Held(*row) if row else None
        if held is None or held.status != PENDING:
            skipped[finding] = held and held.by
        else:
            taken[finding] = write_decision(base, finding, held, verdict, by)
    batch = min(taken.values(), default=0)
    base.executemany("INSERT INTO batches VALUES (?, ?)", [(place, batch) for place in taken.values()])
    return Batch(tuple(taken), skipped)


def last_of(base: sqlite3.Connection, by: str) -> Decision | None:
    """The last decision of `by` that nobody has overruled."""
    row = base.execute(LAST, (by, by)).fetchone()
    return _decision(row) if row else None


def take_back(base: sqlite3.Connection, last: Decision, by: str) -> tuple[str, ...]:
    """Let all be as it was before `last` and what was decided together with it; the ids of the findings.

    What somebody has overruled meanwhile stays as they decided.
    """
    rows = base.execute(TOGETHER, (last.place, by)).fetchall()
    together = [_decision(row) for row in rows] or [last]
    for one in together:
        _take_back(base, one)
    return tuple(one.finding for one in reversed(together))


def now() -> str:
    """ISO 8601, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _take_back(base: sqlite3.Connection, decision: Decision) -> None:
    """Let all be as it was before, but for a name that somebody has decided on since."""
    before = decision.before
    _set_status(base, decision.finding, before.status, before.by, before.at)
    since = "SELECT 1 FROM decisions WHERE candidate = ? AND place > ?"
    if base.execute(since, (before.candidate, decision.place)).fetchone() is None:
        base.execute("DELETE FROM merges WHERE candidate = ?", (before.candidate,))
        if before.entity is not None:
            base.execute("INSERT INTO merges VALUES (?, ?)", (before.candidate, before.entity))
    base.execute("DELETE FROM decisions WHERE place = ?", (decision.place,))
    base.execute("DELETE FROM batches WHERE decision = ?", (decision.place,))


def _set_status(base: sqlite3.Connection, finding: str, status: str, by: str | None, at: str | None) -> None:
    base.execute("UPDATE findings SET status = ?, by = ?, at = ? WHERE id = ?", (status, by, at, finding))


def _decision(row: tuple[int, str, str, str | None, str | None, str | None, str | None]) -> Decision:
    return Decision(row[0], row[1], Held(*row[2:]))

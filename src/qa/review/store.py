"""Findings and what people decided on them, kept in SQLite under the data folder."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from qa.extraction.finding import Finding
from qa.review.database import ReviewDatabase
from qa.review.decisions import SCHEMA as DECISIONS
from qa.review.decisions import Batch, held_of, last_of, now, take_back, write_batch, write_decision
from qa.review.errors import DecidedError, MergedError, UnknownFindingError
from qa.review.forms import FormTally
from qa.review.review import PENDING, Review, Verdict

log = logging.getLogger(__name__)

SCHEMA: Final = f"""{DECISIONS}
CREATE TABLE IF NOT EXISTS findings (
    place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
    candidate TEXT, status TEXT NOT NULL, by TEXT, at TEXT, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS extracted (corpus TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS searched (document TEXT PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS forms (finding TEXT PRIMARY KEY, form TEXT NOT NULL);
"""
SELECT: Final = "SELECT record, status, by, at, candidate FROM findings"
UPSERT: Final = """
INSERT INTO findings (id, document, candidate, record, status, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET record = excluded.record"""
LEARNED: Final = """
SELECT form, SUM(status = 'accepted'), SUM(status = 'rejected') FROM forms
JOIN findings ON findings.id = forms.finding WHERE status != 'pending' GROUP BY form"""


class ReviewStore:
    """One file, safe to use from several threads and processes; what a call has returned from is kept.

    Reading never makes the file. Raises StorageError where it cannot be read or written, and then nothing
    has changed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = ReviewDatabase(path, SCHEMA)

    def add(self, findings: Iterable[Finding]) -> int:
        """Keep what was found, as pending; how many were new.

        What is known keeps its status, and what is rejected stays so: where a figure stands is brought up to
        date.
        """
        with self._database.writing() as base:
            return _add(base, findings)

    def take_over(self, vouched: Iterable[Finding], by: str, unchecked: Iterable[Finding] = ()) -> None:
        """Keep figures that `by` vouches for, as accepted, whatever was decided on them before.

        What is `unchecked` is added at the same time, as pending: both are kept, or neither.
        """
        at = now()
        rows = [(*_row(finding), "accepted", by, at) for finding in vouched]
        decided = "status = excluded.status, by = excluded.by, at = excluded.at"
        with self._database.writing() as base:
            base.executemany(f"{UPSERT}, {decided}", rows)
            _add(base, unchecked)

    def renew(
        self,
        corpus: str,
        states: Mapping[str, str],
        findings: Collection[Finding],
        forms: Mapping[str, str] | None = None,
    ) -> int:
        """Keep what was found in documents of the corpus with that hash; how many findings were new.

        `states` are those of the documents, by their ids (see `unsearched`). What was pending there and is
        found no more goes. `forms` are those of the findings, by their ids: what is decided on these counts
        for the form.
        """
        found = {finding.id for finding in findings}
        with self._database.writing() as base:
            added = _add(base, findings)
            held = base.execute("SELECT id, document FROM findings WHERE status = 'pending'").fetchall()
            gone = [(name,) for name, document in held if document in states and name not in found]
            base.executemany("DELETE FROM findings WHERE id = ?", gone)
            base.executemany("DELETE FROM forms WHERE finding = ?", gone)
            base.executemany("INSERT OR REPLACE INTO forms VALUES (?, ?)", (forms or {}).items())
            base.executemany("INSERT OR REPLACE INTO searched VALUES (?, ?)", states.items())
            base.execute("INSERT OR IGNORE INTO extracted VALUES (?)", (corpus,))
        return added

    def unsearched(self, states: Mapping[str, str]) -> dict[str, str]:
        """Those of the `states` of documents, by their ids, that have not been looked through.

        A state is whatever tells apart what could be found.
        """
        if not self.path.exists():
            return dict(states)
        with self._database.reading() as base:
            held = dict(base.execute("SELECT document, state FROM searched").fetchall())
        return {name: state for name, state in states.items() if held.get(name) != state}

    def covers(self, corpus: str) -> bool:
        """Whether the corpus with that hash has been looked through."""
        if not self.path.exists():
            return False
        with self._database.reading() as base:
            held = base.execute("SELECT 1 FROM extracted WHERE corpus = ?", (corpus,))
            return held.fetchone() is not None

    def learned(self) -> dict[str, FormTally]:
        """How many findings of each form were accepted and rejected, as of now."""
        if not self.path.exists():
            return {}
        with self._database.reading() as base:
            return {form: FormTally(*counts) for form, *counts in base.execute(LEARNED).fetchall()}

    def all(self) -> tuple[Review, ...]:
        """Every finding with its status, in the order in which they came."""
        return self._select("ORDER BY place")

    def pending(self) -> tuple[Review, ...]:
        return self._select("WHERE status = 'pending' ORDER BY place")

    def get(self, finding: str) -> Review:
        """The finding with that id; raises UnknownFindingError."""
        return _only(self._select("WHERE id = ?", finding), finding)

    def decide(self, finding: str, verdict: Verdict, by: str, entity: str | None = None) -> Review:
        """Accept or reject a finding that waits for it: of several who decide at once, the first one does.

        `entity` says whom its new name means, in all findings of that name. Raises UnknownFindingError,
        DecidedError, and MergedError for a name that means another entity already.
        """
        with self._database.writing() as base:
            held = held_of(base, finding)
            if held.status != PENDING:
                raise DecidedError(held.by, held.status)
            if entity is not None and held.entity not in (None, entity):
                raise MergedError(held.entity)
            write_decision(base, finding, held, verdict, by, entity)
            return _only(_reviews(base, "WHERE id = ?", finding), finding)

    def decide_all(self, findings: Iterable[str], verdict: Verdict, by: str) -> Batch:
        """Accept or reject, as one decision, all of `findings` that wait for it, by their ids.

        What others have decided on meanwhile stays as they decided; one `undo` takes all the rest back.
        """
        with self._database.writing() as base:
            return write_batch(base, findings, verdict, by)

    def overrule(self, verdicts: Mapping[str, Verdict], by: str, entity: str | None = None) -> None:
        """Decide on findings by their ids, whatever was decided before: on all of them, or on none.

        `entity` is that of `decide`, for what is accepted. What was decided just so is left as it is. Raises
        UnknownFindingError.
        """
        with self._database.writing() as base:
            for finding, verdict in verdicts.items():
                held = held_of(base, finding)
                into = entity if held.candidate is not None and verdict == "accepted" else None
                if held.status != verdict or into not in (None, held.entity):
                    write_decision(base, finding, held, verdict, by, into)

    def last(self, by: str) -> int | None:
        """The number of the decision that `by` can take back; None where there is none."""
        if not self.path.exists():
            return None
        with self._database.reading() as base:
            decision = last_of(base, by)
        return decision.place if decision else None

    def undo(self, by: str, decision: int | None = None) -> tuple[Review, ...]:
        """Take back the last decision of `by` that nobody has overruled: the findings that it was on, if any.

        With `decision`, a number that `last` gave, only that one, and only while it is the last: asked twice,
        one decision is taken back. Its merge goes as well, unless somebody has decided on that name since. Of
        a decision on many, what somebody has overruled stays as they decided.
        """
        with self._database.writing() as base:
            last = last_of(base, by)
            if last is None or decision not in (None, last.place):
                return ()
            undone = take_back(base, last, by)
            among = "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY place"
            return _reviews(base, among, json.dumps(undone))

    def _select(self, where: str, *values: str) -> tuple[Review, ...]:
        if not self.path.exists():
            return ()
        with self._database.reading() as base:
            return _reviews(base, where, *values)


def _add(base: sqlite3.Connection, findings: Iterable[Finding]) -> int:
    rows = [(*_row(finding), PENDING, None, None) for finding in findings]
    before = _count(base)
    base.executemany(f"{UPSERT} WHERE status != 'rejected'", rows)
    return _count(base) - before


def _reviews(base: sqlite3.Connection, where: str, *values: str) -> tuple[Review, ...]:
    rows = base.execute(f"{SELECT} {where}", values).fetchall()
    merges = dict(base.execute("SELECT candidate, entity FROM merges").fetchall())
    return tuple(filter(None, (_review(row, merges) for row in rows)))


def _only(reviews: tuple[Review, ...], finding: str) -> Review:
    if not reviews:
        raise UnknownFindingError(finding)
    return reviews[0]


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

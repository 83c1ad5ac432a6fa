"""One decision on many findings: all of it or nothing, whatever others decide, and taken back at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qa.extraction.finding import Finding
from qa.review.review import Verdict
from qa.review.store import ReviewStore
from tests.qa.review.found import KNOWN, NEW, OTHER, finding

MANY = tuple(finding(value=value) for value in range(1, 41))
OLD = """
CREATE TABLE findings (
    place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
    candidate TEXT, status TEXT NOT NULL, by TEXT, at TEXT, record TEXT NOT NULL);
CREATE TABLE merges (candidate TEXT PRIMARY KEY, entity TEXT NOT NULL);
CREATE TABLE decisions (
    place INTEGER PRIMARY KEY AUTOINCREMENT, who TEXT NOT NULL, finding TEXT NOT NULL,
    status TEXT NOT NULL, by TEXT, at TEXT, candidate TEXT, entity TEXT);
CREATE TABLE extracted (corpus TEXT PRIMARY KEY);
CREATE TABLE searched (document TEXT PRIMARY KEY, state TEXT NOT NULL);
"""
"""The tables as they were before decisions on many findings."""

KILLED = """
import os, sys
from pathlib import Path
from qa.review import decisions
from qa.review.store import ReviewStore

written, write = [], decisions.write_decision

def until_half(*arguments):
    if len(written) == 20:
        os._exit(9)
    written.append(arguments)
    return write(*arguments)

decisions.write_decision = until_half
store = ReviewStore(Path(sys.argv[1]))
store.decide_all([review.id for review in store.all()], "accepted", "ann")
"""


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [one.id for one in findings]


def statuses(store: ReviewStore) -> list[tuple[str, str | None]]:
    return [(review.status, review.by) for review in store.all()]


def test_many_are_decided_at_once_and_taken_back_at_once(kept: ReviewStore) -> None:
    kept.add((NEW, KNOWN, OTHER))
    kept.decide(OTHER.id, "rejected", "ann")
    batch = kept.decide_all((KNOWN.id, NEW.id, KNOWN.id), "accepted", "ann")
    assert (batch.taken, dict(batch.skipped)) == ((KNOWN.id, NEW.id), {})
    assert statuses(kept) == [("accepted", "ann"), ("accepted", "ann"), ("rejected", "ann")]
    undone = kept.undo("ann")
    assert [(review.id, review.status) for review in undone] == [(NEW.id, "pending"), (KNOWN.id, "pending")]
    assert statuses(kept) == [("pending", None), ("pending", None), ("rejected", "ann")]
    assert [review.id for review in kept.undo("ann")] == [OTHER.id], "the one before was one by one"
    assert kept.undo("ann") == ()


def test_what_somebody_has_decided_or_is_gone_is_skipped_and_told(kept: ReviewStore) -> None:
    kept.add((NEW, KNOWN))
    kept.decide(NEW.id, "rejected", "ben")
    batch = kept.decide_all((NEW.id, "x-gone", KNOWN.id), "accepted", "ann")
    assert (batch.taken, dict(batch.skipped)) == ((KNOWN.id,), {NEW.id: "ben", "x-gone": None})
    assert statuses(kept) == [("rejected", "ben"), ("accepted", "ann")]
    again = kept.decide_all((KNOWN.id,), "accepted", "ann")
    assert (again.taken, dict(again.skipped)) == ((), {KNOWN.id: "ann"})
    assert len(kept.undo("ann")) == 1
    assert kept.undo("ann") == (), "what decides nothing is no decision"


def test_who_was_overruled_stays_so_when_the_rest_is_taken_back(kept: ReviewStore) -> None:
    kept.add((NEW, KNOWN, OTHER))
    kept.decide_all((NEW.id, KNOWN.id, OTHER.id), "accepted", "ann")
    kept.overrule({KNOWN.id: "rejected"}, "ben")
    assert [review.id for review in kept.undo("ann")] == [NEW.id, OTHER.id]
    assert statuses(kept) == [("pending", None), ("rejected", "ben"), ("pending", None)]
    assert kept.undo("ann") == ()
    kept.undo("ben")
    assert statuses(kept)[1] == ("accepted", "ann"), "as ben found it"
    assert [review.id for review in kept.undo("ann")] == [KNOWN.id]
    assert {status for status, _ in statuses(kept)} == {"pending"}


def test_the_last_of_many_being_overruled_does_not_keep_the_rest(kept: ReviewStore) -> None:
    kept.add((NEW, KNOWN))
    kept.decide_all((NEW.id, KNOWN.id), "rejected", "ann")
    seen = kept.last("ann")
    kept.overrule({KNOWN.id: "accepted"}, "ben")
    assert kept.undo("ann", seen) == (), "the card that was seen is no longer right"
    assert [review.id for review in kept.undo("ann", kept.last("ann"))] == [NEW.id]


def test_a_merge_made_before_stays_when_many_are_taken_back(kept: ReviewStore) -> None:
    more, most = (NEW.model_copy(update={"value": value}) for value in (81, 82))
    kept.add((NEW, more, most))
    kept.decide(NEW.id, "accepted", "ben", "zephyr-3")
    kept.decide_all((more.id, most.id), "accepted", "ann")
    kept.undo("ann")
    assert [(r.status, r.entity) for r in kept.all()] == [
        ("accepted", "zephyr-3"),
        ("pending", "zephyr-3"),
        ("pending", "zephyr-3"),
    ]


def test_two_reviewers_at_once_share_what_there_is(kept: ReviewStore) -> None:
    kept.add(MANY)

    def decide(who: tuple[str, Verdict, list[str]]) -> int:
        by, verdict, found = who
        return len(kept.decide_all(found, verdict, by).taken)

    both: list[tuple[str, Verdict, list[str]]] = [
        ("ann", "accepted", ids(MANY[:30])),
        ("ben", "rejected", ids(MANY[10:])),
    ]
    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(decide, both))
    assert sum(taken) == len(MANY)
    assert sorted(taken) == [10, 30], "whoever comes first has all of theirs"
    held = statuses(kept)
    assert set(held) == {("accepted", "ann"), ("rejected", "ben")}
    assert len(kept.undo("ann")) == taken[0]
    assert statuses(kept).count(("rejected", "ben")) == taken[1]


def test_pressed_several_times_at_once_it_is_one_decision(kept: ReviewStore) -> None:
    kept.add(MANY)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: kept.decide_all(ids(MANY), "accepted", "ann"), range(4)))
    assert sorted(len(batch.taken) for batch in done) == [0, 0, 0, len(MANY)]
    last = kept.last("ann")
    with ThreadPoolExecutor(4) as pool:
        undone = list(pool.map(lambda _: kept.undo("ann", last), range(4)))
    assert sorted(map(len, undone)) == [0, 0, 0, len(MANY)]
    assert kept.undo("ann") == ()


def test_killed_in_the_middle_nothing_was_decided(kept: ReviewStore) -> None:
    kept.add(MANY)
    ended = subprocess.run([sys.executable, "-c", KILLED, str(kept.path)], check=False)
    assert ended.returncode == 9
    assert set(statuses(kept)) == {("pending", None)}
    assert kept.undo("ann") == ()
    assert len(kept.decide_all(ids(MANY), "accepted", "ann").taken) == len(MANY)


def old_file(path: Path) -> None:
    """A file as an older version left it: one finding pending, one that ann has accepted."""
    path.parent.mkdir(parents=True)
    rows = [
        (
            one.id,
            one.document_id,
            None,
            status,
            by,
            at,
            one.model_dump_json(exclude={"measure", "of", "table"}),
        )
        for one, status, by, at in ((KNOWN, "accepted", "ann", "2030-01-01"), (OTHER, "pending", None, None))
    ]
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(OLD)
        base.executemany(
            "INSERT INTO findings (id, document, candidate, status, by, at, record)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        base.execute("INSERT INTO decisions (who, finding, status) VALUES ('ann', ?, 'pending')", (KNOWN.id,))


def test_a_file_of_an_older_version_is_gone_on_with(kept: ReviewStore) -> None:
    old_file(kept.path)
    assert statuses(kept) == [("accepted", "ann"), ("pending", None)]
    assert kept.learned() == {}
    kept.add((NEW,))
    assert kept.decide_all((OTHER.id, NEW.id), "rejected", "ann").taken == (OTHER.id, NEW.id)
    assert [review.id for review in kept.undo("ann")] == [OTHER.id, NEW.id]
    assert [review.id for review in kept.undo("ann")] == [KNOWN.id], "decided by the older version"
    assert {status for status, _ in statuses(kept)} == {"pending"}


def test_several_may_open_an_older_file_at_once(kept: ReviewStore) -> None:
    old_file(kept.path)
    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(lambda _: len(ReviewStore(kept.path).all()), range(16)))
    assert seen == [2] * 16


def test_an_older_file_that_cannot_be_written_is_still_read(
    kept: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_file(kept.path)
    opened = sqlite3.connect

    def read_only(path: Path, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = opened(f"file:{path}?mode=ro", uri=True, **options)
        return connection

    monkeypatch.setattr(sqlite3, "connect", read_only)
    assert statuses(kept) == [("accepted", "ann"), ("pending", None)]
    assert kept.last("ann") == 1

"""Killed between any two statements while figures are decided on: a decision is there, or none of it is."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qa.extraction.finding import Finding
from qa.review.database import ReviewDatabase
from qa.review.store import ReviewStore
from tests.examples import examples
from tests.forks import forks
from tests.qa.review.found import KNOWN, NEW

DONE: Final = 100_000  # more statements than there are
MANY: Final[tuple[Finding, ...]] = tuple(
    KNOWN.model_copy(update={"subject": f"kite-{n}", "value": n}) for n in range(12)
)
GROUP: Final = [one.id for one in MANY]


def steps(store: ReviewStore) -> Iterator[str]:
    """What administrators do, one after the other; each is named once it is done."""
    store.add((NEW, *MANY))
    yield "added"
    store.decide(NEW.id, "accepted", "ann", "zephyr-3")
    yield "merged"
    store.decide_all(GROUP, "accepted", "ann")
    yield "accepted together"
    store.undo("ann")
    yield "taken back together"
    store.decide_all(GROUP, "rejected", "ben")
    yield "rejected together"
    store.overrule(dict.fromkeys(GROUP, "accepted"), "ann")
    yield "overruled"


EXPECTED: Final = {  # of the group, after each step
    "added": "pending",
    "merged": "pending",
    "accepted together": "accepted",
    "taken back together": "pending",
    "rejected together": "rejected",
    "overruled": "accepted",
}


class _Killed(ReviewDatabase):
    """A database whose process ends before its statement number `last`."""

    last, reached = DONE, 0

    def _opened(self) -> sqlite3.Connection:
        base = super()._opened()
        base.set_trace_callback(self._reach)
        return base

    def _reach(self, _statement: str) -> None:
        _Killed.reached += 1
        if _Killed.reached == _Killed.last:
            os.kill(os.getpid(), signal.SIGKILL)


def work(path: Path, log: Path, last: int) -> None:
    """Take the steps, and be killed before statement number `last`; how many there were is logged."""
    store = ReviewStore(path)
    _Killed.last = last
    store._database.__class__ = _Killed
    with log.open("a") as told:
        for step in steps(store):
            told.write(f"{step}\n")
            told.flush()
        told.write(f"{_Killed.reached}\n")


def killed(folder: Path, last: int) -> list[str]:
    """The steps that were done before the kill."""
    log = folder / "log"
    process = forks().Process(target=work, args=(folder / "reviews.sqlite3", log, last))
    process.start()
    process.join(120)
    assert process.exitcode == (0 if last == DONE else -signal.SIGKILL)
    return log.read_text().split("\n")[:-1] if log.exists() else []


def test_killed_anywhere_a_decision_is_whole_or_not_there(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    points = int(killed(whole, DONE)[-1])
    order = [*EXPECTED]
    for last in random.Random(0).sample(range(1, points), min(points - 1, examples(4))):  # noqa: S311
        folder = tmp_path / f"{last}"
        folder.mkdir()
        done = killed(folder, last)
        store = ReviewStore(folder / "reviews.sqlite3")
        held = {review.finding.id: review for review in store.all()}
        group = {held[one].status for one in GROUP if one in held}
        following = order[len(done)] if len(done) < len(order) else order[-1]
        possible = [EXPECTED[step] for step in (*done[-1:], following)]
        assert len(group) <= 1, "a group is decided on together"
        assert group <= set(possible)
        assert len(held) in ((0, len(MANY) + 1) if not done else (len(MANY) + 1,)), "nothing is doubled"
        merged = NEW.id in held and held[NEW.id].entity == "zephyr-3"
        assert merged or "merged" not in done
        assert merged == (NEW.id in held and held[NEW.id].status == "accepted")
        store.decide_all(GROUP, "accepted", "cara")  # what is left can be worked on

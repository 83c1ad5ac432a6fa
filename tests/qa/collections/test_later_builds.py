"""Indexes are built one after the other, beside the answers, and what fails is left alone for a while."""

from __future__ import annotations

from queue import Queue
from threading import Semaphore

import pytest

from index.errors import FootnoteError
from qa.collections.later_builds import AGAIN, LaterBuilds


class Builder:
    """Tells of each build that begins, and ends it when it may."""

    def __init__(self) -> None:
        self.begun, self.may, self.fails = Queue[str](), Semaphore(0), False

    def __call__(self, name: str) -> None:
        self.begun.put(name)
        assert self.may.acquire(timeout=30)
        if self.fails:
            raise FootnoteError("the disk is full")


def test_one_is_built_at_a_time_and_once_however_many_ask() -> None:
    builder = Builder()
    later = LaterBuilds(builder)
    for name in ("a", "b", "a", "b"):
        later.want(name)
    assert builder.begun.get(timeout=30) == "a"
    assert builder.begun.empty()
    builder.may.release()
    assert builder.begun.get(timeout=30) == "b"
    later.want("c")
    builder.may.release()
    assert builder.begun.get(timeout=30) == "c"
    later.want("a")
    builder.may.release()
    assert builder.begun.get(timeout=30) == "a"
    builder.may.release()


def test_what_failed_is_tried_again_later(caplog: pytest.LogCaptureFixture) -> None:
    builder, now = Builder(), [1_000.0]
    later = LaterBuilds(builder, clock=lambda: now[0])
    builder.fails = True
    later.want("a")
    later.want("b")
    for name in "ab":
        assert builder.begun.get(timeout=30) == name
        builder.may.release()
    later.want("c")  # once it has begun, the others have ended
    assert builder.begun.get(timeout=30) == "c"
    assert "the index of the collection a was not built: the disk is full" in caplog.messages
    later.want("a")
    now[0] += AGAIN
    later.want("b")
    builder.may.release()
    assert builder.begun.get(timeout=30) == "b", "a was asked for too soon"
    builder.may.release()

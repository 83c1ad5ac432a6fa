"""Renewal: what is dropped in is built once it stands still, and answered from without a restart."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from bot.renewal import Renewal
from bot.workers import Workers
from index.errors import FootnoteError
from tests.bot.fakes import FakeAssistant


class Versioned(FakeAssistant):
    """An assistant of a version; `newest` is the one in use."""

    newest = 1

    def __init__(self, version: int = 1) -> None:
        super().__init__()
        self.corpus_version = str(version)

    @property
    def outdated(self) -> bool:
        return self.corpus_version != str(self.newest)

    def renewed(self) -> Versioned:
        return Versioned(self.newest)


@pytest.fixture
def workers() -> Workers:
    return Workers(Versioned(), threads=1, waiting=1, seconds=1)


@pytest.fixture(autouse=True)
def _first_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Versioned, "newest", 1)


async def test_a_version_that_others_built_is_answered_from(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewal = Renewal(workers)
    before = workers.assistant
    await renewal.look()
    assert workers.assistant is before
    monkeypatch.setattr(Versioned, "newest", 2)
    await renewal.look()
    assert workers.assistant.corpus_version == "2"


async def test_files_are_built_once_they_stand_still(workers: Workers, tmp_path: Path) -> None:
    built: list[list[str]] = []

    async def build() -> None:
        built.append(sorted(os.listdir(tmp_path)))  # noqa: PTH208

    renewal = Renewal(workers, (tmp_path,), build, seconds=1e9)
    running = asyncio.create_task(renewal.run())
    while not renewal._seen:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    await renewal.look()
    assert built == []
    (tmp_path / "a.pdf").write_bytes(b"half")
    await renewal.look()
    assert built == [], "it may still be growing"
    (tmp_path / "a.pdf").write_bytes(b"the whole")
    await renewal.look()
    await renewal.look()
    await renewal.look()
    assert built == [["a.pdf"]]
    (tmp_path / ".hidden").write_bytes(b"x")
    await renewal.look()
    await renewal.look()
    assert len(built) == 1
    running.cancel()


async def test_what_fails_is_tried_again_when_it_changes(
    workers: Workers, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tries = 0

    async def build() -> None:
        nonlocal tries
        tries += 1
        raise FootnoteError("the disk is full")

    renewal = Renewal(workers, (tmp_path,), build, seconds=0.02)
    running = asyncio.create_task(renewal.run())
    await asyncio.sleep(0.1)
    (tmp_path / "a.pdf").write_bytes(b"1")
    await asyncio.sleep(0.5)
    assert tries == 1
    assert "the documents could not be renewed: the disk is full" in caplog.messages
    (tmp_path / "b.pdf").write_bytes(b"1")
    await asyncio.sleep(0.5)
    assert tries == 2
    assert not running.done()
    running.cancel()

"""Renewal: what is dropped in is built once it stands still, and answered from without a restart."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
import weakref
from contextlib import suppress
from pathlib import Path

import pytest

from bot.__main__ import open_engine
from bot.assistant import Alone
from bot.children import GENTLE, give_way
from bot.renewal import UNBUILT, Renewal, building, stale_building
from bot.workers import Workers
from index.errors import FootnoteError, IndexMissingError
from index.state import folder_state
from index.versions import current_version
from qa.collections.catalogue import CollectionCatalogue
from tests.bot.fakes import FakeAssistant
from tests.qa.collections.stacks import paper, put, settings_of, stacks

FREEZE = gc.freeze


class Versioned(FakeAssistant):
    """An assistant of a version; `newest` is the one in use."""

    newest = 1

    def __init__(self, version: int = 1) -> None:
        super().__init__()
        self.corpus_version = str(version)

    @property
    def outdated(self) -> bool:  # type: ignore[override]
        return self.corpus_version != str(self.newest)

    def renewed(self) -> Versioned:
        return Versioned(self.newest)


@pytest.fixture(autouse=True)
def _first_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Versioned, "newest", 1)
    monkeypatch.setattr(gc, "freeze", lambda: None)  # it would last as long as the tests


def workers() -> Workers:
    return Workers(Alone(Versioned()), threads=1, waiting=1, seconds=1)


def test_a_version_that_others_built_is_answered_from(monkeypatch: pytest.MonkeyPatch) -> None:
    held = workers()
    renewal, before = Renewal(held), held.assistants.of(None)
    renewal.look()
    assert held.assistants.of(None) is before
    monkeypatch.setattr(Versioned, "newest", 2)
    renewal.look()
    assert held.assistants.of(None).corpus_version == "2"


def test_the_assistant_that_answered_before_is_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    held = workers()
    renewal, before = Renewal(held), weakref.ref(held.assistants.of(None))
    held.assistants.of(None).itself = held.assistants.assistant  # type: ignore[attr-defined]  # as parts of the real one do
    FREEZE()
    assert gc.get_freeze_count() > 0
    monkeypatch.setattr(Versioned, "newest", 2)
    renewal.look()
    assert before() is None
    assert gc.get_freeze_count() == 0


def test_a_build_gives_way_to_answers() -> None:
    with subprocess.Popen((sys.executable, "-c", "input()"), stdin=subprocess.PIPE) as process:
        give_way(process.pid)
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == min(19, own + GENTLE)
        process.communicate(b"\n")
    give_way(process.pid)


def test_files_are_built_once_they_stand_still(tmp_path: Path) -> None:
    built: list[list[str]] = []
    renewal = Renewal(
        workers(), (tmp_path,), lambda: built.append(sorted(path.name for path in tmp_path.iterdir()))
    )
    renewal.look()
    assert built == []
    (tmp_path / "a.pdf").write_bytes(b"half")
    renewal.look()
    assert built == [], "it may still be growing"
    (tmp_path / "a.pdf").write_bytes(b"the whole")
    for _ in range(3):
        renewal.look()
    assert built == [["a.pdf"]]
    (tmp_path / ".hidden").write_bytes(b"x")
    for _ in range(2):
        renewal.look()
    assert len(built) == 1


def test_what_is_dropped_in_while_the_assistant_is_opened_is_built(tmp_path: Path) -> None:
    seen, built = folder_state((tmp_path,)), list[str]()
    (tmp_path / "late.pdf").write_bytes(b"late")
    renewal = Renewal(workers(), (tmp_path,), lambda: built.append("built"), seen=seen)
    for _ in range(3):
        renewal.look()
    assert built == ["built"]


def test_what_fails_is_told_and_tried_again_when_it_changes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tried = threading.Semaphore(0)

    def build() -> None:
        tried.release()
        raise FootnoteError("the disk is full")

    renewal = Renewal(workers(), (tmp_path,), build, seconds=0.01)
    renewal.start()
    try:
        for name in ("a.pdf", "b.pdf"):
            (tmp_path / name).write_bytes(b"1")
            assert tried.acquire(timeout=30)
            assert not tried.acquire(timeout=0.2), "nothing has changed since"
    finally:
        renewal.stop()
    assert "the documents could not be renewed: the disk is full" in caplog.messages


def test_an_index_is_built_in_a_process_of_its_own(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(FootnoteError, match=UNBUILT):
        building(tmp_path / "nowhere", tmp_path / "data")()
    assert any("nowhere" in message for message in caplog.messages)


def test_nobody_who_asks_waits_for_the_index_of_a_collection(tmp_path: Path) -> None:
    """The first who asks finds it missing, and a process of its own builds it."""
    settings = stacks(tmp_path)
    assistants, _ = open_engine(settings)
    catalogue = CollectionCatalogue(settings)
    catalogue.create("own", owner=1)
    put(catalogue, "own", paper("toll", "Tolls", "# Tolls\n\nThe Onvel bridge toll is four coins.\n"))
    assert assistants.of(1).reports("en") == ()
    data = settings_of(catalogue, "own").data_dir
    for _ in range(600):
        with suppress(IndexMissingError):
            current_version(data)
            break
        time.sleep(0.1)
    (cited,) = assistants.of(1).ask("What is the Onvel bridge toll?").answer.citations
    assert cited.quote == "The Onvel bridge toll is four coins."
    built = current_version(data)
    stale_building(settings.corpus, settings.data_dir)("own")
    assert current_version(data) == built, "there is nothing to build"

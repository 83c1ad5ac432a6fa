"""The store of shown answers: bounded, surviving restarts, calm about broken disks."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot import answers as module
from bot.answers import AnswerStore, ShownAnswer, new_key
from index.errors import StorageError
from tests.bot import fakes
from tests.bot.conftest import Clock

NOBODY = 65_534


def record(key: str) -> ShownAnswer:
    return ShownAnswer(key=key, reply=fakes.R1, asker=1, channel=2, private=True, shareable=True, by="Al")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "answers.sqlite3"


@pytest.fixture(autouse=True)
def _nothing_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RECENT", 0)


@pytest.fixture
async def store(path: Path, clock: Clock) -> AsyncIterator[AnswerStore]:
    one = AnswerStore(path, keep=3, days=2, clock=clock)
    yield one
    await one.close()
    await one.close()  # twice does no harm


async def test_what_is_put_is_got_by_another_process(store: AnswerStore, path: Path, clock: Clock) -> None:
    await store.put(record("a"))
    other = AnswerStore(path, keep=3, days=2, clock=clock)
    assert await other.get("a") == record("a")
    assert await other.get("b") is None
    await other.close()


async def test_the_newest_answers_are_kept(store: AnswerStore, clock: Clock) -> None:
    for key in "abcd":
        clock.now += 1
        await store.put(record(key))
    assert [await store.get(key) is not None for key in "abcd"] == [False, True, True, True]


async def test_old_answers_expire_and_leave_the_disk(store: AnswerStore, path: Path, clock: Clock) -> None:
    await store.put(record("a"))
    clock.now += 2 * 86_400
    assert await store.get("a") is None
    await store.put(record("b"))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT key FROM answers").fetchall() == [("b",)]
    connection.close()


async def test_an_answer_kept_before_replies_had_lines_is_still_shown(store: AnswerStore, path: Path) -> None:
    await store.put(record("a"))
    with sqlite3.connect(path) as connection:
        ((kept,),) = connection.execute("SELECT record FROM answers").fetchall()
        shown = json.loads(kept)
        del shown["reply"]["lines"]
        shown["reply"]["headings"] = ["Scores:"]
        connection.execute("UPDATE answers SET record = ?", (json.dumps(shown),))
    connection.close()
    assert await store.get("a") == record("a")


async def test_a_deleted_answer_is_gone(store: AnswerStore) -> None:
    await store.put(record("a"))
    await store.delete("a")
    assert await store.get("a") is None


@pytest.fixture
def damaged(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is not a database, however long it may be" * 100)


@pytest.mark.usefixtures("damaged")
async def test_a_damaged_file_is_set_aside(
    store: AnswerStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert await store.get("a") is None
    await store.put(record("a"))
    assert await store.get("a") == record("a")
    assert "is damaged" in caplog.text
    assert path.with_name("answers.sqlite3.damaged").read_bytes().startswith(b"this is not")


async def test_a_record_of_another_version_has_expired(
    store: AnswerStore, path: Path, caplog: pytest.LogCaptureFixture, clock: Clock
) -> None:
    await store.put(record("a"))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE answers SET record = '{}'")
    connection.close()
    assert await store.get("a") is None
    assert "another version" in caplog.text


async def test_a_full_disk_is_told_of_and_does_no_harm(
    store: AnswerStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await store.put(record("a"))
    limit = await store._run(lambda: store._connected().execute("PRAGMA page_count").fetchone()[0])
    await store._run(lambda: store._connected().execute(f"PRAGMA max_page_count = {limit}").fetchall())
    for number in range(20):
        await store.put(record(f"b{number}"))
        if "full" in caplog.text:
            break
    assert "kept in memory only" in caplog.text
    assert "database or disk is full" in caplog.text


async def test_a_folder_that_cannot_be_used(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    store = AnswerStore(tmp_path / "file" / "answers.sqlite3", keep=3, days=1)
    await store.put(record("a"))
    assert "kept in memory only" in caplog.text
    with pytest.raises(StorageError, match="check that the folder is writable"):
        await store.get("a")
    with pytest.raises(StorageError):
        await store.delete("a")
    await store.close()


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that may be read but not written, for an unprivileged user: root becomes one."""
    with TemporaryDirectory() as folder:
        path, me = Path(folder), os.geteuid()
        path.chmod(0o555)
        try:
            if me == 0:
                os.seteuid(NOBODY)
            yield path
        finally:
            os.seteuid(me)
            path.chmod(0o755)


async def test_a_read_only_folder(read_only: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = AnswerStore(read_only / "answers.sqlite3", keep=3, days=1)
    await store.put(record("a"))
    assert "kept in memory only" in caplog.text
    assert "unable to open database file" in caplog.text
    await store.close()


async def test_recent_answers_need_no_disk(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RECENT", 2)
    (tmp_path / "file").write_text("")
    store = AnswerStore(tmp_path / "file" / "answers.sqlite3", keep=3, days=1, clock=clock)
    for key in "abc":
        await store.put(record(key))
    assert await store.get("c") == record("c")
    with pytest.raises(StorageError):
        await store.get("a")
    clock.now += 86_400
    assert await store.get("c") is None
    await store.close()


def test_keys_fit_custom_ids() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {12}

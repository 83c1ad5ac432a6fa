"""The store of shown answers: bounded, surviving restarts, calm about broken disks."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from index.errors import StorageError
from qa.store import recent as module
from qa.store.address import FILE, store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.erasure import Erasure
from qa.store.rows import answer_row
from qa.store.shares import Share
from qa.store.shown_answer import ShownAnswer, new_key
from qa.store.tables import answers
from tests.bot import fakes
from tests.bot.conftest import Clock
from tests.bot.disks import fill

NOBODY = 65_534


def record(key: str) -> ShownAnswer:
    return ShownAnswer(key=key, reply=fakes.R1, asker=1, channel=2, private=True, shareable=True, by="Al")


def opened(path: Path, clock: Clock) -> AnswerStore:
    """A store whose file is `path`."""
    return AnswerStore(StoreDatabase(store_address(path.parent)), keep=3, days=2, clock=clock)


def on_disk(path: Path) -> bytes:
    """All that lies in the folder of a store: SQLite's log as well."""
    return b"".join(one.read_bytes() for one in path.parent.iterdir())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / FILE


@pytest.fixture(autouse=True)
def _nothing_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RECENT", 0)


@pytest.fixture
async def store(path: Path, clock: Clock) -> AsyncIterator[AnswerStore]:
    one = opened(path, clock)
    yield one
    await one.close()
    await one.close()  # twice does no harm


async def test_what_is_put_is_got_by_another_process(store: AnswerStore, path: Path, clock: Clock) -> None:
    await store.put(record("a"))
    other = opened(path, clock)
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
        ((kept,),) = connection.execute("SELECT reply FROM answers").fetchall()
        reply = json.loads(kept)
        del reply["lines"]
        reply["headings"] = ["Scores:"]
        connection.execute("UPDATE answers SET reply = ?", (json.dumps(reply),))
    connection.close()
    assert await store.get("a") == record("a")


async def test_of_a_deleted_answer_only_its_owner_is_kept(store: AnswerStore, path: Path) -> None:
    await store.put(record("a"))
    await store.forget("a")
    assert await store.get("a") is None
    assert await store.asker("a") == 1
    assert b"DeepSeek" not in on_disk(path)
    await store.remove("a")
    assert await store.asker("a") is None


async def test_a_file_of_the_first_version_is_taken_over(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path.with_name("answers.sqlite3")) as connection:
        connection.execute(
            "CREATE TABLE answers (key TEXT PRIMARY KEY, shown_at REAL NOT NULL, record TEXT NOT NULL)"
        )
        kept = record("a").model_dump_json(exclude={"guild", "source", "parent"})
        connection.execute("INSERT INTO answers VALUES ('a', ?, ?)", (clock.now, kept))
    connection.close()
    store = opened(path, clock)
    assert await store.get("a") == record("a")
    assert (await store.begin_share("a")).state == "mine"
    await store.close()


async def test_whoever_shares_first_is_the_only_one(store: AnswerStore) -> None:
    await store.put(record("a"))
    first, second = await asyncio.gather(store.begin_share("a"), store.begin_share("a"))
    assert (first.state, second.state) == ("mine", "running")
    assert second.key == first.key
    await store.end_share("a", 7)
    assert await store.begin_share("a") == Share("done", first.key, 7)


async def test_a_share_that_was_given_up_can_be_begun_again(store: AnswerStore) -> None:
    await store.put(record("a"))
    await store.begin_share("a")
    await store.give_up_share("a")
    assert (await store.begin_share("a")).state == "mine"


async def test_after_a_crash_one_may_find_out_whether_an_answer_was_shared(
    store: AnswerStore, path: Path, clock: Clock
) -> None:
    await store.put(record("a"))
    begun = await store.begin_share("a")
    restarted = opened(path, clock)
    states = [await restarted.begin_share("a") for _ in range(2)]
    assert states == [Share("unclear", begun.key), Share("running", begun.key)]
    await restarted.give_up_share("a", unclear=True)
    assert await restarted.begin_share("a") == Share("unclear", begun.key)
    await restarted.close()


async def test_nothing_may_be_shared_that_cannot_be_written_down(
    store: AnswerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.put(record("a"))
    with monkeypatch.context() as patch:
        fill(patch)
        with pytest.raises(StorageError):
            await store.begin_share("a")
    assert (await store.begin_share("a")).state == "mine"


async def test_cards_that_are_gone_leave_nothing(store: AnswerStore) -> None:
    for number, key in enumerate("abc"):
        await store.put(record(key).model_copy(update={"channel": number, "parent": 9, "guild": number}))
    await store.posted("a", 70)
    await store.remove_messages((70, 71))
    assert [await store.asker(key) for key in "abc"] == [None, 1, 1]
    await Erasure(store).server(1)
    assert [await store.asker(key) for key in "abc"] == [None, None, 1]
    await store.remove_channel(9)
    assert await store.asker("c") is None


async def test_a_question_that_was_deleted_is_kept_nowhere(store: AnswerStore, path: Path) -> None:
    await store.put(record("a").model_copy(update={"source": 5}))
    await store.forget_questions((5,))
    kept = await store.get("a")
    assert kept is not None
    assert kept.reply.answer.answer == fakes.R1.answer.answer
    assert fakes.R1.answer.question.encode() not in on_disk(path)


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
    assert path.with_name(f"{FILE}.damaged").read_bytes().startswith(b"this is not")


async def test_a_fault_that_is_not_the_files_leaves_it_where_it_is(store: AnswerStore, path: Path) -> None:
    await store.put(record("a"))
    with pytest.raises(StorageError, match="UNIQUE"):
        await store.database.write(
            lambda base: base.execute(answers.insert().values(answer_row(record("a"), 0)))
        )
    assert await store.get("a") == record("a")
    assert not path.with_name(f"{FILE}.damaged").exists()


async def test_a_record_of_another_version_has_expired(
    store: AnswerStore, path: Path, caplog: pytest.LogCaptureFixture, clock: Clock
) -> None:
    await store.put(record("a"))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE answers SET reply = '{}'")
    connection.close()
    assert await store.get("a") is None
    assert "another version" in caplog.text


async def test_a_full_disk_is_told_of_and_does_no_harm(
    store: AnswerStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await store.put(record("a"))
    with monkeypatch.context() as patch:
        fill(patch)
        await store.put(record("b"))
        with pytest.raises(StorageError, match="disk is full"):
            await store.forget("a")
    assert "kept in memory only" in caplog.text
    assert await store.get("a") == record("a")


async def test_a_folder_that_cannot_be_used(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    store = opened(tmp_path / "file" / FILE, clock)
    await store.put(record("a"))
    assert "kept in memory only" in caplog.text
    with pytest.raises(StorageError, match="check that the folder is writable"):
        await store.get("a")
    with pytest.raises(StorageError):
        await store.forget("a")
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


async def test_a_read_only_folder(read_only: Path, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    store = opened(read_only / FILE, clock)
    await store.put(record("a"))
    assert "kept in memory only" in caplog.text
    assert "Permission denied; check that the folder is writable" in caplog.text
    await store.close()


async def test_recent_answers_need_no_disk(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RECENT", 2)
    (tmp_path / "file").write_text("")
    store = opened(tmp_path / "file" / FILE, clock)
    for key in "abc":
        await store.put(record(key))
    assert await store.get("c") == record("c")
    with pytest.raises(StorageError):
        await store.get("a")
    clock.now += 2 * 86_400
    assert await store.get("c") is None
    await store.close()


def test_keys_fit_custom_ids() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {12}

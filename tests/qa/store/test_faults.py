"""What goes wrong is told in one line, without a password or what was to be written."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, text

from bot.settings import BotSettings
from index.errors import StorageError
from qa.store import database as database_module
from qa.store import engines
from qa.store.address import FILE, StoreAddress, store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.elected import ElectedProcess
from qa.store.engines import blocking_engine
from qa.store.tables import answers, events
from tests.bot.conftest import Clock
from tests.qa.store.conftest import Open, shown

HIDDEN = "hunter-2"


def spoil(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000] + os.urandom(40_000))


def remove(file: Path) -> None:
    file.unlink()


def count(base: Connection) -> int:
    return int(base.execute(text("SELECT COUNT(*) FROM answers")).scalar_one())


@pytest.mark.parametrize(
    "given",
    [
        "mysql://me:hunter-2@host/name",
        "not an address hunter-2",
        "sqlite+aiosqlite://",
        "postgresql://h:port/x",
    ],
)
def test_an_address_that_cannot_be_used(tmp_path: Path, given: str) -> None:
    with pytest.raises(StorageError, match=r"write sqlite\+aiosqlite:///FILE or") as told:
        store_address(tmp_path, given)
    assert HIDDEN not in str(told.value)


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgresql://h/n", "postgresql+psycopg"),
        ("postgresql+asyncpg://h/n", "postgresql+psycopg"),
        ("sqlite:////tmp/x.db", "sqlite+aiosqlite"),
    ],
)
def test_whatever_driver_an_address_names_the_stores_own_is_used(
    tmp_path: Path, given: str, driver: str
) -> None:
    assert store_address(tmp_path, given).url.drivername == driver


def test_an_address_stands_in_the_environment_and_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_DATABASE", f"postgresql://me:{HIDDEN}@h/n")
    settings = BotSettings()
    assert settings.database_address == f"postgresql://me:{HIDDEN}@h/n"
    assert HIDDEN not in repr(settings)
    monkeypatch.setenv("FOOTNOTE_DATABASE", "")
    assert BotSettings().database_address in (None, "")


async def test_a_server_that_cannot_be_reached(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    url = f"postgresql://me:{HIDDEN}@/name?host={tmp_path}&sslpassword={HIDDEN}"
    store = AnswerStore(StoreDatabase(store_address(tmp_path / "data", url)), keep=3, days=2)
    with pytest.raises(StorageError, match="check that the database server runs and can be reached") as told:
        await store.get("a")
    assert "me:***@" in str(told.value)
    await store.put(shown("a"))  # the bot goes on
    assert await store.get("a") == shown("a")
    assert "kept in memory only" in caplog.text
    assert HIDDEN not in caplog.text + str(told.value)
    await store.close()


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_a_database_that_is_not_there(address: StoreAddress, server: str) -> None:
    gone = StoreDatabase(StoreAddress(address.url.set(database="nowhere", password=HIDDEN), address.folder))
    with pytest.raises(StorageError, match='"nowhere" does not exist') as told:
        await gone.read(count)
    assert HIDDEN not in str(told.value)
    await gone.close()


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_a_connection_that_the_server_ended_is_made_anew(store: AnswerStore, open_store: Open) -> None:
    await store.put(shown("a"))
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"  # noqa: S608 - no words of others
    await open_store().read(lambda base: base.execute(text(end)).all())
    await store.put(shown("b"))
    assert await store.database.read(count) == 2


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_a_server_that_does_not_answer_is_not_waited_for_for_long(
    store: AnswerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.put(shown("a"))
    monkeypatch.setattr(database_module, "LONGEST", 0.2)
    with pytest.raises(StorageError, match="check that the database server runs and can be reached"):
        await store.database.read(lambda base: base.execute(text("SELECT pg_sleep(25)")))
    monkeypatch.undo()
    assert await store.database.read(count) == 1


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_a_server_that_vanishes_is_noticed_by_every_connection(
    address: StoreAddress, database: StoreDatabase
) -> None:
    """On a socket of the same machine the system has nothing to look after: what libpq was told is asked."""
    opened, elected = blocking_engine(address), await ElectedProcess(database)._connected()
    with opened.connect() as base:
        told = [_told(base), await database.read(_told), await database.write(_told)]
    async with elected:
        told.append(elected.info.get_parameters())
    opened.dispose()
    wanted = {"keepalives_idle": "5", "keepalives_count": "2", "tcp_user_timeout": "10000"}
    assert [{name: one.get(name) for name in wanted} for one in told] == [wanted] * 4
    assert all("tcp_keepalives_idle=5" in one["options"] for one in told)


def _told(base: Connection) -> dict[str, str]:
    """What a connection was made with, as far as it is not what it would be anyway."""
    held: psycopg.Connection[object] | None = base.connection.driver_connection
    assert held is not None
    return held.info.get_parameters()


async def test_a_missing_driver_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    database = StoreDatabase(store_address(tmp_path, "postgresql://h/n"))
    with pytest.raises(StorageError, match=r"needs psycopg: pip install 'footnote\[postgres\]'"):
        await database.read(count)
    await database.close()


async def test_what_was_to_be_written_stands_in_no_message(store: AnswerStore) -> None:
    row = {"key": HIDDEN, "created": 0, "question": HIDDEN, "corpus_version": ""}
    flags = dict.fromkeys(("private", "shareable", "headed", "pictured"), False)

    def twice(base: Connection) -> None:
        for _ in range(2):
            base.execute(answers.insert().values(row | flags))

    with pytest.raises(StorageError, match=r"(?i)unique") as told:
        await store.database.write(twice)
    assert HIDDEN not in str(told.value)
    assert await store.database.read(count) == 0


async def test_a_call_that_fails_leaves_nothing(store: AnswerStore) -> None:
    def half(base: Connection) -> None:
        base.execute(events.insert().values(name="a", at=0))
        raise StorageError("no further")

    with pytest.raises(StorageError, match="no further"):
        await store.database.write(half)
    left = await store.database.read(lambda base: base.execute(events.select()).all())
    assert left == []


async def test_a_call_that_is_given_up_leaves_nothing_and_the_next_goes_on(store: AnswerStore) -> None:
    await store.put(shown("a"))
    tasks = [asyncio.create_task(store.put(shown(f"k{number}"))) for number in range(10)]
    await asyncio.sleep(0)
    for task in tasks[:5]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert [await store.get(f"k{number}") is not None for number in range(5, 10)] == [True] * 5
    await store.put(shown("b"))
    assert await store.get("b") == shown("b")


async def test_a_store_that_was_closed_is_not_opened_again(store: AnswerStore) -> None:
    await store.put(shown("a"))
    await store.close()
    await store.close()
    with pytest.raises(StorageError, match="is closed"):
        await store.database.read(count)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
class TestFile:
    """What can befall a file."""

    @pytest.fixture
    def file(self, address: StoreAddress) -> Path:
        assert address.file is not None
        return address.file

    async def test_one_that_is_full_takes_nothing_more_and_goes_on(
        self, store: AnswerStore, open_store: Open, clock: Clock, no_memory: None
    ) -> None:
        await store.put(shown("a"))

        def limit(pages: str) -> Callable[[Connection], object]:
            return lambda base: base.exec_driver_sql(f"PRAGMA max_page_count = {pages}").all()

        await store.database.write(limit("1"))  # which SQLite takes for: no more than there are
        for number in range(50):
            await store.put(shown(f"k{number}"))
        assert await store.get("k49") is None
        await store.database.write(limit("1000000"))
        await store.put(shown("b"))
        assert [await store.get(key) is not None for key in "ab"] == [True, True]

    async def test_one_that_another_holds_is_waited_for(
        self, file: Path, store: AnswerStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await store.put(shown("a"))
        await store.database._disconnect()
        monkeypatch.setattr(engines, "WAIT", 0.05)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError, match="locked; try again in a moment"):
                await store.forget("a")
            other.execute("ROLLBACK")
        await store.forget("a")

    async def test_one_that_is_damaged_while_it_is_in_use(
        self, file: Path, store: AnswerStore, no_memory: None, caplog: pytest.LogCaptureFixture
    ) -> None:
        await store.put(shown("a"))
        await store.database._disconnect()
        spoil(file)
        assert await store.get("a") is None
        await store.put(shown("b"))
        assert await store.get("b") == shown("b")
        assert "is damaged" in caplog.text
        assert file.with_name(f"{FILE}.damaged").exists()

    async def test_one_that_somebody_removed_is_begun_anew(
        self, file: Path, store: AnswerStore, no_memory: None
    ) -> None:
        await store.put(shown("a"))
        await store.close()
        remove(file)
        again = AnswerStore(StoreDatabase(store_address(file.parent)), keep=3, days=2)
        assert await again.get("a") is None
        await again.put(shown("b"))
        assert await again.get("b") == shown("b")
        await again.close()

    async def test_who_reads_waits_for_nobody_who_writes(self, file: Path, store: AnswerStore) -> None:
        await store.put(shown("a"))
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("DELETE FROM answers")
            assert await store.database.read(count) == 1
            other.execute("ROLLBACK")

    async def test_who_only_reads_cannot_write(self, store: AnswerStore) -> None:
        with pytest.raises(StorageError, match="readonly"):
            await store.database.read(lambda base: base.execute(events.insert().values(name="a", at=0)))

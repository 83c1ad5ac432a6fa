"""Opening a store: made once, brought up to date, taken over from earlier versions, and refused clearly."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from index.errors import StorageError
from qa.store import opening, predecessors
from qa.store.address import FILE, StoreAddress, store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.events import Events
from qa.store.opening import MIGRATIONS, migrate, open_store
from qa.store.rows import answer_row
from qa.store.tables import NAMES, REVISION, answers, metadata
from qa.store.taught import TaughtAnswers
from tests.bot import fakes
from tests.bot.conftest import Clock
from tests.forks import forks
from tests.qa.store.conftest import quoting, shown

FIRST = "CREATE TABLE answers (key TEXT PRIMARY KEY, shown_at REAL NOT NULL, record TEXT NOT NULL)"
LATER = """CREATE TABLE answers (key TEXT PRIMARY KEY, shown_at REAL NOT NULL, record TEXT NOT NULL,
    asker INTEGER, guild INTEGER, channel INTEGER, parent INTEGER, message INTEGER, source INTEGER,
    about INTEGER, share TEXT, sharer TEXT, shared INTEGER)"""
EVENTS = "CREATE TABLE events (name TEXT PRIMARY KEY, at REAL NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0)"
NOW = 1_000_000.0

pytestmark = pytest.mark.usefixtures("no_memory")


def of_version_one(path: Path) -> None:
    """An answer as the first version kept it: nothing but its record."""
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(FIRST)
        record = shown("a").model_dump_json(exclude={"source", "parent", "about"})
        base.execute("INSERT INTO answers VALUES ('a', ?, ?)", (NOW, record))


def of_version_two(path: Path) -> None:
    """Answers as the second version kept them: one was shared, one forgotten, one unreadable."""
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(LATER)
        base.execute("PRAGMA user_version = 2")
        insert = "INSERT INTO answers (key, shown_at, record, asker, guild, channel, message, share, shared)"
        values = f"{insert} VALUES (?, ?, ?, 1, 5, 2, ?, ?, ?)"
        base.execute(values, ("a", NOW, quoting("a", "boats").model_dump_json(), 70, "public", 71))
        base.execute(values, ("b", NOW, "", 72, None, None))
        base.execute(values, ("c", NOW, '{"other": 1}', 73, None, None))


def events_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(EVENTS)
        base.execute("PRAGMA user_version = 1")
        base.executemany(
            "INSERT INTO events VALUES (?, ?, ?)", [("message:1", NOW, 0), ("message:2", NOW, 1)]
        )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm")))


@pytest.mark.filterwarnings("ignore:autogenerate skipping:UserWarning")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection:sqlalchemy.exc.SAWarning")
async def test_the_tables_are_as_the_migrations_leave_them(address: StoreAddress) -> None:
    open_store(address)
    engine = create_engine(address.blocking)
    with engine.connect() as base:
        context = MigrationContext.configure(base, opts={"compare_server_default": True})
        found = [one for one in compare_metadata(context, metadata) if "uq_watches_once" not in str(one)]
        assert found == []
        named = {
            name
            for table in metadata.sorted_tables
            for kind in ("foreign_keys", "check_constraints", "unique_constraints")
            for one in getattr(inspect(base), f"get_{kind}")(table.name)
            if (name := one["name"])
        }
    engine.dispose()
    assert {
        *("fk_quoted_answer_answers", "fk_feedback_answer_answers", "fk_watches_answer_answers"),
        *("uq_answers_key", "ck_feedback_verdict", "ck_retention_days"),
        *("uq_api_keys_digest", "uq_api_keys_guild_name"),
        *("ck_watches_watched", "ck_watches_watcher", "ck_spent_tokens_who"),
    } == named


def test_the_newest_version_is_known_without_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [REVISION]
    assert set(NAMES) == {"ix", "uq", "ck", "fk", "pk"}


async def test_a_store_is_opened_by_many_at_once(address: StoreAddress) -> None:
    stores = [AnswerStore(StoreDatabase(address), keep=100, days=2) for _ in range(8)]
    await asyncio.gather(*(store.put(shown(f"k{number}")) for number, store in enumerate(stores)))
    assert [await stores[0].get(f"k{number}") is not None for number in range(8)] == [True] * 8
    for store in stores:
        await store.close()


def _open(begin: Callable[[], object], address: StoreAddress, number: int) -> None:
    begin()

    async def put() -> None:
        store = AnswerStore(StoreDatabase(address), keep=100, days=2, clock=lambda: NOW)
        await store.put(shown(f"k{number}"))
        await store.close()

    asyncio.run(put())


async def test_processes_that_open_at_once_do_not_race(
    address: StoreAddress, clock: Clock, data: Path
) -> None:
    of_version_two(data / "answers.sqlite3")
    context = forks()
    barrier = context.Barrier(4)
    workers = [context.Process(target=_open, args=(barrier.wait, address, number)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    store = AnswerStore(StoreDatabase(address), keep=100, days=2, clock=clock)
    assert [await store.get(key) is not None for key in ("a", "b", "k0", "k1", "k2", "k3")] == [
        *(True, False, True, True, True, True)
    ]
    assert "answers.sqlite3.taken-over" in files(data)
    await store.close()


@pytest.mark.parametrize("release", [of_version_one, of_version_two])
async def test_the_answers_of_each_earlier_release_are_taken_over(
    address: StoreAddress,
    clock: Clock,
    data: Path,
    release: Callable[[Path], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    release(data / "answers.sqlite3")
    store = AnswerStore(StoreDatabase(address), keep=100, days=2, clock=clock)
    if release is of_version_one:
        assert await store.get("a") == shown("a")
        assert (await store.begin_share("a")).state == "mine"
    else:
        assert await store.get("a") == quoting("a", "boats", shareable=False)
        share = await store.begin_share("a")
        assert (share.state, share.key, share.message) == ("done", "public", 71)
        assert [await store.get(key) for key in "bc"] == [None, None]
        assert [await store.asker(key) for key in "bc"] == [1, None]
        assert "kept by another version" in caplog.text
        await store.remove_messages((70,))
        assert await store.get("a") is None
    assert [name for name in files(data) if name != FILE] == (
        ["answers.sqlite3.taken-over"] if release is of_version_one else []  # what was deleted is in it, too
    )
    await store.close()


async def test_events_of_an_earlier_release_are_taken_over(
    address: StoreAddress, clock: Clock, data: Path
) -> None:
    events_file(data / "events.sqlite3")
    events = Events(StoreDatabase(address), clock)
    assert [await events.first(message) for message in (1, 2, 3)] == [False, False, True]
    assert [await events.withdrawn(message) for message in (1, 2)] == [False, True]
    assert "events.sqlite3.taken-over" in files(data)
    await events.close()


async def test_what_was_deleted_before_a_file_was_put_away_does_not_come_back(
    address: StoreAddress, clock: Clock, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_version_two(data / "answers.sqlite3")
    with monkeypatch.context() as patch:
        patch.setattr(opening, "put_away", lambda _: None)  # the process ended there
        first = AnswerStore(StoreDatabase(address), keep=100, days=2, clock=clock)
        await first.forget("a")
        await first.close()
    assert "answers.sqlite3" in files(data)
    again = AnswerStore(StoreDatabase(address), keep=100, days=2, clock=clock)
    assert await again.get("a") is None
    assert "answers.sqlite3" not in files(data)
    await again.close()


async def test_an_older_program_that_ran_meanwhile_is_taken_over_from_again(
    address: StoreAddress, clock: Clock, data: Path
) -> None:
    of_version_two(data / "answers.sqlite3")
    for key, release in (("a", of_version_two), ("a", of_version_one)):
        if not (data / "answers.sqlite3").exists():
            release(data / "answers.sqlite3")
        store = AnswerStore(StoreDatabase(address), keep=100, days=2, clock=clock)
        assert await store.get(key) == quoting("a", "boats", shareable=False)  # what is here already stays
        await store.close()
    assert "answers.sqlite3" not in files(data)


@pytest.mark.parametrize("content", [b"this is no database, however long it may be" * 100, b""])
async def test_a_file_that_cannot_be_read_is_set_aside_and_told_of(
    address: StoreAddress, data: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (data / "answers.sqlite3").write_bytes(content)
    events_file(data / "events.sqlite3")
    store = AnswerStore(StoreDatabase(address), keep=100, days=2)
    await store.put(shown("a"))
    assert await store.get("a") == shown("a")
    after = "damaged" if content else "taken-over"
    assert [name for name in files(data) if name != FILE] == [
        f"answers.sqlite3.{after}",
        "events.sqlite3.taken-over",
    ]
    assert ("is damaged" in caplog.text) == bool(content)
    await store.close()


async def test_many_rows_are_taken_over_in_parts(
    address: StoreAddress, clock: Clock, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(predecessors, "BATCH", 3)
    with closing(sqlite3.connect(data / "events.sqlite3")) as base, base:
        base.execute(EVENTS)
        rows = [(f"message:{number}", NOW, number % 2) for number in range(10)]
        base.executemany("INSERT INTO events VALUES (?, ?, ?)", rows)
    events = Events(StoreDatabase(address), clock)
    assert [await events.withdrawn(number) for number in range(10)] == [False, True] * 5
    await events.close()


async def test_a_store_of_a_newer_version_is_left_alone(address: StoreAddress) -> None:
    open_store(address)
    engine = create_engine(address.blocking)
    with engine.begin() as base:
        base.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database = StoreDatabase(address)
    with pytest.raises(StorageError, match=r"was made by a newer version of Footnote: install that one"):
        await database.read(lambda base: base.execute(text("SELECT 1")).all())
    with engine.begin() as base:
        assert base.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    engine.dispose()
    await database.close()


async def test_a_migration_that_fails_leaves_nothing(
    address: StoreAddress, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_version_two(data / "answers.sqlite3")

    def fail(base: Connection, _: Path) -> None:
        base.execute(text("SELECT * FROM nowhere"))

    database = StoreDatabase(address)
    with monkeypatch.context() as patch:
        patch.setattr(opening, "take_over", fail)
        with pytest.raises(StorageError, match="nowhere"):
            await database.read(lambda base: base.execute(text("SELECT 1")).all())
    engine = create_engine(address.blocking)
    with engine.connect() as base:
        assert inspect(base).get_table_names() == []
    engine.dispose()
    assert "answers.sqlite3" in files(data)
    assert await database.read(lambda base: len(inspect(base).get_table_names())) == len(metadata.tables) + 1
    await database.close()


async def test_a_store_of_the_version_before_is_brought_up_to_date(address: StoreAddress) -> None:
    address.folder.mkdir()
    engine = create_engine(address.blocking)
    with engine.begin() as base:
        migrate(base, address, "0001")
    row = {**answer_row(shown("a"), NOW)}
    del row["post"]
    with engine.begin() as base:
        assert "taught" not in inspect(base).get_table_names()
        base.execute(answers.insert().values(row))
    engine.dispose()
    store = AnswerStore(StoreDatabase(address), keep=100, days=2, clock=lambda: NOW)
    assert await store.get("a") == shown("a")
    await store.mark("a", 1, "solved")
    assert await TaughtAnswers(store.database).of(5) == ()
    await store.close()


async def test_questions_that_an_earlier_version_left_in_answers_are_swept(address: StoreAddress) -> None:
    worded = fakes.R1.model_copy(update={"found": fakes.R1.answer})
    taken_back = shown("", reply=worded).without_question().reply
    left = taken_back.model_copy(update={"found": fakes.R1.answer})
    many = [f"k{number}" for number in range(201)]
    rows = [answer_row(shown(key, reply=left), NOW) for key in many]
    rows.append(answer_row(shown("asked", reply=worded), NOW))
    rows.append(answer_row(shown("damaged"), NOW) | {"question": "", "reply": "{"})
    address.folder.mkdir()
    engine = create_engine(address.blocking)
    with engine.begin() as base:
        migrate(base, address, "0006")
        base.execute(answers.insert(), rows)
    engine.dispose()
    store = AnswerStore(StoreDatabase(address), keep=300, days=2, clock=lambda: NOW)
    kept = {key: one.shown for key, one in (await store.finds([*many, "asked", "damaged"])).items()}
    assert kept == {
        "asked": shown("asked", reply=worded),
        **{key: shown(key, reply=taken_back) for key in many},
    }
    await store.close()


async def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    database = StoreDatabase(store_address(tmp_path / "data"))
    await database.write(lambda base: base.execute(metadata.tables["events"].insert().values(name="a", at=0)))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    assert FILE in modes
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    await database.close()


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_alembic_is_loaded_only_where_there_is_something_to_migrate(address: StoreAddress) -> None:
    open_store(address)
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        assert pool.apply(_loaded_by_opening, (address,)) is False


def _loaded_by_opening(address: StoreAddress) -> bool:
    for name in [name for name in sys.modules if name.partition(".")[0] == "alembic"]:
        del sys.modules[name]  # this module loads it for its own ends
    open_store(address)
    return "alembic.command" in sys.modules


async def test_opening_tells_no_log_what_is_kept(
    address: StoreAddress, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "qa")
    of_version_two(data / "answers.sqlite3")
    open_store(address)
    assert "DeepSeek" not in caplog.text

"""Deletion and retention, in both databases; on SQLite no file may hold what was deleted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from index.errors import StorageError
from qa.store.answers import AnswerStore
from qa.store.erasure import Erasure
from qa.store.feedback import Feedback
from qa.store.retention import DAY, LONGEST, SHORTEST, Keeping, Retention
from qa.store.settings import ServerSettings
from qa.store.tables import metadata
from qa.store.watches import Watch, Watches
from tests.bot import fakes
from tests.bot.conftest import Clock
from tests.bot.disks import fill
from tests.qa.store.conftest import GUILD, quoting, shown

ADA, BEN, OTHER = 1, 2, 6
OWN_WORDS = "Ada's own words, as nobody else writes them"


@pytest.fixture
async def full(store: AnswerStore, clock: Clock) -> AnswerStore:
    """Two people in two servers, who did all that can be done; a quotes boats, b towers, c both."""
    answer = fakes.R1.answer.model_copy(update={"question": OWN_WORDS})
    asked = fakes.R1.model_copy(update={"answer": answer})
    await store.put(shown("a", reply=asked, by="Ada L", guild=GUILD))
    await store.put(quoting("b", "towers", asker=BEN, guild=OTHER))
    await store.put(quoting("c", "boats", "towers", asker=BEN, guild=GUILD))
    feedback, watches = Feedback(store.database, clock), Watches(store.database, clock)
    for person in (ADA, BEN):
        await feedback.give("b", person, "wrong", f"said by {person}: {OWN_WORDS if person == ADA else ''}")
        await watches.begin(Watch("x", answer="b", person=person))
    await watches.begin(Watch("x", entity="r1", channel=8, guild=GUILD))
    for guild in (GUILD, OTHER):
        await ServerSettings(store.database, clock).put("tone", "plain", guild=guild, by=ADA)
        await Retention(store.database, clock).decide(guild, 1, ADA)
    return store


async def everything(store: AnswerStore) -> str:
    """All that the tables hold, as text."""

    def read(base: Connection) -> str:
        return "\n".join(str(base.execute(table.select()).all()) for table in metadata.sorted_tables)

    return await store.database.read(read)


async def kept(store: AnswerStore) -> str:
    return "".join([key for key in "abc" if await store.get(key)])


async def test_of_a_person_nothing_is_left(full: AnswerStore) -> None:
    assert OWN_WORDS in await everything(full)
    assert await Erasure(full).person(ADA) == 1
    assert await kept(full) == "bc"
    told = await everything(full)
    assert OWN_WORDS not in told
    assert "Ada" not in told
    assert [said.person for said in await Feedback(full.database).of("b")] == [BEN]
    assert {watch.person for watch in await Watches(full.database).all()} == {BEN, None}
    assert [one.by for one in await ServerSettings(full.database).all(GUILD)] == [None]
    assert (held := await Retention(full.database).of(GUILD)) is not None
    assert (held.days, held.by) == (1, None)


async def test_of_a_server_nothing_is_left(full: AnswerStore) -> None:
    assert await Erasure(full).server(GUILD) == 2
    assert await kept(full) == "b"
    assert await ServerSettings(full.database).all(GUILD) == ()
    assert await Retention(full.database).of(GUILD) is None
    assert await Retention(full.database).of(OTHER) is not None
    assert [watch.answer for watch in await Watches(full.database).all()] == ["b", "b"]


async def test_of_a_collection_no_quote_is_left(full: AnswerStore) -> None:
    assert await Erasure(full).collection("boats") == 1
    assert await kept(full) == "ab"
    assert await Erasure(full).collection("towers") == 1
    assert await kept(full) == "a"
    assert await Feedback(full.database).of("b") == ()


@pytest.mark.parametrize(("what", "of"), [("person", ADA), ("server", GUILD), ("collection", "towers")])
async def test_on_a_full_disk_nothing_is_deleted(
    full: AnswerStore, what: str, of: int | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await everything(full)
    with monkeypatch.context() as patch:
        fill(patch)
        with pytest.raises(StorageError, match=r"disk is full|No space left"):
            await getattr(Erasure(full), what)(of)
    assert await everything(full) == before
    assert await kept(full) == "abc"


async def test_what_memory_alone_has_is_deleted_as_well(
    store: AnswerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fill(patch)
        for key, changes in {"a": {"asker": ADA}, "b": {"guild": OTHER}, "c": {}}.items():
            await store.put(quoting(key, "boats", **{"asker": BEN, **changes}))
    assert await kept(store) == "abc"
    await Erasure(store).person(ADA)
    assert await kept(store) == "bc"
    await Erasure(store).server(OTHER)
    assert await kept(store) == "c"
    await Erasure(store).collection("boats")
    assert await kept(store) == ""


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_no_file_holds_what_was_deleted(full: AnswerStore, tmp_path: Path) -> None:
    for ending in ("answers.sqlite3.taken-over", "footnote.sqlite3.damaged"):
        (tmp_path / "data" / ending).write_text(OWN_WORDS)

    def files_with_it() -> list[str]:
        files = [path for path in (tmp_path / "data").iterdir() if path.is_file()]
        return sorted(path.name for path in files if OWN_WORDS.encode() in path.read_bytes())

    assert files_with_it() != []
    await Erasure(full).person(ADA)
    assert files_with_it() == []
    with closing(sqlite3.connect(tmp_path / "data" / "footnote.sqlite3")) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_who_reads_meanwhile_does_not_keep_a_deletion_from_the_disk_for_ever(
    full: AnswerStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(tmp_path / "data" / "footnote.sqlite3", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM answers").fetchall()
        await full.forget("a")
        assert "still lies on the disk, as somebody is reading" in caplog.text
        reader.execute("ROLLBACK")
    await full.put(shown("d"))  # whatever is written next
    held = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert b'"question":"Ada' not in held


@pytest.mark.usefixtures("no_memory")
async def test_a_server_keeps_answers_as_long_as_it_says(store: AnswerStore, clock: Clock) -> None:
    retention = Retention(store.database, clock)
    for key, guild in (("a", GUILD), ("b", OTHER), ("c", None)):
        await store.put(shown(key, guild=guild))
    assert await retention.decide(GUILD, 1, ADA) == 0
    assert await retention.decide(OTHER, 3, ADA) == 0
    assert await retention.of(GUILD) == Keeping(1, ADA, clock.now)
    clock.now += DAY
    assert await kept(store) == "bc"
    clock.now += DAY
    assert await kept(store) == "b"
    await store.put(shown("d", guild=None))
    assert await store.asker("c") is None  # it was removed with the others that are too old
    assert await retention.decide(OTHER, 1, ADA) == 1
    await retention.decide(GUILD, None, ADA)
    assert await retention.of(GUILD) is None


async def test_how_long_answers_are_kept_has_bounds(store: AnswerStore) -> None:
    retention = Retention(store.database)
    for said, held in ((0, SHORTEST), (-5, SHORTEST), (1e9, LONGEST)):
        await retention.decide(GUILD, said, ADA)
        assert (kept_for := await retention.of(GUILD)) is not None
        assert kept_for.days == pytest.approx(held)

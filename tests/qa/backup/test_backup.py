"""Backups: taken while others write, private, restored whole or not at all, and nothing foreign."""

from __future__ import annotations

import json
import sqlite3
import stat
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.batches import BatchStore, ReportBatch
from bot.channels.kept_messages import KeptMessages, NamedChannel
from bot.person import Person
from index.errors import StorageError
from qa.backup.contents import BackupError
from qa.backup.restoring import read_backup, restore_backup
from qa.backup.writing import BackupPlaces, write_backup
from qa.review.database import ReviewDatabase
from qa.review.store import SCHEMA
from qa.store.address import StoreAddress, store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.erased import NAME, ErasedList
from qa.store.erasure import Erasure
from qa.store.tables import REVISION
from tests.bot.conftest import Clock
from tests.qa.backup.rows import GUILD, PERSON, backed_up, filled, held, same
from tests.qa.cli import Run, asked
from tests.qa.small import write_small_corpus
from tests.qa.store.conftest import shown


def places_of(folder: Path, address: StoreAddress | None = None) -> BackupPlaces:
    return BackupPlaces(folder, folder, address or store_address(folder), folder / "corpus")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A backup of a data folder with a file, a database and a row in each table."""
    places = places_of(tmp_path / "data")
    filled(places.store, REVISION)
    library = tmp_path / "data" / "library"
    library.mkdir()
    (library / "000001.json").write_text("{}", encoding="utf-8")
    (library / ".lock").touch()
    (tmp_path / "data" / "answers.sqlite3.damaged").write_bytes(b"what was deleted")
    with closing(sqlite3.connect(tmp_path / "data" / "reviews.sqlite3")) as base, base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("CREATE TABLE findings (n INTEGER)")
        base.execute("INSERT INTO findings VALUES (7)")
    write_backup(places, tmp_path / "kept.zip")
    return tmp_path / "kept.zip"


def altered(kept: Path, name: str, change: bytes | None, *, add: str | None = None) -> Path:
    """The backup with another content of a member, or without it, or with one more."""
    path = kept.with_name("altered.zip")
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(path, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
            elif change is not None:
                new.writestr(one, change)
        if add:
            new.writestr(add, b"evil")
    return path


def test_the_answers_of_a_restored_folder_are_those_that_were_kept(run: Run, tmp_path: Path) -> None:
    corpus = write_small_corpus(tmp_path / "corpus")
    questions = "What did Alpha One score?", "Which models are there?", "Who won the World Cup?"

    def answers(data: Path) -> list[dict[str, object]]:
        told = [asked(run, corpus, data, "ask", question) for question in questions]
        return [{name: one[name] for name in one if name not in ("id", "latency_ms")} for one in told]

    before = answers(tmp_path / "data")
    assert len(before) == 3
    done = run("backup", tmp_path / "a.zip", data_dir=tmp_path / "data", corpus=corpus)
    assert (done.code, "remove it after FOOTNOTE_KEEP_DAYS days" in done.out) == (0, True)
    done = run("restore", tmp_path / "a.zip", data_dir=tmp_path / "new", corpus=corpus)
    assert done.out.startswith("Restored "), done.err
    built = sorted(path.name for path in (tmp_path / "new" / "index").iterdir())
    assert answers(tmp_path / "new") == before
    assert sorted(path.name for path in (tmp_path / "new" / "index").iterdir()) == built, "it was rebuilt"
    refused = run("restore", tmp_path / "a.zip", data_dir=tmp_path / "new", corpus=corpus)
    assert "is not empty" in refused.complains(1)


def test_all_is_back_and_what_was_to_be_forgotten_is_not(kept: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    before = held(store_address(tmp_path / "data"))
    done = restore_backup(kept, places_of(tmp_path / "new"))
    assert done.manifest.revision == REVISION
    assert before["pending"]
    assert same(backed_up(before), held(store_address(tmp_path / "new")))
    files = {path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new").rglob("*.*")}
    assert files == {"library/000001.json", "reviews.sqlite3", "footnote.sqlite3"}
    with closing(sqlite3.connect(tmp_path / "new" / "reviews.sqlite3")) as base:
        assert base.execute("SELECT n FROM findings").fetchall() == [(7,)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "kept.zip", "new"]


def test_a_backup_that_is_taken_while_others_write_is_of_one_moment(tmp_path: Path) -> None:
    """Each answer is written with its feedback, in one transaction: a backup has both or neither."""
    places, done = places_of(tmp_path / "data"), Event()
    filled(places.store, REVISION)

    def write() -> None:
        with closing(sqlite3.connect(tmp_path / "data" / "footnote.sqlite3", timeout=10)) as base:
            number = 100
            while not done.is_set():
                with base:
                    base.execute(
                        "INSERT INTO answers (key, created, corpus_version, private, shareable, headed,"
                        " pictured, question) VALUES (?, 1, 'v', 0, 0, 0, 0, 'q')",
                        (f"n{number}",),
                    )
                    base.execute("INSERT INTO feedback VALUES (?, ?, 'wrong', '', 1)", (f"n{number}", number))
                number += 1

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            write_backup(places, tmp_path / f"{number}.zip")
    finally:
        done.set()
        writer.join()
    for number in range(5):
        restored = places_of(tmp_path / f"restored-{number}")
        restore_backup(tmp_path / f"{number}.zip", restored)
        rows = held(restored.store)
        assert len(rows["answers"]) == len(rows["feedback"])


@pytest.mark.parametrize(
    ("name", "change", "add", "said"),
    [
        ("data/library/000001.json", b"[]", None, "is not what was kept"),
        ("data/library/000001.json", b"x" * 10_000_000, None, "is not what was kept"),
        ("data/library/000001.json", None, None, "holds other files than it says"),
        ("", None, "data/../../evil", "holds other files than it says"),
        ("manifest.json", b"{}", None, "no backup of Footnote"),
        ("manifest.json", None, None, "no backup of Footnote"),
    ],
)
def test_a_damaged_or_foreign_archive_changes_nothing(
    kept: Path, tmp_path: Path, name: str, change: bytes | None, add: str | None, said: str
) -> None:
    (tmp_path / "new").mkdir()
    with pytest.raises(BackupError, match=said):
        restore_backup(altered(kept, name, change, add=add), places_of(tmp_path / "new"))
    assert [*(tmp_path / "new").iterdir()] == []
    assert {path.name for path in tmp_path.iterdir()} == {"data", "kept.zip", "altered.zip", "new"}


@pytest.mark.parametrize(
    "name",
    ["../evil", "data/../evil", "/etc/passwd", "data", "data//x", "store/a/b", "other/x", "data/..\\x", ""],
)
def test_a_name_that_leads_elsewhere_is_refused(kept: Path, tmp_path: Path, name: str) -> None:
    manifest = json.loads(zipfile.ZipFile(kept).read("manifest.json"))
    manifest["members"][name] = {"size": 4, "sha256": "0" * 64}
    path = altered(kept, "manifest.json", json.dumps(manifest).encode(), add=name or None)
    with pytest.raises(BackupError):
        restore_backup(path, places_of(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\3\4 half")
    with pytest.raises(BackupError, match="no whole archive"):
        read_backup(tmp_path / "a.zip")
    with pytest.raises(BackupError, match="cannot be read"):
        read_backup(tmp_path / "b.zip")


@pytest.mark.parametrize("change", [{"format": 99}, {"revision": "9999"}])
def test_a_backup_of_a_newer_version_is_refused(
    kept: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    manifest = json.loads(zipfile.ZipFile(kept).read("manifest.json")) | change
    path = altered(kept, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises((BackupError, StorageError), match="newer version"):
        restore_backup(path, places_of(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_replacing_fails_as_a_whole(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that was there is there again where the last step fails."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine").write_text("here", encoding="utf-8")
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if "restoring" in path.name:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(StorageError):
        restore_backup(kept, places_of(tmp_path / "new"), replace=True)
    assert (tmp_path / "new" / "mine").read_text(encoding="utf-8") == "here"
    assert {path.name for path in tmp_path.iterdir()} == {"data", "kept.zip", "new"}


async def test_what_was_deleted_since_is_deleted_again(
    address: StoreAddress, clock: Clock, tmp_path: Path
) -> None:
    database = StoreDatabase(address)
    answers = AnswerStore(database, keep=9, days=9, clock=clock)
    for key, asker, guild in (("mine", 1, 5), ("theirs", 2, 5), ("elsewhere", 2, 6)):
        await answers.put(shown(key, asker=asker, guild=guild))
    places = places_of(address.folder, address)
    write_backup(places, tmp_path / "kept.zip")
    erasure = Erasure(answers)
    assert await erasure.person(1) == 1
    assert await erasure.server(6) == 1
    await database.close()
    assert b'"1"' not in (address.folder / NAME).read_bytes()
    assert restore_backup(tmp_path / "kept.zip", places, replace=True).erased == 2
    assert [row["key"] for row in held(address)["answers"]] == ["theirs"]


async def no_names() -> frozenset[str]:
    return frozenset()


async def test_who_had_themselves_deleted_is_named_in_no_restored_file(tmp_path: Path) -> None:
    """In the files that the bot and the reviews make, by their own code."""
    folder, by = tmp_path / "data", Person(PERSON, lambda _: no_names())
    places = places_of(folder)
    batches, kept = BatchStore(folder / "batches.sqlite3"), KeptMessages(folder / "channels.sqlite3")
    await batches.put(ReportBatch(id="b", server=GUILD, collection="c", by=PERSON, at=1.0, kind="add"))
    await kept.name(NamedChannel(3, GUILD, None, False, "c", "s", False, PERSON))
    reviews = folder / "collections" / "c" / "reviews.sqlite3"
    with ReviewDatabase(reviews, SCHEMA).writing() as base:
        row = (1, "f", "d", None, "accepted", f"discord:{PERSON}", "", "{}")
        base.execute("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    await batches.close()
    await kept.database.close()
    write_backup(places, tmp_path / "kept.zip")
    ErasedList(folder).add("person", PERSON)
    assert restore_backup(tmp_path / "kept.zip", places, replace=True).erased == 1
    batches, kept = BatchStore(folder / "batches.sqlite3"), KeptMessages(folder / "channels.sqlite3")
    assert await batches.told(by) == {"batches": []}
    assert len(await batches.unended()) == 1
    assert await kept.chosen_by(PERSON) == ((), ())
    await batches.close()
    await kept.database.close()
    assert not any(str(PERSON).encode() in path.read_bytes() for path in folder.rglob("*.sqlite3"))


def test_the_list_of_the_deleted_names_nobody_and_forgets(tmp_path: Path) -> None:
    clock = Clock()
    erased = ErasedList(tmp_path, clock)
    erased.add("person", PERSON)
    assert str(PERSON) not in erased.path.read_text(encoding="utf-8")
    assert stat.S_IMODE(erased.path.stat().st_mode) == 0o600
    assert erased.since(clock.now).has("person", PERSON)
    assert not erased.since(clock.now).has("server", PERSON)
    assert not erased.since(clock.now + 1).has("person", PERSON)
    clock.now += 91 * 86_400
    erased.add("server", GUILD)
    assert not erased.since(0).has("person", PERSON)
    erased.path.write_text("{", encoding="utf-8")
    assert not erased.since(0)


def test_of_several_who_note_a_deletion_none_is_lost(tmp_path: Path) -> None:
    people = range(40)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda person: ErasedList(tmp_path).add("person", person), people))
    held = ErasedList(tmp_path).since(0)
    assert [person for person in people if not held.has("person", person)] == []


def test_a_folder_in_which_only_a_deletion_was_noted_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine").write_text("here", encoding="utf-8")
    write_backup(places_of(tmp_path / "data"), tmp_path / "kept.zip")
    ErasedList(tmp_path / "new").add("server", GUILD)
    restore_backup(tmp_path / "kept.zip", places_of(tmp_path / "new"))
    assert (tmp_path / "new" / "mine").read_text(encoding="utf-8") == "here"


def test_old_backups_are_removed_and_nothing_else(kept: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.zip").write_bytes(b"PK")
    manifest = json.loads(zipfile.ZipFile(kept).read("manifest.json")) | {"created": 5.0}
    old = altered(kept, "manifest.json", json.dumps(manifest).encode())
    done = run("backup", tmp_path / "now.zip", "--prune", "30", data_dir=tmp_path / "data")
    assert done.code == 0, done.err
    assert not old.exists()
    assert {path.name for path in tmp_path.glob("*.zip")} == {"kept.zip", "now.zip", "other.zip"}


def test_an_archive_that_is_there_stays_unless_it_is_to_be_replaced(run: Run, tmp_path: Path) -> None:
    corpus, data, file = write_small_corpus(tmp_path / "corpus"), tmp_path / "data", tmp_path / "a.zip"
    asked(run, corpus, data, "ask", "What did Alpha One score?")
    assert run("backup", file, data_dir=data, corpus=corpus).code == 0
    first = file.read_bytes()
    refused = run("backup", file, data_dir=data, corpus=corpus)
    assert "is there already" in refused.complains(1)
    assert file.read_bytes() == first
    assert run("backup", file, "--replace", data_dir=data, corpus=corpus).code == 0
    assert file.read_bytes() != first

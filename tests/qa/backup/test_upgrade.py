"""From the schema of each release to today's, and back by the backup made before: nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.backup.restoring import restore_backup
from qa.backup.writing import BackupPlaces, write_backup
from qa.store.address import StoreAddress, store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.opening import MIGRATIONS, open_store
from qa.store.tables import REVISION, metadata
from tests.qa.backup.rows import ROWS, backed_up, filled, held, next_place, same

RELEASED = sorted(path.name[1:5] for path in (MIGRATIONS / "versions").glob("v*.py"))


def test_every_release_is_rehearsed() -> None:
    assert RELEASED[0] == "0001"
    assert RELEASED[-1] == REVISION
    assert ROWS.keys() >= {"answers", "taught", "api_keys"}


@pytest.mark.parametrize("revision", RELEASED)
async def test_an_upgrade_loses_nothing_and_its_backup_leads_back(
    address: StoreAddress, tmp_path: Path, revision: str
) -> None:
    filled(address, revision)
    before = held(address)
    places = BackupPlaces(address.folder, address.folder, address, tmp_path / "corpus")
    made = write_backup(places, tmp_path / "before.zip")
    assert made.revision == revision

    open_store(address)
    upgraded = held(address)
    assert upgraded.keys() == metadata.tables.keys()
    assert same(before, upgraded)
    database = StoreDatabase(address)
    assert (
        await AnswerStore(database, keep=9, days=9, clock=lambda: 1.0).get("k") is None
    )  # never had a reply
    await database.close()

    other = store_address(tmp_path / "other")  # a SQLite store, whatever the first one was
    restored = BackupPlaces(other.folder, other.folder, other, tmp_path / "corpus")
    assert restore_backup(tmp_path / "before.zip", restored).erased == 0
    assert same(backed_up(before), held(other))
    assert next_place(other) == 42
    again = BackupPlaces(tmp_path / "third", tmp_path / "third", address, tmp_path / "corpus")
    restore_backup(tmp_path / "before.zip", again, replace=True)  # and into the database that was upgraded
    assert same(backed_up(before), held(address))
    assert next_place(address) == 42

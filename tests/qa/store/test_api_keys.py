"""Keys of other programs: told once, known by their digest, each of its server alone; in both databases."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import Connection

from qa.store.answers import AnswerStore
from qa.store.api_keys import FORM, MOST, ApiKeyError, ApiKeys
from qa.store.database import StoreDatabase
from qa.store.erasure import Erasure
from qa.store.personal import PersonalData
from qa.store.tables import api_keys
from tests.bot.conftest import Clock
from tests.qa.store.conftest import GUILD

OTHER, ADA = 6, 1


@pytest.fixture
def keys(database: StoreDatabase, clock: Clock) -> ApiKeys:
    return ApiKeys(database, clock)


async def test_a_key_is_found_and_no_other(keys: ApiKeys) -> None:
    made = await keys.make("wiki", guild=GUILD, by=ADA)
    found = await keys.find(made)
    assert found is not None
    assert (found.guild, found.name, found.by, found.at) == (GUILD, "wiki", ADA, Clock().now)
    for wrong in (
        "",
        "fn_",
        made[:-1],
        made + "A",
        made.swapcase(),
        f" {made}",
        "fn_" + "é" * 43,
        "x" * 10_000,
    ):
        assert await keys.find(wrong) is None
    assert await keys.find(await keys.make("wiki", guild=OTHER)) != found


async def test_the_store_holds_no_key(keys: ApiKeys, database: StoreDatabase) -> None:
    made = await keys.make("wiki", guild=None)
    assert FORM.fullmatch(made)

    def rows(base: Connection) -> str:
        return str(base.execute(api_keys.select()).all())

    held = await database.read(rows)
    assert made not in held
    assert hashlib.sha256(made.encode()).hexdigest() in held


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_no_file_holds_a_key(keys: ApiKeys, tmp_path: Path) -> None:
    made = await keys.make("wiki", guild=GUILD)
    held = [path.read_bytes() for path in (tmp_path / "data").iterdir() if path.is_file()]
    assert held
    assert not any(made.encode() in one or made[3:].encode() in one for one in held)


async def test_a_withdrawn_key_is_none_at_once(keys: ApiKeys) -> None:
    made, other = await keys.make("wiki", guild=GUILD), await keys.make("wiki", guild=None)
    assert not await keys.withdraw("wiki", guild=OTHER)
    assert await keys.withdraw("wiki", guild=GUILD)
    assert await keys.find(made) is None
    assert await keys.find(other) is not None
    assert not await keys.withdraw("wiki", guild=GUILD)


async def test_a_server_has_keys_of_different_names_and_not_many(keys: ApiKeys) -> None:
    for number in range(MOST):
        await keys.make(f"k{number:02}", guild=GUILD)
    with pytest.raises(ApiKeyError, match=f"There are {MOST} keys") as many:
        await keys.make("one more", guild=GUILD)
    await keys.withdraw("k00", guild=GUILD)
    with pytest.raises(ApiKeyError, match="There is a key 'k01' already") as taken:
        await keys.make("k01", guild=GUILD)
    assert (many.value.why, taken.value.why) == ("many", "taken")
    assert [one.name for one in await keys.of(GUILD)] == [f"k{number:02}" for number in range(1, MOST)]
    await keys.make("k01", guild=None)
    assert [(one.guild, one.name) for one in await keys.of(None)] == [(None, "k01")]
    assert len(await keys.all()) == MOST


@pytest.mark.parametrize("name", ["", " a", "a\nb", "a\u202eb", "x" * 61])
async def test_a_name_is_one_short_line(keys: ApiKeys, name: str) -> None:
    with pytest.raises(ApiKeyError, match="one line of 1 to 60 visible characters") as refused:
        await keys.make(name, guild=GUILD)
    assert refused.value.why == "name"
    assert await keys.all() == ()


async def test_a_server_that_is_erased_has_no_keys(keys: ApiKeys, store: AnswerStore) -> None:
    gone, left = await keys.make("wiki", guild=GUILD), await keys.make("wiki", guild=OTHER)
    await Erasure(store).server(GUILD)
    assert await keys.find(gone) is None
    assert await keys.find(left) is not None


async def test_who_made_a_key_is_told_and_forgotten(keys: ApiKeys, store: AnswerStore) -> None:
    made = await keys.make("wiki", guild=GUILD, by=ADA)
    held = await PersonalData(store.database).of(ADA)
    assert held["api_keys"] == [{"guild": GUILD, "name": "wiki", "at": "1970-01-12T13:46:40+00:00"}]
    await Erasure(store).person(ADA)
    found = await keys.find(made)
    assert found is not None
    assert found.by is None

"""The shelf over a real store and a real desk: what is changed or taken back is read by nobody any more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.pages.addresses import Addresses
from bot.pages.page_memory import EACH, PageMemory
from bot.pages.secret import FILE, pages_secret
from bot.pages.site import Site
from bot.pages.stored_shelf import AHEAD, CHECKED, StoredShelf
from index.documents import Document
from index.errors import StorageError
from index.page_pictures import DocumentPages
from qa.models import Citation, Reply
from qa.store.address import store_address
from qa.store.answers import AnswerStore, Glance
from qa.store.database import StoreDatabase
from qa.store.shown_answer import ShownAnswer
from tests.bot import fakes
from tests.bot.conftest import Clock
from tests.bot.pages.test_site import Client, page

URL = "https://footnote.example"


class Readable:
    """What may be read in every server; counts how often it is asked."""

    def __init__(self) -> None:
        self.corpus_version, self.readable, self.lasting, self.asked = "one", True, True, 0

    def may_read(self, _reply: Reply) -> bool:
        self.asked += 1
        return self.readable

    def lasts(self, _reply: Reply) -> bool:
        return self.lasting

    def cited(self, _cited: Citation) -> tuple[Document, str] | None:
        return None

    def pages(self, _cited: Citation) -> DocumentPages | None:
        return None


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def readable() -> Readable:
    return Readable()


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[AnswerStore]:
    opened = AnswerStore(StoreDatabase(store_address(tmp_path)), keep=100, days=2, clock=clock)
    await opened.put(ShownAnswer(key="a", reply=fakes.R1, asker=1, channel=2, guild=5, private=True))
    yield opened
    await opened.close()


@pytest.fixture
def shelf(store: AnswerStore, readable: Readable, clock: Clock) -> StoredShelf:
    return StoredShelf(store, lambda _: readable, Addresses(URL, "secret"), clock)


async def test_what_this_process_writes_counts_at_once(store: AnswerStore, shelf: StoredShelf) -> None:
    assert (first := await shelf.find("a")) is not None
    assert not first.published
    assert first.server == 5
    await store.publish("a")
    assert (second := await shelf.find("a")) is not None
    assert second.published
    assert second.revision != first.revision
    shared = await shelf.shared("a")
    assert shared is not None
    assert (shared.url, shared.asked) == (f"{URL}/a/a", "1970-01-12")
    await store.forget("a")
    assert await shelf.find("a") is None
    assert await shelf.shared("a") is None


async def test_what_others_write_is_seen_after_a_second(
    store: AnswerStore, shelf: StoredShelf, tmp_path: Path, clock: Clock
) -> None:
    await store.publish("a")
    assert await shelf.find("a") is not None
    other = AnswerStore(StoreDatabase(store_address(tmp_path)), keep=100, days=2, clock=clock)
    await other.remove("a")
    await other.close()
    clock.now += CHECKED
    assert await shelf.find("a") is None


async def test_all_who_ask_at_once_are_told_by_one_look(
    store: AnswerStore, shelf: StoredShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[list[str]] = []
    glances = AnswerStore.glances

    async def counted(self: AnswerStore, keys: Collection[str]) -> dict[str, Glance]:
        looked.append(sorted(keys))
        return await glances(self, keys)

    monkeypatch.setattr(AnswerStore, "glances", counted)
    leaving = asyncio.create_task(shelf.find("a"))
    staying = [asyncio.create_task(shelf.find(key)) for key in "aab"]
    await asyncio.sleep(0)
    leaving.cancel()
    found = await asyncio.gather(*staying)
    assert looked == [["a", "b"]]
    assert [one is not None for one in found] == [True, True, False]


async def test_a_disk_that_fails_is_told_to_all_who_ask(
    shelf: StoredShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StorageError("the disk is gone")

    monkeypatch.setattr(AnswerStore, "glances", fail)
    found = await asyncio.gather(*map(shelf.find, "aab"), return_exceptions=True)
    assert [str(one) for one in found] == ["the disk is gone"] * 3
    monkeypatch.undo()
    assert await shelf.find("a") is not None


async def test_an_answer_ends_with_its_time(store: AnswerStore, shelf: StoredShelf, clock: Clock) -> None:
    await store.publish("a")
    clock.now += 2 * 86_400
    assert await shelf.find("a") is None


async def test_what_may_no_longer_be_read_is_no_page(
    store: AnswerStore, shelf: StoredShelf, readable: Readable, clock: Clock
) -> None:
    await store.publish("a")
    assert await shelf.find("a") is not None
    readable.readable, readable.corpus_version = False, "two"
    clock.now += CHECKED
    assert await shelf.find("a") is None
    readable.readable, readable.corpus_version = True, "three"
    clock.now += CHECKED
    assert await shelf.find("a") is not None


async def test_documents_that_do_not_change_are_asked_once(
    store: AnswerStore, shelf: StoredShelf, readable: Readable, clock: Clock
) -> None:
    await store.publish("a")
    for _ in range(3):
        clock.now += CHECKED
        await shelf.find("a")
    assert readable.asked == 1
    readable.lasting, readable.corpus_version = False, "of messages, which people take back"
    for _ in range(3):
        clock.now += CHECKED
        await shelf.find("a")
    assert readable.asked == 4


async def test_what_is_read_all_the_time_is_looked_at_before_anybody_waits(
    store: AnswerStore, shelf: StoredShelf, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.put(ShownAnswer(key="b", reply=fakes.R1, asker=1, channel=2, guild=5, private=True))
    looked: list[list[str]] = []
    glances = AnswerStore.glances

    async def counted(self: AnswerStore, keys: Collection[str]) -> dict[str, Glance]:
        looked.append(sorted(keys))
        return await glances(self, keys)

    async def read() -> list[bool]:
        found = [await shelf.find(key) is not None for key in "ab"]
        await shelf.at_rest()
        return found

    await read()
    monkeypatch.setattr(AnswerStore, "glances", counted)
    for _ in range(4):
        clock.now += AHEAD
        assert await read() == [True, True]
    assert looked == [["a", "b"]] * 4, "one look for both, each time before they are too old"
    other = AnswerStore(StoreDatabase(store_address(tmp_path)), keep=100, days=2, clock=clock)
    await other.remove("a")
    await other.close()
    clock.now += AHEAD
    await read()  # of what others write is known within a second
    clock.now += AHEAD
    assert await read() == [False, True]


async def test_an_answer_in_memory_alone_is_for_signed_addresses(
    shelf: StoredShelf, store: AnswerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.recent.renew("a", written=False)
    assert (found := await shelf.find("a")) is not None
    assert not found.published
    with pytest.raises(StorageError):
        await store.publish("b")


async def test_pages_follow_the_store(store: AnswerStore, shelf: StoredShelf) -> None:
    addresses = Addresses(URL, "secret")
    async with TestClient(TestServer(Site(shelf, shelf, addresses).application())) as client:
        opened: Client = client
        await page(opened, "/a/a", 404)
        await store.publish("a")
        assert "Asked on January 12, 1970" in await page(opened, "/a/a")
        await page(opened, "/a/a/d/1", 404)  # the document is no more
        await store.publish("a", published=False)
        await page(opened, "/a/a", 404)
        signed = addresses.answer("a", signed=True).removeprefix(URL)
        await page(opened, signed)
        await store.remove("a")
        await page(opened, signed, 404)


@pytest.mark.parametrize(
    ("error", "status"), [(StorageError("the disk is gone"), 503), (ValueError("a question"), 500)]
)
async def test_a_fault_is_told_without_a_word_of_what_was_asked(
    shelf: StoredShelf, error: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_key: str) -> None:
        raise error

    shelf.find = fail  # type: ignore[method-assign, assignment]
    async with TestClient(TestServer(Site(shelf, shelf, Addresses(URL, "secret")).application())) as client:
        opened: Client = client
        await page(opened, "/a/a", status)
    assert "a page could not be shown" in caplog.text
    assert "a question" not in caplog.text


def test_the_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    secret = pages_secret(folder)
    assert pages_secret(folder) == secret
    assert [path.name for path in folder.iterdir()] == [FILE]
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    (folder / FILE).write_text("short")
    with pytest.raises(StorageError, match="holds no secret; remove it"):
        pages_secret(folder)


def test_a_secret_that_another_process_makes_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.hardlink_to

    def late(path: Path, target: str) -> None:
        path.write_text("s" * 43)
        real(path, target)

    monkeypatch.setattr(Path, "hardlink_to", late)
    assert pages_secret(tmp_path) == "s" * 43


def test_pages_are_kept_up_to_a_size() -> None:
    memory = PageMemory(largest=2 * EACH + 10)
    memory.add("a", b"12345")
    memory.add("b", b"12345")
    assert memory.get("a") == b"12345"
    memory.add("c", b"1")
    assert (memory.get("b"), memory.get("a")) == (None, b"12345")
    memory.add("a", b"1")
    memory.add("c", b"123456789")
    assert (memory.get("a"), memory.get("c")) == (b"1", b"123456789")
    memory.add("e", bytes(2 * EACH + 11))
    assert memory.get("e") is None
    for number in range(9):
        memory.add(number, b"")
    assert [name for name in range(9) if memory.get(name) is not None] == [7, 8], "nothing takes room, too"

"""Asking again from a page: of the documents of then and of today, and only by who may read the answer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.assistant import Alone, Assistant
from bot.pages.addresses import Addresses
from bot.pages.site import Site
from bot.replays import MOST, Replays
from bot.workers import Workers
from index.errors import QuestionError, StorageError
from qa.models import Citation, Line, Reply, Turn
from qa.question.plan import QuestionPlan
from qa.sharing.shared import SharedAnswer
from tests.bot.fakes import FakeAssistant, citation, reply
from tests.bot.pages.shelf import Kept, Read
from tests.bot.pages.test_site import Client, Seen, page

QUESTION = "What is the score of R1?"


def said(text: str, *cited: Citation) -> Reply:
    made = reply(QUESTION, text, citations=cited)
    lines = (Line(kind="statement", text=text, citations=tuple(one.number for one in cited)),)
    return made.model_copy(update={"lines": lines})


BEFORE = said("89 points [1]", citation(1, quote="R1 has 89 points."))
AFTER = said("90 points [1]", citation(1, quote="R1 has <b>90</b> points."))


class Again(FakeAssistant):
    """Answers as it is told to, when it is let."""

    def __init__(self, answer: Reply | None) -> None:
        super().__init__()
        self.answer, self.times_asked = answer, 0
        self.free = threading.Event()
        self.free.set()
        self.begun = threading.Event()

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
        edition: str | None = None,
        plan: QuestionPlan | None = None,
    ) -> Reply:
        assert (question, history, language, locale) == (QUESTION, (), None, "en")
        self.times_asked += 1
        self.begun.set()
        assert self.free.wait(10)
        if self.answer is None:
            raise QuestionError("nothing")
        return self.answer


class Versions(Alone):
    """Answers of today, and of an earlier version where it is kept; `hidden` is what may be read no more."""

    def __init__(self, today: Again, then: Again | None) -> None:
        super().__init__(today)
        self.then, self.hidden, self.broken = then, "", False

    def earlier(self, _collection: str | None, version: str) -> Assistant | None:
        if self.broken:
            raise StorageError("damaged")
        return self.then if version == "test" else None

    def may_read(self, given: Reply) -> bool:
        return not any(one.quote == self.hidden for one in given.answer.citations)


@pytest.fixture
def versions() -> Versions:
    return Versions(Again(AFTER), Again(BEFORE))


@pytest.fixture
def workers(versions: Versions) -> Workers:
    return Workers(versions, threads=2, waiting=10, seconds=20)


@pytest.fixture
def kept(read: Read) -> Kept:
    return Kept({"score": SharedAnswer(key="score", reply=BEFORE, asked="2025-11-29")}, read)


@pytest.fixture
async def client(kept: Kept, read: Read, addresses: Addresses, workers: Workers) -> AsyncIterator[Client]:
    site = Site(kept, read, addresses, Replays(workers))
    async with TestClient(TestServer(site.application())) as opened:
        yield opened
    workers.close()


async def ask_again(client: Client, status: int = 200, path: str = "/a/score/replay", **headers: str) -> str:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with client.post(path, headers=named) as response:
        assert response.status == status
        if status == 200:
            assert (response.method, response.url.path) == ("GET", "/a/score/replay")
        return await response.text()


async def test_what_differs_is_shown_with_the_quotes(client: Client) -> None:
    seen = Seen(await page(client, "/a/score"))
    forms = [given for tag, given in seen.tags if tag == "form"]
    assert [(one["method"], one["action"]) for one in forms] == [("post", "/a/score/replay")]
    written = await ask_again(client, Sec_Fetch_Site="same-origin")
    then, today = written.split('id="today"')
    assert "The same answer, on the same quotes." in then
    assert "An answer on other quotes." in today
    assert "<del>R1 has 89 points.</del>" in today
    assert "<ins>R1 has &lt;b&gt;90&lt;/b&gt; points.</ins>" in today
    assert "90 points" in today.partition("<h3>")[0]


async def test_until_something_changes_nothing_is_asked_twice(
    client: Client, versions: Versions, read: Read
) -> None:
    first = await ask_again(client)
    assert await ask_again(client) == first == await page(client, "/a/score/replay")
    assert isinstance(versions.assistant, Again)
    assert (versions.assistant.times_asked, versions.then and versions.then.times_asked) == (1, 1)
    read.current = "another"
    async with client.get("/a/score/replay", allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (303, "/a/score")
    await ask_again(client)
    assert versions.assistant.times_asked == 2


async def test_a_version_that_is_not_kept_is_told(client: Client, versions: Versions, read: Read) -> None:
    versions.then = None
    assert "no longer kept" in await ask_again(client)
    versions.broken, read.current = True, "another"
    assert "no longer kept" in await ask_again(client)


async def test_what_may_be_read_no_more_is_not_shown_of_then(client: Client, versions: Versions) -> None:
    versions.then = Again(said("It was secret [1]", citation(1, quote="A secret.")))
    versions.hidden = "A secret."
    written = await ask_again(client)
    assert "secret" not in written
    assert "no longer kept, or what it said may no longer be read" in written


async def test_an_answer_that_is_withdrawn_or_leaned_on_others_is_told(
    client: Client, versions: Versions
) -> None:
    versions.assistant = Again(None)
    versions.then = Again(said("Another one [1]", citation(1, quote="Another.")))
    written = await ask_again(client)
    then, today = written.split('id="today"')
    assert "it leaned on what was said before it" in then
    assert "No answer any more." in today
    assert "<del>R1 has 89 points.</del>" in today


async def test_who_presses_twice_asks_once_and_pages_are_read_meanwhile(
    client: Client, versions: Versions
) -> None:
    today = versions.assistant
    assert isinstance(today, Again)
    today.free.clear()
    pressed = [asyncio.create_task(ask_again(client)) for _ in range(3)]
    assert await asyncio.to_thread(today.begun.wait, 10)
    await page(client, "/a/score")
    today.free.set()
    assert len({*await asyncio.gather(*pressed)}) == 1
    assert today.times_asked == 1


async def test_too_many_are_told_to_wait(client: Client, kept: Kept) -> None:
    for number in range(MOST + 1):
        key = f"score{number}"
        kept.held[key] = kept.held["score"].model_copy(update={"key": key})
        async with client.post(f"/a/{key}/replay") as response:
            assert response.status == (200 if number < MOST else 503)
            told = await response.text()
    assert "try again in a minute" in told


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "cross-site", "Origin": "https://footnote.example"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://footnote.example"}, 200),
        ({"Sec_Fetch_Site": "same-origin", "Origin": "null"}, 200),
    ],
)
async def test_other_sites_cannot_press_it(client: Client, headers: dict[str, str], status: int) -> None:
    await ask_again(client, status, **headers)


async def test_only_who_may_read_an_answer_may_ask_again(
    client: Client, kept: Kept, addresses: Addresses
) -> None:
    kept.private.add("score")
    await ask_again(client, 404)
    await ask_again(client, 404, "/a/unknown/replay")
    token = addresses.answer("score", signed=True).partition("?t=")[2]
    written = await ask_again(client, path=f"/a/score/replay?t={token}")
    assert f'href="/a/score?t={token}"' in written
    await page(client, "/a/score/replay", 404)
    kept.private.clear()
    taken_back = BEFORE.model_copy(update={"answer": BEFORE.answer.model_copy(update={"question": ""})})
    kept.held["score"] = SharedAnswer(key="score", reply=taken_back, asked="2025-11-29")
    assert "<form" not in await page(client, "/a/score")
    await ask_again(client, 404)


async def test_without_replays_there_is_no_button(kept: Kept, read: Read, addresses: Addresses) -> None:
    async with TestClient(TestServer(Site(kept, read, addresses).application())) as opened:
        assert "<form" not in await page(opened, "/a/score")
        async with opened.post("/a/score/replay") as response:
            assert response.status in (404, 405)

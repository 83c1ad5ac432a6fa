"""The API over a desk, for tests: in this event loop, or in a thread as other programs meet it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from qa.api.answering import ApiAnswering
from qa.api.application import ApiSite
from qa.api.operations import BASE
from qa.api.questions import QuestionThreads
from qa.api.rates import RateLimit
from qa.api.serving import ApiServer
from qa.api.tool_gate import HttpToolGate
from qa.collections.desk import Desk
from qa.prose.worder import Worder
from qa.store.address import store_address
from qa.store.answers import AnswerStore
from qa.store.api_keys import ApiKeys
from qa.store.database import StoreDatabase
from qa.store.token_budget import TokenBudget
from tests.bot.pages.ports import free_port

OFTEN = 1_000_000


@dataclass
class Api:
    """A served API, asked with a key of a server."""

    site: ApiSite
    client: TestClient  # type: ignore[type-arg]
    headers: dict[str, str]

    async def key(self, server: int | None, name: str = "another") -> dict[str, str]:
        """The headers of a new key."""
        return {"Authorization": f"Bearer {await self.site.keys.make(name, guild=server)}"}

    async def get(self, path: str, headers: dict[str, str] | None = None, **params: Any) -> ClientResponse:
        given = self.headers if headers is None else headers
        return await self.client.get(f"{BASE}{path}", params=params, headers=given)

    async def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> ClientResponse:
        given = self.headers if headers is None else headers
        return await self.client.post(f"{BASE}{path}", json=body, headers=given)


def site_over(
    desk: Desk, folder: Path, per_minute: int = OFTEN, *, keeps: bool = True, worder: Worder | None = None
) -> ApiSite:
    """A site of the running event loop, with a store in `folder`."""
    base, questions = StoreDatabase(store_address(folder)), QuestionThreads(desk)
    answers = AnswerStore(base, keep=1_000, days=30)
    answering = ApiAnswering(questions, worder, TokenBudget(base, 1_000, 1_000))
    return ApiSite(answering, ApiKeys(base), answers, RateLimit(per_minute), HttpToolGate(answering), keeps)


@asynccontextmanager
async def served(desk: Desk, folder: Path, per_minute: int = OFTEN, **given: Any) -> AsyncIterator[Api]:
    site = site_over(desk, folder, per_minute, **given)
    key = await site.keys.make("a program", guild=None)
    async with TestClient(TestServer(site.application())) as client:
        yield Api(site, client, {"Authorization": f"Bearer {key}"})
    await site.answers.close()


@contextmanager
def serving(desk: Desk, folder: Path) -> Iterator[tuple[str, str]]:
    """The address of a server in a thread, and a key of it."""
    port, ready, loop = free_port(), threading.Event(), asyncio.new_event_loop()
    stop, keys = asyncio.Event(), list[str]()

    async def serve() -> None:
        site = site_over(desk, folder)
        keys.append(await site.keys.make("a program", guild=None))
        server = ApiServer(site, "127.0.0.1", port)
        assert await server.start()
        ready.set()
        await stop.wait()
        await server.close()
        await site.answers.close()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(60)
    try:
        yield f"http://127.0.0.1:{port}{BASE}", keys[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(60)
        loop.close()

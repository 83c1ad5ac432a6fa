"""The API as a web application: who asks by which key, how often, and what is told."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Protocol

from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import BaseModel

from qa.api.answering import ApiAnswering
from qa.api.description import description
from qa.api.operations import (
    BASE,
    COLLECTIONS,
    HEALTH,
    KEPT,
    OPERATIONS,
    ApiOperation,
    told,
)
from qa.api.problems import problem, problem_of
from qa.api.rates import RateLimit
from qa.api.reading import NotThereError
from qa.api.replies import CollectionList, CollectionView, Health
from qa.api.requests import AnswerRequest, AskRequest
from qa.models import Reply
from qa.store.answers import AnswerStore
from qa.store.api_keys import ApiKey, ApiKeys
from qa.store.shown_answer import ShownAnswer

LARGEST: Final = 64 * 1024  # bytes of a body; a question has 2,000 characters
READING: Final = 10.0  # seconds in which a body has to arrive
JSON: Final = "application/json"
KEYS: Final = web.RequestKey("key", ApiKey)
HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Server": "Footnote",  # and not which versions of what
}
NO_KEY: Final = "Send a key that is known here: Authorization: Bearer fn_…"


class ToolGate(Protocol):
    """What takes requests of language models' tools."""

    async def handle(self, request: web.Request, body: bytes, key: ApiKey) -> web.Response:
        """The response to a request of a key; `body` has arrived."""


@dataclass(eq=False)
class ApiSite:
    """Answers who has a key of `keys`, at most as often as `rate` lets them.

    Where it `keeps` answers, they are kept in `answers` as those of a server are, for nobody in particular.
    Without `tools` there is no address for these.
    """

    answering: ApiAnswering
    keys: ApiKeys
    answers: AnswerStore
    rate: RateLimit
    tools: ToolGate | None = None
    keeps: bool = True
    _description: str = field(default_factory=lambda: json.dumps(description(), ensure_ascii=False))

    def application(self) -> web.Application:
        """The application; its routes are all that there is."""
        app = web.Application(middlewares=[_guarded, self._admitted], client_max_size=LARGEST)
        own = {KEPT.name: self._kept, COLLECTIONS.name: self._collections, HEALTH.name: self._health}
        for one in OPERATIONS:
            app.router.add_route(one.method, one.path, own.get(one.name) or partial(self._answer, one))
        app.router.add_route("GET", f"{BASE}/openapi.json", self._describe)
        if self.tools is not None:
            app.router.add_route("POST", f"{BASE}/mcp", self._use_tools)
        return app

    @web.middleware
    async def _admitted(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The response to whoever has a key; what there is without one is open to all."""
        matched = request.match_info
        if matched.http_exception is not None or matched.handler in (self._health, self._describe):
            return await handler(request)
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        key = await self.keys.find(given.strip()) if scheme.lower() == "bearer" else None
        if key is None:
            raise web.HTTPUnauthorized(text=NO_KEY, headers={"WWW-Authenticate": "Bearer"})
        self.rate.take(key.number)
        request[KEYS] = key
        return await handler(request)

    async def _answer(self, one: ApiOperation, request: web.Request) -> web.Response:
        """What documents say to a request."""
        key, asked = request[KEYS], await _asked(one, request)
        if one.created and not self.keeps:
            return problem(409, "This server keeps no answers: ask without keeping.")
        found = await self.answering.found(one, asked, server=key.guild, asker=key.number)
        if one.created and isinstance(found, Reply):
            return _json(told(found), 201, {"Location": await self._keep(found, key)})
        return _json(told(found))

    async def _keep(self, reply: Reply, key: ApiKey) -> str:
        """Keep an answer, of no channel and no person; its address."""
        kept = ShownAnswer(reply=reply, guild=key.guild, private=True)
        await self.answers.put(kept)
        return KEPT.path.format(key=kept.key)

    async def _kept(self, request: web.Request) -> web.Response:
        """An answer that was kept by a key of the same server; those of people are not for programs."""
        found = await self.answers.get(AnswerRequest.model_validate(dict(request.match_info)).key)
        own = found is not None and found.channel is None and found.guild == request[KEYS].guild
        if found is None or not own or not await self.answering.questions.may_show(found.reply, found.guild):
            raise NotThereError("No such answer is kept: it has expired, or what it quotes is gone.")
        return _json(found.reply.answer)

    async def _collections(self, request: web.Request) -> web.Response:
        offered = await self.answering.questions.offered(request[KEYS].guild)
        views = tuple(CollectionView(name=one.name, title=one.title) for one in offered)
        return _json(CollectionList(collections=views))

    async def _use_tools(self, request: web.Request) -> web.Response:
        assert self.tools is not None  # noqa: S101
        return await self.tools.handle(request, await _body(request), request[KEYS])

    async def _health(self, _request: web.Request) -> web.Response:
        return _json(Health())

    async def _describe(self, _request: web.Request) -> web.Response:
        return web.Response(text=self._description, content_type=JSON)


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The response with all headers; what goes wrong is a problem as RFC 9457 has it."""
    try:
        response = await handler(request)
    except Exception as error:
        response = problem_of(error)
    response.headers.update(HEADERS)
    return response


async def _asked(one: ApiOperation, request: web.Request) -> Any:  # noqa: ANN401 - the model of the operation
    """What is asked, checked. Raises ValidationError, and what `_body` raises."""
    assert one.asks is not None  # noqa: S101
    if one.method == "GET":
        return one.asks.model_validate(_query(one.asks, request))
    if request.content_type != JSON:
        raise web.HTTPUnsupportedMediaType(text=f"Send {JSON}.")
    return AskRequest.model_validate_json(await _body(request))


def _query(asks: type[BaseModel], request: web.Request) -> dict[str, object]:
    """The parameters of an address: a list where the model has one or where one is said twice."""
    given = {name: request.query.getall(name) for name in request.query}
    lists = {name for name, one in asks.model_fields.items() if "tuple" in str(one.annotation)}
    return {name: values if name in lists or len(values) > 1 else values[0] for name, values in given.items()}


async def _body(request: web.Request) -> bytes:
    """The body. Raises HTTPRequestEntityTooLarge, and HTTPRequestTimeout where it does not arrive."""
    try:
        async with asyncio.timeout(READING):
            return await request.read()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout(text="The body took too long to arrive.") from error


def _json(told_of: BaseModel, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(text=told_of.model_dump_json(), status=status, content_type=JSON, headers=headers)

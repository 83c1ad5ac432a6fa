"""A server on this machine that speaks OpenAI's chat completions, streamed: well, badly, or not at all."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from queue import Queue
from typing import Any

from aiohttp import web

Behave = Callable[[web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]
FOREVER = 3_600.0


def chunk(text: str | None = None, *, stop: str | None = None, **delta: Any) -> bytes:
    said = delta | ({"content": text} if text is not None else {})
    body = {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "tiny",
        "choices": [{"index": 0, "delta": said, "finish_reason": stop}],
    }
    return b"data: " + json.dumps(body).encode() + b"\n\n"


def usage(prompt: int, completion: int) -> bytes:
    counted = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
    body = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "tiny", "choices": []}
    return b"data: " + json.dumps(body | {"usage": counted}).encode() + b"\n\n"


async def stream(request: web.Request, *parts: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for part in parts:
        await response.write(part)
    return response


def says(*texts: str, tokens: tuple[int, int] | None = None) -> Behave:
    """Answers with these texts, a piece each."""

    async def behave(request: web.Request, _: dict[str, Any]) -> web.StreamResponse:
        counted = (usage(*tokens),) if tokens else ()
        ended = (chunk(stop="stop"), *counted, b"data: [DONE]\n\n")
        return await stream(request, *(chunk(text) for text in texts), *ended)

    return behave


def sends(*parts: bytes) -> Behave:
    async def behave(request: web.Request, _: dict[str, Any]) -> web.StreamResponse:
        return await stream(request, *parts)

    return behave


def refuses(status: int) -> Behave:
    """Answers with an error that repeats what it was sent, as some servers do."""

    async def behave(_: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        error = {"error": {"message": json.dumps(body), "type": "error"}}
        return web.json_response(error, status=status, headers={"Retry-After": "0"})

    return behave


async def hangs(_request: web.Request, _body: dict[str, Any]) -> web.StreamResponse:
    await asyncio.sleep(FOREVER)
    raise AssertionError


def hangs_after(text: str) -> Behave:
    async def behave(request: web.Request, _: dict[str, Any]) -> web.StreamResponse:
        await stream(request, chunk(text))
        await asyncio.sleep(FOREVER)
        raise AssertionError

    return behave


def drips(text: str, seconds: float = 0.05) -> Behave:
    """A character at a time."""

    async def behave(request: web.Request, _: dict[str, Any]) -> web.StreamResponse:
        response = await stream(request)
        for character in text:
            await response.write(chunk(character))
            await asyncio.sleep(seconds)
        await response.write(chunk(stop="stop") + b"data: [DONE]\n\n")
        return response

    return behave


def closes(*parts: bytes) -> Behave:
    """Breaks the connection off after these parts."""

    async def behave(request: web.Request, _: dict[str, Any]) -> web.StreamResponse:
        response = await stream(request, *parts)
        assert request.transport is not None
        request.transport.abort()
        return response

    return behave


@dataclass
class ChatServer:
    """Behaves in turn as it is told, the last way for ever; `asked` are the bodies that it got."""

    behaviour: list[Behave]
    address: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body: dict[str, Any] = await request.json()
        self.asked.append(body)
        self.keys.append(request.headers.get("Authorization", ""))
        behave = self.behaviour.pop(0) if len(self.behaviour) > 1 else self.behaviour[0]
        return await behave(request, body)


@asynccontextmanager
async def serving(*behaviour: Behave) -> AsyncIterator[ChatServer]:
    server = ChatServer([*behaviour])
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.address = f"http://{host}:{port}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()


@contextmanager
def serving_beside(*behaviour: Behave) -> Iterator[ChatServer]:
    """The same in a thread, for what has an event loop of its own."""
    loop, found = asyncio.new_event_loop(), Queue[ChatServer]()
    ended = asyncio.Event()

    async def run() -> None:
        async with serving(*behaviour) as server:
            found.put(server)
            await ended.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    try:
        yield found.get(timeout=30)
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()
        loop.close()

"""Discord's REST API: what simcord knows of it, over HTTP, with rate limits, nonces and faults."""

from __future__ import annotations

import asyncio
import io
import json
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Final

from aiohttp import BodyPartReader, web
from simcord.backend import Backend, serializers
from simcord.backend.errors import BackendError
from simcord.http import router
from simcord.http import routes as _routes  # noqa: F401 - registers the routes

from tests.loopback.conduct import Conduct
from tests.loopback.faults import Fault, Faults
from tests.loopback.rates import RateLimits

PREFIX: Final = "/api/v10"
NONCES: Final = 10_000  # of the last few minutes
VIA: Final = {"Via": "1.1 loopback"}  # discord.py takes a 429 without it for Cloudflare's


@dataclass
class Rest:
    """Answers each request from `backend`. `shards` is what it recommends."""

    backend: Backend
    token: str
    gateway: Callable[[], str]
    shards: int
    reads_all: Callable[[], bool]
    """Whether the bot has the Message Content intent."""
    rates: RateLimits = field(default_factory=RateLimits)
    conduct: Conduct = field(default_factory=Conduct)
    faults: Faults = field(default_factory=Faults)
    unknown: list[str] = field(default_factory=list)
    """Calls that nothing here answers: each is a fault of the loopback or of the bot."""
    busy: int = 0
    """Requests that are being answered."""
    handled: int = 0
    _nonces: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:  # simcord writes all down, for tests of seconds
        self.backend.http_requests = deque(maxlen=100)  # type: ignore[assignment]
        self.backend.transcript = deque(maxlen=100)  # type: ignore[assignment]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request of the API."""
        self.busy, self.handled = self.busy + 1, self.handled + 1
        try:
            return await self._handle(request)
        finally:
            self.busy -= 1

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        path, method = request.path.removeprefix(PREFIX), request.method
        body, files = await _read(request)
        fault = self.faults.take(method, path)
        if fault and fault.how == "late":
            await asyncio.sleep(fault.seconds)
        if fault and fault.how == "cut before":
            return _cut(request)
        if fault and fault.how == "answer":
            return _refused(fault)
        verdict = self.rates.take(method, path)
        if verdict.wait is not None:
            told = {"message": "You are being rate limited.", "retry_after": round(verdict.wait, 3)}
            headers = verdict.headers | {"Retry-After": str(round(verdict.wait) + 1)}
            return _json(told | {"global": verdict.everywhere}, 429, headers)
        if not self._allowed(request, path):
            return _json({"message": "401: Unauthorized", "code": 0}, 401, verdict.headers)
        status, answer = self._answer(method, path, body, files, dict(request.query))
        if fault and fault.how == "cut after":
            return _cut(request)
        return _json(answer, status, verdict.headers)

    async def attachment(self, request: web.Request) -> web.Response:
        """A file, as Discord's servers of files hand it out."""
        blob = self.backend.cdn.get(str(request.url.origin()) + request.path)
        return web.Response(body=blob) if blob is not None else web.Response(status=404)

    def _allowed(self, request: web.Request, path: str) -> bool:
        if path.startswith(("/interactions/", "/webhooks/")):  # their token is in the path
            return True
        return request.headers.get("Authorization") == f"Bot {self.token}"

    def _answer(
        self, method: str, path: str, body: Any, files: list[Any], query: dict[str, str]
    ) -> tuple[int, Any]:
        if (method, path) == ("GET", "/gateway/bot"):
            starts = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 16}
            return 200, {"url": self.gateway(), "shards": self.shards, "session_start_limit": starts}
        self.conduct.judge(method, path, body)
        if (earlier := self._earlier(method, path, body)) is not None:
            return 200, earlier
        try:
            answer = router.dispatch(
                self.backend,
                method,
                path,
                json=body,
                params=query,
                files=files,
                message_content_access=self.reads_all(),
            )
        except BackendError as error:
            if isinstance(error, router.RouteNotImplemented | router.UnsupportedField):
                self.unknown.append(f"{method} {path}: {error}")
            return error.status, error.to_json()
        if method == "POST" and isinstance(body, dict) and body.get("nonce"):
            self._remember((path, str(body["nonce"])), int(answer["id"]))
            answer["nonce"] = body["nonce"]
        return (204, None) if answer is None else (200, answer)

    def _earlier(self, method: str, path: str, body: Any) -> Any:
        """The message that was stored with this nonce in its channel, if the bot wants no second one."""
        if method != "POST" or not isinstance(body, dict) or not body.get("enforce_nonce"):
            return None
        message = self._nonces.get((path, str(body.get("nonce"))))
        channel = int(path.split("/")[2]) if message else 0
        stored = self.backend.messages.get(channel, {}).get(message or 0)
        return None if stored is None else dict(serializers.message_payload(self.backend, stored))

    def _remember(self, nonce: tuple[str, str], message: int) -> None:
        self._nonces[nonce] = message
        if len(self._nonces) > NONCES:
            del self._nonces[next(iter(self._nonces))]


async def _read(request: web.Request) -> tuple[Any, list[Any]]:
    """The JSON of a request, and the files that came with it as simcord takes them."""
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        return (json.loads(raw) if raw else None), []
    payload, files = None, []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            payload = json.loads(await part.text())
        else:
            held = io.BytesIO(bytes(await part.read()))
            files.append((part.name or "", SimpleNamespace(fp=held, filename=part.filename)))
    for name, file in files:
        index = name.removeprefix("files[").removesuffix("]")
        message = payload.get("data", payload) if isinstance(payload, dict) else {}
        declared = message.get("attachments") or ()
        described = {str(one["id"]): one.get("description") for one in declared}
        file.description = described.get(index)
    return payload, [file for _, file in files]


def _refused(fault: Fault) -> web.Response:
    body = {"message": "injected", "code": 0} if fault.body is None else fault.body
    return _json(body, fault.status)


def _cut(request: web.Request) -> web.Response:
    """Close the connection in the middle of everything."""
    with suppress(AttributeError):
        request.transport.abort()  # type: ignore[union-attr]
    return web.Response()


def _json(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """An answer as Discord's: its type without a charset, and by way of a proxy."""
    headers = VIA | (headers or {})
    if status == 204:
        return web.Response(status=status, headers=headers)
    typed = {"Content-Type": "application/json"} | headers
    return web.Response(body=json.dumps(body).encode(), status=status, headers=typed)

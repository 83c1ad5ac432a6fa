"""The tools under the API's own address: streamable HTTP without sessions, behind the same keys."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from aiohttp import web

from qa.api.answering import ApiAnswering
from qa.api.operations import ApiOperation, Found
from qa.api.questions import BusyError
from qa.api.requests import ApiRequest
from qa.api.tools import tool_server
from qa.store.api_keys import ApiKey

KEY: Final = "footnote.key"
LONGEST: Final = 150.0  # seconds: a question may wait for a minute, and then take one
NO_BODY: Final = frozenset({"content-length", "transfer-encoding", "connection"})


class HttpToolGate:
    """Each request is answered by itself, as JSON: nothing is kept between two. For one event loop.

    Raises FootnoteError where the library is not installed.
    """

    def __init__(self, answering: ApiAnswering) -> None:
        self._answering = answering
        self._server = tool_server(self._run)

    async def handle(self, request: web.Request, body: bytes, key: ApiKey) -> web.Response:
        """The response to a request of a key. Raises BusyError where it does not come."""
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        arrived, sent = [body], list[dict[str, Any]]()

        async def receive() -> dict[str, Any]:
            if arrived:
                return {"type": "http.request", "body": arrived.pop(), "more_body": False}
            await asyncio.Event().wait()  # who asks is not known to have left
            raise AssertionError

        async def send(message: Any) -> None:  # noqa: ANN401 - of ASGI
            sent.append(message)

        try:
            manager = StreamableHTTPSessionManager(self._server, json_response=True, stateless=True)
            async with asyncio.timeout(LONGEST), manager.run():
                await manager.handle_request(_scope(request, key), receive, send)
        except TimeoutError as error:
            raise BusyError from error
        return _response(sent)

    async def _run(self, one: ApiOperation, asked: ApiRequest, request: Any) -> Found:  # noqa: ANN401 - Starlette's
        key: ApiKey = request.scope[KEY]
        return await self._answering.found(one, asked, server=key.guild, asker=key.number)


def _scope(request: web.Request, key: ApiKey) -> dict[str, Any]:
    """The request as ASGI has it, with the key that it was made with."""
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in request.raw_headers],
        "client": None,
        "server": None,
        KEY: key,
    }


def _response(sent: list[dict[str, Any]]) -> web.Response:
    begun = next(one for one in sent if one["type"] == "http.response.start")
    body = b"".join(one.get("body", b"") for one in sent if one["type"] == "http.response.body")
    headers = [(name.decode(), value.decode()) for name, value in begun.get("headers", ())]
    kept = [(name, value) for name, value in headers if name.lower() not in NO_BODY]
    return web.Response(body=body, status=begun["status"], headers=kept)

"""The operator port: /metrics, /health and /ready, for the machine itself and who watches it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from index.errors import FootnoteError
from qa.operation.telemetry import Telemetry

log = logging.getLogger(__name__)

PATIENCE: Final = 3.0  # seconds that a check may take
HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Server": "Footnote"}

Check: TypeAlias = Callable[[], Awaitable[str | None]]
"""Says what keeps the process from answering; None where nothing does."""


class OperatorServer:
    """Serves to whoever reaches the port: it has no keys, and tells nothing of what is asked."""

    def __init__(self, telemetry: Telemetry, checks: Mapping[str, Check], host: str, port: int) -> None:
        self._telemetry, self._checks = telemetry, checks
        self._host, self._port = host, port
        self._runner: web.AppRunner | None = None

    def application(self) -> web.Application:
        """The application; its routes are all that there is."""
        app = web.Application()
        app.router.add_get("/metrics", self._metrics)
        app.router.add_get("/health", self._health)
        app.router.add_get("/ready", self._ready)
        return app

    async def start(self) -> bool:
        """Begin to serve; whether it could. Never raises: what keeps it from that is a line in the log."""
        runner = web.AppRunner(self.application(), access_log=None)
        try:
            await runner.setup()
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            told = (self._host, self._port, error.strerror or error)
            log.error("the operator port cannot be served at %s:%d (%s): name another one", *told)
            await runner.cleanup()
            return False
        self._runner = runner
        log.info("serving metrics, health and readiness at http://%s:%d", self._host, self._port)
        return True

    async def close(self) -> None:
        """Serve no more; may be called again."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await asyncio.shield(runner.cleanup())

    async def reasons(self) -> dict[str, str]:
        """What keeps the process from answering, by the name of the check; none where it can."""
        found = await asyncio.gather(*map(_reason, self._checks.values()))
        return {name: why for name, why in zip(self._checks, found, strict=True) if why}

    async def _metrics(self, _request: web.Request) -> web.Response:
        body = await asyncio.to_thread(self._telemetry.exposition)
        return web.Response(body=body, headers={**HEADERS, "Content-Type": CONTENT_TYPE_LATEST})

    async def _health(self, _request: web.Request) -> web.Response:
        """That this is said at all says that the event loop goes round."""
        return web.json_response({"status": "ok"}, headers=HEADERS)

    async def _ready(self, _request: web.Request) -> web.Response:
        reasons = await self.reasons()
        status = 503 if reasons else 200
        return web.json_response({"ready": not reasons, "reasons": reasons}, status=status, headers=HEADERS)


async def _reason(check: Check) -> str | None:
    try:
        async with asyncio.timeout(PATIENCE):
            return await check()
    except TimeoutError:
        return f"no answer in {PATIENCE:.0f} seconds"
    except FootnoteError as error:
        return str(error)
    except Exception as error:
        log.error("a check failed: unexpected %s", type(error).__name__)
        return f"unexpected {type(error).__name__}"

"""The API in the process of another program: a fault of it is told in the log, and never ends that."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from aiohttp import web

from qa.api.application import ApiSite
from qa.api.operations import BASE
from qa.operation.telemetry import Telemetry

log = logging.getLogger(__name__)

GRACE: Final = 2.0  # seconds for what is being answered when the program ends
LONGEST_ADDRESS: Final = 32 * 1024  # bytes: the longest that is valid has every character in percents
SILENT: Final = logging.Logger("aiohttp", logging.CRITICAL + 1)
"""What aiohttp itself would log quotes the request; what our part of it does wrong is logged there."""


class ApiServer:
    """Serves a site at a host and a port, until `close`."""

    def __init__(self, site: ApiSite, host: str, port: int, telemetry: Telemetry | None = None) -> None:
        self._site, self._host, self._port = site, host, port
        self._telemetry = telemetry
        self._runner: web.AppRunner | None = None

    async def start(self) -> bool:
        """Begin to serve; whether it could. Never raises: what keeps it from that is a line in the log."""
        app = self._site.application()
        if self._telemetry:
            app.on_response_prepare.append(self._telemetry.signal("api"))
        runner = web.AppRunner(
            app,
            access_log=None,  # addresses hold what is asked
            logger=SILENT,
            max_line_size=LONGEST_ADDRESS,
            shutdown_timeout=GRACE,
        )
        try:
            await runner.setup()
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            told = (self._host, self._port, error.strerror or error)
            log.error("the API cannot be served at %s:%d (%s): name another port", *told)
            await runner.cleanup()
            return False
        self._runner = runner
        log.info("serving the API at http://%s:%d%s", self._host, self._port, BASE)
        return True

    async def close(self) -> None:
        """Serve no more; may be called again."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await asyncio.shield(runner.cleanup())

"""The site in the bot's process: a fault of it is told in the log, and never ends the bot."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from aiohttp import web

from bot.pages.addresses import Addresses
from bot.pages.site import Site
from qa.operation.telemetry import Telemetry

log = logging.getLogger(__name__)

GRACE: Final = 2.0  # seconds for what is being read when the bot ends


class PageServer:
    """Serves a site at a host and a port.

    With `shared`, another process may serve it while this one does not: then there are addresses, too.
    """

    def __init__(
        self, site: Site, host: str, port: int, telemetry: Telemetry | None = None, *, shared: bool = False
    ) -> None:
        self._shared = shared
        self._site, self._host, self._port = site, host, port
        self._telemetry = telemetry
        self._runner: web.AppRunner | None = None

    @property
    def addresses(self) -> Addresses | None:
        """What makes addresses of pages; None while there are none to be read."""
        return self._site.addresses if self._runner or self._shared else None

    async def start(self) -> bool:
        """Serve until `close`; whether it can. Never raises: what keeps it from that is a line in the log."""
        app = self._site.application()
        if self._telemetry:
            app.on_response_prepare.append(self._telemetry.signal("pages"))
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE)  # addresses may be signed
        try:
            await runner.setup()
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            log.error(
                "pages of answers cannot be served at %s:%d (%s): the bot goes on without them; "
                "FOOTNOTE_PAGES_PORT names another port",
                *(self._host, self._port, error.strerror or error),
            )
            await runner.cleanup()
            return False
        self._runner = runner
        log.info(
            "serving pages of answers at %s:%d for %s", self._host, self._port, self._site.addresses.base
        )
        return True

    async def close(self) -> None:
        """Serve no more; may be called again."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await asyncio.shield(runner.cleanup())
